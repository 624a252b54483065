// The keys of a room and the seal [P 1, 11, 40, 50, 60–66], sealed keys [P 83, 84] and invitations [P 110, 111]. SHA-256,
// HKDF, Ed25519 and X25519 are Node's own; XChaCha20-Poly1305 it does not have.

import {
  createHash, createPrivateKey, createPublicKey, diffieHellman, hkdfSync, randomBytes, sign, verify,
} from "node:crypto";
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";

const VERSION = Uint8Array.of(1);
const NONCE = 24;
const LEAST_PLAINTEXT = 256;

/** The kinds of blobs, and the key that seals each [P 62, 63]. */
export const Kind = { logged: 1, snapshot: 2, ephemeral: 3 };
const SECRETS = { 1: "content", 2: "content", 3: "presence" };

const concat = (...parts) => Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : part)));
export const sha256 = (...parts) => createHash("sha256").update(concat(...parts)).digest();

export function littleEndian(value, bytes) {
  const buffer = Buffer.alloc(bytes);
  for (let at = 0, rest = BigInt(value); at < bytes; at += 1, rest >>= 8n) buffer[at] = Number(rest & 0xffn);
  return buffer;
}

/** Everything that is derived from a room's secret [P 60, 1]. */
export class Keys {
  constructor(secret) {
    if (secret.length !== 32) throw new RangeError(`a room's secret has 32 bytes, not ${secret.length}`);
    const expand = (info, bytes = 32) => Buffer.from(hkdfSync("sha256", secret, "alongside room v1", info, bytes));
    this.content = expand("content");
    this.presence = expand("presence");
    this.id = expand("id", 8);
    this.write = signingKey(expand("write"));
    this.writeKey = publicKey(this.write);
    this.room = sha256("alongside room v1", this.writeKey).subarray(0, 16);
  }

  /** What auth signs [P 11]. */
  authStatement(origin, nonce, replica) {
    return concat(this.#statement("alongside auth v1", origin, nonce), replica);
  }

  /** What erase signs [P 40]. */
  eraseStatement(origin, nonce) {
    return this.#statement("alongside erase v1", origin, nonce);
  }

  sign(statement) {
    return sign(null, statement, this.write);
  }

  /** Seals a body under a fresh nonce [P 61, 64]. */
  seal(kind, replica, counter, body, nonce = randomBytes(NONCE)) {
    const plaintext = Buffer.alloc(padme(Math.max(LEAST_PLAINTEXT, 4 + body.length)));
    plaintext.writeUInt32LE(body.length);
    plaintext.set(body, 4);
    return concat(nonce, this.#cipher(kind, replica, counter, nonce).encrypt(plaintext));
  }

  /** Opens a blob whose replica and counter are known; throws an error that does not say why [P 66]. */
  open(kind, replica, counter, sealed) {
    const plaintext = this.#cipher(kind, replica, counter, sealed.slice(0, NONCE)).decrypt(sealed.slice(NONCE));
    const length = Buffer.from(plaintext).readUInt32LE();
    if (4 + length > plaintext.length) throw new Error("invalid blob");
    return plaintext.slice(4, 4 + length);
  }

  #statement(purpose, origin, nonce) {
    const length = littleEndian(Buffer.byteLength(origin), 2);
    return concat(purpose, "\0", VERSION, length, origin, this.room, nonce);
  }

  #cipher(kind, replica, counter, nonce) {
    const about = concat("alongside", VERSION, Uint8Array.of(kind), this.room, replica, littleEndian(counter, 8));
    return xchacha20poly1305(this[SECRETS[kind]], nonce, about);
  }
}

/** The Ed25519 key of a seed. */
function signingKey(seed) {
  // The PKCS #8 prefix of such a seed: Node takes no other form.
  const pkcs8 = concat(Buffer.from("302e020100300506032b657004220420", "hex"), seed);
  return createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" });
}

const publicKey = (secret) => Buffer.from(createPublicKey(secret).export({ format: "jwk" }).x, "base64url");

/** A text that can be agreed to, as bytes [P 131]. */
export function agreementBytes({ planned, parts }) {
  const words = parts.map((part) => Buffer.from(part));
  const lengthy = words.flatMap((part) => [littleEndian(part.length, 4), part]);
  return concat(Uint8Array.of(planned === null ? 0 : 1), littleEndian(planned ?? 0, 2), littleEndian(parts.length, 4), ...lengthy);
}

/** The hash that names it, and that is signed [P 131]. */
export const agreementDigest = (text) => sha256("alongside agreement v1", agreementBytes(text));

/** Who may have signed with this public key [P 134]. */
export const signerOf = (key) => sha256("alongside signer", key).subarray(0, 8);

