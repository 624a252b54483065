// Frames [P 3]: what the relay sees. The table is that of docs/protocol.md.

import { bytes, decode, enumeration, fixed, list, option, string, structure, u16, u32, u64 } from "./postcard.mjs";

const VERSION = 1;
const LARGEST = 65_536;

const id = fixed(16);
const key = fixed(32);
const signature = fixed(64);
const logged = structure({ seq: u64, replica: id, counter: u64, sealed: bytes });
const numbered = structure({ seq: u64, prev: option(u64) });
const head = structure({ id, covers: u64, size: u32 });
const part = { part: u16, parts: u16, bytes };
const subject = enumeration({
  push: { replica: id, counter: u64 },
  "snapshot put": {},
  "snapshot get": {},
  erase: {},
  ephemeral: {},
  invitation: {},
  rendezvous: {},
});
const names = (...all) => enumeration(Object.fromEntries(all.map((name) => [name, {}])));
const code = names(
  ...["conflict", "log full", "disk full", "too large", "too fast", "out of order", "not found", "bad signature"],
  ...["storage failed"],
);
const reason = names(
  ...["version", "malformed", "auth timeout", "bad signature", "room full", "too many", "resync", "erased"],
  ...["storage failed", "stopping", "disk full"],
);

const invitationState = enumeration({
  ...{ waiting: {}, used: { at: u64 }, withdrawn: {}, erased: {}, expired: {}, unknown: {} },
});

const rendezvousState = names(
  ...["open", "met", "left", "busy", "used", "spent", "expired", "closed", "unknown"],
);

const FRAMES = {
  0x01: ["auth", { room: id, key, replica: id, signature }],
  0x02: ["push", { replica: id, counter: u64, sealed: bytes }],
  0x03: ["pull", { after: u64 }],
  0x04: ["snapshot put", { covers: u64, expects: option(id), ...part }],
  0x05: ["snapshot get", { id }],
  0x06: ["ephemeral", { to: option(u32), sealed: bytes }],
  0x07: ["time?", { echo: u64 }],
  0x08: ["erase", { signature }],
  0x09: ["client bye", {}],
  0x0a: ["confirm", { id }],
  0x0b: ["deposit", { mailbox: id, lasts: u32, card: bytes, key: bytes }],
  0x0c: ["withdraw", { mailbox: id }],
  0x0d: ["claim", { mailbox: id, claimant: option(id) }],
  0x0e: ["meet", { number: option(u32) }],
  0x0f: ["exchange", { bytes }],
  0x10: ["end rendezvous", { ending: names("used", "spent", "closed") }],
  0x41: ["challenge", { nonce: key }],
  0x42: [
    "welcome",
    {
      ...{ log: id, peer: u32, durable: u64, trimmed: u64, logBytes: u64, keptBytes: u64 },
      ...{ snapshot: option(head), previous: option(head), peers: list(u32), now: u64, ice: list(string) },
    },
  ],
  0x43: ["deliver", { prev: u64, frame: logged }],
  0x44: ["durable", { upto: u64, yours: list(numbered) }],
  0x45: ["page", { after: u64, frames: list(logged) }],
  0x46: ["caught up", { upto: u64 }],
  0x47: ["snapshot part", { id, ...part }],
  0x48: ["snapshot ok", { head }],
  0x49: ["snapshot conflict", { current: option(head) }],
  0x4a: ["passed on", { from: u32, sealed: bytes }],
  0x4b: ["peer up", { peer: u32 }],
  0x4c: ["peer down", { peer: u32 }],
  0x4d: ["time", { echo: u64, now: u64 }],
  0x4e: ["erased", { origin: string, nonce: key, signature }],
  0x4f: ["error", { subject, code }],
  0x50: ["bye", { reason, retryAfter: option(u64) }],
  0x51: ["trimmed", { upto: u64 }],
  0x52: ["invitation", { mailbox: id, state: invitationState, card: bytes, key: bytes }],
  0x53: ["rendezvous", { number: u32, state: rendezvousState }],
  0x54: ["exchanged", { bytes }],
};

/** The frame in these bytes: `{ type: name, … }`, or null for a type we do not know [P 5]. */
export function decodeFrame(encoded) {
  const [version, type] = encoded;
  if (version !== VERSION) throw new RangeError(`a frame of version ${version}, where we speak ${VERSION}`);
  if (!(type in FRAMES)) return null;
  const [name, fields] = FRAMES[type];
  return { type: name, ...decode(structure(fields), encoded.slice(2)) };
}

/** The bytes of a frame. */
export function encodeFrame(frame) {
  const [type, [, fields]] = Object.entries(FRAMES).find(([, [name]]) => name === frame.type);
  const encoded = Buffer.concat([Uint8Array.of(VERSION, type), structure(fields).write(frame)]);
  if (encoded.length > LARGEST) throw new RangeError(`a frame of ${encoded.length} bytes; ${LARGEST} are allowed`);
  return encoded;
}
