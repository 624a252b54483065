// Loads the widget and defines the class of its custom element, which follows events. Everything else is in the module: see src/element.rs.
// What only a guest needs is in guest.js.

const script = document.querySelector("script[data-js]");
const name = script.dataset.element ?? "alongside-room";
const isPage = document.querySelector("alongside-room[page]") !== null;
const guests = isPage && self === top ? {} : import(new URL("guest.js", script.src).href);

// A link to "?sign-in" leads past the service worker to whatever asks for a sign-on (sw.js), and from there back to the page.
// What asks must not see the fragment, which may hold a key, and forgets it: it stays in this tab meanwhile.
if (isPage) {
  const away = `alongside away ${new URL("./", location).pathname}`;
  addEventListener("click", (event) => {
    if (event.composedPath()[0].search === "?sign-in") sessionStorage.setItem(away, location.hash);
  });
  try {
    const hash = location.hash || (sessionStorage.getItem(away) ?? "");
    sessionStorage.removeItem(away);
    if (location.hash !== hash || location.search === "?sign-in") history.replaceState(null, "", location.pathname + hash);
  } catch {
    // Nothing may be stored here.
  }
}

// English is in the modules. The texts of each other language are two files beside them: those of the first screens, and those of a room.
const LANGUAGES = `en ${script.dataset.languages ?? ""}`.trim().split(" ");
const CHOSEN = "alongside language";
// Kept until the widget is there.
let widget;
let spoken = "en";
let texts = ["", ""];

// One for all elements of a page, whose texts are in one place: by the first attribute, else the person's choice, else the browser's languages.
function language() {
  const given = document.querySelector("alongside-room[lang]")?.lang;
  let chosen;
  try {
    chosen = localStorage.getItem(CHOSEN);
  } catch {
    // Nothing is stored here.
  }
  const known = (tag) => [tag, tag.split("-")[0].toLowerCase()].find((each) => LANGUAGES.includes(each));
  const fixed = known(given ?? "-");
  // Where the page around the element has chosen, the person is not asked.
  widget?.chooses_language_by(fixed ? undefined : choose);
  return fixed ?? known(chosen ?? "-") ?? navigator.languages.map(known).find(Boolean) ?? "en";
}

function choose(tag) {
  try {
    localStorage.setItem(CHOSEN, tag);
  } catch {
    // For this page, then.
  }
  speak(tag);
}

// Ends when the texts of the first screens are there.
async function speak(tag) {
  if (spoken === tag) return;
  const before = spoken;
  spoken = tag;
  if (tag === "en") return say(tag, ["", ""]);
  const folder = new URL(script.dataset.wasm, script.src);
  const { fetchTexts } = await import(new URL("languages.js", folder)).catch(() => ({}));
  if (!fetchTexts) {
    // Offline, and not kept: it can be chosen again.
    if (spoken === tag) spoken = before;
    return;
  }
  return fetchTexts(["", ".room"].map((part) => new URL(`${tag}${part}.txt`, folder).href), () => spoken === tag, (came) => say(tag, came));
}

function say(tag, came) {
  if (spoken !== tag) return;
  texts = came;
  if (document.querySelector("alongside-room[page]")) document.documentElement.lang = tag;
  const [small] = document.getElementsByTagName("small");
  if (small) small.textContent = ofPage(0, small.textContent);
  // With the digits of the browser's region, as its days have them.
  const { region } = new Intl.Locale(Intl.NumberFormat().resolvedOptions().locale).maximize();
  widget?.speak(tag, (0).toLocaleString(new Intl.Locale(tag, { region })), ...texts);
}

// What the page itself says: behind the texts of the first screens.
function ofPage(at, english) {
  return texts[0].trim().split("\n").slice(-3)[at] || english;
}

// What the browser's Intl says. Its objects take a while to make.
const made = {};
function askIntl(name, language, method, ...given) {
  made[name + language] ??= new Intl[name](language, { numeric: "auto" });
  return made[name + language][method](...given);
}

const firstTexts = speak(language());
// A language that is late comes while English is spoken.
const textsOrLate = () => Promise.race([firstTexts, new Promise((late) => setTimeout(late, 1500))]);

// A person who comes by a link waits for the engine, and one who comes back to a room for its screen, too: they come beside the
// first module, not after it.
if (isPage && location.hash.length > 1) {
  const { engine = "", screen = "" } = script.dataset;
  const files = `${engine} ${location.hash.startsWith("#r.") ? screen : ""}`.split(" ").filter(Boolean);
  for (const file of new Set(files)) {
    const link = document.createElement("link");
    Object.assign(link, { rel: "preload", as: "fetch", type: "application/wasm", crossOrigin: "anonymous" });
    link.href = new URL(file, script.src).href;
    document.head.append(link);
  }
}

