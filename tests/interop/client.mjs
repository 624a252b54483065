// A second client of a room, which follows docs/protocol.md and shares no code with ours: it joins by an invite link,
// reads the agenda, adds items to it, and reorders them; and reads what was agreed to.
//
//   node client.mjs <invite link> agenda
//   node client.mjs <invite link> agreement
//   node client.mjs <invite link> add <title> as <name>
//   node client.mjs <invite link> last <title> as <name>
//
// It prints the agenda and what is handed over as JSON (with "agreement", what was agreed to as well), and whether it began with a snapshot of the relay's. It writes as a member who is in the
// room already, on another device of theirs [P 82]: the one of this name. What the link's invitation holds it claims each
// time under the same claimant [P 112]. It keeps nothing, says so (`kept` is false), and is gone before anybody would see it there.
//
// Its packages are yjs, ws and @noble/ciphers: `cargo xtask test` fetches them, as crates/xtask/src/interop.rs says;
// `npm install yjs ws @noble/ciphers` beside this file works, too.

import { randomBytes } from "node:crypto";
import WebSocket from "ws";
import * as Y from "yjs";
import { addItem, agenda, agreement, handoffs, membersNamed, moveLast } from "./document.mjs";
import { decodeFrame, encodeFrame } from "./frames.mjs";
import { decodeMessage, decodeSnapshot, encodeMessage } from "./messages.mjs";
import { carried, chained, Keys, Kind, Pairing, sha256 } from "./seal.mjs";

const PATIENCE = 20_000;
const MOST_UPDATES = 48 * 1024;

/** The content of an invite link [P 80, 81]. */
function readInvite(link) {
  const url = new URL(link);
  const [version, secret] = url.hash.slice(1).split(".");
  if (version === "r") throw new Error("this is a room's address, which carries no key");
  if (version !== "1") throw new Error("this is no invite, or one of a later version");
  return {
    origin: url.host,
    socket: `${url.protocol === "http:" ? "ws" : "wss"}://${url.host}${url.pathname.replace(/\/$/, "")}/sync`,
    pairing: new Pairing(Buffer.from(secret ?? "", "base64url")),
  };
}

/** Claims what the invitation holds: the room's keys [P 112]. Its maker's device may not have deposited it yet. */
async function claim({ socket, pairing }) {
  for (const late = Date.now() + PATIENCE; ; await new Promise((soon) => setTimeout(soon, 200))) {
    const relay = await Relay.dial(socket);
    await relay.next("challenge");
    relay.send({ type: "claim", mailbox: pairing.mailbox, claimant: pairing.claimant });
    const { state, key } = await relay.next("invitation");
    relay.leave();
    if (key.length) return new Keys(pairing.open("key", key));
    if (state.is !== "unknown" || Date.now() > late) throw new Error(`the invitation is ${state.is}`);
  }
}

/** A connection to the relay: sends frames, and receives them one by one. */
class Relay {
  #socket;
  #arrived = [];
  #waiting = null;

  static async dial(address) {
    const socket = new WebSocket(address);
    const relay = new Relay(socket);
    await new Promise((opened, failed) => {
      socket.once("open", opened);
      socket.once("error", (cause) => failed(new Error(`no relay answers at ${address}`, { cause })));
    });
    return relay;
  }

  constructor(socket) {
    this.#socket = socket;
    socket.on("message", (bytes) => this.#arrive(bytes));
    socket.on("close", () => this.#arrive(null));
  }

  send(frame) {
    this.#socket.send(encodeFrame(frame));
  }

  /** Waits for the next frame of one of these types; others are skipped, but a bye or the end of the connection is an error. */
  async next(...types) {
    for (;;) {
      const frame = await this.#next(types);
      if (frame?.type === "bye") throw new Error(`the relay says bye: ${frame.reason.is}`);
      if (frame?.type === "error") throw new Error(`the relay refuses ${frame.subject.is}: ${frame.code.is}`);
      if (types.includes(frame?.type)) return frame;
    }
  }

  leave() {
    this.send({ type: "client bye" });
    this.#socket.close();
  }

  async #next(types) {
    if (!this.#arrived.length) {
      await new Promise((arrived, failed) => {
        const late = () => failed(new Error(`the relay says no ${types.join(" and no ")} in ${PATIENCE / 1000} s`));
        const timer = setTimeout(late, PATIENCE);
        this.#waiting = () => (clearTimeout(timer), arrived());
      });
    }
    const bytes = this.#arrived.shift();
    if (bytes === null) throw new Error("the relay hung up");
    return decodeFrame(bytes);
  }

  #arrive(bytes) {
    this.#arrived.push(bytes);
    this.#waiting?.();
  }
}

