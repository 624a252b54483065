// What only a guest needs: an element in a page of somebody else's, or the relay's page in a frame. It says what a page may set,
// passes on what the widget tells, and keeps keys and the wheel from the page around. No secret passes here.

const here = new URL("./", import.meta.url);
// Whether the page that this runs in is the relay's own. (A sandbox takes a page's origin away, and leaves its address.)
const isOurPage = here.origin === location.origin;
const isFramed = self !== top;
const VERSION = 1;
// What the page around wants it to look like.
const styles = new WeakMap();
const EVENTS = ["ready", "session-start", "session-end", "block-end", "height"];

const oneOf = (...words) => (value) => words.includes(value);
const isColour = (value) => value.length < 80 && !/var\(|env\(|url\(/i.test(value) && CSS.supports("color", value);
// A room's key, a link to it, and what is on paper have a run of letters like this. A page must not have one.
const KEY = /[\w-]{43}/;

// What a page may say by attributes, and what of it is meant seriously.
const ATTRIBUTES = {
  theme: oneOf("auto", "light", "dark"),
  view: oneOf("all", "strip", "agenda", "tasks", "timer"),
  mode: oneOf("coaching", "mentoring", "leading", "partners"),
  role: oneOf("coach", "coachee", "mentor", "mentee", "lead", "developer"),
  length: (value) => /^\d{1,3}$/.test(value) && value > 0 && value <= 480,
  name: (value) => value.length <= 80 && !/[\p{Cc}\p{Cf}]/u.test(value),
  "room-hint": (value) => value.length <= 100 && !KEY.test(value),
  accent: isColour,
  lang: (value) => {
    try {
      return Intl.getCanonicalLocales(value).length === 1;
    } catch {
      return false;
    }
  },
};

// What it may say by custom properties, each beginning with `--alongside-`.
const PROPERTIES = {
  accent: isColour,
  ground: isColour,
  surface: isColour,
  ink: isColour,
  line: isColour,
  radius: (value) => /^(\d{1,2}(\.\d+)?)(px|rem)$|^0$/.test(value),
  font: (value) => value.length < 200 && !/url\(|var\(|[;{}]/i.test(value) && CSS.supports("font-family", value),
  spacing: (value) => value >= 0.75 && value <= 1.5,
};

// The entries that are known and right; the others are ignored, and said.
function known(given, checks) {
  const right = {};
  for (const [name, value] of Object.entries(given ?? {})) {
    const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
    if (check && typeof value === "string" && check(value.trim())) right[name] = value.trim();
    else if (check && value !== null) console.warn(`alongside-room: ${name} is ignored, it has a value that means nothing there.`);
  }
  return right;
}

// The page around, as far as browsers tell: an origin, or nothing.
function originAround() {
  if (location.ancestorOrigins?.length) return location.ancestorOrigins[0];
  try {
    return new URL(document.referrer).origin;
  } catch {
    return "";
  }
}

// Whether every page around this one is one that the operator has named. Who may show a page in a frame says the policy that it comes
// with; there `*` names nobody.
async function isVouchedFor() {
  if (!isFramed || !isOurPage) return true;
  const around = location.ancestorOrigins ? [...location.ancestorOrigins] : parent === top ? [originAround()] : [""];
  const policy = (await fetch(location.href, { method: "HEAD" })).headers.get("content-security-policy") ?? "";
  const named = policy.split("frame-ancestors ")[1]?.split(";")[0].split(" ") ?? [];
  return around.every((origin) => origin === location.origin || (origin !== "" && named.includes(origin)));
}

if (isFramed) {
  isVouchedFor().then((is) => is && (document.documentElement.dataset.vouched = ""), () => {});
}

// Before the element is there: the relay's page in a frame is given its attributes by the address.
const frame = isFramed || isOurPage ? document.querySelector("alongside-room[frame]") : null;
if (frame) {
  const said = new URLSearchParams(`${location.search.slice(1)}&${location.hash.slice(1)}`);
  if (KEY.test(location.href.slice(here.href.length))) {
    console.warn("alongside-room: the address of an embedded room must not carry a key: every reader of that page has it. It is ignored.");
    history.replaceState(null, "", location.pathname);
  }
  set(frame, known(Object.fromEntries(said), ATTRIBUTES));
  // Each place in each page remembers the room that was opened there.
  frame.setAttribute("room-hint", `${originAround()} ${frame.getAttribute("room-hint") ?? ""}`);
  // The page around speaks first, as soon as this one has loaded; the widget may take longer.
  listen();
}

function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  }
  if (element === frame) {
    const theme = frame.getAttribute("theme");
    document.documentElement.style.colorScheme = theme === "light" || theme === "dark" ? theme : "";
  }
}

// Gives the widget the page's colours, as far as they are any. It calls this whenever it is mounted, or an attribute is another.
export function dress(element) {
  const { style } = element.shadowRoot?.querySelector(".widget") ?? {};
  if (!style) return;
  const accent = element.getAttribute("accent");
  const given = { ...(styles.get(element) ?? {}), ...(accent === null ? {} : known({ accent }, ATTRIBUTES)) };
  for (const name of Object.keys(PROPERTIES)) {
    if (Object.hasOwn(given, name)) style.setProperty(`--alongside-${name}`, given[name]);
    else style.removeProperty(`--alongside-${name}`);
  }
}

// Called once for each element, when it is mounted for the first time.
export function welcome(element) {
  const root = element.shadowRoot;
  // A page that listens in the capture phase hears of each event first, which no widget can prevent.
  for (const name of TYPED) root.addEventListener(name, (event) => isForWidget(event) && event.stopPropagation());
  element.addEventListener("wheel", (event) => turnsNothing(event) && event.preventDefault(), { passive: false });
  watch(element);
  element.focusTimer = () => focusTimer(element);
  element.exportSummary = () => exportSummary(element, location.origin);
  if (element !== frame) known(Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value])), ATTRIBUTES);
}

