//! What the browser knows of languages: plural forms, and upper and lower case (Rust's own tables are 25 KB of the widget).

use js_sys::JsString;

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

/// The plural category of a number in the language with this tag.
#[cfg(target_arch = "wasm32")]
pub fn category(language: &str, number: u32) -> Category {
    use js_sys::{Array, Intl::PluralRules, Object};

    thread_local! {
        static RULES: std::cell::RefCell<Option<(String, PluralRules)>> = const { std::cell::RefCell::new(None) };
    }
    let name = RULES.with_borrow_mut(|rules| {
        if rules.as_ref().is_none_or(|(of, _)| of != language) {
            *rules = Some((language.to_owned(), PluralRules::new(&Array::of1(&language.into()), &Object::new())));
        }
        rules.as_ref().map(|(_, rules)| String::from(rules.select(number.into())))
    });
    match name.as_deref() {
        Some("zero") => Category::Zero,
        Some("one") => Category::One,
        Some("two") => Category::Two,
        Some("few") => Category::Few,
        Some("many") => Category::Many,
        _ => Category::Other,
    }
}

/// The same without a browser, for the languages of the tests.
#[cfg(not(target_arch = "wasm32"))]
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
