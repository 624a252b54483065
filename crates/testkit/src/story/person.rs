//! Ana and Ben, the people of the stories.

mod stored;

use std::{
    ops::Deref,
    sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
    thread,
};

use serde_json::{Value, json};

pub use self::stored::StoredSecrets;
use super::{
    browser::{Browser, Make, Site},
    element::{self, Element, Finds},
    front::{Front, PathPrefix},
    relay_process::RelayProcess,
};

/// One story: a relay of its own, and the people in it.
pub struct Story {
    pub relay: RelayProcess,
    front: Option<Front>,
    _slot: StorySlot,
}

impl Story {
    /// Begins a story without people.
    pub fn begin() -> Self {
        Self::begin_with(&[])
    }

    /// Begins a story with these options for its relay.
    pub fn begin_with(options: &[String]) -> Self {
        // The slot comes first, so that no relay runs while its story waits for one.
        let slot = StorySlot::shared();
        Self { relay: RelayProcess::start(options), front: None, _slot: slot }
    }

    /// Begins a story whose relay stands behind a proxy, under this path (at the root of the host if that is empty).
    pub fn begin_behind(path: &str, prefix: PathPrefix) -> Self {
        let front = Front::listen();
        let slot = StorySlot::shared();
        let relay = RelayProcess::behind(&front, path, prefix);
        Self { relay, front: Some(front), _slot: slot }
    }

    /// What stands in front of the relay.
    pub fn front(&self) -> &Front {
        self.front.as_ref().expect("a story that began behind a proxy")
    }

    /// Begins a story that runs while no other does: what it asserts is true only of a browser that gets a core when
    /// it needs one.
    pub fn begin_alone() -> Self {
        let slot = StorySlot::exclusive();
        Self { relay: RelayProcess::start(&[]), front: None, _slot: slot }
    }

    /// Begins a story for one kind of browser only; where the stories run in another, prints the reason and returns
    /// `None`.
    pub fn only_in(make: Make, because: &str) -> Option<Self> {
        if Make::of_the_stories() == make {
            return Some(Self::begin());
        }
        eprintln!("Told in {make:?} only: {because}.");
        None
    }

    /// A person with a fresh browser.
    pub fn person(&self, name: &str) -> Person {
        self.person_whose(name, Site::Usual)
    }

    /// A person whose browser is set up differently.
    pub fn person_whose(&self, name: &str, site: Site) -> Person {
        self.person_at(name, Make::of_the_stories(), site)
    }

    /// A person with this kind of browser.
    pub fn person_at(&self, name: &str, make: Make, site: Site) -> Person {
        let origin = self.front.as_ref().map_or_else(|| self.relay.origin(), Front::origin);
        Person { name: name.to_owned(), origin, browser: Browser::open(make, site) }
    }

    /// Ana, in a room that she has just started.
    pub fn ana_alone(&self) -> Person {
        let ana = self.person("Ana");
        ana.starts_a_room();
        ana
    }

    /// Ana and Ben, in one room, seeing each other.
    pub fn ana_and_ben(&self) -> (Person, Person) {
        let make = Make::of_the_stories();
        self.ana_and_ben_in(make, make)
    }

    /// Ana and Ben, each with this kind of browser.
    pub fn ana_and_ben_in(&self, hers: Make, his: Make) -> (Person, Person) {
        let ana = self.person_at("Ana", hers, Site::Usual);
        let ben = || self.person_at("Ben", his, Site::Usual);
        let (ben, ()) = super::patience::together(ben, || ana.starts_a_room());
        ben.joins_by(&ana.invite_link());
        ana.sees("Ben");
        (ana, ben)
    }

    /// Ana and Ben, both with the same point open.
    pub fn ana_and_ben_at(&self, title: &str) -> (Person, Person) {
        let (ana, ben) = self.ana_and_ben();
        ana.adds_point(title);
        ben.agenda().has_rows(&[title]);
        for person in [&ana, &ben] {
            person.opens_point(title);
        }
        (ana, ben)
    }
}

/// A person with a browser; all of the browser's methods are theirs.
pub struct Person {
    pub name: String,
    origin: String,
    browser: Browser,
}

impl Person {
    /// Opens a page of the relay.
    pub fn opens(&self, path: &str) {
        self.goto(&format!("{}{path}", self.origin));
    }

    /// Starts a room from the first screen.
    #[track_caller]
    pub fn starts_a_room(&self) {
        self.starts_a_room_at("/");
    }

    /// Starts a room from the first screen of the relay under this path.
    #[track_caller]
    pub fn starts_a_room_at(&self, path: &str) {
        self.opens(path);
        self.textbox("Your name").retype(&self.name);
        self.button("Start a room").click();
        self.region("Agenda").is_there();
    }