function tell(element, name, detail) {
  element.dispatchEvent(new CustomEvent(`alongside:${name}`, { detail, bubbles: true, composed: true }));
}

const LOOKS_AFTER_MS = 500;

// Tells when there is something to see, and at which height nothing of it would scroll.
function watch(element) {
  const root = element.shadowRoot;
  let [isReady, told, waits] = [false, 0, undefined];
  const look = () => {
    waits = undefined;
    const widget = root.querySelector(".widget");
    if (!widget || !root.querySelector(".room, .lobby")) return;
    if (!isReady) {
      isReady = true;
      tell(element, "ready", {});
    }
    const scrolled = [...root.querySelectorAll(".columns, .panel, .lobby")].map((part) => part.scrollHeight - part.clientHeight);
    const height = Math.round(widget.clientHeight + Math.max(0, ...scrolled));
    if (Math.abs(height - told) < 8) return;
    told = height;
    tell(element, "height", { height });
  };
  const soon = () => (waits ??= setTimeout(look, isReady ? LOOKS_AFTER_MS : 0));
  new MutationObserver(soon).observe(root, { childList: true, subtree: true, characterData: true });
  new ResizeObserver(soon).observe(element);
}

// The page asks for this after a press of its own, so the focus may come.
function focusTimer(element) {
  const button = element.shadowRoot?.querySelector(".timer [data-go], .timer button");
  button?.focus({ preventScroll: true });
  return Boolean(button);
}

// Asks the person; nothing without them. `null` where there is no room, they refused, or the question stands already.
function exportSummary(element, origin) {
  return new Promise((given) => {
    const hear = ({ detail }) => given(typeof detail === "string" ? detail : null);
    element.addEventListener("alongside-summary", hear, { once: true });
    const asks = new CustomEvent("alongside-asks-summary", { detail: origin, cancelable: true });
    if (element.dispatchEvent(asks)) {
      element.removeEventListener("alongside-summary", hear);
      given(null);
    }
  });
}

const SETS_EVERY_MS = 100;

