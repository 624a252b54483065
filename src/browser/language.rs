//! What the browser knows of languages: plural forms, lists, numerals, and upper and lower case (Rust's own tables are 25 KB of the widget).
//! And the way to `boot.js`, which fetches the texts of a language.

use std::cell::RefCell;

#[cfg(all(target_arch = "wasm32", not(test)))]
use js_sys::Array;
use js_sys::{Function, JsString};
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

/// The plural categories of Unicode's CLDR.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Category {
    Zero,
    One,
    Two,
    Few,
    Many,
    Other,
}

thread_local! {
    static CHOOSE: RefCell<Option<Function>> = const { RefCell::new(None) };
    static ASK: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// `boot.js` gives the function that keeps a person's choice of a language and fetches its texts; none where the page around the element has
/// chosen.
#[wasm_bindgen]
pub fn chooses_language_by(choose: Option<Function>) {
    CHOOSE.set(choose);
}

/// `boot.js` gives the function that asks `Intl`: it takes the name of what is asked, a language, a method and what that is given.
#[wasm_bindgen]
pub fn asks_intl_by(ask: Function) {
    ASK.set(Some(ask));
}

/// What the browser's `Intl` says.
#[cfg(all(target_arch = "wasm32", not(test)))]
pub fn ask(name: &str, language: &str, method: &str, given: &[JsValue]) -> Option<String> {
    let asked: Array =
        [name, language, method].into_iter().map(JsValue::from_str).chain(given.iter().cloned()).collect();
    ASK.with_borrow(|ask| ask.as_ref()?.apply(&JsValue::NULL, &asked).ok()?.as_string())
}

/// Whether the person may choose the language.
pub fn can_choose() -> bool {
    CHOOSE.with_borrow(Option::is_some)
}

/// The person has chosen the language with this tag.
pub fn choose(tag: &str) {
    if let Some(choose) = CHOOSE.with_borrow(Clone::clone) {
        // What fails there is tried again there.
        let _ = choose.call1(&JsValue::NULL, &tag.into());
    }
}

/// Whether a language is written from right to left.
pub fn is_mirrored(tag: &str) -> bool {
    matches!(tag.split('-').next(), Some("ar" | "fa" | "he" | "ur"))
}

/// The plural category of a number in the language with this tag.
#[cfg(all(target_arch = "wasm32", not(test)))]
pub fn category(language: &str, number: u32) -> Category {
    match ask("PluralRules", language, "select", &[number.into()]).as_deref() {
        Some("zero") => Category::Zero,
        Some("one") => Category::One,
        Some("two") => Category::Two,
        Some("few") => Category::Few,
        Some("many") => Category::Many,
        _ => Category::Other,
    }
}

/// The same without a browser, for the languages of the tests.
#[cfg(any(test, not(target_arch = "wasm32")))]
pub fn category(language: &str, number: u32) -> Category {
    match (language, number, number % 10, number % 100) {
        ("en" | "pl", 1, ..) => Category::One,
        ("pl", _, 2..=4, ten) if !(12..=14).contains(&ten) => Category::Few,
        ("pl", ..) => Category::Many,
        ("ar", 0, ..) => Category::Zero,
        ("ar", 1, ..) => Category::One,
        ("ar", 2, ..) => Category::Two,
        ("ar", _, _, 3..=10) => Category::Few,
        ("ar", _, _, 11..) => Category::Many,
        _ => Category::Other,
    }
}

/// "a", "a and b", "a, b and c".
#[cfg(all(target_arch = "wasm32", not(test)))]
pub fn list(language: &str, parts: &[String]) -> String {
    // Ours is an English without a comma before "and".
    let language = if language == "en" { "en-GB" } else { language };
    let array: Array = parts.iter().map(|part| JsValue::from_str(part)).collect();
    ask("ListFormat", language, "format", &[array.into()]).unwrap_or_default()
}

/// The same without a browser, in English.
#[cfg(any(test, not(target_arch = "wasm32")))]
pub fn list(_: &str, parts: &[String]) -> String {
    match parts {
        [before @ .., one, last] => {
            let before: String = before.iter().map(|part| format!("{part}, ")).collect();
            format!("{before}{one} and {last}")
        }
        [only] => only.clone(),
        [] => String::new(),
    }
}

/// A text in small letters.
#[cfg(target_arch = "wasm32")]
pub fn lower(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_lowercase() } else { JsString::from(text).to_lower_case().into() }
}

/// The same without a browser.
#[cfg(not(target_arch = "wasm32"))]
#[expect(clippy::disallowed_methods, reason = "this is the place that the ban points to, and it is in no browser")]
pub fn lower(text: &str) -> String {
    text.to_lowercase()
}

/// A text whose first letter is a capital.
pub fn capital(text: &str) -> String {
    let (first, rest) = text.split_at(text.chars().next().map_or(0, char::len_utf8));
    let first =
        if first.is_ascii() { first.to_ascii_uppercase() } else { JsString::from(first).to_upper_case().into() };
    first + rest
}