/** One room, joined and read to the end of its log. */
class Room {
  doc = new Y.Doc();
  replica = randomBytes(16);
  counter = 0n;
  /** Whether reading began with a snapshot. */
  snapshot = false;
  /** Up to where the log was read, and the chain there [P 50]. */
  position = { durable: 0n, chain: Buffer.alloc(16) };
  /** The chain at every number that was read. */
  #chains = new Map();
  /** Parts of larger updates, until all are there [P 73]. */
  #parts = new Map();

  constructor(keys, relay) {
    this.keys = keys;
    this.relay = relay;
  }

  static async join(invite) {
    const keys = await claim(invite);
    const relay = await Relay.dial(invite.socket);
    const room = new Room(keys, relay);
    await room.#authenticate(invite.origin);
    await room.#readSnapshot();
    await room.#readLog();
    return room;
  }

  /** Pushes one update, as this member, and waits until it is durable. */
  async push(update, from) {
    if (update.length > MOST_UPDATES) throw new RangeError("an update this large goes in parts [P 73]");
    const have = { log: this.welcome.log, ...this.position, kept: false };
    const message = encodeMessage([["from", from], ["have", have], ["update", update], ["edits", 1]]);
    const [replica, counter] = [this.replica, this.counter++];
    this.relay.send({ type: "push", replica, counter, sealed: this.keys.seal(Kind.logged, replica, counter, message) });
    while (!(await this.relay.next("durable")).yours.length);
  }

