//! The three ways into a page of somebody else's: a plain frame, one line of script, the element itself.

use alongside_testkit::story::{
    browser::Make,
    element::Finds,
    host_server::HostServer,
    person::{Person, Story},
};
use serde_json::json;

use crate::long_names::Misfits;

/// A relay, and a wiki at another origin that it knows. The wiki is at another site as well, by another name: there a frame of the relay's has
/// a storage of its own, and drivers lose hold of its elements.
pub struct Wiki {
    pub story: Story,
    pub server: HostServer,
}

impl Wiki {
    pub fn begin() -> Self {
        Self::begin_with(|server| {
            [server.origin(), server.origin_elsewhere()]
                .into_iter()
                .flat_map(|origin| ["--embed-in".to_owned(), origin])
                .collect()
        })
    }

    pub fn begin_with(options: impl FnOnce(&HostServer) -> Vec<String>) -> Self {
        let server = HostServer::start();
        server.serves("/wiki.js", WIKI_SCRIPT);
        server.serves("/wiki.css", WIKI_STYLE);
        let story = Story::begin_with(&options(&server));
        Self { story, server }
    }

    /// Makes a page of the wiki with this in its middle and the relay's script, and returns its address.
    pub fn page(&self, name: &str, element: &str) -> String {
        self.page_under("", name, element)
    }

    /// The same under a content security policy.
    pub fn page_under(&self, policy: &str, name: &str, element: &str) -> String {
        let script = format!("{}/alongside.js", self.story.relay.origin());
        let page = format!(
            "<!doctype html><html lang='en'><head><meta charset='utf-8'><title>A wiki</title>
             <script src='wiki.js'></script><link rel='stylesheet' href='wiki.css'>
             <script type='module' src='{script}'></script></head>
             <body><main><h1>A wiki</h1><input id='own' aria-label='Search the wiki'><p>Before</p>
             <div id='place'>{element}</div><div id='elsewhere'></div><p id='after'>After</p></main></body></html>"
        );
        self.server.serves_under(policy, &format!("/{name}.html"), &page);
        format!("{}/{name}.html", self.server.origin())
    }
}

/// Looks into the frame that the element has made.
pub fn look_inside(person: &Person) {
    person.look_at_whole_page();
    person.page_becomes("the element has its frame", &format!("return Boolean({FRAME})"));
    person.look_into_frame_of(&format!("return {FRAME}"));
}

const FRAME: &str = "document.querySelector('alongside-room')?.shadowRoot?.querySelector('iframe')";

/// What the page was told, without heights.
#[track_caller]
fn was_told(person: &Person, told: &serde_json::Value) {
    person.look_at_whole_page();
    let heights = "self.told.filter(([name]) => name !== 'height')";
    person.page_becomes(
        "what the page was told",
        &format!("return JSON.stringify({heights}) === JSON.stringify({told}) || JSON.stringify(self.told)"),
    );
}

#[test]
fn one_line_of_script_makes_a_frame_whose_place_remembers_its_room() {
    let wiki = Wiki::begin();
    let ana = wiki.story.person("Ana");
    let element =
        "<alongside-room name='Ana' mode='mentoring' length='50' theme='dark' accent='#b00'></alongside-room>";
    let page = wiki.page("team", element);
    let other = wiki.page("other", "<alongside-room room-hint='the other place'></alongside-room>");
    ana.goto(&page);
    look_inside(&ana);
    ana.textbox("Your name").reads("Ana");
    assert_eq!(ana.ask_page("return [location.pathname, location.search]"), json!(["/embed", ""]));
    // The page's theme is the frame's, and nothing has the focus before a hand came.
    let looks = "return [getComputedStyle(document.querySelector('alongside-room')).colorScheme, document.hasFocus() && deep(':focus').length > 0]";
    assert_eq!(ana.ask_page(looks), json!(["dark", false]));
    ana.button("Start a room").click();
    ana.radiogroup("Length").radio("50 minutes").is_there();
    ana.page_becomes("50 minutes are chosen", "return deep('input[type=radio]:checked').some((e) => e.value === '50' || e.getAttribute('aria-label') === '50 minutes')");
    ana.opens_members();
    ana.page_becomes(
        "what the room is for",
        "return deep('dialog select').some((e) => e.selectedOptions[0].textContent === 'Mentor and mentee')",
    );
    ana.press("Escape");
    ana.adds_point("Growth");
    ana.button("Start").click();
    ana.button("Pause").is_there();
    ana.button("Stop").click();
    ana.button("Start").is_there();
    let minutes = json!({ "session": 1, "minutes": 0, "planned": 50 });
    was_told(&ana, &json!([["ready", {}], ["session-start", { "session": 1 }], ["block-end", minutes]]));
    // Nothing in the page was moved by it, and no word of the room is in the page.
    assert_eq!(ana.ask_page("return self.shifts"), json!(0), "how far things moved");
    let page_text = ana.ask_page("return document.documentElement.outerHTML + JSON.stringify(self.told)");
    assert!(!page_text.as_str().unwrap_or_default().contains("Growth"), "{page_text}");

    // Another place has another room; each finds its own again.
    ana.goto(&other);
    look_inside(&ana);
    ana.agenda().has_rows(&["Growth"]);
    ana.button("Menu").click();
    ana.dialog("Menu").button("All rooms").click();
    ana.button("Start a room").click();
    ana.textbox("Your name").retype("Ana");
    ana.press("Enter");
    ana.adds_point("Holidays");
    for (page, point) in [(&page, "Growth"), (&other, "Holidays"), (&page, "Growth")] {
        ana.goto(page);
        look_inside(&ana);
        ana.agenda().has_rows(&[point]);
    }
}

