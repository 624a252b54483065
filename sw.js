// Caches the widget's files, so that the widget opens without a network. It never sees a room: sockets do not pass here.
//
// The files of a build are cached together under the build's name and the path of this relay: others may share the host. A
// new worker fetches its own and waits until no page of the old build is open: it never takes over a running page, so a page
// and its files always belong together.
//
// What stands in front of the relay may answer in its place: a sign-on that has run out does, by another address, by 401, or
// by a page of its own wherever one asks. No such answer is cached, or given for a file that is.

// These lines are filled in when the widget is built.
const BUILD = "";
const ASSETS = [];
const TEXTS = [];

const PAGE = new URL("./", self.location).href;
const BOOT = new URL("boot.js", self.location).href;
// The way past the cache, to whatever asks for a sign-on.
const SIGN_IN = `${PAGE}?sign-in`;
// What is for a page without the slash at the end of its path; this one has it.
const SLASH = `${PAGE}?slash.js`;
const PATH = new URL(PAGE).pathname;
// The names are those of src/browser/relay_names.rs.
const CACHE = PATH === "/" ? `alongside ${BUILD}` : `alongside ${PATH} ${BUILD}`;
const KEPT = new Set(ASSETS.map((asset) => new URL(asset, self.location).href));
// The texts of other languages than English: only those that a page speaks are kept.
const LANGUAGES = TEXTS.map((asset) => new URL(asset, self.location).href);
const PATIENCE_MS = 2500;

self.addEventListener("install", (event) => {
  const fetchAnew = (address) => new Request(address, { cache: "reload" });
  // The rest is named after its content, and the page has just fetched it: nothing comes twice.
  const files = [...[PAGE, BOOT].map(fetchAnew), ...[...KEPT].map((address) => new Request(address))];
  event.waitUntil(keep(files).then(keepLanguagesInUse));
});

async function keepOne(cache, file) {
  const fetched = await fetch(file);
  if (!(await isOurs(file.url, fetched))) throw new TypeError(`${file.url} is answered by something else`);
  await cache.put(file.url, fetched);
}

// Those that a page of an older build speaks. One that does not come is fetched by the page that wants it.
async function keepLanguagesInUse() {
  const name = (address) => address.split("/").pop();
  const kept = new Set();
  for (const older of await caches.keys()) {
    for (const { url } of await (await caches.open(older)).keys()) kept.add(name(url));
  }
  await keepTexts(LANGUAGES.filter((address) => kept.has(name(address))));
}

async function keepTexts(files) {
  const cache = await caches.open(CACHE);
  const keepIfOurs = async (file) => LANGUAGES.includes(file) && !(await cache.match(file)) && keepOne(cache, new Request(file));
  await Promise.allSettled(files.map(keepIfOurs));
}

// Caches all of these, or none.
async function keep(files) {
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(files.map((file) => keepOne(cache, file)));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

// Whether the relay gave this answer, and not something in front of it.
async function isOurs(address, answer) {
  if (!answer.ok || answer.redirected) return false;
  if (address === PAGE) return (await answer.clone().text()).includes("<alongside-room");
  return !answer.headers.get("content-type")?.includes("html");
}

self.addEventListener("activate", (event) => {
  // A cache that holds the page of this path is of this relay, whatever the build that named it.
  const isOlder = async (name) => name !== CACHE && (await caches.match(PAGE, { cacheName: name, ignoreVary: true }));
  const forget = async (name) => {
    if (name.startsWith("alongside ") && (await isOlder(name))) await caches.delete(name);
  };
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.map(forget)))
      .then(() => self.clients.claim()),
  );
});

// What was pressed on a notification, until the page of its room asks for it: a page may have to be opened for that first.
let pressed;
const ASKED_FOR_MS = 30_000;

// A page names the files of its language. Or it asks for a notification, which may have buttons and keeps what the person saw; a click on it leads back to that page, or opens
// the room anew. Or a page says, by its address, that the room is open and does what was pressed.
self.addEventListener("message", (event) => {
  const { data: asked, source } = event;
  if (typeof asked === "string") {
    if (pressed?.address === asked) {
      source.postMessage(pressed.act);
      pressed.taken();
      pressed = undefined;
    }
    return;
  }
  if (asked.keep) {
    event.waitUntil(keepTexts(asked.keep));
    return;
  }
  const [title, body, tag, address, seen, ...actions] = asked;
  const data = { client: source.id, address, seen };
  event.waitUntil(self.registration.showNotification(title, { body, tag, data, actions }));
});

self.addEventListener("notificationclick", (event) => {
  const { notification, action } = event;
  notification.close();
  event.waitUntil(toRoom(notification.data, action));
});

async function toRoom({ client, address, seen }, action) {
  const isTaken =
    action &&
    new Promise((taken) => {
      pressed = { address, act: [action, seen], taken };
      setTimeout(taken, ASKED_FOR_MS);
    });
  const tabs = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const tab = tabs.find((each) => each.id === client) ?? tabs.find((each) => each.url === address);
  // The tab may show another room by now.
  tab?.postMessage(address);
  await (tab ? tab.focus() : self.clients.openWindow(address));
  await isTaken;
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const whole = request.url.split("#")[0];
  const address = whole.split("?")[0];
  if (request.method !== "GET") return;
  if (KEPT.has(address) || LANGUAGES.includes(address)) {
    event.respondWith(fromCache(address).then((kept) => kept ?? fetch(request)));
  } else if (whole === SLASH) {
    event.respondWith(new Response("", { headers: { "content-type": "text/javascript" } }));
  } else if (whole === SIGN_IN && request.mode === "navigate") {
    event.respondWith(fetch(request).catch(async (error) => (await fromCache(PAGE)) ?? Promise.reject(error)));
  } else if (address === BOOT || (address === PAGE && request.mode === "navigate")) {
    event.respondWith(fromNetwork(request, address));
  }
});

// Fetches from the network, unless the file is cached and the network is slow, is down, or gives something else.
async function fromNetwork(request, address) {
  const fetched = fetch(request);
  const ours = fetched.then(async (answer) => ((await isOurs(address, answer)) ? answer : undefined));
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  // Where the network is down, it is as if it gave something else.
  const first = await Promise.race([ours, late]).catch(() => {});
  return first ?? (await fromCache(address)) ?? fetched;
}

async function fromCache(address) {
  const cache = await caches.open(CACHE);
  return cache.match(address, { ignoreVary: true });
}