// Whether something answers in the relay's place: a sign-on that has run out, or a network that wants one. Where a socket
// cannot be opened the browser does not say why.
async function isSignedOut(socket) {
  try {
    const page = new URL("./?sign-in", socket.replace("ws", "http"));
    const answer = await fetch(page, { redirect: "manual", cache: "no-store" });
    if (answer.ok) return !(await answer.text()).includes("<alongside-room");
    return answer.type === "opaqueredirect" || [401, 403, 511].includes(answer.status);
  } catch {
    return false;
  }
}

// What comes of a hand. A screen reader may report a click alone.
const GESTURES = ["pointerdown", "keydown", "focusin", "click"];
// How long a widget outlives its element's place in a page: pages move elements by taking them out and adding them again.
const MOVES_FOR_MS = 10_000;

// The element that the hand is in. At the window everything is heard first, then at the element that it goes to.
let hand = null;
for (const name of GESTURES) addEventListener(name, () => (hand = null), true);
addEventListener("blur", () => (hand = null));

try {
  const module = await import(new URL(script.dataset.js, script.src).href);
  await module.default({ module_or_path: new URL(script.dataset.wasm, script.src).href });
  widget = module;
  widget.built_as(script.dataset.wasm);
  widget.finds_sign_on_by(isSignedOut);
  widget.asks_intl_by(askIntl);
  language();
  await textsOrLate();
  if (texts[0]) say(spoken, texts);
  const { dress, welcome } = await guests;

  class AlongsideRoom extends HTMLElement {
    static observedAttributes = ["relay", "room", "page", "lang", "view", "accent"];

    #isMounted = false;
    #isWatched = false;
    #unmounts = 0;
    // What has the focus in it, and what had it when the element was taken out of its page.
    #focused = null;
    #kept = null;

    // Whether nothing else is in the page, nor around it; or the hand is here.
    get mayFocus() {
      return this.#ownsItsPage || hand === this;
    }

    get #ownsItsPage() {
      return this.hasAttribute("page") && self === top;
    }

    connectedCallback() {
      clearTimeout(this.#unmounts);
      if (this.#isMounted) {
        this.#goOn();
      } else {
        this.#isMounted = true;
        speak(language());
        widget.attach(this);
        if (!this.#isWatched) this.#watch();
        dress?.(this);
      }
    }

    // Moved or added again: a dialog is open but no modal one any more, and the focus is nowhere.
    #goOn() {
      const dialog = this.shadowRoot.querySelector("dialog[open]:not(:modal)");
      if (dialog) {
        dialog.open = false;
        dialog.showModal();
      }
      if (document.activeElement === document.body) this.#kept?.focus({ preventScroll: true });
    }

    disconnectedCallback() {
      this.#kept = this.#focused;
      this.#unmounts = setTimeout(() => {
        this.#isMounted = false;
        widget.detach(this);
      }, MOVES_FOR_MS);
    }

    // Moved by `moveBefore`, it keeps everything by itself.
    connectedMoveCallback() {}

    attributeChangedCallback(name) {
      if (name === "lang") return void speak(language());
      if (!this.#isMounted) return;
      widget.changed(this);
      dress?.(this);
    }

    #watch() {
      const root = this.shadowRoot;
      this.#isWatched = true;
      for (const name of GESTURES) root.addEventListener(name, () => (hand = this), true);
      root.addEventListener("focusin", ({ target }) => (this.#focused = target));
      root.addEventListener("focusout", () =>
        // After the script that may have taken the element out of its page.
        queueMicrotask(() => root.activeElement || (this.#focused = null)),
      );
      if (!this.#ownsItsPage) welcome?.(this);
    }
  }

  customElements.define(name, AlongsideRoom);
} catch (error) {
  console.error(error);
  script.dispatchEvent(new Event("error"));
  await textsOrLate();
  for (const element of document.querySelectorAll("alongside-room")) {
    const [card, name, words, again] = ["div", "p", "span", "button"].map((tag) => document.createElement(tag));
    card.className = "before";
    name.textContent = "Alongside";
    card.dir = "auto";
    words.textContent = ofPage(1, "Alongside could not be loaded. Check the connection.");
    again.textContent = ofPage(2, "Try again");
    again.onclick = () => location.reload();
    card.append(name, words, again);
    element.replaceChildren(card);
  }
}

// A page of its own also opens without a network. A guest leaves its host's page alone.
if (window.isSecureContext && "serviceWorker" in navigator && isPage) {
  try {
    const { serviceWorker } = navigator;
    // A click on a notification that came from another room leads to that room.
    serviceWorker.addEventListener("message", ({ data }) => typeof data === "string" && location.assign(data));
    await serviceWorker.register(new URL("sw.js", script.src));
  } catch {
    // Refused in some private windows, and in a frame with `sandbox`; then the page needs the network to open.
  }
}