#[test]
fn a_page_shows_the_part_of_the_room_that_it_wants_and_changes_its_mind_under_a_draft() {
    let wiki = Wiki::begin();
    let ana = wiki.story.person("Ana");
    ana.goto(&wiki.page("team", "<alongside-room name='Ana' view='agenda'></alongside-room>"));
    look_inside(&ana);
    ana.button("Start a room").click();
    ana.adds_point("Growth");
    ana.region("Tasks").is_gone();
    let wants = |attribute: &str, value: &str| {
        ana.look_at_whole_page();
        ana.ask_page(&format!("document.querySelector('alongside-room').setAttribute('{attribute}', '{value}')"));
        look_inside(&ana);
    };
    wants("view", "tasks");
    ana.region("Tasks").is_there();
    ana.region("Agenda").is_gone();
    ana.textbox("Add a task").type_text("half a");
    // Colours, names and words that mean nothing leave the field, and what stands in it, alone.
    for (attribute, value) in [("accent", "rebeccapurple"), ("theme", "light"), ("view", "tasks"), ("view", "tasks")] {
        wants(attribute, value);
    }
    ana.textbox("Add a task").reads("half a");
    let accent = "return getComputedStyle(deep('.alongside')[0]).getPropertyValue('--alongside-accent')";
    ana.page_becomes("the colour is there", &format!("{accent} === 'rebeccapurple' || {}", &accent[7..]));
    wants("view", "timer");
    ana.region("Timer").is_there();
    ana.region("Tasks").is_gone();
    wants("view", "strip");
    ana.region("Timer").is_there();
    ana.button("Menu").is_gone();
    wants("view", "no such part");
    // The page's own height for a part that it does not know is that of all of it.
    ana.region("Timer").is_there();
    wants("view", "all");
    ana.region("Agenda").is_there();
    ana.look_at_whole_page();
    ana.ask_page("own.focus()");
    // The page's own button may lead to the clock.
    assert_eq!(ana.ask_page("return document.querySelector('alongside-room').focusTimer()"), json!(true));
    look_inside(&ana);
    ana.button("Start").is_focused();
}

#[test]
fn the_element_is_in_the_page_where_its_policy_lets_it_and_in_a_frame_where_not() {
    let wiki = Wiki::begin();
    let ana = wiki.story.person("Ana");
    let relay = wiki.story.relay.origin();
    let socket = relay.replace("http", "ws");
    let policy = |wasm: &str| {
        format!(
            "default-src 'none'; script-src 'self' {relay} {wasm}; style-src 'self'; connect-src {relay} {socket}; frame-src {relay}"
        )
    };
    let element = "<alongside-room inline name='Ana' room-hint='team'></alongside-room>";
    ana.goto(&wiki.page_under(&policy("'wasm-unsafe-eval'"), "inline", element));
    ana.button("Start a room").click();
    ana.adds_point("Growth");
    ana.textbox("Add a task").type_text("half a");
    let moved =
        "const e = document.querySelector('alongside-room'); e.setAttribute('name', 'Ana'); elsewhere.append(e)";
    ana.ask_page(moved);
    ana.textbox("Add a task").is_focused();
    ana.textbox("Add a task").reads("half a");
    ana.sync().reads("Sent");
    assert_eq!(
        ana.ask_page("return [deep('main').length, deep('h1').length, deep('iframe').length]"),
        json!([1, 1, 0])
    );
    ana.page_becomes("the page is told", "return self.told.some(([name]) => name === 'ready') || self.told");
    let complaints: Vec<String> = ana.console().into_iter().filter(|line| line.starts_with("SEVERE")).collect();
    assert!(complaints.is_empty(), "{complaints:#?}");

    ana.goto(&wiki.page_under(&policy(""), "framed", element));
    look_inside(&ana);
    ana.textbox("Your name").reads("Ana");
}

