//! Finds elements by role and name, as a person does who cannot see the markup.
//!
//! One script lists the elements that may have the role, through every shadow root; the browser itself then says what
//! role and name each has. An [`Element`] is a description, not a result: it is looked up, and waited for, each time
//! it is used.

mod scripts;

use serde_json::{Value, json};
use thirtyfour::WebElement;

use self::scripts::{CANDIDATES, CHOOSE, DEEP, FOCUSED, PASTE_HTML, ROWS, SET, candidates_for, without_marks};
use super::{browser::Browser, patience::until};

/// An element of a page, described by role and name, possibly within another element.
#[derive(Clone)]
pub struct Element<'a> {
    browser: &'a Browser,
    path: Vec<Step>,
}

/// One step on the path to an element.
#[derive(Clone)]
struct Step {
    role: &'static str,
    name: String,
}

/// Where elements can be found: in a page, or in an element of it. A name that ends in ` …` is the beginning of one.
pub trait Finds<'a>: Sized {
    /// An element of this role and name.
    fn find(self, role: &'static str, name: &str) -> Element<'a>;

    /// A button.
    fn button(self, name: &str) -> Element<'a> {
        self.find("button", name)
    }

    /// A link.
    fn link(self, name: &str) -> Element<'a> {
        self.find("link", name)
    }

    /// A field for text, of one line or more.
    fn textbox(self, name: &str) -> Element<'a> {
        self.find("textbox", name)
    }

    /// A checkbox.
    fn checkbox(self, name: &str) -> Element<'a> {
        self.find("checkbox", name)
    }

    /// A radio button.
    fn radio(self, name: &str) -> Element<'a> {
        self.find("radio", name)
    }

    /// A group of radio buttons.
    fn radiogroup(self, name: &str) -> Element<'a> {
        self.find("radiogroup", name)
    }

    /// A combo box.
    fn combobox(self, name: &str) -> Element<'a> {
        self.find("combobox", name)
    }

    /// A field for a number.
    fn spinbutton(self, name: &str) -> Element<'a> {
        self.find("spinbutton", name)
    }

    /// A field without a role of its own, such as one for a date.
    fn field(self, name: &str) -> Element<'a> {
        self.find("field", name)
    }

    /// A list.
    fn list(self, name: &str) -> Element<'a> {
        self.find("list", name)
    }

    /// A row of a list.
    fn row(self, name: &str) -> Element<'a> {
        self.find("listitem", name)
    }

    /// A region of the page.
    fn region(self, name: &str) -> Element<'a> {
        self.find("region", name)
    }

    /// An open dialog.
    fn dialog(self, name: &str) -> Element<'a> {
        self.find("dialog", name)
    }

    /// An entry of a menu.
    fn menuitem(self, name: &str) -> Element<'a> {
        self.find("menuitem", name)
    }

    /// A tab.
    fn tab(self, name: &str) -> Element<'a> {
        self.find("tab", name)
    }

    /// A heading.
    fn heading(self, name: &str) -> Element<'a> {
        self.find("heading", name)
    }

    /// A status region.
    fn status(self, name: &str) -> Element<'a> {
        self.find("status", name)
    }

    /// A clock.
    fn clock(self, name: &str) -> Element<'a> {
        self.find("timer", name)
    }
}

impl<'a> Finds<'a> for &Element<'a> {
    fn find(self, role: &'static str, name: &str) -> Element<'a> {
        let mut path = self.path.clone();
        path.push(Step { role, name: name.to_owned() });
        Element { browser: self.browser, path }
    }
}

impl<'a> Finds<'a> for &'a Browser {
    fn find(self, role: &'static str, name: &str) -> Element<'a> {
        Element { browser: self, path: vec![Step { role, name: name.to_owned() }] }
    }
}

