// The keys of a room and the seal [P 1, 11, 40, 50, 60–66]. SHA-256, HKDF and Ed25519 are Node's own;
// it has no XChaCha20-Poly1305.

import { createHash, createPrivateKey, createPublicKey, hkdfSync, randomBytes, sign } from "node:crypto";
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
    // The PKCS #8 prefix of an Ed25519 seed: Node takes no other form.
    const pkcs8 = concat(Buffer.from("302e020100300506032b657004220420", "hex"), expand("write"));
    this.write = createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" });
    this.writeKey = Buffer.from(createPublicKey(this.write).export({ format: "jwk" }).x, "base64url");
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
