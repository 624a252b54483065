//! One person's browser: a real one with a profile of its own, driven through WebDriver. What differs between
//! Chromium and Firefox is in a file for each.

mod chromium;
mod driver;
mod firefox;
mod keys;
mod make;
mod printed;
mod webdriver;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::{Mutex, MutexGuard, PoisonError},
};

use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::{WebDriver, WebElement, common::print::PrintParameters, error::WebDriverErrorInner};

use self::{
    chromium::Chromium,
    driver::DriverProcess,
    firefox::Firefox,
    make::BrowserCommands,
    webdriver::{ask_about, elements, error_text, perform, press, run},
};
pub use self::{
    make::{Make, PageWork, Site},
    printed::PrintedPages,
};
use super::{line::NetworkLine, relay_process::root};

/// An open browser. Closing it keeps the profile; dropping it does not.
pub struct Browser {
    ways: &'static dyn BrowserCommands,
    driver: DriverProcess,
    profile: TempDir,
    site: Site,
    line: Option<NetworkLine>,
    session: Mutex<Option<WebDriver>>,
}

impl Browser {
    /// Opens a browser with an empty profile.
    pub fn open(make: Make, site: Site) -> Self {
        let ways = commands(make);
        let zone = if let Site::InZone(zone) = site { Some(zone) } else { None };
        let driver = DriverProcess::start(&ways.driver(), zone);
        let profile = tempfile::tempdir().expect("a folder for a browser profile");
        let line = (site == Site::OnALine).then(NetworkLine::lay);
        let browser = Self { ways, driver, profile, site, line, session: Mutex::new(None) };
        browser.open_again();
        browser
    }

    /// Closes every window, as a person does.
    pub fn close(&self) {
        if let Some(session) = self.slot().take() {
            run(session.quit()).expect("the browser closes");
        }
    }

    /// Kills the browser without a chance to clean up, as when the battery is empty.
    pub fn crash(&self) {
        let session = self.slot().take().expect("the browser is open");
        assert!(self.kill(&session), "the browser dies");
        // Ends what is left of the driver's session.
        let _ = run(session.quit());
    }

    /// Opens the browser again, with the profile that it had.
    pub fn open_again(&self) {
        *self.slot() = Some(self.connect());
        self.ways.opened(&self.session());
        self.before_each_page(LISTEN);
    }

    /// Loads an address.
    pub fn goto(&self, address: &str) {
        run(self.session().goto(address)).unwrap_or_else(|error| panic!("{address} does not load: {error}"));
    }

    /// Loads the page anew.
    pub fn reload(&self) {
        run(self.session().refresh()).expect("the page reloads");
    }

    /// The address in the address bar.
    pub fn address(&self) -> String {
        run(self.session().current_url()).expect("an address").to_string()
    }

    /// The title of the tab.
    pub fn title(&self) -> String {
        run(self.session().title()).expect("a title")
    }

    /// Opens another tab of this profile and switches to it.
    pub fn new_tab(&self) {
        let session = self.session();
        let tab = run(session.new_tab()).expect("a new tab");
        run(session.switch_to_window(tab)).expect("the new tab shows");
    }

    /// Switches to a tab; tabs are numbered from 0 in the order in which they were opened.
    pub fn look_at_tab(&self, number: usize) {
        let session = self.session();
        let tabs = run(session.windows()).expect("tabs");
        run(session.switch_to_window(tabs[number].clone())).expect("the tab shows");
    }

    /// Looks into a frame of the page, or of the frame that is looked into; frames are numbered from 0.
    pub fn look_into_frame(&self, number: u16) {
        run(self.session().enter_frame(number)).expect("a frame");
    }

    /// Looks into the frame that a script returns, which may be in a shadow root.
    pub fn look_into_frame_of(&self, script: &str) {
        let returned = self.script(script, Vec::new()).expect("a frame");
        let frames = self.elements(json!([returned]));
        run(frames.into_iter().next().expect("a frame").enter_frame()).expect("a frame");
    }

    /// Looks at the page around all frames again.
    pub fn look_at_whole_page(&self) {
        run(self.session().enter_default_frame()).expect("the page");
    }

    /// Turns the mouse wheel by so many pixels over a place, in pixels from the page's upper left corner.
    pub fn turns_wheel(&self, x: i64, y: i64, by: i64) {
        let turn =
            json!({ "type": "scroll", "x": x, "y": y, "deltaX": 0, "deltaY": by, "duration": 0, "origin": "viewport" });
        perform(&self.session(), "wheel", vec![turn]);
    }

    /// Runs a script and returns its result (a promise is awaited).
    pub fn script(&self, script: &str, given: Vec<Value>) -> Result<Value, String> {
        run(self.session().execute(script, given)).map(|answer| answer.json().clone()).map_err(error_text)
    }

    /// The elements that a script has returned.
    pub fn elements(&self, returned: Value) -> Vec<WebElement> {
        elements(&self.session(), returned)
    }

