// Makes <alongside-room> in a page: a frame with the relay's page in it, which this page cannot look into; with `inline` the widget
// itself. It sizes the frame, passes on what the attributes and the style say, and tells what the widget tells. The messages go through
// a port that is handed to the relay's origin alone. No key and no word of a room is in an attribute, an address or an event.

const HERE = new URL("./", import.meta.url);
const VERSION = 1;
const PASSED = ["room-hint", "name", "role", "mode", "lang", "theme", "accent", "length", "view"];
const PROPERTIES = ["accent", "ground", "surface", "ink", "line", "radius", "font", "spacing"];
const EVENTS = ["ready", "session-start", "session-end", "block-end", "height"];
const COUNTS = ["session", "points", "discussed", "tasks", "done", "minutes", "planned", "height"];
const INLINE = "alongside-inline";
// After the frame has loaded: by then the relay's page has answered, or something else is in its place.
const ANSWERS_WITHIN_MS = 5_000;

const STYLE = `
  :host { display: block; position: relative; block-size: 480px; contain: layout paint; }
  :host([view="strip"]) { block-size: 64px; }
  :host([view="timer"]) { block-size: 240px; }
  :host([theme="light"]) { color-scheme: light; }
  :host([theme="dark"]) { color-scheme: dark; }
  :host([hidden]) { display: none; }
  iframe, ${INLINE} { display: block; inline-size: 100%; block-size: 100%; border: 0; border-radius: inherit; }
  p { position: absolute; inset: 0; box-sizing: border-box; margin: 0; padding: 16px; overflow: auto; font: 15px/1.5 system-ui, sans-serif;
    color: CanvasText; background: Canvas; border: 1px solid GrayText; border-radius: inherit; overflow-wrap: anywhere; }
`;

class AlongsideRoom extends HTMLElement {
  static observedAttributes = ["relay", "inline", ...PASSED];

  #root = this.attachShadow({ mode: "open" });
  #inside;
  #port;
  #summary;
  #waits;
  #words;

  constructor() {
    super();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    this.#root.adoptedStyleSheets = [sheet];
  }

