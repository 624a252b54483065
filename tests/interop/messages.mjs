// Messages [P 70] and the snapshot's body [P 34]: what a peer says inside the seal.

import {
  bool, bytes, decode, enumeration, fixed, list, option, Reader, string, structure, u8, u16, u32, u64,
} from "./postcard.mjs";

const id = fixed(16);
const member = fixed(8);

/** A value that fills its item, without a length of its own. */
const rest = { read: (reader) => reader.take(reader.bytes.length - reader.at), write: (value) => value };

const said = enumeration({
  offer: { sdp: string },
  answer: { sdp: string },
  candidate: { candidate: string, mid: option(string), line: option(u16) },
  "hung up": {},
});

const ITEMS = {
  1: ["from", member],
  2: ["have", structure({ log: id, durable: u64, chain: id, kept: bool })],
  3: ["update", rest],
  4: ["edits", u32],
  5: ["here", structure({ visible: bool, nonce: u64, hears: list(u64), leaving: bool })],
  6: ["caret", structure({ field: u8, of: member, at: u32 })],
  7: ["digest", structure({ durable: u64, content: id })],
  8: ["part", structure({ of: u64, part: u16, parts: u16, bytes })],
  9: ["asks", structure({})],
  10: ["willing", structure({})],
  11: ["signal", structure({ from: u64, to: u64, call: u64, at: u64, said })],
  12: ["holds", list(structure({ replica: id, first: u64, last: u64 }))],
};

const SNAPSHOT = structure({
  ...{ covers: u64, log: id, chain: id, previous: option(id) },
  ...{ skipped: list(structure({ replica: id, counter: u64 })), author: option(member), document: bytes },
});

/** The items in a message, in order: `[name, value]`; tags that we do not know are left out. */
export function decodeMessage(body) {
  const reader = new Reader(body);
  const items = [];
  while (!reader.isAtEnd) {
    const tag = u8.read(reader);
    const value = bytes.read(reader);
    if (tag in ITEMS) items.push([ITEMS[tag][0], decode(ITEMS[tag][1], value)]);
  }
  return items;
}

/** The bytes of a message. */
export function encodeMessage(items) {
  return Buffer.concat(
    items.flatMap(([name, value]) => {
      const [tag, [, type]] = Object.entries(ITEMS).find(([, [known]]) => known === name);
      return [u8.write(tag), bytes.write(type.write(value))];
    }),
  );
}

export const decodeSnapshot = (body) => decode(SNAPSHOT, body);
export const encodeSnapshot = (snapshot) => SNAPSHOT.write(snapshot);
