// Checks this client against docs/protocol-vectors.txt: `node vectors.mjs <the file>`. Every line is decoded and encoded
// again, derived from the secret, or opened and sealed again; a line that nothing here computes is an error too.

import { deepStrictEqual, strictEqual } from "node:assert";
import { readFileSync } from "node:fs";
import { decodeFrame, encodeFrame } from "./frames.mjs";
import { decodeMessage, decodeSnapshot, encodeMessage, encodeSnapshot } from "./messages.mjs";
import { pairing as paired } from "./pairing.mjs";
import { agreementBytes, agreementDigest, carried, chained, Device, isGenuine, Keys, Kind, Pairing, signerOf } from "./seal.mjs";

const lines = readFileSync(process.argv[2], "utf8").split("\n");
const vectors = lines.filter((line) => line.includes(" = ")).map((line) => line.split(" = "));
const bytes = Object.fromEntries(vectors.map(([name, text]) => [name, Buffer.from(text, "hex")]));

const keys = new Keys(bytes.secret);
const auth = decodeFrame(bytes.auth);
const push = decodeFrame(bytes.push);
const challenge = decodeFrame(bytes.challenge);
const [{ seq, ...logged }] = decodeFrame(bytes.page).frames;
const nonceOf = (sealed) => sealed.slice(0, 24);

function sealedAgain(kind, blob, body) {
  const { replica, counter, sealed } = kind === Kind.logged ? { ...push, sealed: blob } : carried(blob);
  deepStrictEqual(Buffer.from(keys.open(kind, replica, counter, sealed)), body, "what the seal holds");
  const again = keys.seal(kind, replica, counter, body, nonceOf(sealed));
  return kind === Kind.logged ? again : Buffer.concat([blob.slice(0, 24), again]);
}

const device = new Device(bytes["device secret"]);

function pointerAgain() {
  const kept = new Device(bytes["kept device secret"]);
  const secret = kept.open(device.key, keys.room, bytes.pointer);
  deepStrictEqual(Buffer.from(secret), bytes["new secret"], "what the pointer holds");
  return device.seal(kept.key, keys.room, secret, new Device(bytes["ephemeral secret"]));
}

const pairing = new Pairing(bytes["pairing secret"]);

/** What is sealed in an invitation, opened and sealed again. */
function invitationAgain(part) {
  const sealed = bytes[`invitation ${part}`];
  return pairing.seal(part, pairing.open(part, sealed), nonceOf(sealed));
}

const pair = paired({
  ...{ code: bytes["pairing code"], joiner: bytes["pairing joiner scalar"], inviter: bytes["pairing inviter scalar"] },
  ...{ commit: bytes["pairing commit"], answer: bytes["pairing answer"], reveal: bytes["pairing reveal"] },
  ...{ link: bytes["pairing link"] },
});
strictEqual(pair.text.startsWith("https://room.example/#1."), true, "what a pairing hands over");

/** A text that can be agreed to, read from its bytes. */
function agreementText(encoded) {
  const planned = encoded[0] ? encoded.readUInt16LE(1) : null;
  const parts = [];
  for (let at = 7; parts.length < encoded.readUInt32LE(3); at += 4 + encoded.readUInt32LE(at)) {
    parts.push(encoded.subarray(at + 4, at + 4 + encoded.readUInt32LE(at)).toString());
  }
  return { planned, parts };
}

const agreement = agreementText(bytes["agreement text"]);
const [member, moment] = [Buffer.alloc(8, 6), 1_800_000_000_000];

/** The signature that this client makes; the one of the vectors must be genuine, for that text alone. */
function acceptanceAgain() {
  const acceptance = { member, moment, signature: bytes["acceptance signature"] };
  strictEqual(isGenuine(bytes["signing key"], agreement, acceptance), true, "the signature is genuine");
  strictEqual(isGenuine(bytes["signing key"], { ...agreement, planned: 6 }, acceptance), false, "for another text it is not");
  return device.agrees(agreement, member, moment);
}

/** The values that the others are computed from. */
const GIVEN = [
  ...["secret", "device secret", "kept device secret", "ephemeral secret", "new secret", "pairing secret"],
  ...["pairing code", "pairing joiner scalar", "pairing inviter scalar"],
];
const COMPUTED = {
  ...Object.fromEntries(GIVEN.map((name) => [name, () => bytes[name]])),
  "write key": () => keys.writeKey,
  "room id": () => keys.room,
  "auth statement": () => keys.authStatement("room.example:8080", challenge.nonce, auth.replica),
  "auth signature": () => keys.sign(bytes["auth statement"]),
  "erase statement": () => keys.eraseStatement("room.example:8080", challenge.nonce),
  "chain of one": () => chained(Buffer.alloc(16), { seq, ...logged }),
  message: () => encodeMessage(decodeMessage(bytes.message)),
  "message towards a line": () => encodeMessage(decodeMessage(bytes["message towards a line"])),
  snapshot: () => encodeSnapshot(decodeSnapshot(bytes.snapshot)),
  "sealed logged": () => sealedAgain(Kind.logged, bytes["sealed logged"], bytes.message),
  "sealed snapshot": () => sealedAgain(Kind.snapshot, bytes["sealed snapshot"], bytes.snapshot),
  "sealed ephemeral": () => sealedAgain(Kind.ephemeral, bytes["sealed ephemeral"], bytes.message),
  "key id": () => keys.id,
  "device public key": () => device.key,
  "device id": () => device.id,
  pointer: pointerAgain,
  "agreement text": () => agreementBytes(agreement),
  "agreement digest": () => agreementDigest(agreement),
  "signing key": () => device.signingKey,
  signer: () => signerOf(device.signingKey),
  "acceptance signature": acceptanceAgain,
  "invitation mailbox": () => pairing.mailbox,
  "invitation card": () => invitationAgain("card"),
  "invitation key": () => invitationAgain("key"),
  ...Object.fromEntries(
    ["commit", "answer", "reveal", "confirm", "emoji", "link", "received"].map((name) => [`pairing ${name}`, () => pair[name]]),
  ),
};

for (const [name] of vectors) {
  const compute = COMPUTED[name] ?? (() => frameAgain(name));
  strictEqual(Buffer.from(compute()).toString("hex"), bytes[name].toString("hex"), name);
}
console.log(`${vectors.length} vectors hold`);

function frameAgain(name) {
  const frame = decodeFrame(bytes[name]);
  strictEqual(frame?.type, name, "the frame's type");
  return encodeFrame(frame);
}
