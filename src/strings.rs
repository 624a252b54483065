//! Every word the widget says, by key.
//!
//! A text may hold `{name}` places, which [`fill`] fills; a text that counts has two forms, of which [`count`] takes the
//! one for its number. English is the source language; another language is another table of the same keys.

mod en;

pub use en::Key;

use en::english;

/// The text of a key that has no places to fill.
pub fn t(key: Key) -> &'static str {
    english(key).0
}

/// The text of a key with its `{places}` filled.
pub fn fill(key: Key, with: &[(&str, &str)]) -> String {
    filled(english(key).0, with)
}

/// The text of a key for this number, which fills `{n}`.
pub fn count(key: Key, n: u32, with: &[(&str, &str)]) -> String {
    let (one, other) = english(key);
    let form = if n == 1 { one } else { other.unwrap_or(one) };
    let number = n.to_string();
    let mut text = filled(form, with);
    if let Some(at) = text.find("{n}") {
        text.replace_range(at..at + 3, &number);
    }
    text
}

/// "a", "a and b", "a, b and c".
pub fn list(parts: &[String]) -> String {
    let mut text = String::new();
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            text.push_str(if at + 1 == parts.len() { t(Key::ListLast) } else { t(Key::ListNext) });
        }
        text.push_str(part);
    }
    text
}

fn filled(form: &str, with: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(form.len() + 16);
    let mut rest = form;
    while let Some(open) = rest.find('{') {
        let (before, after) = rest.split_at(open);
        text.push_str(before);
        let Some(close) = after.find('}') else {
            rest = after;
            break;
        };
        let name = &after[1..close];
        match with.iter().find(|(place, _)| *place == name) {
            Some((_, value)) => text.push_str(value),
            None => text.push_str(&after[..=close]),
        }
        rest = &after[close + 1..];
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_change_and_many_changes_read_differently() {
        assert_eq!(count(Key::OfflineWaiting, 1, &[]), "Offline · 1 change waiting");
        assert_eq!(count(Key::OfflineWaiting, 3, &[]), "Offline · 3 changes waiting");
    }

    #[test]
    fn a_name_with_braces_is_shown_as_it_is() {
        assert_eq!(fill(Key::HasIt, &[("name", "{n} {name}")]), "{n} {name} has it");
    }

    #[test]
    fn a_list_reads_as_a_sentence() {
        let parts = ["one", "two", "three"].map(String::from);
        assert_eq!(list(&parts), "one, two and three");
        assert_eq!(list(&parts[..2]), "one and two");
        assert_eq!(list(&parts[..1]), "one");
    }
}
