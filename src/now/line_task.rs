//! Ctrl or ⌘ with Enter in the notes: the line becomes a task, and an arrow in front of it says so. Where it is one, its task is
//! shown.

use alongside_room::{ItemId, TextEdit, TextField};
use yew::prelude::*;

use crate::{
    browser::dom,
    now::{
        caret::{line_at, text_and_caret},
        marks::{self, TASK},
    },
    open_room::{one_act::OneAct, store::Room, tools::use_say},
    parts::{
        chips::use_vocabulary,
        new_task::add_task,
        typed::{Takes, reader},
    },
    strings::{Key, fill, t},
};

/// What the notes do with a key. `typed` sends what still waits in the field.
#[hook]
pub fn use_line_to_task(
    room: &Room,
    item: ItemId,
    area: &NodeRef,
    typed: &Callback<()>,
    show_task: &Callback<String>,
) -> Callback<KeyboardEvent> {
    let show_task = show_task.clone();
    let (vocabulary, say) = (use_vocabulary(room), use_say());
    let (room, area, typed) = (room.clone(), area.clone(), typed.clone());
    Callback::from(move |event: KeyboardEvent| {
        let is_asked = event.key() == "Enter" && (event.ctrl_key() || event.meta_key());
        if !is_asked || dom::is_composed(&event) || room.is_only_read() {
            return;
        }
        event.prevent_default();
        event.stop_propagation();
        if event.repeat() {
            return;
        }
        typed.emit(());
        let Some((base, at)) = text_and_caret(&area) else { return };
        if let Some(words) = words_of_task(&base, at) {
            return show_task.emit(words.to_owned());
        }
        let Some(line) = LineOfNotes::at(&base, at) else { return say.emit(t(Key::SayNoLine).to_owned()) };
        let text = line.as_task(&base);
        let caret = caret_from_end(&text, base.len() - at);
        let read = reader::read(line.words, Takes::TASK, &vocabulary, &[]);
        let act = OneAct::new(&room);
        // The letters come first: the step that undo takes back belongs to the notes.
        let edit = TextEdit::Retype { field: TextField::ItemNotes(item), base, text, caret };
        if act.edit(edit).is_none() && matches!(add_task(&act, &read, None), Ok(Some(_))) {
            say.emit(fill(Key::SayMadeTask, &[("title", &read.title)]));
        }
    })
}

/// The caret that has so many bytes of the text behind it, in UTF-16 units; `None` where no letter begins there.
fn caret_from_end(text: &str, behind: usize) -> Option<u32> {
    let before = text.get(..text.len().checked_sub(behind)?)?;
    Some(before.encode_utf16().count() as u32)
}

/// A line of the notes that has words, and is no task yet.
#[derive(Debug, PartialEq, Eq)]
struct LineOfNotes<'a> {
    /// Where it begins behind its indentation, and where its words begin.
    start: usize,
    words_start: usize,
    words: &'a str,
}

/// The words of the line around this byte, if it is a task already.
fn words_of_task(text: &str, at: usize) -> Option<&str> {
    let (_, line) = line_at(text, at);
    marks::is_task(line).then(|| marks::words_of(line)).filter(|words| !words.is_empty())
}

impl<'a> LineOfNotes<'a> {
    fn at(text: &'a str, at: usize) -> Option<Self> {
        let (begin, line) = line_at(text, at);
        let words = marks::words_of(line);
        if words.is_empty() || marks::is_task(line) {
            return None;
        }
        let start = begin + line.len() - line.trim_start().len();
        let words_start = begin + line.find(words)?;
        Some(Self { start, words_start, words })
    }

    /// The text with the arrow in front of the line's words.
    fn as_task(&self, text: &str) -> String {
        format!("{}{TASK} {}", &text[..self.start], &text[self.words_start..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_with_the_caret_gets_an_arrow_in_place_of_its_marks() {
        let text = "Goals\n  - [ ] Ask Eva, é\nlater";
        let line = LineOfNotes::at(text, 12).unwrap();
        assert_eq!(line.words, "Ask Eva, é");
        assert_eq!(line.as_task(text), "Goals\n  → Ask Eva, é\nlater");
        let last = LineOfNotes::at(text, text.len()).unwrap();
        assert_eq!(last.as_task(text), "Goals\n  - [ ] Ask Eva, é\n→ later");
    }

    #[test]
    fn the_caret_stays_as_far_from_the_end_if_there_is_such_a_place() {
        assert_eq!(caret_from_end("🙂 → a", 1), Some(5));
        assert_eq!(caret_from_end("→ a", 4), None, "within the arrow");
        assert_eq!(caret_from_end("→ a", 7), None, "in what is gone");
    }

    #[test]
    fn a_line_without_words_and_one_that_is_a_task_are_left_alone() {
        for text in ["", "- ", "  ", "→ Ask Eva"] {
            assert_eq!(LineOfNotes::at(text, text.len()), None, "{text}");
        }
    }
}
