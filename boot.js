// Loads the widget and defines the class of its custom element. Everything else is in the module: see src/element.rs.

const script = document.querySelector("script[data-js]");

// A link to "?sign-in" leads past the service worker to whatever asks for a sign-on (sw.js), and from there back to the page.
// What asks must not see the fragment, which may hold a key, and forgets it: it stays in this tab meanwhile.
if (document.querySelector("alongside-room[page]")) {
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

// A person who comes by a link, or back to a room, waits for the engine: it comes beside the first module, not after it.
if (location.hash.length > 1) {
  for (const file of (script.dataset.engine ?? "").split(" ").filter(Boolean)) {
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

try {
  const widget = await import(new URL(script.dataset.js, script.src).href);
  await widget.default({ module_or_path: new URL(script.dataset.wasm, script.src).href });
  widget.built_as(script.dataset.wasm);
  widget.finds_sign_on_by(isSignedOut);

  class AlongsideRoom extends HTMLElement {
    static observedAttributes = ["relay", "room", "page"];

    connectedCallback() {
      widget.attach(this);
    }

    disconnectedCallback() {
      widget.detach(this);
    }

    attributeChangedCallback() {
      widget.changed(this);
    }
  }

  customElements.define("alongside-room", AlongsideRoom);
} catch (error) {
  console.error(error);
  for (const element of document.querySelectorAll("alongside-room")) {
    element.textContent = "Alongside could not be loaded. Check the connection and reload the page.";
    element.classList.add("broken");
  }
}

// A page of its own also opens without a network. A guest leaves its host's page alone.
if (window.isSecureContext && "serviceWorker" in navigator && document.querySelector("alongside-room[page]")) {
  // Refused in some private windows; then the page needs the network to open.
  navigator.serviceWorker.register(new URL("sw.js", script.src)).catch(() => {});
}