/** What a member signs who agrees to a text [P 135]. */
function acceptanceStatement(text, member, moment) {
  return concat("alongside acceptance v1", "\0", member, littleEndian(moment, 8), agreementDigest(text));
}

/** Whether the owner of this public key agreed, as this member and at this moment, to exactly this text [P 135]. */
export function isGenuine(key, text, { member, moment, signature }) {
  const jwk = { kty: "OKP", crv: "Ed25519", x: Buffer.from(key).toString("base64url") };
  try {
    return verify(null, acceptanceStatement(text, member, moment), createPublicKey({ key: jwk, format: "jwk" }), signature);
  } catch {
    return false;
  }
}

/** A device's key pair in a room. */
export class Device {
  constructor(secret) {
    this.#signs = signingKey(Buffer.from(hkdfSync("sha256", secret, "alongside signer v1", "", 32)));
    this.signingKey = publicKey(this.#signs);
    // The PKCS #8 prefix of an X25519 secret: Node takes no other form.
    const pkcs8 = Buffer.concat([Buffer.from("302e020100300506032b656e04220420", "hex"), secret]);
    this.secret = createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" });
    this.key = Buffer.from(createPublicKey(this.secret).export({ format: "jwk" }).x, "base64url");
    this.id = sha256("alongside device", this.key).subarray(0, 8);
  }

  #signs;

  /** Signs that this member agrees to a text [P 135]. */
  agrees(text, member, moment) {
    return sign(null, acceptanceStatement(text, member, moment), this.#signs);
  }

  /** The shared secret of this device and the one with that public key. */
  with(key) {
    const other = { kty: "OKP", crv: "X25519", x: Buffer.from(key).toString("base64url") };
    return diffieHellman({ privateKey: this.secret, publicKey: createPublicKey({ key: other, format: "jwk" }) });
  }

  /** Seals a new secret for another device; `drawn` is an ephemeral device for this sealed key alone. */
  seal(to, oldRoom, secret, drawn) {
    const shared = Buffer.concat([drawn.with(to), this.with(to)]);
    return Buffer.concat([drawn.key, pointerCipher(shared, [oldRoom, drawn.key, this.key, to]).encrypt(secret)]);
  }

  /** Opens what the device with the public key `by` sealed for this one; throws an error that does not say why. */
  open(by, oldRoom, pointer) {
    const drawn = pointer.subarray(0, 32);
    const shared = Buffer.concat([this.with(drawn), this.with(by)]);
    return pointerCipher(shared, [oldRoom, drawn, by, this.key]).decrypt(pointer.subarray(32));
  }
}

function pointerCipher(shared, about) {
  const key = hkdfSync("sha256", shared, "alongside pointer v1", Buffer.concat(about), 32);
  return xchacha20poly1305(new Uint8Array(key), new Uint8Array(24));
}

/** What follows from the pairing secret in the link of an invitation [P 110, 111]. */
export class Pairing {
  constructor(secret) {
    if (secret.length !== 32) throw new RangeError(`a pairing secret has 32 bytes, not ${secret.length}`);
    const expand = (info, bytes) => Buffer.from(hkdfSync("sha256", secret, "alongside invitation v1", info, bytes));
    this.mailbox = expand("mailbox", 16);
    this.keys = { card: expand("card", 32), key: expand("key", 32) };
    // The same for every run of this client, so that each has what the first one claimed [P 112].
    this.claimant = sha256("the second client", secret).subarray(0, 16);
  }

  /** Seals a card's padded body, or a room's secret. */
  seal(part, body, nonce = randomBytes(NONCE)) {
    return concat(nonce, this.#cipher(part, nonce).encrypt(body));
  }

  open(part, sealed) {
    return Buffer.from(this.#cipher(part, sealed.slice(0, NONCE)).decrypt(sealed.slice(NONCE)));
  }

  #cipher(part, nonce) {
    return xchacha20poly1305(this.keys[part], nonce, concat("alongside", VERSION, part[0], this.mailbox));
  }
}

/** The replica and counter that a snapshot or an ephemeral carries, and its sealed blob [P 63]. */
export function carried(blob) {
  return { replica: blob.slice(0, 16), counter: Buffer.from(blob).readBigUInt64LE(16), sealed: blob.slice(24) };
}

/** The chain after one more frame [P 50]. */
export function chained(chain, { seq, replica, counter, sealed }) {
  return sha256(chain, littleEndian(seq, 8), replica, littleEndian(counter, 8), sha256(sealed)).subarray(0, 16);
}

function padme(length) {
  const exponent = Math.floor(Math.log2(length));
  const mantissa = Math.floor(Math.log2(exponent)) + 1;
  const step = 2 ** (exponent - mantissa);
  return Math.ceil(length / step) * step;
}
