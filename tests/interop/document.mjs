// The document [P 90–99, 130–135, 140–144]: the content of an agenda, how an item is added to it, what was agreed to, and how tasks are handed over.
//
// Refuses to trust: a value of another shape counts as absent.

import * as Y from "yjs";
import { agreementDigest, isGenuine, sha256, signerOf } from "./seal.mjs";

/** The schema version that we write [P 93]. */
const SCHEMA = 1;
const HIGHEST_REV = 2 ** 48;
const LONGEST_TITLE = 10_000;
const LONGEST_ORDER = 256;

const hex = (bytes) => Buffer.from(bytes).toString("hex");
const isId = (value) => value instanceof Uint8Array && value.length === 8;
const isMoment = (value) => Number.isSafeInteger(value) && value >= 0;
const idOr = (value, other) => (isId(value) ? hex(value) : other);
const oneLine = (text) => text.replace(/\r\n|[\n\r\u0085\u2028\u2029]/g, " ");

/** The items on the open session's agenda, in order [P 96–98]. */
export function agenda(doc) {
  const sessions = sessionsOf(doc);
  const items = [...doc.getMap("items")].filter(([key, item]) => /^[0-9a-f]{16}$/.test(key) && item instanceof Y.Map);
  return items
    .map(([id, item]) => ({ id, item, facts: factsOf(item) }))
    .filter(({ facts }) => !facts.deleted && isOnAgenda(facts, sessions))
    .sort((a, b) => compareOrders(a.facts.order, b.facts.order) || (a.id < b.id ? -1 : 1))
    .map(({ id, facts }) => ({
      id,
      title: facts.title,
      discussed: sessions.number(facts.discussed) === sessions.open,
      order: facts.order,
    }));
}

/** The members' ids by name. */
export function membersNamed(doc, name) {
  return [...doc.getMap("members")]
    .filter(([key, value]) => key.endsWith("/name") && value === name)
    .map(([key]) => Buffer.from(key.split("/")[0], "hex"));
}

/** What was agreed to: each version with its words, and who signed it; and the words that stand there now [P 130–135]. */
export function agreement(doc) {
  const entries = [...doc.getMap("agreement")].map(([key, value]) => ({ key: key.split("/"), value }));
  const texts = entries.flatMap(({ key: [name, ...rest], value }) => {
    if (rest.length || !/^[0-9a-f]{32}$/.test(name) || !Array.isArray(value)) return [];
    const [planned, ...parts] = value;
    const text = { planned, parts };
    const isText = (planned === null || Number.isInteger(planned)) && parts.every((words) => typeof words === "string");
    return isText && hex(agreementDigest(text).subarray(0, 16)) === name ? [{ name, text }] : [];
  });
  const versions = texts.map(({ name, text }) => ({
    ...text,
    signed: entries
      .filter(({ key, value }) => key[0] === name && key.length === 3 && Array.isArray(value))
      .map(({ key: [, member, signer], value: [moment, signature] }) => {
        const key = keyOf(doc, member, signer);
        const acceptance = { member: Buffer.from(member, "hex"), moment, signature };
        return { by: nameOf(doc, member), genuine: key !== undefined && isMoment(moment) && isGenuine(key, text, acceptance) };
      })
      .sort((a, b) => (a.by < b.by ? -1 : 1)),
  }));
  return { now: wordings(doc), versions: versions.filter(({ signed }) => signed.length) };
}

/** The words of each part, those that were begun first; null where the room has none. */
function wordings(doc) {
  const all = [...doc.getMap("wordings")].flatMap(([id, map]) => {
    if (!/^[0-9a-f]{16}$/.test(id) || !(map instanceof Y.Map) || !Array.isArray(map.get("added"))) return [];
    const [moment, by, part] = map.get("added");
    const [deletedBy, deletedAt] = Array.isArray(map.get("deleted")) ? map.get("deleted") : [];
    const isThere = isMoment(moment) && isId(by) && !(isId(deletedBy) && isMoment(deletedAt));
    const text = map.get("text");
    return isThere ? [{ part, moment, order: hex(by) + id, words: text instanceof Y.Text ? text.toString() : "" }] : [];
  });
  all.sort((a, b) => a.moment - b.moment || (a.order < b.order ? -1 : 1));
  return Array.from({ length: 8 }, (_, part) => all.find((one) => one.part === part)?.words ?? null);
}

function keyOf(doc, member, signer) {
  const [key] = doc.getMap("members").get(`${member}/key/${signer}`) ?? [];
  return key instanceof Uint8Array && key.length === 32 && hex(signerOf(key)) === signer ? key : undefined;
}

