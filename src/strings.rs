//! Every text of the widget, by key.
//!
//! A text may have `{name}` places, which [`fill`] fills. A text with a number has a form for each plural category of
//! its language, of which [`count`] takes the right one. They are written in Fluent files, one for each concept, in a folder for each
//! language, which the build compiles (`crates/texts`). English is in the module; `boot.js` fetches the texts of any other language and
//! gives them to the element, and what has not come is said in English.

mod texts;

pub use texts::{Key, LANGUAGES};

use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};

use yew::prelude::*;

use crate::browser::language;
use texts::{Forms, Texts};

/// A language whose texts are there.
struct Language {
    /// Its tag (BCP 47).
    tag: &'static str,
    texts: Texts,
    /// Its digit nought.
    nought: char,
}

/// Stands for the language of the texts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Spoken(u32);

thread_local! {
    static ENGLISH: RefCell<Language> = RefCell::new({
        // A release build has the texts of a room in the module of a room's screen (`lazy.rs`), and those of what is wanted after a press in
        // the module of that; none before it has come.
        let is_split = cfg!(all(feature = "split", target_family = "wasm"));
        let (late, pressed) = if is_split { ("", "") } else { (texts::LATE_TEXTS, texts::PRESSED_TEXTS) };
        Language { tag: "en", texts: Texts::new(texts::EARLY_TEXTS, late, pressed), nought: '0' }
    });
    /// The language of the person, if it is another.
    static OTHER: Cell<Option<&'static Language>> = const { Cell::new(None) };
    static SPOKEN: Cell<Spoken> = const { Cell::new(Spoken(0)) };
    /// The components that say something.
    static SPEAKERS: RefCell<Vec<Weak<UseForceUpdateHandle>>> = const { RefCell::new(Vec::new()) };
}

/// The screen of a room has come, and its texts with it.
pub fn room_came() {
    ENGLISH.with_borrow_mut(|english| english.texts.add_late(texts::LATE_TEXTS));
}

/// From now on texts are in the language with this tag, as far as they have come: those that are shown anywhere, and all others.
/// `nought` is its digit nought.
pub fn speak(tag: &str, nought: char, early: String, late: String) {
    let lasting = |text: String| -> &'static str { Box::leak(text.into_boxed_str()) };
    OTHER.set((tag != "en").then(|| {
        // A page has few languages in its life.
        let (tag, texts) = (lasting(tag.to_owned()), Texts::new(lasting(early), lasting(late), ""));
        &*Box::leak(Box::new(Language { tag, texts, nought }))
    }));
    SPOKEN.set(Spoken(SPOKEN.get().0 + 1));
    BROKEN.set(t(Key::Broken));
    // They are drawn later, when nothing is borrowed.
    SPEAKERS.with_borrow(|speakers| {
        speakers.iter().filter_map(Weak::upgrade).for_each(|speaker| speaker.force_update());
    });
}

/// Which language is spoken, to be compared with what it was.
pub fn spoken() -> Spoken {
    SPOKEN.get()
}

/// Draws a component again when its texts are in another language. Every component that says something begins with it.
#[hook]
pub fn use_language() {
    let again = use_force_update();
    use_memo((), move |()| {
        let again = Rc::new(again);
        SPEAKERS.with_borrow_mut(|speakers| {
            // Those that are gone are forgotten before the list would grow.
            if speakers.len() == speakers.capacity() {
                speakers.retain(|speaker| speaker.strong_count() > 0);
            }
            speakers.push(Rc::downgrade(&again));
        });
        again
    });
}

/// Pairing by a code has come, and its texts with it.
pub fn pairing_came() {
    ENGLISH.with_borrow_mut(|english| english.texts.add_pressed(texts::PRESSED_TEXTS));
}

/// The tag of the language that the texts are in (BCP 47).
pub fn language() -> &'static str {
    OTHER.get().map_or("en", |other| other.tag)
}

/// The text of a key without places.
pub fn t(key: Key) -> &'static str {
    found(key).0.whole()
}

/// The text of a key without places in English, whatever language is spoken.
pub fn in_english(key: Key) -> &'static str {
    ENGLISH.with_borrow(|english| english.texts.of(key).unwrap_or_default().whole())
}

/// The forms of a text in the person's language, or else in English; and the tag of the language that they are in.
fn found(key: Key) -> (Forms, &'static str) {
    let other = OTHER.get().and_then(|other| Some((other.texts.of(key)?, other.tag)));
    other.unwrap_or_else(|| ENGLISH.with_borrow(|english| (english.texts.of(key).unwrap_or_default(), english.tag)))
}

