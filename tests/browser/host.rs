//! The widget as a guest in a page of somebody else's: in the page itself, and in frames with all kinds of limits.

use alongside_testkit::story::{
    element::Finds,
    host_server::HostServer,
    patience::until,
    person::{Person, Story},
    relay_process::WidgetCopy,
};

/// A relay, and pages of a host that has a field, shortcuts of one letter, and text above and below the widget.
pub struct HostStory {
    pub story: Story,
    widget: WidgetCopy,
    server: HostServer,
}

impl HostStory {
    pub fn begin() -> Self {
        let (widget, server) = (WidgetCopy::new(), HostServer::start());
        for (name, content) in [("host.js", HOST_SCRIPT), ("host.css", HOST_STYLE)] {
            widget.adds(name, content);
            server.serves(&format!("/{name}"), content);
        }
        let [assets, folder] = widget.options();
        let story = Story::begin_with(&[assets, folder, "--embed-in".to_owned(), server.origin()]);
        Self { story, widget, server }
    }

    /// Makes a page of the relay's origin with this element in its middle, and returns its address.
    pub fn page(&self, name: &str, element: &str) -> String {
        self.widget.adds(&format!("{name}.html"), &page(&self.widget.script(), element));
        format!("{}/{name}.html", self.story.relay.origin())
    }

    /// Makes a page of another origin with the relay's page in a frame, and returns its address.
    pub fn page_with_frame(&self, name: &str, fragment: &str, limits: &str) -> String {
        let address = self.story.relay.origin();
        let frame = format!("<iframe src='{address}/{fragment}' title='Alongside' {limits}></iframe>");
        self.server.serves(&format!("/{name}.html"), &page("", &frame));
        format!("{}/{name}.html", self.server.origin())
    }
}

fn page(script: &str, guest: &str) -> String {
    format!(
        "<!doctype html><html lang='en'><head><meta charset='utf-8'><title>A wiki</title>
         <script src='host.js'></script><link rel='stylesheet' href='host.css'>{script}</head>
         <body><main><h1>A wiki</h1><input id='own' aria-label='Search the wiki'><p class='gap'>Text</p>
         <div id='place'>{guest}</div><div id='elsewhere'></div><p class='gap'>Text</p></main></body></html>"
    )
}

/// The public id of the room that is open on a page of its own.
pub fn room_of(person: &Person) -> String {
    let address = person.address();
    address.split_once("#r.").map(|(_, room)| room.to_owned()).unwrap_or_else(|| panic!("no room in {address}"))
}

/// What loads, renders and arrives without a hand takes no focus and scrolls nothing: in the page and in a frame, with a block that the
/// other starts.
#[test]
fn a_guest_takes_no_focus_and_scrolls_nothing_before_a_hand_touches_it() {
    let host = HostStory::begin();
    let (ana, ben) = host.story.ana_and_ben();
    let room = room_of(&ana);
    let pages = [
        (host.page("inline", &format!("<alongside-room room='{room}'></alongside-room>")), false),
        (host.page_with_frame("frame", &format!("#r.{room}"), ""), true),
    ];
    for (page, framed) in pages {
        let into = || {
            if framed {
                ana.look_into_frame(0)
            }
        };
        ana.goto(&page);
        ana.textbox("Search the wiki").click();
        ana.types_with_pauses(FORTY, 25);
        into();
        ana.region("Agenda").is_there();
        ana.list("Members").mentions("Ben");
        ana.look_at_whole_page();
        ana.textbox("Search the wiki").reads(FORTY);
        rests(&ana, "own");

        ana.goto(&page);
        into();
        ana.region("Agenda").is_there();
        ben.button("Start").click();
        ana.button("Pause").is_there();
        ana.look_at_whole_page();
        rests(&ana, "");
        ben.lets_controls_settle();
        ben.button("Stop").click();
        ben.button("Pause").is_gone();
        ben.lets_controls_settle();
        into();
        ana.button("Pause").is_gone();
        ana.look_at_whole_page();
        rests(&ana, "");
    }
    // A hand that touches it is followed.
    ana.opens("/inline.html");
    ana.button("Menu").click();
    ana.dialog("Menu").button("Keyboard").click();
    ana.dialog("Keyboard").is_there();
}

#[track_caller]
fn rests(person: &Person, focus: &str) {
    let seen = person.ask_page("return [Math.round(scrollY), document.activeElement.id]");
    assert_eq!(seen, serde_json::json!([0, focus]), "how far it scrolled, and what has the focus");
}