// The page around the frame gives a port, once: nobody else has its other end, whatever else sends messages here.
function listen() {
  const hear = ({ source, origin, data, ports: [port] }) => {
    const around = location.ancestorOrigins?.[0];
    if (source !== parent || !port || data?.alongside !== VERSION || (around !== undefined && origin !== around)) return;
    removeEventListener("message", hear);
    for (const name of EVENTS) {
      frame.addEventListener(`alongside:${name}`, ({ detail }) => port.postMessage({ type: "event", name, detail }));
    }
    let [next, waits] = [undefined, undefined];
    const apply = () => {
      waits = undefined;
      // What says where the room begins was said by the address.
      const { "room-hint": _, ...attributes } = known(next.attributes, ATTRIBUTES);
      styles.set(frame, known(next.properties, PROPERTIES));
      for (const name of ["theme", "view", "accent", "lang"]) {
        if (next.attributes?.[name] === null) frame.removeAttribute(name);
      }
      set(frame, attributes);
      dress(frame);
    };
    const asks = {
      // Of many the last counts.
      set(data) {
        next = data;
        waits ??= setTimeout(apply, SETS_EVERY_MS);
      },
      "focus-timer": () => focusTimer(frame),
      async "export-summary"() {
        port.postMessage({ type: "summary", text: await exportSummary(frame, origin) });
      },
    };
    port.onmessage = ({ data }) => {
      if (typeof data?.type === "string" && Object.hasOwn(asks, data.type)) asks[data.type](data);
    };
    port.postMessage({ type: "linked" });
    // What was told before anybody heard it.
    if (frame.shadowRoot?.querySelector(".room, .lobby")) port.postMessage({ type: "event", name: "ready", detail: {} });
  };
  addEventListener("message", hear);
}

// Defines the element itself in the page that asks, by this name: the files are those that the relay's page names.
export async function define(name) {
  if (!customElements.get(name)) {
    const page = await (await fetch(new URL("embed", here))).text();
    const tag = page.match(/<script [^>]*data-js=[^>]*>/)[0];
    const script = document.createElement("script");
    Object.assign(script, { type: "module", crossOrigin: "anonymous", src: new URL("boot.js", here).href });
    for (const [, key, value] of tag.matchAll(/data-([a-z]+)="([^"]*)"/g)) script.dataset[key] = value;
    script.dataset.element = name;
    const failed = new Promise((_, fail) => script.addEventListener("error", fail));
    document.head.append(script);
    await Promise.race([customElements.whenDefined(name), failed]);
  }
}

// What a page may take for its shortcuts, or for something that was meant for the page.
const TYPED = ["keydown", "keypress", "keyup", "beforeinput", "paste", "cut", "copy"];
const FIELDS = "textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=range], [type=submit])";

// Whether an event is none of the page's business: it went to a field, into a dialog, or to a control that the key moves or presses; or the
// widget has acted on it. By Tab, a page may keep the focus in a dialog of its own.
function isForWidget({ key = "", target, defaultPrevented }) {
  if (key === "Tab") return false;
  if (defaultPrevented || target.matches(FIELDS)) return true;
  return target.matches([...key].length === 1 && key !== " " ? "dialog *" : "dialog *, a, button, input, summary");
}

// Whether nothing in the widget scrolls by this turn of the wheel, so that the page would. With Ctrl the wheel zooms.
function turnsNothing(event) {
  const scrolls = (overflow, by, at, shown, whole) =>
    (by > 0 ? Math.abs(at) + shown + 1 < whole : by < 0 && at !== 0) && /auto|scroll/.test(overflow);
  const path = event.composedPath();
  const inside = path.slice(0, path.indexOf(event.currentTarget)).filter((node) => node instanceof Element);
  return !event.ctrlKey && !inside.some((e) => {
    const { overflowX, overflowY } = getComputedStyle(e);
    return scrolls(overflowY, event.deltaY, e.scrollTop, e.clientHeight, e.scrollHeight) ||
      scrolls(overflowX, event.deltaX, e.scrollLeft, e.clientWidth, e.scrollWidth);
  });
}