thread_local! {
    /// The text of [`Key::Broken`], at hand: when it is shown, nothing else can be relied on.
    static BROKEN: Cell<&'static str> = const { Cell::new("Something went wrong here. Your words are kept. Reload.") };
}

/// What is said when the widget has failed.
pub fn broken() -> &'static str {
    BROKEN.get()
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
    let (forms, tag) = found(key);
    counted(forms, tag, n, with)
}

fn counted(forms: Forms, tag: &str, n: u32, with: &[(&str, &str)]) -> String {
    let mut text = filled(forms.counted(|| language::category(tag, n)), with);
    if let Some(at) = text.find("{n}") {
        text.replace_range(at..at + 3, &numerals(n.to_string()));
    }
    text
}

/// A number or a time with the digits of the language.
pub fn numerals(text: String) -> String {
    let nought = OTHER.get().map_or('0', |other| other.nought);
    if nought == '0' { text } else { with_digits(&text, nought) }
}

fn with_digits(text: &str, nought: char) -> String {
    let digit = |letter: char| match letter.to_digit(10) {
        Some(digit) => char::from_u32(nought as u32 + digit).unwrap_or(letter),
        None => letter,
    };
    text.chars().map(digit).collect()
}

/// "a", "a and b", "a, b and c".
pub fn list(parts: &[String]) -> String {
    let apart = |part: &String| {
        let mut text = String::new();
        push_apart(&mut text, part);
        text
    };
    language::list(language(), &parts.iter().map(apart).collect::<Vec<_>>())
}

/// What was asked of the browser for the language of the texts; forgotten when that is another one.
pub struct InLanguage<T>(RefCell<Option<(Spoken, Rc<T>)>>);

impl<T> InLanguage<T> {
    /// Nothing was asked yet.
    pub const fn new() -> Self {
        Self(RefCell::new(None))
    }

    /// What was answered; asked for now, if nothing was.
    pub fn get(&self, ask: impl FnOnce() -> T) -> Rc<T> {
        let spoken = spoken();
        if let Some((of, known)) = &*self.0.borrow()
            && *of == spoken
        {
            return Rc::clone(known);
        }
        let known = Rc::new(ask());
        self.0.replace(Some((spoken, Rc::clone(&known))));
        known
    }
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
    let turns = if language::is_mirrored(language()) {
        written.contains(|letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '\u{c0}'..='\u{58f}'))
    } else {
        written.chars().any(is_from_the_right)
    };
    if turns {
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

/// The places of numbers, days and times, which nobody wrote.
const NUMBERS: &[&str] = &["n", "number", "of", "planned", "min", "max", "time", "hour", "hours", "minute", "year"];

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
            Some((_, value)) if NUMBERS.contains(&name) => give(&numerals((*value).to_owned()), false),
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
        let said = |tag, forms, numbers: &[u32]| {
            let said = numbers.iter().map(|n| counted(Forms(forms), tag, *n, &[]));
            said.collect::<Vec<_>>().join(", ")
        };
        let polish = "\t1{n} punkt\t3{n} punkty\t4{n} punktów";
        assert_eq!(
            said("pl", polish, &[1, 2, 5, 12, 22, 25]),
            "1 punkt, 2 punkty, 5 punktów, 12 punktów, 22 punkty, 25 punktów"
        );
        let arabic = "\t0zero\t1one\t2two\t3few\t4many\t5other";
        assert_eq!(said("ar", arabic, &[0, 1, 2, 3, 103, 11, 100]), "zero, one, two, few, few, many, other");
    }

    #[test]
    fn what_has_not_come_in_the_persons_language_is_said_in_english() {
        let number = |key| fill(key, &[("number", "14")]);
        let before = spoken();
        speak("ar", '\u{660}', "\n".repeat(usize::from(Key::StartRoom.line())) + "بدء\n", String::new());
        assert_eq!((t(Key::StartRoom), t(Key::Join), t(Key::Agenda)), ("بدء", "Join", "Agenda"));
        assert_eq!((language(), &*number(Key::SessionN)), ("ar", "Session ١٤"));
        assert_ne!(spoken(), before);
        speak("en", '0', String::new(), String::new());
        assert_eq!((language(), t(Key::StartRoom), &*number(Key::SessionN)), ("en", "Start a room", "Session 14"));
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
