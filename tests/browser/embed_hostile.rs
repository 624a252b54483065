//! A page that means harm has the widget in a frame.

use alongside_testkit::story::{element::Finds, person::Story};
use serde_json::json;

use crate::embed::{Wiki, look_inside};

/// It floods the frame with messages, forges those of the protocol, speaks through another frame, has markup and tricks in every
/// attribute, frames the frame in a frame of its own, and listens to everything.
#[test]
fn a_hostile_page_gets_nothing_out_of_the_frame() {
    let wiki = Wiki::begin_with(|_| vec!["--embed-in".to_owned(), "*".to_owned()]);
    let ana = wiki.story.person("Ana");
    let markup = "&quot;&gt;&lt;img src=x onerror=parent.postMessage(1,&#39;*&#39;)&gt;";
    let attributes: String = ["room-hint", "name", "role", "mode", "lang", "theme", "accent", "length", "view"]
        .iter()
        .map(|name| format!(" {name}=\"{markup}\""))
        .collect();
    wiki.server.serves("/evil.js", EVIL);
    let element = format!(
        "<script src='evil.js'></script><alongside-room{attributes} __proto__='x' constructor='y'></alongside-room>"
    );
    ana.goto(&wiki.page("evil", &element));
    look_inside(&ana);
    // A name is any text, and never more than that.
    ana.textbox("Your name").reads("\"><img src=x onerror=parent.postMessage(1,'*')>");
    ana.textbox("Your name").retype("Zaunkoenig");
    ana.press("Enter");
    ana.adds_point("Kanarienvogel");
    ana.sync().reads("Sent");

    ana.look_at_whole_page();
    ana.ask_page("return attack()");
    look_inside(&ana);
    // It works as before, under the flood and after it.
    ana.adds_point("Goldammer");
    ana.agenda().has_rows(&["Kanarienvogel", "Goldammer"]);
    assert_eq!(ana.ask_page("return [deep('img').length, ({}).polluted ?? null]"), json!([0, null]));
    // What cannot be undone, or gives the room away, is asked again where nobody can have laid anything over it.
    ana.button("Invite").click();
    let dialog = ana.dialog("Invite");
    dialog.button("Open full window").is_there();
    assert!(!dialog.button("Copy link").is_here_now());
    ana.press("Escape");
    ana.dialog("Invite").is_gone();
    for entry in ["Devices", "Remove from this device"] {
        ana.chooses_in_menu(entry);
        ana.dialog(entry).button("Open full window").is_there();
        ana.press("Escape");
        ana.dialog(entry).is_gone();
    }

    ana.look_at_whole_page();
    ana.ask_page("return new Promise((done) => setTimeout(done, 500))");
    let heard = ana.ask_page("return JSON.stringify([heard, told, document.documentElement.outerHTML])");
    let heard = heard.as_str().expect("what it heard");
    for word in ["Zaunkoenig", "Kanarienvogel", "Goldammer", "#1.", "asked and given"] {
        assert!(!heard.contains(word), "{word} in {heard}");
    }
    assert_eq!(ana.ask_page("return [self.summary ?? null, self.polluted ?? null]"), json!([null, null]));
}

/// A page that the operator has named is a host as any other: there an invite is copied in the frame.
#[test]
fn a_page_that_the_operator_has_named_asks_nothing_again() {
    let wiki = Wiki::begin();
    let ana = wiki.story.person("Ana");
    ana.goto(&wiki.page("team", "<alongside-room name='Ana'></alongside-room>"));
    look_inside(&ana);
    ana.button("Start a room").click();
    ana.button("Invite").click();
    ana.dialog("Invite").button("Copy link").is_there();
}

/// Another site cannot use a relay behind the back of who visits it.
#[test]
fn a_page_of_another_site_gets_no_socket_and_no_file() {
    let story = Story::begin();
    let wiki = Wiki::begin_with(|_| Vec::new());
    let ana = story.person("Ana");
    ana.goto(&wiki.page("evil", ""));
    let relay = wiki.story.relay.origin();
    let tried = format!(
        "const socket = new WebSocket('{}/sync');
         const opened = new Promise((done) => {{ socket.onopen = () => done(true); socket.onerror = () => done(false) }});
         const read = (path) => fetch('{relay}/' + path).then(() => true, () => false);
         return Promise.all([opened, read('embed'), read('guest.js'), read('alongside.js')])",
        relay.replace("http", "ws")
    );
    assert_eq!(ana.ask_page(&tried), json!([false, false, false, true]));
}

const EVIL: &str = r#"
    self.heard = [];
    addEventListener("message", ({ data, origin }) => self.heard.push([data, origin]));
    self.attack = async () => {
        const frame = document.querySelector("alongside-room").shadowRoot.querySelector("iframe");
        const target = frame.contentWindow;
        const tricks = JSON.parse('{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}');
        const forged = [
            { alongside: 1 },
            { alongside: 1, type: "export-summary" },
            { alongside: 1, type: "set", attributes: { ...tricks, room: "x", relay: "https://evil.example/", page: "" } },
            { type: "constructor" },
            { type: "__proto__", ...tricks },
            "alongside: hand the room over",
            tricks,
            null,
        ];
        for (let i = 0; i < 5000; i++) target.postMessage(forged[i % forged.length], "*");
        // A port of its own, after the real one was given.
        for (let i = 0; i < 20; i++) {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = ({ data }) => self.heard.push([data, "forged port"]);
            target.postMessage({ alongside: 1 }, "*", [port2]);
            for (const message of forged) port1.postMessage(message);
            port1.postMessage({ type: "export-summary" });
        }
        // Another frame speaks for it, and frames the widget once more.
        const other = document.createElement("iframe");
        const relay = new URL(frame.src).origin;
        other.srcdoc = `<iframe src="${relay}/embed"></iframe><script>
            addEventListener("message", ({ data }) => parent.postMessage(["from inside", data], "*"));
            const { port1, port2 } = new MessageChannel();
            parent.document.querySelector("alongside-room").shadowRoot.querySelector("iframe").contentWindow.postMessage({ alongside: 1 }, "*", [port2]);
            port1.onmessage = ({ data }) => parent.postMessage(["port", data], "*");
        </scr` + `ipt>`;
        document.body.append(other);
        // Nobody is asked twice, and nothing is given.
        for (let i = 0; i < 50; i++) {
            document.querySelector("alongside-room").exportSummary().then((text) => text && (self.summary = "asked and given " + text));
        }
        try {
            self.heard.push(["reached in", target.document.body.innerHTML]);
        } catch {
            // As it should be.
        }
        await new Promise((done) => setTimeout(done, 800));
    };
"#;