  /** [P 10, 11] */
  async #authenticate(origin) {
    const { nonce } = await this.relay.next("challenge");
    const { keys, replica } = this;
    const signature = keys.sign(keys.authStatement(origin, nonce, replica));
    this.relay.send({ type: "auth", room: keys.room, key: keys.writeKey, replica, signature });
    this.welcome = await this.relay.next("welcome");
  }

  /** The current snapshot, else the one before it, else none [P 16, 30–34]. */
  async #readSnapshot() {
    const { snapshot, previous, trimmed } = this.welcome;
    for (const head of [snapshot, previous].filter((head) => head)) {
      const blob = await this.#fetchSnapshot(head);
      try {
        return this.#takeSnapshot(head, blob);
      } catch (error) {
        console.error(`the snapshot up to ${head.covers} is left out: ${error.message}`);
      }
    }
    if (trimmed > 0n) throw new Error(`the log begins after ${trimmed}, and no snapshot that reads reaches there`);
  }

  async #fetchSnapshot({ id }) {
    this.relay.send({ type: "snapshot get", id });
    const parts = [];
    for (let part; parts.length !== part?.parts; parts.push(part.bytes)) {
      part = await this.relay.next("snapshot part");
      if (Buffer.compare(part.id, id) || part.part !== parts.length) throw new Error("a part of another snapshot");
    }
    return Buffer.concat(parts);
  }

  #takeSnapshot(head, blob) {
    if (!sha256(blob).subarray(0, 16).equals(head.id)) throw new Error("its bytes are not those of its id");
    const { replica, counter, sealed } = carried(blob);
    const snapshot = decodeSnapshot(this.keys.open(Kind.snapshot, replica, counter, sealed));
    if (snapshot.covers !== head.covers || Buffer.compare(snapshot.log, this.welcome.log)) {
      throw new Error("it is not what the relay says it is");
    }
    Y.applyUpdateV2(this.doc, snapshot.document);
    this.#moveTo({ durable: snapshot.covers, chain: Buffer.from(snapshot.chain) });
    this.snapshot = true;
  }

  /** Reads everything durable after our position [P 25–27]. */
  async #readLog() {
    this.relay.send({ type: "pull", after: this.position.durable });
    for (;;) {
      const answer = await this.relay.next("page", "caught up");
      if (answer.type === "caught up") {
        if (answer.upto !== this.position.durable) throw new Error(`the pages end before ${answer.upto} [P 27]`);
        return;
      }
      if (answer.after !== this.position.durable) throw new Error(`a page does not begin where we stand [P 26]`);
      for (const frame of answer.frames) this.#read(frame);
    }
  }

  #read(frame) {
    const { seq, replica } = frame;
    if (seq <= this.position.durable) throw new Error(`frame ${seq} is out of order [P 26]`);
    this.#moveTo({ durable: seq, chain: chained(this.position.chain, frame) });
    for (const [item, value] of this.#open(frame)) {
      if (item === "update") Y.applyUpdate(this.doc, value);
      if (item === "part") this.#gather(replica, value);
      if (item === "have") this.#compare(value);
    }
  }

  /** The message in a frame; empty if it cannot be read [P 67]. */
  #open({ seq, replica, counter, sealed }) {
    try {
      return decodeMessage(this.keys.open(Kind.logged, replica, counter, sealed));
    } catch (error) {
      console.error(`frame ${seq} is left out: ${error.message}`);
      return [];
    }
  }

  #gather(replica, { of, part, parts, bytes }) {
    const name = `${Buffer.from(replica).toString("hex")} ${of}`;
    const gathered = this.#parts.get(name) ?? new Map();
    this.#parts.set(name, gathered.set(part, bytes));
    if (gathered.size < parts) return;
    const whole = Array.from({ length: parts }, (_, at) => gathered.get(at));
    Y.applyUpdate(this.doc, Uint8Array.from(Buffer.concat(whole)));
    this.#parts.delete(name);
  }

  /** Throws if the relay told somebody another history than us [P 71]. */
  #compare({ log, durable, chain }) {
    const ours = this.#chains.get(durable);
    if (ours && !Buffer.compare(log, this.welcome.log) && Buffer.compare(chain, ours)) {
      throw new Error(`up to ${durable}, the relay told another peer another history`);
    }
  }

  #moveTo(position) {
    this.position = position;
    this.#chains.set(position.durable, position.chain);
  }
}

async function write(room, member, edit) {
  const update = new Promise((made) => room.doc.once("update", made));
  edit(room.doc);
  await room.push(await update, member);
}

function whoWrites(room, name) {
  if (name === undefined) throw new Error("this link does not say who you are: … as <name>");
  const [member] = membersNamed(room.doc, name);
  if (!member) throw new Error(`nobody in the room is called ${name}`);
  return member;
}

async function main([link, command, title, , name]) {
  if (!link || !["agenda", "agreement", "add", "last"].includes(command)) {
    throw new Error("say: <link> agenda | agreement | add <title> as <name> | last <title> as <name>");
  }
  const invite = readInvite(link);
  const room = await Room.join(invite);
  if (command === "add" || command === "last") {
    const by = whoWrites(room, name);
    const item = { id: randomBytes(8), title: title ?? "", by, now: Number(room.welcome.now) };
    await write(room, by, (doc) => (command === "add" ? addItem(doc, item) : moveLast(doc, item.title)));
  }
  const items = agenda(room.doc).map(({ title, discussed }) => ({ title, discussed }));
  const handed = handoffs(room.doc, Number(room.welcome.now));
  const more = command === "agreement" ? { agreement: agreement(room.doc) } : {};
  console.log(JSON.stringify({ snapshot: room.snapshot, agenda: items, handoffs: handed, ...more }));
  room.relay.leave();
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error.cause ? `${error.message}: ${error.cause.message}` : error.message);
  process.exit(1);
});
