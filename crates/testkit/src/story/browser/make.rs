//! What differs from one make of browser to the next.

use std::{env, path::Path};

use thirtyfour::{Capabilities, WebDriver, error::WebDriverResult};

use super::driver::Program;
use crate::story::line::NetworkLine;

/// Who made a browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Make {
    /// The one that most others are built on.
    Chromium,
    /// The other engine.
    Firefox,
}

impl Make {
    /// The one that the stories are told in: what `ALONGSIDE_BROWSER` names, else Chromium.
    pub fn of_the_stories() -> Self {
        match env::var("ALONGSIDE_BROWSER").as_deref() {
            Err(_) | Ok("chromium") => Self::Chromium,
            Ok("firefox") => Self::Firefox,
            Ok(other) => panic!("ALONGSIDE_BROWSER is “{other}”: it may be “chromium” or “firefox”."),
        }
    }
}

/// What a browser may or may not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Site {
    /// What every page may.
    Usual,
    /// It refuses to store anything for any page.
    StoresNothing,
    /// It shows text twice as large.
    LargeText,
    /// It has a line of its own, which can be cut.
    OnALine,
}

/// How one make of browser does what WebDriver has no word for.
pub(super) trait Ways: Sync {
    /// Its driver.
    fn driver(&self) -> Program;

    /// What its driver is asked for when it opens one.
    fn capabilities(&self, profile: &Path, site: Site, line: Option<&NetworkLine>) -> WebDriverResult<Capabilities>;

    /// The capability in which it says which process it is.
    fn process(&self) -> &'static str;

    /// What is to be done once it is open.
    fn opened(&self, _session: &WebDriver) {}

    /// Runs a script before anything else of every page that is opened from now on.
    fn before_each_page(&self, session: &WebDriver, script: &str);

    /// Gives the page this size in CSS pixels.
    fn resize(&self, session: &WebDriver, width: u32, height: u32);

    /// Becomes a phone of this size, used with a finger.
    fn becomes_touch(&self, session: &WebDriver, width: u32, height: u32);

    /// Tells pages what the person likes: `("prefers-color-scheme", "dark")`; what is not named is as usual.
    fn prefers(&self, session: &WebDriver, features: &[(&str, &str)]);

    /// Becomes so many times slower.
    fn slows_down(&self, session: &WebDriver, times: u32);

    /// Pastes text into what has the focus.
    fn pastes(&self, session: &WebDriver, text: &str);

    /// Shows this as what an input method has composed so far, where the focus is.
    fn composes(&self, session: &WebDriver, text: &str);

    /// Ends the composition with this.
    fn ends_composing(&self, session: &WebDriver, text: &str);

    /// What the page wrote to its console since the last look, and what the browser complained of, a level before each.
    fn console(&self, session: &WebDriver) -> Vec<String>;

    /// Role and name of everything on the page that assistive technology is told, a line an element.
    fn accessible_tree(&self, session: &WebDriver) -> String;

    /// What can be used and has no name, by the browser's own account.
    fn nameless(&self, session: &WebDriver) -> Vec<String>;
}

/// The roles of what can be used, as the specification of accessible roles has them.
pub(super) const USED: [&str; 18] = [
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