// What a person does with an element.
impl Element<'_> {
    /// Clicks it.
    #[track_caller]
    pub fn click(&self) {
        self.do_with("click", |element| self.browser.click(element));
    }

    /// Moves the mouse over it.
    #[track_caller]
    pub fn hover(&self) {
        let (x, y) = self.place("e", 0.5);
        self.browser.point_at(x, y);
    }

    /// Drags a row by its handle to just above another row.
    #[track_caller]
    pub fn drag_above(&self, other: &Self) {
        let handle = self.place("e.querySelector('.grip')", 0.5);
        let (_, y) = other.place("e", 0.2);
        self.browser.drag(handle, (handle.0, y));
    }

    /// Drags a row by its handle to the middle of another element, and holds it there.
    #[track_caller]
    pub fn drag_onto_and_hold(&self, other: &Self) {
        let handle = self.place("e.querySelector('.grip')", 0.5);
        self.browser.drag_and_hold(handle, other.place("e", 0.5));
    }

    /// The middle of a part of this element: `what` is a script that returns the part of `e`, `down` the fraction of
    /// its height.
    #[track_caller]
    pub fn place(&self, what: &str, down: f64) -> (i64, i64) {
        let script = format!(
            "const box = {what}.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height * {down}]"
        );
        let place = until(format!("{self} has a place"), || self.ask(&script));
        let at = |which: usize| place[which].as_f64().unwrap_or_default() as i64;
        (at(0), at(1))
    }

    /// Types at the end of the text, one key for each letter.
    #[track_caller]
    pub fn type_text(&self, text: &str) {
        self.focus();
        self.browser.press("Ctrl+End");
        self.browser.types(text);
    }

    /// Selects the whole text, then types over it.
    #[track_caller]
    pub fn retype(&self, text: &str) {
        self.focus();
        self.browser.press("Ctrl+a");
        self.browser.press("Delete");
        self.browser.types(text);
    }

    /// Types, then presses Enter.
    #[track_caller]
    pub fn enter(&self, text: &str) {
        self.type_text(text);
        self.browser.press("Enter");
    }

    /// Pastes into it.
    #[track_caller]
    pub fn paste(&self, text: &str) {
        self.focus();
        self.browser.pastes(text);
    }

    /// Pastes HTML without plain text, as some programs put it on the clipboard; focuses the element first.
    #[track_caller]
    pub fn paste_html(&self, html: &str) {
        self.focus();
        self.do_with("paste", |element| self.browser.script(PASTE_HTML, vec![json(element)?, json!(html)]).map(|_| ()));
    }

    /// Focuses it without a click.
    #[track_caller]
    pub fn focus(&self) {
        self.do_with("focus", |element| {
            self.browser.script("arguments[0].focus({ preventScroll: true })", vec![json(element)?]).map(|_| ())
        });
    }

    /// Chooses the option with this text in a native list, by keyboard.
    #[track_caller]
    pub fn choose(&self, option: &str) {
        self.do_with("choose", |element| {
            let chosen = self.browser.script(CHOOSE, vec![json(element)?, json!(option)])?;
            if chosen == json!(true) { Ok(()) } else { Err(format!("the choices are {chosen}")) }
        });
    }

    /// Sets a date or number field to this value, as its picker does.
    #[track_caller]
    pub fn set(&self, value: &str) {
        self.do_with("set", |element| self.browser.script(SET, vec![json(element)?, json!(value)]).map(|_| ()));
    }
}