    /// The invite link, read from the Invite dialog.
    #[track_caller]
    pub fn invite_link(&self) -> String {
        self.opens_invite();
        let invite = self.dialog("Invite");
        let link = invite.textbox("Invite link").shows("holds a link".into(), |link| link.contains("#1."));
        self.press("Escape");
        invite.is_gone();
        link
    }

    /// Opens the Invite dialog: by its own button while alone, later from the menu.
    #[track_caller]
    pub fn opens_invite(&self) {
        if self.button("Invite").is_here_now() {
            self.button("Invite").click();
        } else {
            self.chooses_in_menu("Invite");
        }
        self.dialog("Invite").is_there();
    }

    /// The link for another device of the same person, read from the dialog.
    #[track_caller]
    pub fn device_link(&self) -> String {
        self.chooses_in_menu("Devices");
        let devices = self.dialog("Devices");
        devices.button("Link my other device").click();
        let link = devices.textbox("Device link").shows("holds a link".into(), |link| link.contains("#k."));
        self.press("Escape");
        devices.is_gone();
        link
    }

    /// Opens that link on this device, and goes on.
    #[track_caller]
    pub fn links_by(&self, link: &str) {
        self.goto(link);
        self.button("Link this device").click();
        self.region("Agenda").is_there();
    }

    /// Opens the menu and chooses an entry.
    #[track_caller]
    pub fn chooses_in_menu(&self, entry: &str) {
        self.button("Menu").click();
        self.dialog("Menu").button(entry).click();
    }

    /// Opens the dialog of a way out that is for both.
    #[track_caller]
    pub fn leaves_for_both(&self, way: &str) {
        self.chooses_in_menu("Remove from this device");
        self.dialog("Remove from this device").button(way).click();
        self.dialog(way).is_there();
    }

    /// Opens a dialog by the commands, which lead to every one.
    #[track_caller]
    pub fn opens_by_commands(&self, dialog: &str) {
        // The widget hears keys only where the focus is in it.
        self.button("Menu").focus();
        self.press("Ctrl+k");
        self.find("combobox", "Command").is_focused();
        self.types(dialog);
        let first = "deep('[role=option][aria-selected=true]')[0]?.firstElementChild?.textContent";
        self.page_becomes("it is found", &format!("return {first} === {dialog:?} || {first}"));
        self.press("Enter");
        self.dialog(dialog).is_there();
    }

    /// Opens the members, as a press on one of them does.
    #[track_caller]
    pub fn opens_members(&self) {
        self.list("Members").button(&format!("{} …", self.name)).click();
        self.dialog("Members").is_there();
    }

    /// Follows an invite link and gives a name.
    #[track_caller]
    pub fn joins_by(&self, link: &str) {
        self.goto(link);
        self.says_name();
    }

    /// Gives this person's name at the entrance of a room, and enters.
    #[track_caller]
    pub fn says_name(&self) {
        self.button("Join").is_there();
        if self.radiogroup("Who are you?").is_here_now() {
            self.radio("Someone else").click();
        }
        self.textbox("Your name").retype(&self.name);
        self.button("Join").click();
        self.region("Agenda").is_there();
    }

    /// Waits until the header shows that another is there.
    #[track_caller]
    pub fn sees(&self, other: &str) {
        self.list("Members")
            .shows(format!("shows {other} here"), |text| text.contains(other) && !text.contains("offline"));
    }