const nameOf = (doc, member) => String(doc.getMap("members").get(`${member}/name`));

/** Adds an item at the end of the agenda [P 99]; the bytes of the update are what `doc` emits. */
export function addItem(doc, { id, title, by, now }) {
  const said = oneLine(title.trim());
  if (said === "" || [...said].length > LONGEST_TITLE) throw new RangeError("a title is empty, or too long");
  const schema = doc.getMap("room").get("schema");
  if (schema > SCHEMA) throw new Error(`the room's schema is ${schema}, we write ${SCHEMA}: it is only to be read`);
  if (doc.getMap("room").get("ended")) throw new Error("the room was ended: it is only to be read");
  const last = agenda(doc).at(-1);
  doc.transact(() => {
    const item = doc.getMap("items").set(hex(id), new Y.Map());
    item.set("title", new Y.Text(said));
    item.set("notes", new Y.Text());
    const session = Uint8Array.from(sessionsOf(doc).openId);
    item.set("added", [now, Uint8Array.from(by), session, bytesOf(last ? behind(last.order) : [MIDDLE])]);
    if (schema === undefined) doc.getMap("room").set("schema", SCHEMA);
  });
}

/** Moves the item with this title behind all others [P 96, 98]. */
export function moveLast(doc, title) {
  const items = agenda(doc);
  const moved = items.find((item) => item.title === title);
  if (!moved) throw new Error(`nothing on the agenda is called ${title}`);
  doc.getMap("items").get(moved.id).set("order", bytesOf(behind(items.at(-1).order)));
}

function factsOf(item) {
  const text = (field) => (item.get(field) instanceof Y.Text ? item.get(field).toString() : "");
  const parts = (field) => (Array.isArray(item.get(field)) ? item.get(field) : []);
  const [, , bornIn, addedAt] = parts("added");
  const moved = item.get("order");
  const [binnedBy, binnedAt] = parts("deleted");
  return {
    title: oneLine(text("title")),
    session: idOr(item.get("session"), idOr(bornIn, hex(FIRST_SESSION))),
    discussed: idOr(item.get("discussed"), null),
    deleted: isId(binnedBy) && isMoment(binnedAt),
    order: orderOf([moved, addedAt].find((value) => value instanceof Uint8Array) ?? new Uint8Array()),
  };
}

function isOnAgenda({ session, discussed }, sessions) {
  const talkedAboutIn = sessions.number(discussed);
  if (talkedAboutIn !== undefined) return talkedAboutIn === sessions.open;
  return (sessions.number(session) ?? 0) <= sessions.open;
}

// Hand-offs [P 140–144]

const DAY = 86_400_000;
const MINUTE = 60_000;
const MOST_AHEAD = 14 * 60;
const LEVELS = ["shadow", "pair", "solo"];
const REPLIES = ["accepted", "needs help", "given back"];

/** The tasks that are handed over, and the state that each is in at this moment. */
export function handoffs(doc, now) {
  const tasks = [...doc.getMap("tasks")].filter(([key, task]) => /^[0-9a-f]{16}$/.test(key) && task instanceof Y.Map);
  return tasks
    .map(([id, task]) => ({ title: factsOf(task).title, ...stateOf(doc, id, havingOf(task), now) }))
    .filter(({ state }) => state !== undefined);
}

/** Who has a task: its owner, whether it is an ask, and its status. */
function havingOf(task) {
  const parts = (field) => (Array.isArray(task.get(field)) ? task.get(field) : []);
  const [, by, first] = parts("added");
  const [owner, givenBy] = Array.isArray(task.get("owner")) ? task.get("owner") : [first, by];
  const [binnedBy, binnedAt] = parts("deleted");
  const isGone = isId(binnedBy) && isMoment(binnedAt);
  const status = ["open", "done", "let go"][parts("status")[0] ?? 0] ?? "open";
  return { owner: idOr(owner, null), isAsk: idOr(owner, null) !== idOr(givenBy, null), status, isGone };
}