// What a person sees of an element.
impl Element<'_> {
    /// Waits until it exists.
    #[track_caller]
    pub fn is_there(&self) {
        self.there();
    }

    /// Waits until it does not exist (any more).
    #[track_caller]
    pub fn is_gone(&self) {
        until(format!("{self} goes away"), || match self.look()? {
            Ok(_) => Err("it is there".to_owned()),
            Err(_) => Ok(()),
        });
    }

    /// Whether it exists now.
    pub fn is_here_now(&self) -> bool {
        matches!(self.look(), Ok(Ok(_)))
    }

    /// Waits until it shows exactly this: a field's value, else its visible text.
    #[track_caller]
    pub fn reads(&self, wanted: &str) {
        self.shows(format!("reads “{wanted}”"), |text| text == wanted);
    }

    /// Waits until it shows this among other text.
    #[track_caller]
    pub fn mentions(&self, wanted: &str) {
        self.shows(format!("mentions “{wanted}”"), |text| text.contains(wanted));
    }

    /// Waits until it no longer shows this.
    #[track_caller]
    pub fn no_longer_mentions(&self, unwanted: &str) {
        self.shows(format!("does not mention “{unwanted}”"), |text| !text.contains(unwanted));
    }

    /// Waits until what it shows satisfies `good`.
    #[track_caller]
    pub fn shows(&self, what: String, good: impl Fn(&str) -> bool) -> String {
        until(format!("{self} {what}"), || {
            let text = self.text_now()?;
            if good(&text) { Ok(text) } else { Err(format!("“{text}”")) }
        })
    }

    /// What it shows: a field's value, else its visible text.
    #[track_caller]
    pub fn text(&self) -> String {
        until(format!("{self} shows something"), || self.text_now())
    }

    /// Focuses a field and selects these words, or with `behind` places the caret behind them.
    #[track_caller]
    pub fn select(&self, words: &str, behind: bool) {
        self.focus();
        let words = json!(words);
        let select = format!(
            "const at = e.value.indexOf({words}), end = at + {words}.length;
            if (at < 0) return e.value; e.setSelectionRange({behind} ? end : at, end); return true"
        );
        until(format!("{words} is selected in {self}"), || {
            let seen = self.ask(&select)?;
            if seen == json!(true) { Ok(()) } else { Err(seen.to_string()) }
        });
    }

    /// Focuses a field and places the caret at its end.
    #[track_caller]
    pub fn caret_to_end(&self) {
        self.focus();
        let end = "e.setSelectionRange(e.value.length, e.value.length); return e.value.length";
        until(format!("the caret is at the end of {self}"), || self.ask(end));
    }

    /// Waits until it is checked, or is not.
    #[track_caller]
    pub fn is_ticked(&self, wanted: bool) {
        self.property_is("checked", json!(wanted));
    }

    /// Waits until it is enabled, or is not.
    #[track_caller]
    pub fn is_usable(&self, wanted: bool) {
        until(format!("{self} can be used: {wanted}"), || {
            let usable = self.ask("return !(e.disabled || e.readOnly || e.ariaDisabled === 'true')")?;
            if usable == json!(wanted) { Ok(()) } else { Err(format!("{usable}")) }
        });
    }

    /// Waits until an attribute has this value, or is absent.
    #[track_caller]
    pub fn has(&self, attribute: &str, wanted: Option<&str>) {
        until(format!("{self} has {attribute} {wanted:?}"), || {
            let value = self.ask(&format!("return e.getAttribute('{attribute}')"))?;
            if value.as_str() == wanted { Ok(()) } else { Err(format!("{value}")) }
        });
    }

    /// Waits until a property has this value.
    #[track_caller]
    pub fn property_is(&self, property: &str, wanted: Value) {
        until(format!("{self} has {property} {wanted}"), || {
            let value = self.ask(&format!("return e.{property}"))?;
            if value == wanted { Ok(()) } else { Err(format!("{value}")) }
        });
    }

    /// Waits until it has the focus.
    #[track_caller]
    pub fn is_focused(&self) {
        until(format!("{self} has the focus"), || {
            let focused = self.ask("return e.matches(':focus')")?;
            if focused == json!(true) { Ok(()) } else { Err(format!("the focus is on {}", focus(self.browser))) }
        });
    }

    /// The names of a list's rows.
    pub fn rows(&self) -> Vec<String> {
        until(format!("{self} is there"), || self.rows_now())
    }

    /// Waits until a list has exactly these rows.
    #[track_caller]
    pub fn has_rows(&self, wanted: &[&str]) {
        until(format!("{self} has the rows {wanted:?}"), || {
            let rows = self.rows_now()?;
            if rows == wanted { Ok(()) } else { Err(format!("{rows:?}")) }
        });
    }

    /// Waits until a list has so many rows.
    #[track_caller]
    pub fn has_so_many_rows(&self, wanted: usize) {
        until(format!("{self} has {wanted} rows"), || {
            let rows = self.ask("return [...e.children].filter((row) => row.matches('li, [role=listitem]')).length")?;
            if rows == json!(wanted) { Ok(()) } else { Err(format!("{rows}")) }
        });
    }

    /// The result of a script about it, in which it is `e`.
    pub fn ask(&self, script: &str) -> Result<Value, String> {
        let element = self.look()??;
        self.browser.script(&format!("const e = arguments[0]; {script}"), vec![json(&element)?])
    }
}

