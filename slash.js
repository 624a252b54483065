// A page whose path lacks the slash at its end looks for its files beside their folder. Some proxies let that happen, which
// remove a relay's path before the relay sees it. The page asks for this script by its own path, whatever that is.
if (!/\/$|\.html$|\/%[^/]*$/.test(location.pathname)) {
  // What answers beside the folder may be another relay, which is to be told nothing.
  document.querySelector("alongside-room")?.remove();
  location.replace(`${location.pathname}/${location.search}${location.hash}`);
}