function stateOf(doc, task, { owner, isAsk, status, isGone }, now) {
  const offers = versions(doc, `${task}/offer/`, ([receiver]) => isId(receiver) && { receiver: hex(receiver) });
  const answers = versions(doc, `${task}/answer/`, ([code, line]) => typeof line === "string" && REPLIES[code] && { reply: REPLIES[code] });
  if (isGone || status === "let go") return {};
  if (owner === null) {
    const receiver = offers.at(-1)?.receiver;
    const last = answers.findLast(({ member }) => member === receiver);
    return last?.reply === "given back" && status === "open" ? { state: "given back", level: offers.at(-1).level } : {};
  }
  const offer = offers.findLast(({ receiver }) => receiver === owner);
  const answer = isAsk ? undefined : answers.findLast(({ member, reply }) => member === owner && reply !== "given back");
  const terms = answer ?? offer;
  if (!terms) return {};
  const said = { level: terms.level, day: terms.day };
  if (status === "done") return { state: "done", ...said };
  const point = hex(sha256("alongside let us talk", Buffer.concat([terms.handoff, Buffer.from(terms.day)])).subarray(0, 8));
  const isOver = now >= Date.parse(terms.day) + DAY - terms.ahead * MINUTE;
  if (isOver || isMoment(doc.getMap("handoffs").get(`${task}/talk/${point}`))) return { state: "let's talk", ...said };
  return { state: isAsk ? "offered" : (answer?.reply ?? "accepted"), ...said };
}

/** Every member's version of a register of terms [P 141], the one that counts last. */
function versions(doc, prefix, rest) {
  return [...doc.getMap("handoffs")]
    .filter(([key, value]) => key.startsWith(prefix) && Array.isArray(value))
    .map(([key, [rev, at, handoff, level, day, ahead, ...more]]) => {
      const isVersion = isMoment(rev) && rev < HIGHEST_REV && isMoment(at) && isId(handoff) && LEVELS[level];
      const time = Date.parse(`${day}T00:00:00Z`);
      const isDay = /^\d{4}-\d\d-\d\d$/.test(day) && Number.isFinite(time) && new Date(time).toISOString().startsWith(day);
      const isAhead = Number.isSafeInteger(ahead) && Math.abs(ahead) <= MOST_AHEAD;
      const said = isVersion && isDay && isAhead && rest(more);
      return said && { rev, member: key.slice(prefix.length), handoff, level: LEVELS[level], day, ahead, ...said };
    })
    .filter(Boolean)
    .sort((a, b) => a.rev - b.rev || (a.member < b.member ? -1 : 1));
}

// Sessions [P 94, 95]

const FIRST_SESSION = Buffer.from("session1");

/** The sessions, numbered from 1, and which of them is open. */
function sessionsOf(doc) {
  const keys = [...doc.getMap("sessions")].map(([key]) => key.split("/"));
  const chain = [FIRST_SESSION];
  const length = new Set(keys.map(([id, field]) => `${id}/${field}`)).size + 3;
  while (chain.length < length) chain.push(sha256("alongside next session", chain.at(-1)).subarray(0, 8));
  const numbers = new Map(chain.map((id, at) => [hex(id), at + 1]));
  const open = chain.findIndex((id) => !isClosed(doc, hex(id)));
  return { number: (id) => numbers.get(id), open: open + 1, openId: chain[open] };
}

function isClosed(doc, session) {
  const words = [...doc.getMap("sessions")]
    .filter(([key]) => key.startsWith(`${session}/state/`))
    .map(([key, value]) => ({ member: key.split("/")[2], value }))
    .filter(({ value }) => Array.isArray(value) && isMoment(value[0]) && value[0] < HIGHEST_REV)
    .filter(({ value: [, at, closed] }) => isMoment(at) && typeof closed === "boolean")
    .sort((a, b) => a.value[0] - b.value[0] || (a.member < b.member ? -1 : 1));
  return words.at(-1)?.value[2] ?? false;
}

// Order keys [P 98]: fractions in base 65,536

const MIDDLE = 0x8000;
const STEP = 16;

function orderOf(bytes) {
  const digits = [];
  const read = bytes.subarray(0, LONGEST_ORDER);
  for (let at = 0; at < read.length; at += 2) digits.push((read[at] << 8) | (read[at + 1] ?? 0));
  while (digits.at(-1) === 0) digits.pop();
  return digits.length ? digits : [MIDDLE];
}

const bytesOf = (digits) => Uint8Array.from(digits.flatMap((digit) => [digit >> 8, digit & 0xff]));

function compareOrders(a, b) {
  const at = a.findIndex((digit, at) => digit !== b[at]);
  if (at < 0) return a.length - b.length;
  return b[at] === undefined ? 1 : a[at] - b[at];
}

/** A key a little greater, with room between. */
function behind(digits) {
  const at = digits.findIndex((digit) => digit + STEP <= 0xffff);
  return at < 0 ? [...digits, MIDDLE] : [...digits.slice(0, at), digits[at] + STEP];
}
