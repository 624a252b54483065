//! Upper and lower case, from the browser: Rust's own tables are 25 KB of the widget.

use js_sys::JsString;

/// A text in small letters.
pub fn lower(text: &str) -> String {
    JsString::from(text).to_lower_case().into()
}

/// A text whose first letter is a capital.
pub fn capital(text: &str) -> String {
    let (first, rest) = text.split_at(text.chars().next().map_or(0, char::len_utf8));
    let first =
        if first.is_ascii() { first.to_ascii_uppercase() } else { JsString::from(first).to_upper_case().into() };
    first + rest
}