    /// The role that assistive technology is told.
    pub fn role_of(&self, element: &WebElement) -> Result<String, String> {
        ask_about(&self.session(), element, "computedrole")
    }

    /// The name that assistive technology is told.
    pub fn name_of(&self, element: &WebElement) -> Result<String, String> {
        ask_about(&self.session(), element, "computedlabel")
    }

    /// Clicks an element with the mouse; where it is under another (a field that stays at the lower edge), after it was
    /// scrolled from there, as a person does.
    pub fn click(&self, element: &WebElement) -> Result<(), String> {
        let clicked = run(element.click());
        if !matches!(&clicked, Err(error) if matches!(error.as_inner(), WebDriverErrorInner::ElementClickIntercepted(_)))
        {
            return clicked.map_err(error_text);
        }
        run(element.scroll_into_view()).map_err(error_text)?;
        run(element.click()).map_err(error_text)
    }

    /// Presses keys one after the other, wherever the focus is: `"Tab"`, `"Alt+ArrowUp"`, `"?"`.
    pub fn press(&self, keys: &str) {
        press(&self.session(), keys);
    }

    /// Types wherever the focus is, one key for each letter.
    pub fn types(&self, text: &str) {
        self.types_with_pauses(text, 0);
    }

    /// Types with so many milliseconds between two keys.
    pub fn types_with_pauses(&self, text: &str, between: u64) {
        let actions = keys::letters(text, between);
        if !actions.is_empty() {
            perform(&self.session(), "key", actions);
        }
    }

    /// Moves the mouse to a place, in pixels from the page's upper left corner.
    pub fn point_at(&self, x: i64, y: i64) {
        // After a click the driver does not know where the mouse is: a move to the last place would do nothing.
        self.point(vec![moves(x, y + 1, 0), moves(x, y, 0)]);
    }

    /// Drags with the mouse from one place to another.
    pub fn drag(&self, from: (i64, i64), to: (i64, i64)) {
        self.drag_and_hold(from, to);
        self.let_go();
    }

    /// The same without releasing the button.
    pub fn drag_and_hold(&self, (from_x, from_y): (i64, i64), (to_x, to_y): (i64, i64)) {
        let press = json!({ "type": "pointerDown", "button": 0 });
        let steps = (1..=STEPS).map(|step| {
            let part = |from: i64, to: i64| from + (to - from) * step / STEPS;
            moves(part(from_x, to_x), part(from_y, to_y), 20)
        });
        self.point([moves(from_x, from_y + 1, 0), moves(from_x, from_y, 0), press].into_iter().chain(steps).collect());
    }

    /// Releases the mouse's button.
    pub fn let_go(&self) {
        self.point(vec![json!({ "type": "pointerUp", "button": 0 })]);
    }

    /// Puts a finger down at a place.
    pub fn puts_finger(&self, at: (i64, i64)) {
        self.ways.touches(&self.session(), "touchStart", Some(at));
    }

    /// Moves the finger from one place to another.
    pub fn moves_finger(&self, from: (i64, i64), to: (i64, i64)) {
        let part = |from: i64, to: i64, step: i64| from + (to - from) * step / STEPS;
        for step in 1..=STEPS {
            let at = (part(from.0, to.0, step), part(from.1, to.1, step));
            self.ways.touches(&self.session(), "touchMove", Some(at));
        }
    }

    /// Lifts the finger.
    pub fn lifts_finger(&self) {
        self.ways.touches(&self.session(), "touchEnd", None);
    }

    /// Runs a script at the beginning of every page that is opened from now on.
    pub fn before_each_page(&self, script: &str) {
        self.ways.before_each_page(&self.session(), script);
    }

    /// The network line of a browser that is [`Site::OnALine`].
    pub fn line(&self) -> &NetworkLine {
        self.line.as_ref().expect("this browser has a line that can be cut")
    }

    /// Sets the size of the page in CSS pixels.
    pub fn resize(&self, width: u32, height: u32) {
        self.ways.resize(&self.session(), width, height);
    }

    /// Emulates a phone of this size, with touch.
    pub fn becomes_touch(&self, width: u32, height: u32) {
        self.ways.becomes_touch(&self.session(), width, height);
    }

    /// Sets media features, such as light or dark colours, motion or forced colours: `("prefers-color-scheme",
    /// "dark")`.
    pub fn prefers(&self, features: &[(&str, &str)]) {
        self.ways.prefers(&self.session(), features);
    }

    /// Takes the browser to the zone of this name, while its page is open.
    pub fn travels_to(&self, zone: &str) {
        self.ways.travels_to(&self.session(), zone);
    }

    /// Gives every page that is opened from now on the locale of this tag: "de-DE".
    pub fn lives_in(&self, locale: &str) {
        self.ways.lives_in(&self.session(), locale);
    }