/// Letters, Enter, arrows and what is pasted in the widget's fields are the widget's; a key that means nothing there is the page's; and no
/// key that is pressed in the page is a shortcut of the widget's.
#[test]
fn keys_typed_in_a_guest_are_the_guests_and_keys_of_the_page_are_the_pages() {
    let host = HostStory::begin();
    let ana = host.story.person("Ana");
    ana.goto(&host.page("inline", "<alongside-room></alongside-room>"));
    ana.textbox("Your name").click();
    ana.types("Ana s/");
    ana.textbox("Your name").reads("Ana s/");
    ana.press("Enter");
    ana.textbox("Add to the agenda").enter("s/jk1?xn as ever");
    ana.agenda().has_rows(&["s/jk1?xn as ever"]);
    ana.opens_point("s/jk1?xn as ever");
    ana.notes().type_text("notes with / and s");
    ana.notes().paste(" and what is pasted");
    ana.notes().reads("notes with / and s and what is pasted");
    ana.press("ArrowLeft");
    ana.button("Menu").focus();
    ana.press("Enter");
    ana.dialog("Menu").is_there();
    ana.types("s");
    ana.press("Escape");
    ana.dialog("Menu").is_gone();
    heard(&ana, "[]");
    // A row acts on some letters and on none of the others.
    ana.agenda().row("s/jk1?xn as ever").focus();
    ana.types("jq");
    heard(&ana, r#"["q"]"#);

    ana.ask_page("deep(':focus').forEach((e) => e.blur()); self.heard = []");
    ana.types("?/anx");
    heard(&ana, r#"["?","/","a","n","x"]"#);
    assert_eq!(
        ana.ask_page("return [document.activeElement.tagName, deep('dialog[open]').length]"),
        serde_json::json!(["BODY", 0])
    );
    ana.textbox("Search the wiki").type_text("?/a");
    ana.textbox("Search the wiki").reads("?/a");
    ana.dialog("Commands").is_gone();
}

#[track_caller]
fn heard(person: &Person, keys: &str) {
    person.page_becomes(
        "what the page took for itself",
        &format!("return JSON.stringify(self.heard) === '{keys}' || self.heard"),
    );
}

/// Without `allow-forms`, `allow-popups` and `allow-modals` everything is done that a person can do, and a link shows its address.
#[test]
fn in_a_frame_that_allows_scripts_alone_all_is_done_and_a_link_shows_its_address() {
    let host = HostStory::begin();
    let ana = host.story.person("Ana");
    ana.goto(&host.page_with_frame("limited", "", "sandbox='allow-scripts allow-same-origin'"));
    ana.look_into_frame(0);
    ana.button("Start a room").click();
    assert!(ana.textbox("Your name").is_here_now(), "a name is asked for");
    ana.textbox("Your name").enter("Ana");
    ana.adds_point("Growth");
    ana.adds_task("Read the plan");
    ana.chooses("Read the plan", "Link");
    ana.textbox("Link: Read the plan").type_text("example.org/plan");
    ana.link("Open link").click();
    ana.textbox("This page opens no links. The address, to copy").reads("https://example.org/plan");
    ana.hears("opens no links");
    ana.press("Escape");
    ana.chooses("Read the plan", "Comment");
    ana.textbox("Comment: Read the plan").enter("By Friday");
    ana.textbox("Comment: Read the plan").type_text("Or Monday");
    ana.region("Tasks").button("Add").click();
    ana.region("Tasks").mentions("By Friday");
    ana.region("Tasks").mentions("Or Monday");
    ana.button("If … then …").click();
    ana.textbox("If").type_text("it rains");
    ana.textbox("then I will").enter("read");
    ana.tasks().has_so_many_rows(2);
    ana.button("Start").click();
    ana.button("Pause").is_there();

    // And from memory, where it may not keep anything either.
    ana.goto(&host.page_with_frame("alone", "", "sandbox='allow-scripts'"));
    ana.look_into_frame(0);
    // By scripts, since drivers lose hold of the elements of such a frame.
    ana.page_becomes(
        "it asks for a name",
        "deep('input:not([type=radio])')[0]?.focus(); return deep('input:not([type=radio])').length === 1",
    );
    ana.types("Ana\n");
    ana.page_becomes("the room is there", "deep('[data-add]')[0]?.focus(); return deep('[data-add]').length === 2");
    ana.types("Growth\n");
    ana.page_becomes(
        "it works, and says that it keeps nothing",
        "const [point] = deep('textarea.title'), chip = deep('.chip').map((e) => e.textContent).join();
         return point?.value === 'Growth' && chip.includes('Not saved') || [point?.value, chip]",
    );
}

/// The page around has its one `<main>` and its one first heading, in the first screen and in the room.
#[test]
fn a_guest_adds_no_main_and_no_first_heading_to_the_outline_of_the_page() {
    let host = HostStory::begin();
    let ana = host.story.person("Ana");
    ana.goto(&host.page("inline", "<alongside-room></alongside-room>"));
    ana.heading("A room for two").is_there();
    outline(&ana);
    ana.textbox("Your name").enter("Ana");
    ana.region("Alongside").region("Agenda").is_there();
    outline(&ana);
    ana.ask_page("document.querySelector('alongside-room').style.height = '64px'");
    ana.region("Timer").is_there();
    ana.region("Agenda").is_gone();
    outline(&ana);
}

#[track_caller]
fn outline(person: &Person) {
    let found = person.ask_page("return [deep('main, [role=main]').length, deep('h1').map((e) => e.textContent)]");
    assert_eq!(found, serde_json::json!([1, ["A wiki"]]), "the page's own");
}

/// The wheel over the widget scrolls what is in it, and never the page: not at the end of a list, not over the clock.
#[test]
fn the_wheel_over_a_guest_does_not_scroll_the_page_under_it() {
    let host = HostStory::begin();
    let ana = host.story.ana_alone();
    for point in 0..25 {
        ana.adds_point(&format!("Point {point}"));
    }
    let room = room_of(&ana);
    let pages = [
        host.page("inline", &format!("<alongside-room room='{room}'></alongside-room>")),
        host.page_with_frame("frame", &format!("#r.{room}"), ""),
    ];
    for (page, framed) in pages.iter().zip([false, true]) {
        ana.goto(page);
        if framed {
            ana.look_into_frame(0);
        }
        ana.agenda().row("Point 24").is_there();
        ana.look_at_whole_page();
        let place = ana.ask_page(
            "const e = document.querySelector('alongside-room, iframe'); scrollTo(0, e.offsetTop - 50); const box = e.getBoundingClientRect();
             return [box.x + 80, box.y + 20, box.bottom - 60, scrollY]",
        );
        let at = |which: usize| place[which].as_f64().unwrap_or_default() as i64;
        reaches_guest(&ana, (at(0), at(2)), framed);
        // First what is in it scrolls, then nothing does.
        for _ in 0..6 {
            ana.turns_wheel(at(0), at(2), 900);
        }
        for by in [300, -300, 300] {
            ana.turns_wheel(at(0), at(1), by);
        }
        ana.is_still();
        assert_eq!(
            ana.ask_page("return scrollY"),
            place[3],
            "{page} {}",
            ana.ask_page("return JSON.stringify(self.wheels)")
        );
        if framed {
            ana.look_into_frame(0);
        }
        let scrolled = ana.ask_page("return Math.max(...deep('.columns, .panel').map((e) => e.scrollTop))");
        assert!(scrolled.as_f64() > Some(100.0), "the agenda in {page} scrolled by {scrolled}");
        ana.look_at_whole_page();
        ana.turns_wheel(at(0), 10, -300);
        ana.page_becomes("beside it the page scrolls", &format!("return scrollY < {} || scrollY", place[3]));
    }
}

/// Points at the guest until it feels the pointer: what is put into the page's process goes by the frame drawn last, which on a busy
/// machine is one from before the page was scrolled.
fn reaches_guest(person: &Person, (x, y): (i64, i64), framed: bool) {
    until("the guest feels the pointer", || {
        person.point_at(x, y);
        if framed {
            person.look_into_frame(0);
        }
        let felt = person.ask_page("return !!document.querySelector(self === top ? 'alongside-room:hover' : ':hover')");
        person.look_at_whole_page();
        if felt == true { Ok(()) } else { Err("it does not".to_owned()) }
    });
}

const FORTY: &str = "forty letters of someone who is writing on";

/// Shortcuts of one letter, as many pages have them: not in their own fields. And what they tried to do.
const HOST_SCRIPT: &str = r#"
    self.heard = [];
    self.sockets = 0;
    const Socket = WebSocket;
    self.WebSocket = class extends Socket {
        constructor(...given) {
            super(...given);
            self.sockets += 1;
        }
    };
    for (const name of ["keydown", "keypress", "keyup", "paste"]) {
        document.addEventListener(name, (event) => {
            if (event.target.matches?.("input, textarea") || ["Tab", "Shift", "Control"].includes(event.key)) return;
            if (name === "keydown") self.heard.push(event.key);
            event.preventDefault();
        });
    }
    self.wheels = [];
    addEventListener("wheel", (event) => self.wheels.push([event.target.tagName, event.deltaY, event.cancelable, event.defaultPrevented, scrollY]), { passive: true });
"#;

const HOST_STYLE: &str = "
    body { margin: 0 }
    .gap { height: 1500px; margin: 0 }
    alongside-room { height: 560px; width: 900px }
    alongside-room.own-height { height: auto }
    iframe { height: 560px; width: 900px; border: 0 }
";
