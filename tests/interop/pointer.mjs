// A room's new secret, sealed from one device to another [P 83, 84]. X25519 is Node's own.

import { createPrivateKey, createPublicKey, diffieHellman, hkdfSync } from "node:crypto";
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import { sha256 } from "./seal.mjs";

/** A device's key pair in a room. */
export class Device {
  constructor(secret) {
    // The PKCS #8 prefix of an X25519 secret: Node takes no other form.
    const pkcs8 = Buffer.concat([Buffer.from("302e020100300506032b656e04220420", "hex"), secret]);
    this.secret = createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" });
    this.key = Buffer.from(createPublicKey(this.secret).export({ format: "jwk" }).x, "base64url");
    this.id = sha256("alongside device", this.key).subarray(0, 8);
  }

  /** The shared secret of this device and the one with that public key. */
  with(key) {
    const other = { kty: "OKP", crv: "X25519", x: Buffer.from(key).toString("base64url") };
    return diffieHellman({ privateKey: this.secret, publicKey: createPublicKey({ key: other, format: "jwk" }) });
  }

  /** Seals a new secret for another device; `drawn` is an ephemeral device for this sealed key alone. */
  seal(to, oldRoom, secret, drawn) {
    const shared = Buffer.concat([drawn.with(to), this.with(to)]);
    return Buffer.concat([drawn.key, cipher(shared, [oldRoom, drawn.key, this.key, to]).encrypt(secret)]);
  }

  /** Opens what the device with the public key `by` sealed for this one; throws an error that does not say why. */
  open(by, oldRoom, pointer) {
    const drawn = pointer.subarray(0, 32);
    const shared = Buffer.concat([this.with(drawn), this.with(by)]);
    return cipher(shared, [oldRoom, drawn, by, this.key]).decrypt(pointer.subarray(32));
  }
}

function cipher(shared, about) {
  const key = hkdfSync("sha256", shared, "alongside pointer v1", Buffer.concat(about), 32);
  return xchacha20poly1305(new Uint8Array(key), new Uint8Array(24));
}