    /// Prints the page.
    pub fn prints(&self) -> PrintedPages {
        PrintedPages::read(run(self.session().print_page(PrintParameters::default())).expect("the page is printed"))
    }

    /// Allows every page to notify.
    pub fn allows_notifications(&self) {
        self.ways.allows_notifications(&self.session());
    }

    /// Slows the browser down so many times.
    pub fn slows_down(&self, times: u32) {
        self.ways.slows_down(&self.session(), times);
    }

    /// What the open page's main thread has been busy with. Only Chromium says this.
    pub fn page_work(&self) -> PageWork {
        self.ways.page_work(&self.session())
    }

    /// Pastes text into the focused element.
    pub fn pastes(&self, text: &str) {
        self.ways.pastes(&self.session(), text);
    }

    /// Shows this as the present composition of an input method, in the focused element.
    pub fn composes(&self, text: &str) {
        self.ways.composes(&self.session(), text);
    }

    /// Ends the composition with this text.
    pub fn ends_composing(&self, text: &str) {
        self.ways.ends_composing(&self.session(), text);
    }

    /// Clears everything that this origin has stored, under the open pages, as a person does in the browser's settings.
    pub fn clear_site_data_of(&self, origin: &str) {
        self.ways.clears_site_data(&self.session(), origin);
    }

    /// Messages on the page's console and the browser's own complaints, since the last call.
    pub fn console(&self) -> Vec<String> {
        self.ways.console(&self.session())
    }

    /// The accessibility tree of the page, one line for each element.
    pub fn accessible_tree(&self) -> String {
        self.ways.accessible_tree(&self.session())
    }

    /// Controls without an accessible name, according to the browser.
    pub fn nameless(&self) -> Vec<String> {
        self.ways.nameless(&self.session())
    }

    /// Saves a screenshot as `target/browser-tests/<name>.png`.
    pub fn screenshot(&self, name: &str) -> PathBuf {
        let path = root().join("target/browser-tests").join(format!("{name}.png"));
        self.picture(&path);
        path
    }

    /// Saves a screenshot under this path.
    pub fn picture(&self, path: &Path) {
        if let (Some(folder), Ok(picture)) = (path.parent(), run(self.session().screenshot_as_png())) {
            let kept = fs::create_dir_all(folder).and_then(|()| fs::write(path, picture));
            kept.unwrap_or_else(|error| eprintln!("{} is not kept: {error}", path.display()));
        }
    }

    /// Whether the browser is open.
    pub fn is_open(&self) -> bool {
        self.slot().is_some()
    }

    fn point(&self, actions: Vec<Value>) {
        perform(&self.session(), "pointer", actions);
    }

    fn connect(&self) -> WebDriver {
        let wanted = self.ways.capabilities(self.profile.path(), self.site, self.line.as_ref());
        let opened = wanted.and_then(|wanted| run(WebDriver::new(self.driver.address(), wanted)));
        opened.unwrap_or_else(|error| panic!("The browser does not open: {error}"))
    }

    /// Kills the browser's process; returns whether it died.
    fn kill(&self, session: &WebDriver) -> bool {
        let process = session.capabilities().get(self.ways.process()).and_then(Value::as_u64);
        let process = process.expect("its driver says which process it is").to_string();
        let killed = Command::new("kill").args(["-KILL", &process]).status();
        killed.is_ok_and(|status| status.success())
    }

    fn session(&self) -> WebDriver {
        self.slot().clone().expect("the browser is open")
    }

    fn slot(&self) -> MutexGuard<'_, Option<WebDriver>> {
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if let Some(session) = self.slot().take() {
            let process = session.clone();
            // The browser may have crashed; then the test itself reports that.
            if run(session.quit()).is_err() {
                self.kill(&process);
            }
        }
    }
}

fn commands(make: Make) -> &'static dyn BrowserCommands {
    match make {
        Make::Chromium => &Chromium,
        Make::Firefox => &Firefox,
    }
}

/// A mouse move that takes so many milliseconds.
fn moves(x: i64, y: i64, takes: u64) -> Value {
    json!({ "type": "pointerMove", "duration": takes, "x": x, "y": y })
}

/// How many moves make a drag.
const STEPS: i64 = 8;

/// Records everything that a polite live region says, before the next announcement replaces it. Behind a modal dialog no live
/// region is in the accessibility tree, and so nothing is heard of it.
const LISTEN: &str = "
    self.__said = [];
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (options) {
        const root = attach.call(this, options);
        new MutationObserver((changes) => {
            for (const change of changes) {
                const region = (change.target.closest ? change.target : change.target.parentElement)?.closest('[aria-live=polite]');
                const added = change.type === 'characterData' ? [change.target] : [...change.addedNodes];
                const dialog = root.querySelector('dialog[open]');
                if (region && (!dialog || dialog.contains(region))) self.__said.push(...added.map((node) => node.textContent).filter((line) => line));
            }
        }).observe(root, { childList: true, characterData: true, subtree: true });
        return root;
    };";