impl std::fmt::Display for Element<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let steps: Vec<String> = self.path.iter().rev().map(|step| format!("{} “{}”", step.role, step.name)).collect();
        f.write_str(&steps.join(" in "))
    }
}

impl Element<'_> {
    #[track_caller]
    fn there(&self) -> WebElement {
        until(format!("{self} is there"), || self.look()?)
    }

    #[track_caller]
    fn do_with<T>(&self, what: &str, act: impl Fn(&WebElement) -> Result<T, String>) -> T {
        until(format!("{what} {self}"), || act(&self.look()??))
    }

    fn text_now(&self) -> Result<String, String> {
        let text = self.ask("return e.matches('input, textarea, select') ? e.value : e.innerText")?;
        let text = without_marks(text.as_str().unwrap_or_default());
        Ok(text.split([' ', '\u{a0}']).collect::<Vec<_>>().join(" ").trim().to_owned())
    }

    fn rows_now(&self) -> Result<Vec<String>, String> {
        let element = self.look()??;
        let rows = self.browser.script(ROWS, vec![json(&element)?])?;
        self.browser.elements(rows).iter().map(|row| Ok(without_marks(&self.browser.name_of(row)?))).collect()
    }

    /// Looks once. The outer error: the browser failed to look; the inner one: the element does not exist.
    #[allow(clippy::type_complexity, reason = "the two failures mean different things to who waits for absence")]
    fn look(&self) -> Result<Result<WebElement, String>, String> {
        let mut inside: Option<WebElement> = None;
        for step in &self.path {
            let mut seen = Vec::new();
            let mut candidates = self.candidates(inside.as_ref(), step)?.into_iter();
            inside = loop {
                let Some(candidate) = candidates.next() else {
                    return Ok(Err(format!("no {} “{}”, only {seen:?}", step.role, step.name)));
                };
                let name = self.browser.name_of(&candidate)?;
                let role = self.browser.role_of(&candidate)?;
                if step.fits(&role, name.trim()) {
                    break Some(candidate);
                }
                seen.push(format!("{role} “{name}”"));
            };
        }
        Ok(inside.ok_or_else(|| "nothing was looked for".to_owned()))
    }

    fn candidates(&self, inside: Option<&WebElement>, step: &Step) -> Result<Vec<WebElement>, String> {
        let root = inside.map(json).transpose()?.unwrap_or(Value::Null);
        let listed = self.browser.script(
            CANDIDATES,
            vec![root, json!(candidates_for(step.role)), json!(step.name.trim_end_matches(" …"))],
        )?;
        Ok(self.browser.elements(listed))
    }
}

impl Step {
    fn fits(&self, role: &str, name: &str) -> bool {
        let name = without_marks(name);
        let named = match self.name.strip_suffix(" …") {
            Some(beginning) => name.starts_with(beginning),
            None => name == self.name,
        };
        named && (self.role == "field" || self.role == role)
    }
}

/// A description of the focused element.
pub fn focus(browser: &Browser) -> String {
    let element = browser.script(FOCUSED, Vec::new()).map(|element| browser.elements(element));
    match element.as_deref() {
        Ok([element, ..]) => {
            let role = browser.role_of(element).unwrap_or_default();
            format!("{role} “{}”", browser.name_of(element).unwrap_or_default())
        }
        _ => "nothing".to_owned(),
    }
}

/// Waits until a script returns true; otherwise the script returns what it sees instead. It may call `deep(css)`:
/// every element that matches, through shadow roots.
#[track_caller]
pub fn page_becomes(browser: &Browser, what: &str, script: &str) {
    until(what, || {
        let seen = ask_page(browser, script)?;
        if seen == json!(true) { Ok(()) } else { Err(seen.to_string()) }
    });
}

/// The result of a script, which may call `deep(css)`.
pub fn ask_page(browser: &Browser, script: &str) -> Result<Value, String> {
    browser.script(&format!("{DEEP}{script}"), Vec::new())
}

fn json(element: &WebElement) -> Result<Value, String> {
    element.to_json().map_err(|error| error.to_string())
}
