// Loads the widget and defines the class of its custom element. Everything else is in the module: see src/element.rs.

const script = document.querySelector("script[data-js]");

// A person who comes by a link, or back to a room, waits for the engine: it comes beside the first module, not after it.
if (location.hash.length > 1) {
  for (const file of (script.dataset.engine ?? "").split(" ").filter(Boolean)) {
    const link = document.createElement("link");
    Object.assign(link, { rel: "preload", as: "fetch", type: "application/wasm", crossOrigin: "anonymous" });
    link.href = new URL(file, script.src).href;
    document.head.append(link);
  }
}

try {
  const widget = await import(new URL(script.dataset.js, script.src).href);
  await widget.default({ module_or_path: new URL(script.dataset.wasm, script.src).href });
  widget.built_as(script.dataset.wasm);

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