  connectedCallback() {
    // What is inside stays when the element is moved. A browser loads a frame anew then, unless it is moved by `moveBefore`.
    if (!this.#inside) this.#fill();
  }

  // Moved by `moveBefore`, everything is as it was.
  connectedMoveCallback() {}

  disconnectedCallback() {
    this.#forget();
  }

  attributeChangedCallback(name, before, now) {
    if (before === now || !this.#inside) return;
    if (name === "relay" || name === "inline") {
      this.#forget();
      this.#fill();
    } else if (this.#inside.localName === INLINE) {
      this.#mirror(name);
    } else {
      this.#port?.postMessage(this.#settings());
    }
  }

  /** Puts the focus on the clock's button. For a press in the page: without one, browsers may refuse. */
  focusTimer() {
    if (this.#inside?.focusTimer) return this.#inside.focusTimer();
    if (!this.#port) return false;
    this.#inside.focus({ preventScroll: true });
    this.#port.postMessage({ type: "focus-timer" });
    return true;
  }

  /** Asks the person for a summary of the session, as text; `null` without their consent. */
  exportSummary() {
    if (this.#inside?.exportSummary) return this.#inside.exportSummary();
    if (!this.#port) return Promise.resolve(null);
    if (!this.#summary) {
      this.#summary = {};
      this.#summary.text = new Promise((given) => (this.#summary.given = given));
      this.#port.postMessage({ type: "export-summary" });
    }
    return this.#summary.text;
  }

  #forget() {
    clearTimeout(this.#waits);
    this.#summary?.given(null);
    this.#summary = undefined;
    this.#port?.close();
    this.#port = undefined;
  }

  #fill() {
    const relay = addressOf(this.getAttribute("relay"));
    this.#say();
    if (!relay) {
      this.#inside = document.createElement("span");
      this.#root.replaceChildren(this.#inside);
      this.#say("alongside-room: its relay is no address of a server.");
    } else if (this.hasAttribute("inline") && allowsWasm()) {
      this.#fillInline(relay);
    } else {
      this.#fillFrame(relay);
    }
  }

  #fillFrame(relay) {
    const frame = document.createElement("iframe");
    this.#inside = frame;
    const said = PASSED.filter((name) => this.hasAttribute(name)).map((name) => [name, this.getAttribute(name)]);
    Object.assign(frame, {
      title: "Alongside",
      allow: `clipboard-write; autoplay; fullscreen; microphone; display-capture${navigator.share ? "; web-share" : ""}`,
      // The frame is to know which page it is in, not which of its pages.
      referrerPolicy: "origin",
      src: new URL(`embed#${new URLSearchParams(said)}`, relay).href,
    });
    // Also when the element was put elsewhere.
    frame.addEventListener("load", () => this.#link(frame, relay));
    this.#root.replaceChildren(frame);
  }

  #link(frame, relay) {
    this.#forget();
    const { port1: port, port2 } = new MessageChannel();
    this.#port = port;
    port.onmessage = ({ data }) => this.#hear(data);
    // Whatever else may be in the frame does not get it.
    frame.contentWindow?.postMessage({ alongside: VERSION }, relay.origin, [port2]);
    port.postMessage(this.#settings());
    this.#waits = setTimeout(() => {
      const words = `${relay.host} did not open here. Either it cannot be reached, or it lets no page of ${location.origin} show it: `;
      this.#say(`${words}its operator starts it with --embed-in ${location.origin}.`, new URL("./", relay).href);
    }, ANSWERS_WITHIN_MS);
  }

  #hear(data) {
    if (data?.type === "linked") {
      clearTimeout(this.#waits);
      this.#say();
    } else if (data?.type === "event" && EVENTS.includes(data.name)) {
      const counts = COUNTS.filter((name) => Number.isFinite(data.detail?.[name])).map((name) => [name, data.detail[name]]);
      const detail = Object.fromEntries(counts);
      this.dispatchEvent(new CustomEvent(`alongside:${data.name}`, { detail, bubbles: true, composed: true }));
    } else if (data?.type === "summary") {
      this.#summary?.given(typeof data.text === "string" ? data.text : null);
      this.#summary = undefined;
    }
  }

  #settings() {
    const style = getComputedStyle(this);
    const property = (name) => style.getPropertyValue(`--alongside-${name}`).trim();
    return {
      type: "set",
      attributes: Object.fromEntries(PASSED.map((name) => [name, this.getAttribute(name)])),
      properties: Object.fromEntries(PROPERTIES.map((name) => [name, property(name) || null])),
    };
  }

  async #fillInline(relay) {
    const inside = document.createElement(INLINE);
    this.#inside = inside;
    inside.setAttribute("relay", relay.href);
    PASSED.forEach((name) => this.#mirror(name));
    this.#root.replaceChildren(inside);
    try {
      const guest = await import(/* webpackIgnore: true */ /* @vite-ignore */ new URL("guest.js", relay).href);
      await guest.define(INLINE);
    } catch (error) {
      console.warn("alongside-room: this page does not let the relay's script in, so the room is in a frame.", error);
      if (this.#inside === inside) this.#fillFrame(relay);
    }
  }

  #mirror(name) {
    const value = this.getAttribute(name);
    if (value === null) this.#inside.removeAttribute(name);
    else if (this.#inside.getAttribute(name) !== value) this.#inside.setAttribute(name, value);
  }

  #say(text, address) {
    this.#words?.remove();
    this.#words = undefined;
    if (text === undefined) return;
    const words = document.createElement("p");
    words.setAttribute("role", "status");
    words.append(text);
    if (address) {
      const link = Object.assign(document.createElement("a"), { href: address, target: "_blank", rel: "noopener", textContent: address });
      words.append(" ", link);
    }
    this.#words = words;
    this.#root.append(words);
  }
}

// A relay's address with a slash at its end: without an attribute, where this script came from.
function addressOf(given) {
  try {
    const url = new URL(given ?? HERE, given === null ? undefined : document.baseURI);
    if (!/^https?:$/.test(url.protocol) || url.username || url.password) return undefined;
    [url.search, url.hash] = ["", ""];
    if (!url.pathname.endsWith("/")) url.pathname += "/";
    return url;
  } catch {
    return undefined;
  }
}

// Whether the page's policy lets WebAssembly in.
function allowsWasm() {
  try {
    return Boolean(new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)));
  } catch {
    return false;
  }
}

if (!customElements.get("alongside-room")) customElements.define("alongside-room", AlongsideRoom);

export { AlongsideRoom };
