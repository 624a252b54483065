//! Every text of the widget, by key.
//!
//! A text may have `{name}` places, which [`fill`] fills. A text with a number has a form for each plural category of
//! its language, of which [`count`] takes the right one. They are written in Fluent files, one for each concept
//! (`strings/en/`), which the build compiles (`crates/texts`).

mod texts;

pub use texts::Key;

use std::cell::RefCell;

use yew::prelude::*;

use crate::browser::language;
use texts::Texts;

/// A language.
struct Language {
    /// Its tag (BCP 47).
    tag: &'static str,
    texts: RefCell<Texts>,
}

thread_local! {
    static ENGLISH: Language = Language {
        tag: "en",
        // A release build has the texts of a room in the module of a room's screen (`lazy.rs`), and none before it has come.
        texts: RefCell::new(Texts::new(texts::EARLY_TEXTS, if cfg!(all(feature = "split", target_family = "wasm")) { "" } else { texts::LATE_TEXTS })),
    };
}

/// The screen of a room has come, and its texts with it.
pub fn room_came() {
    ENGLISH.with(|english| english.texts.borrow_mut().add_late(texts::LATE_TEXTS));
}

/// The tag of the language that the texts are in (BCP 47).
pub fn language() -> &'static str {
    ENGLISH.with(|english| english.tag)
}

/// The text of a key without places.
pub fn t(key: Key) -> &'static str {
    ENGLISH.with(|english| english.texts.borrow().of(key).whole())
}

/// A title to be shown; a substitute if it is empty.
pub fn titled(title: &str) -> &str {
    if title.trim().is_empty() { t(Key::Untitled) } else { title }
}

/// The text of a key with its `{places}` filled.
pub fn fill(key: Key, with: &[(&str, &str)]) -> String {
    filled(t(key), with)
}

/// The same to be shown, with each of what is filled in apart from the words around it: a name that is written from right to left
/// turns neither its neighbours nor the sentence.
pub fn shown(key: Key, with: &[(&str, &str)]) -> Html {
    isolated(t(key), with)
}

/// The text of a key for this number, which fills `{n}`.
pub fn count(key: Key, n: u32, with: &[(&str, &str)]) -> String {
    ENGLISH.with(|english| english.count(key, n, with))
}

impl Language {
    fn count(&self, key: Key, n: u32, with: &[(&str, &str)]) -> String {
        let form = self.texts.borrow().of(key).counted(|| language::category(self.tag, n));
        let number = n.to_string();
        let mut text = filled(form, with);
        if let Some(at) = text.find("{n}") {
            text.replace_range(at..at + 3, &number);
        }
        text
    }
}

/// "a", "a and b", "a, b and c".
pub fn list(parts: &[String]) -> String {
    let mut text = String::new();
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            text.push_str(if at + 1 == parts.len() { t(Key::ListLast) } else { t(Key::ListNext) });
        }
        push_apart(&mut text, part);
    }
    text
}

/// A text with its `{places}` filled.
pub fn filled(form: &str, with: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(form.len() + 16);
    for_each_piece(
        form,
        with,
        |piece, is_filled_in| {
            if is_filled_in { push_apart(&mut text, piece) } else { text.push_str(piece) }
        },
    );
    text
}

/// Adds what a person wrote; between marks of isolation where it would turn its neighbours around, for it is not shown in an element
/// of its own.
fn push_apart(text: &mut String, written: &str) {
    let is_from_the_right =
        |letter: char| matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}');
    if written.chars().any(is_from_the_right) {
        text.push('\u{2068}');
        text.push_str(written);
        text.push('\u{2069}');
    } else {
        text.push_str(written);
    }
}

fn isolated(form: &str, with: &[(&str, &str)]) -> Html {
    let mut pieces = Vec::new();
    for_each_piece(form, with, |piece, is_filled_in| {
        let piece = piece.to_owned();
        pieces.push(if is_filled_in {
            html! { <bdi>{ piece }</bdi> }
        } else {
            piece.into()
        });
    });
    pieces.into_iter().collect()
}

/// Gives each piece of a text: what stands between its places, and what is filled in there.
fn for_each_piece(form: &str, with: &[(&str, &str)], mut give: impl FnMut(&str, bool)) {
    let mut rest = form;
    while let Some(open) = rest.find('{') {
        let (before, after) = rest.split_at(open);
        give(before, false);
        let Some(close) = after.find('}') else {
            rest = after;
            break;
        };
        let name = &after[1..close];
        match with.iter().find(|(place, _)| *place == name) {
            Some((_, value)) => give(value, true),
            None => give(&after[..=close], false),
        }
        rest = &after[close + 1..];
    }
    give(rest, false);
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
    fn each_language_has_as_many_forms_as_it_tells_apart() {
        let key = Key::StartRoom;
        let language = |tag, forms: &'static str| Language { tag, texts: RefCell::new(Texts::all(forms)) };
        let polish = language("pl", "\t1{n} punkt\t3{n} punkty\t4{n} punktów");
        let said = [1, 2, 5, 12, 22, 25].map(|n| polish.count(key, n, &[]));
        assert_eq!(said, ["1 punkt", "2 punkty", "5 punktów", "12 punktów", "22 punkty", "25 punktów"]);
        let arabic = language("ar", "\t0zero\t1one\t2two\t3few\t4many\t5other");
        let said = [0, 1, 2, 3, 103, 11, 100].map(|n| arabic.count(key, n, &[]));
        assert_eq!(said, ["zero", "one", "two", "few", "few", "many", "other"]);
    }

    #[test]
    fn a_name_with_braces_is_shown_as_it_is() {
        assert_eq!(fill(Key::HasIt, &[("name", "{n} {name}")]), "{n} {name} has it");
    }

    #[test]
    fn what_is_written_from_right_to_left_stands_apart_in_a_sentence() {
        assert_eq!(fill(Key::HasIt, &[("name", "דנה")]), "\u{2068}דנה\u{2069} has it");
        assert_eq!(list(&["Ana", "عمر"].map(String::from)), "Ana and \u{2068}عمر\u{2069}");
    }

    #[test]
    fn a_list_reads_as_a_sentence() {
        let parts = ["one", "two", "three"].map(String::from);
        assert_eq!(list(&parts), "one, two and three");
        assert_eq!(list(&parts[..2]), "one and two");
        assert_eq!(list(&parts[..1]), "one");
    }
}