    /// The sync chip.
    pub fn sync(&self) -> Element<'_> {
        self.status("Sync")
    }

    /// The rows of the agenda.
    pub fn agenda(&self) -> Element<'_> {
        self.region("Agenda").list("Agenda items")
    }

    /// The rows of the tasks.
    pub fn tasks(&self) -> Element<'_> {
        self.region("Tasks").list("Tasks")
    }

    /// Adds a point.
    #[track_caller]
    pub fn adds_point(&self, title: &str) {
        self.textbox("Add to the agenda").enter(title);
        self.agenda().row(title).is_there();
    }

    /// Adds a task.
    #[track_caller]
    pub fn adds_task(&self, title: &str) {
        self.textbox("Add a task").enter(title);
        self.tasks().row(title).is_there();
    }

    /// Opens a row's menu and chooses an entry.
    #[track_caller]
    pub fn chooses(&self, title: &str, entry: &str) {
        self.button(&format!("More actions: {title}")).click();
        self.menuitem(entry).click();
    }

    /// Opens a point at full size.
    #[track_caller]
    pub fn opens_point(&self, title: &str) {
        self.agenda().textbox(&format!("Title: {title}")).click();
        self.region("Now").heading(title).is_there();
    }

    /// The notes of the open point.
    pub fn notes(&self) -> Element<'_> {
        self.region("Now").textbox("Notes")
    }

    /// The time that the clock shows.
    pub fn time(&self) -> Element<'_> {
        self.region("Timer").clock("Time")
    }

    /// Waits until the other's device has everything.
    #[track_caller]
    pub fn knows_that_has_it(&self, other: &str) {
        self.sync().reads(&format!("{other} has it"));
    }

    /// The focused element, such as `textbox “Add a task”`.
    pub fn focus(&self) -> String {
        element::focus(&self.browser)
    }

    /// Presses Tab until an element has the focus.
    #[track_caller]
    pub fn tabs_to(&self, wanted: &str) {
        let mut passed = Vec::new();
        for _ in 0..60 {
            let focus = self.focus();
            if focus == wanted {
                return;
            }
            passed.push(focus);
            self.press("Tab");
        }
        panic!("Tab does not lead {} to {wanted}. It led past:\n{}", self.name, passed.join("\n"));
    }

    /// Waits until a script returns true; otherwise the script returns what it sees instead.
    #[track_caller]
    pub fn page_becomes(&self, what: &str, script: &str) {
        element::page_becomes(&self.browser, what, script);
    }

    /// Waits until nothing moves or fades any more.
    #[track_caller]
    pub fn is_still(&self) {
        self.page_becomes(
            "nothing is on its way",
            "const moving = deep('*').flatMap((e) => e.getAnimations()).filter(
                 (one) => one.playState === 'running' && one.effect.getComputedTiming().endTime !== Infinity);
             return moving.length === 0 || moving.map((one) => one.effect.target.className)",
        );
    }

    /// The result of a script in the page.
    #[track_caller]
    pub fn ask_page(&self, script: &str) -> Value {
        element::ask_page(&self.browser, script).unwrap_or_else(|error| panic!("{error}\nin {script}"))
    }

    /// Moves pointer and focus away, so that no list is held in place for them.
    pub fn looks_away(&self) {
        self.point_at(1, 1);
        self.ask_page("deep(':focus').forEach((e) => e.blur())");
    }

    /// Waits until controls react again: one that the other has changed ignores clicks for 0.7 s.
    pub fn lets_controls_settle(&self) {
        self.ask_page("return new Promise((settled) => setTimeout(settled, 800))");
    }

    /// Waits until this was announced; each announcement is found once.
    #[track_caller]
    pub fn hears(&self, words: &str) {
        let script = format!(
            "const said = self.__said ?? [], at = said.findIndex((line) => line.replace(/[\\u2068\\u2069]/g, '').includes({}));
             if (at >= 0) said.splice(at, 1);
             return at >= 0 || said",
            json!(words)
        );
        self.page_becomes(&format!("{} hears “{words}”", self.name), &script);
    }

    /// Waits until the page shows this text anywhere.
    #[track_caller]
    pub fn reads(&self, words: &str) {
        let script = format!(
            "const text = deep('main, .room, .lobby').map((e) => e.innerText).join(' ').replace(/\\s+/g, ' ').replace(/[\\u2068\\u2069]/g, '');
             return text.includes({}) || text",
            serde_json::Value::from(words)
        );
        self.page_becomes(&format!("{} reads “{words}”", self.name), &script);
    }

    fn tell_what_they_see(&self) {
        let story = thread::current().name().unwrap_or("story").replace("::", "-");
        let picture = self.screenshot(&format!("{story}-{}", self.name));
        let address = self.script("return location.href", Vec::new()).unwrap_or_else(|error| json!(error));
        eprintln!("── {} at {address} sees ({})", self.name, picture.display());
        eprintln!("{}", self.accessible_tree());
        eprintln!("── {}’s console\n{}", self.name, self.console().join("\n"));
    }
}

impl Deref for Person {
    type Target = Browser;

    fn deref(&self) -> &Browser {
        &self.browser
    }
}

impl Drop for Person {
    fn drop(&mut self) {
        if thread::panicking() && self.is_open() {
            self.tell_what_they_see();
        }
    }
}

/// The right to run a story now: shared with other stories, or exclusive.
enum StorySlot {
    Shared { _lock: RwLockReadGuard<'static, ()> },
    Exclusive { _lock: RwLockWriteGuard<'static, ()> },
}

static SLOTS: RwLock<()> = RwLock::new(());

impl StorySlot {
    fn shared() -> Self {
        Self::Shared { _lock: SLOTS.read().unwrap_or_else(PoisonError::into_inner) }
    }

    fn exclusive() -> Self {
        Self::Exclusive { _lock: SLOTS.write().unwrap_or_else(PoisonError::into_inner) }
    }
}
