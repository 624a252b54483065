// Fetches the texts of a language, for boot.js. Who reads English never needs this file.

const DELAY_MS = 30_000;

// Says what has come: the texts of the first screens, and then those of a room, too. Tries again while they are wanted: after a while, and
// when the network is back. Ends when the first have come, or did not come at once.
export async function fetchTexts(files, areWanted, say) {
  const fetched = files.map(fetchText);
  const all = Promise.all(fetched);
  all.then(keep.bind(null, files), () => {
    const again = new AbortController();
    const tryAgain = () => {
      again.abort();
      clearTimeout(timer);
      if (areWanted()) fetchTexts(files, areWanted, say);
    };
    const timer = setTimeout(tryAgain, DELAY_MS);
    addEventListener("online", tryAgain, { signal: again.signal });
  });
  try {
    say([await fetched[0], ""]);
    all.then(say, () => {});
  } catch {
    // English, for now.
  }
}

async function fetchText(file) {
  const answer = await fetch(file);
  // What stands in front of the relay may answer in its place.
  if (!answer.ok || answer.headers.get("content-type")?.includes("html")) throw new TypeError(`no ${file}`);
  return answer.text();
}

// The service worker keeps the language that is spoken here.
async function keep(files) {
  const { active } = (await navigator.serviceWorker?.ready) ?? {};
  active?.postMessage({ keep: files });
}
