// Caches the widget's files, so that the widget opens without a network. It never sees a room: sockets do not pass here.
//
// The files of a build are cached together under the build's name. A new worker fetches its own and waits until no page of
// the old build is open: it never takes over a running page, so a page and its files always belong together.

// Both lines are filled in when the widget is built.
const BUILD = "";
const ASSETS = [];

const CACHE = `alongside ${BUILD}`;
const PAGE = new URL("./", self.location).href;
const BOOT = new URL("boot.js", self.location).href;
const KEPT = new Set(ASSETS.map((asset) => new URL(asset, self.location).href));
const PATIENCE_MS = 2500;

self.addEventListener("install", (event) => {
  const fetchAnew = (address) => new Request(address, { cache: "reload" });
  // The rest is named after its content, and the page has just fetched it: nothing comes twice.
  event.waitUntil(
    caches.open(CACHE).then((cache) => cache.addAll([...[PAGE, BOOT].map(fetchAnew), ...KEPT])),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => names.filter((name) => name.startsWith("alongside ") && name !== CACHE))
      .then((old) => Promise.all(old.map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = request.url.split("#")[0].split("?")[0];
  if (request.method !== "GET") return;
  if (KEPT.has(address)) {
    event.respondWith(fromCache(address).then((kept) => kept ?? fetch(request)));
  } else if (address === PAGE || address === BOOT) {
    event.respondWith(fromNetwork(request, address));
  }
});

// Fetches from the network, unless that is slow or down and the file is cached.
async function fromNetwork(request, address) {
  const fetched = fetch(request);
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  try {
    const first = await Promise.race([fetched, late]);
    if (first?.ok) return first;
  } catch {
    // The network is down: as below.
  }
  return (await fromCache(address)) ?? fetched;
}

async function fromCache(address) {
  const cache = await caches.open(CACHE);
  return cache.match(address, { ignoreVary: true });
}