#[test]
fn a_room_goes_from_a_frame_to_a_window_of_its_own_and_the_page_around_sees_nothing_of_it() {
    let wiki = Wiki::begin();
    let ana = wiki.story.person("Ana");
    let page = wiki.page("team", "<alongside-room name='Ana'></alongside-room>");
    ana.goto(&page.replace(&wiki.server.origin(), &wiki.server.origin_elsewhere()));
    look_inside(&ana);
    // By scripts and keys, since drivers lose hold of the elements of such a frame.
    let press = |what: &str, words: &str| {
        ana.page_becomes(
            what,
            &format!("const e = deep('button, [data-add]').find((e) => (e.ariaLabel ?? e.textContent).trim() === '{words}' && e.offsetParent); e?.focus(); return Boolean(e) && deep(':focus').includes(e)"),
        );
    };
    press("it can be started", "Start a room");
    ana.press("Enter");
    press("the room is there", "Add to the agenda");
    ana.types("Growth\n");
    ana.page_becomes("it is sent", "return deep('.chip').some((e) => e.textContent.includes('Sent'))");
    press("there is a menu", "Menu");
    ana.press("Enter");
    press("the menu has it", "Open full window");
    ana.press("Enter");
    ana.page_becomes(
        "the dialog is there",
        "const e = deep('dialog .primary').find((e) => e.textContent === 'Open full window'); e?.focus(); return Boolean(e)",
    );
    ana.press("Enter");
    ana.look_at_tab(1);
    // In its own storage there was no room before: it came from the frame, and Ana is Ana.
    ana.agenda().has_rows(&["Growth"]);
    ana.list("Members").mentions("Ana");
    ana.adds_point("From the window");
    assert_eq!(ana.ask_page("return [opener, location.hash.slice(0, 3)]"), json!([null, "#r."]));
    ana.reload();
    ana.agenda().has_rows(&["Growth", "From the window"]);
    ana.look_at_tab(0);
    assert_eq!(ana.ask_page("return self.messages"), json!([]), "no message came to the page");
    look_inside(&ana);
    ana.page_becomes("the frame follows", "return deep('textarea.title').some((e) => e.value === 'From the window')");
}

#[test]
fn words_of_a_room_get_to_the_page_around_only_when_the_person_gives_them() {
    let wiki = Wiki::begin();
    let ana = wiki.story.person("Ana");
    ana.goto(&wiki.page("team", "<alongside-room name='Ana'></alongside-room>"));
    look_inside(&ana);
    ana.button("Start a room").click();
    ana.adds_point("Growth");
    let asks = || {
        ana.look_at_whole_page();
        ana.ask_page("self.given = undefined; document.querySelector('alongside-room').exportSummary().then((text) => self.given = text); own.focus()");
        look_inside(&ana);
    };
    asks();
    ana.reads("asks for a summary of this session");
    ana.look_at_whole_page();
    assert_eq!(ana.ask_page("return [self.given ?? null, document.activeElement.id]"), json!([null, "own"]));
    look_inside(&ana);
    ana.button("Give it").click();
    ana.look_at_whole_page();
    ana.page_becomes("the page has it", "return /# .*\\n[^]*- \\[ \\] Growth/.test(self.given) || self.given");
    asks();
    ana.button("Dismiss").click();
    ana.look_at_whole_page();
    ana.page_becomes("the page has nothing", "return self.given === null || self.given");
    // It is not asked again and again.
    asks();
    ana.look_at_whole_page();
    ana.page_becomes("the page has nothing", "return self.given === null || self.given");
}

