//! What differs between browsers.

use std::{env, path::Path};

use thirtyfour::{Capabilities, WebDriver, error::WebDriverResult};

use super::driver::Program;
use crate::story::line::NetworkLine;

/// A kind of browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Make {
    Chromium,
    Firefox,
}

impl Make {
    /// The browser that the stories run in: the one that `ALONGSIDE_BROWSER` names, else Chromium.
    pub fn of_the_stories() -> Self {
        match env::var("ALONGSIDE_BROWSER").as_deref() {
            Err(_) | Ok("chromium") => Self::Chromium,
            Ok("firefox") => Self::Firefox,
            Ok(other) => panic!("ALONGSIDE_BROWSER is “{other}”: it may be “chromium” or “firefox”."),
        }
    }
}

/// What the main thread of a page has been busy with since the page was first asked, in milliseconds of the clock.
#[derive(Debug, Clone, Copy)]
pub struct PageWork {
    /// Scripts and WebAssembly.
    pub script: f64,
    /// Which rules apply to which elements.
    pub style: f64,
    /// Where elements are.
    pub layout: f64,
    /// Everything, the three others included.
    pub all: f64,
}

/// How a browser is set up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Site {
    /// As usual.
    Usual,
    /// No page can store anything.
    StoresNothing,
    /// Text is twice as large.
    LargeText,
    /// Its network traffic goes over a line of its own, which can be cut.
    OnALine,
    /// Its computer is in the zone of this name.
    InZone(&'static str),
}

/// How one kind of browser does what WebDriver has no command for.
pub(super) trait BrowserCommands: Sync {
    /// How to start its driver.
    fn driver(&self) -> Program;

    /// The capabilities that a session is opened with.
    fn capabilities(&self, profile: &Path, site: Site, line: Option<&NetworkLine>) -> WebDriverResult<Capabilities>;

    /// The capability that holds the browser's process id.
    fn process(&self) -> &'static str;

    /// Runs once the browser is open.
    fn opened(&self, _session: &WebDriver) {}

    /// Runs a script at the beginning of every page that is opened from now on.
    fn before_each_page(&self, session: &WebDriver, script: &str);

    /// Sets the size of the page in CSS pixels.
    fn resize(&self, session: &WebDriver, width: u32, height: u32);

    /// Emulates a phone of this size, with touch.
    fn becomes_touch(&self, session: &WebDriver, width: u32, height: u32);

    /// Begins, moves or ends the touch of one finger.
    fn touches(&self, _session: &WebDriver, event: &str, _at: Option<(i64, i64)>) {
        panic!("no {event}: this browser's driver makes no touches of which a page can tell a press from a scroll");
    }

    /// Sets media features: `("prefers-color-scheme", "dark")`; the others are as usual.
    fn prefers(&self, session: &WebDriver, features: &[(&str, &str)]);

    /// Takes the browser to the zone of this name, while its page is open.
    fn travels_to(&self, session: &WebDriver, zone: &str);

    /// Gives every page that is opened from now on the locale of this tag.
    fn lives_in(&self, session: &WebDriver, locale: &str);

    /// Allows every page to notify.
    fn allows_notifications(&self, session: &WebDriver);

    /// Slows the browser down so many times.
    fn slows_down(&self, session: &WebDriver, times: u32);

    /// What the open page's main thread has been busy with.
    fn page_work(&self, session: &WebDriver) -> PageWork;

    /// Pastes text into the focused element.
    fn pastes(&self, session: &WebDriver, text: &str);

    /// Shows this as the present composition of an input method, in the focused element.
    fn composes(&self, session: &WebDriver, text: &str);

    /// Ends the composition with this.
    fn ends_composing(&self, session: &WebDriver, text: &str);

    /// Clears everything that sites have stored, under the open pages, as a person does in the browser's settings.
    fn clears_site_data(&self, session: &WebDriver, origin: &str);

    /// Messages on the page's console and the browser's own complaints since the last call, each after its level.
    fn console(&self, session: &WebDriver) -> Vec<String>;

    /// The role and name of everything that assistive technology is told of, one line for each element.
    fn accessible_tree(&self, session: &WebDriver) -> String;

    /// Controls without an accessible name, according to the browser.
    fn nameless(&self, session: &WebDriver) -> Vec<String>;
}

/// The roles of controls, according to WAI-ARIA.
pub(super) const CONTROLS: [&str; 18] = [
    "button",
    "link",
    "textbox",
    "checkbox",
    "radio",
    "radiogroup",
    "combobox",
    "spinbutton",
    "slider",
    "tab",
    "menuitem",
    "menuitemcheckbox",
    "dialog",
    "region",
    "searchbox",
    "menu",
    "tablist",
    "timer",
];
