// The exchange under a pairing code [P 125–128]: SPAKE2 over edwards25519 in big integers, which is slow and not in constant time, and
// what follows from its key. Good for checking bytes, and for nothing else.

import { hkdfSync } from "node:crypto";
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import { sha256 } from "./seal.mjs";

const P = 2n ** 255n - 19n;
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;
const mod = (value, by = P) => ((value % by) + by) % by;

function power(base, exponent) {
  let result = 1n;
  for (let square = mod(base), rest = exponent; rest > 0n; rest >>= 1n, square = mod(square * square)) {
    if (rest & 1n) result = mod(result * square);
  }
  return result;
}

const inverse = (value) => power(value, P - 2n);
const D = mod(-121665n * inverse(121666n));
const ROOT_OF_MINUS_ONE = power(2n, (P - 1n) / 4n);
const little = (bytes) => bytes.reduceRight((all, byte) => (all << 8n) | BigInt(byte), 0n);
const big = (bytes) => bytes.reduce((all, byte) => (all << 8n) | BigInt(byte), 0n);

/** A point from its 32 bytes (RFC 8032, 5.1.3). */
function decode(bytes) {
  const whole = little(bytes);
  const y = whole & (2n ** 255n - 1n);
  const square = mod((y * y - 1n) * inverse(mod(D * y * y + 1n)));
  let x = power(square, (P + 3n) / 8n);
  if (mod(x * x) !== square) x = mod(x * ROOT_OF_MINUS_ONE);
  if (mod(x * x) !== square) throw new Error("no point");
  return { x: (x & 1n) === whole >> 255n ? x : mod(-x), y };
}

function encode({ x, y }) {
  const bytes = Buffer.alloc(32);
  for (let at = 0, rest = y | ((x & 1n) << 255n); at < 32; at += 1, rest >>= 8n) bytes[at] = Number(rest & 0xffn);
  return bytes;
}

function add(one, other) {
  const cross = mod(D * one.x * other.x * one.y * other.y);
  return {
    x: mod((one.x * other.y + one.y * other.x) * inverse(mod(1n + cross))),
    y: mod((one.y * other.y + one.x * other.x) * inverse(mod(1n - cross))),
  };
}

function times(scalar, point) {
  let result = { x: 0n, y: 1n };
  for (let double = point, rest = mod(scalar, ORDER); rest > 0n; rest >>= 1n, double = add(double, double)) {
    if (rest & 1n) result = add(result, double);
  }
  return result;
}

const BASE = decode(Buffer.from(`58${"66".repeat(31)}`, "hex"));
const M = decode(Buffer.from("15cfd18e385952982b6a8f8c7854963b58e34388c8e6dae891db756481a02312", "hex"));
const N = decode(Buffer.from("f04f2e7eb734b2a8f8b472eaf9c3c632576ac64aea650b496a8a20ff00e583c3", "hex"));

/** One run, by the code, both scalars (64 bytes each) and what was said: everything that must follow from them. */
export function pairing({ code, joiner, inviter, commit, answer, reveal, link }) {
  const pw = mod(big(Buffer.from(hkdfSync("sha256", code, "", "SPAKE2 pw", 48))), ORDER);
  const [x, y] = [joiner, inviter].map((wide) => mod(little(wide), ORDER));
  const shares = { joiner: encode(add(times(x, BASE), times(pw, M))), inviter: encode(add(times(y, BASE), times(pw, N))) };
  const z = times(x, add(decode(shares.inviter), times(-pw, N)));
  const identities = ["joiner", "inviter"].map((who) => sha256(`alongside pairing ${who}`));
  const key = sha256(sha256(code), ...identities, shares.joiner, shares.inviter, encode(z));
  const revealed = reveal.subarray(0, 65);
  const transcript = sha256(commit, answer, revealed);
  const label = (name, bytes = 32) =>
    Buffer.from(hkdfSync("sha256", key, "alongside pairing v1", Buffer.concat([Buffer.from(name), transcript]), bytes));
  const bits = big(label("emoji", 3));
  const seal = xchacha20poly1305(new Uint8Array(label("link")), new Uint8Array(24), transcript);
  const padded = Buffer.from(seal.decrypt(link.subarray(1)));
  const nonces = { joiner: reveal.subarray(33, 65), inviter: answer.subarray(33, 65) };
  const kind = (number, ...parts) => Buffer.concat([Buffer.of(number), ...parts]);
  return {
    commit: kind(1, sha256("alongside pairing commit v1", shares.joiner, nonces.joiner)),
    answer: kind(2, shares.inviter, nonces.inviter),
    reveal: kind(3, shares.joiner, nonces.joiner, label("joiner")),
    confirm: kind(4, label("inviter")),
    emoji: Buffer.from([18n, 12n, 6n, 0n].map((by) => Number((bits >> by) & 63n))),
    link: kind(5, seal.encrypt(padded)),
    received: kind(6, label("received")),
    text: padded.subarray(2, 2 + padded.readUInt16LE()).toString(),
  };
}