#[test]
fn a_page_that_the_relay_does_not_know_is_told_so_in_words() {
    let wiki = Wiki::begin_with(|_| Vec::new());
    let ana = wiki.story.person("Ana");
    ana.goto(&wiki.page("team", "<alongside-room></alongside-room>"));
    let origin = wiki.server.origin();
    ana.page_becomes(
        "it is said",
        &format!("const text = deep('[role=status]').map((e) => e.textContent).join(); return text.includes('--embed-in {origin}') || text"),
    );
    for (relay, said) in [("javascript:alert(1)", true), ("data:text/html,x", true), ("http://a:b@127.0.0.1/", true)] {
        ana.ask_page(&format!("document.querySelector('alongside-room').setAttribute('relay', '{relay}')"));
        let shown = ana.ask_page("return [deep('iframe').length === 0, deep('[role=status]').some((e) => e.textContent.includes('no address'))]");
        assert_eq!(shown, json!([said, said]), "{relay}");
    }
}

#[test]
fn an_address_asks_for_a_new_room_and_says_what_it_begins_with() {
    let story = Story::begin();
    let ana = story.ana_alone();
    ana.opens("/#new?mode=partners&length=75&role=coachee");
    ana.textbox("Your name").retype("Ana");
    ana.button("Start a room").click();
    ana.agenda().is_there();
    ana.page_becomes("75 minutes are chosen", "return deep('input[type=radio]:checked').some((e) => e.value === '75' || e.getAttribute('aria-label') === '75 minutes')");
    ana.opens_members();
    ana.page_becomes(
        "what the room is for",
        "return deep('dialog select').some((e) => e.selectedOptions[0].textContent === 'Partners')",
    );
    assert!(ana.address().contains("#r."), "{}", ana.address());
}

const WIKI_SCRIPT: &str = r#"
    self.told = [];
    self.messages = [];
    self.shifts = 0;
    for (const name of ["ready", "session-start", "session-end", "block-end", "height"]) {
        addEventListener(`alongside:${name}`, ({ detail }) => self.told.push([name, detail]));
    }
    addEventListener("message", ({ data }) => self.messages.push(String(data)));
    try {
        new PerformanceObserver((list) => list.getEntries().forEach((entry) => (self.shifts += entry.value)))
            .observe({ type: "layout-shift", buffered: true });
    } catch {
        // Only Chromium measures them.
    }
"#;

const WIKI_STYLE: &str =
    "body { margin: 0 } alongside-room { display: block; height: 480px; max-width: 900px } #after { height: 1500px }";

/// What a page gives may be low: a strip, a short frame, and what is left of a screen at 400 %.
#[test]
fn a_low_frame_shows_all_that_it_has_room_for_and_nothing_cut() {
    let Some(story) = Story::only_in(Make::Chromium, "only its driver forces colours") else { return };
    drop(story);
    let wiki = Wiki::begin();
    let (ana, ben) = wiki.story.ana_and_ben_at("Say no to ops");
    ben.adds_task("Call Eva");
    ana.button("Talk about this").click();
    let sizes = [(320, 120), (760, 120), (320, 256), (320, 300), (760, 300)];
    let address = |(width, height): (u32, u32)| {
        let frame = format!(
            "<iframe src='{}/embed' title='Alongside' width='{width}' height='{height}' style='border: 0'></iframe>",
            wiki.story.relay.origin()
        );
        wiki.page(&format!("low-{width}-{height}"), &frame)
    };
    let mut misfits = Misfits::default();
    let mut look = |when: &str| {
        for size in sizes {
            for forced in ["none", "active"] {
                ana.prefers(&[("forced-colors", forced)]);
                ana.goto(&address(size));
                ana.look_into_frame(0);
                ana.region("Timer").is_there();
                misfits.look_at(&ana, &format!("{size:?}, {when}, forced colours {forced}"));
                ana.look_at_whole_page();
                ana.screenshot(&format!("low/{when}-{}-{}-{forced}", size.0, size.1));
            }
        }
    };
    look("before a block");
    ben.textbox("My intention").type_text("Listen first, then two options");
    ben.button("Start").click();
    ben.button("Pause").is_there();
    look("in a block");
    // All of it can be reached by keys at 400 %: the point, its notes, a task, the clock.
    ana.goto(&address((320, 256)));
    ana.look_into_frame(0);
    for (tab, field) in [("Agenda", "Add to the agenda"), ("Tasks", "Add a task")] {
        ana.tab(tab).click();
        ana.textbox(field).enter("From far away");
    }
    ben.agenda().row("From far away").is_there();
    ben.tasks().row("From far away").is_there();
    ana.lets_controls_settle();
    ana.button("Pause").click();
    ben.button("Resume").is_there();
    misfits.are_none();
}
