//! Enter in a list of the notes: the next line has the same marks. In a line that has only marks, Enter takes them away, and so ends the
//! list.

use yew::prelude::*;

use crate::{
    browser::{dom, field},
    now::{
        caret::{line_at, text_and_caret},
        marks,
    },
};

/// Does what a list of the notes does with this key. `typed` is told that the area's text is another.
pub fn on_key(event: &KeyboardEvent, area: &NodeRef, typed: &Callback<()>) {
    let with_another = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
    if event.key() != "Enter" || with_another || dom::is_composed(event) {
        return;
    }
    // What is selected is replaced by the new line, as anywhere.
    let is_caret = field::selection(area).is_some_and(|(from, to)| from == to);
    let Some((text, at)) = text_and_caret(area).filter(|_| is_caret) else { return };
    if let Some(enter) = Enter::at(&text, at) {
        event.prevent_default();
        field::insert_over(area, enter.taken.encode_utf16().count() as u32, &enter.given);
        typed.emit(());
    }
}

/// What Enter does in a list.
#[derive(Debug, PartialEq, Eq)]
struct Enter<'a> {
    /// What it takes away in front of the caret.
    taken: &'a str,
    /// What it writes there.
    given: String,
}

impl<'a> Enter<'a> {
    /// At this byte of the text; `None` where it is only a new line.
    fn at(text: &'a str, at: usize) -> Option<Self> {
        let (begin, line) = line_at(text, at);
        let marks = marks::of_list(line).filter(|marks| at - begin >= marks.len())?;
        Some(if line[marks.len()..].trim().is_empty() {
            Self { taken: &text[begin..at], given: String::new() }
        } else {
            Self { taken: "", given: format!("\n{}", marks.replace("[x]", "[ ]").replace("[X]", "[ ]")) }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text after Enter, both texts with a bar where the caret is.
    fn enter(text: &str) -> Option<String> {
        let at = text.find('|').unwrap();
        let text = text.replace('|', "");
        let enter = Enter::at(&text, at)?;
        let before = text[..at].strip_suffix(enter.taken).unwrap();
        Some(format!("{before}{}|{}", enter.given, &text[at..]))
    }

    #[test]
    fn the_next_line_of_a_list_has_the_same_marks() {
        assert_eq!(enter("- Ask Eva|").unwrap(), "- Ask Eva\n- |");
        assert_eq!(enter("a\n  * é|lan\nb").unwrap(), "a\n  * é\n  * |lan\nb");
        assert_eq!(enter("- [ ] one|").unwrap(), "- [ ] one\n- [ ] |");
    }

    #[test]
    fn what_is_behind_a_ticked_box_is_not_done_yet() {
        assert_eq!(enter("[x] one|").unwrap(), "[x] one\n[ ] |");
        assert_eq!(enter("- [X] one|").unwrap(), "- [X] one\n- [ ] |");
    }

    #[test]
    fn a_line_that_has_only_marks_ends_the_list() {
        assert_eq!(enter("- one\n- |").unwrap(), "- one\n|");
        assert_eq!(enter("- one\n  - [ ] |\nlater").unwrap(), "- one\n|\nlater");
    }

    #[test]
    fn elsewhere_it_is_a_new_line() {
        for text in ["|", "words|", "|- one", "-| one", "→ Ask Eva|", "-one|", "- one\n|", "  indented|"] {
            assert_eq!(enter(text), None, "{text}");
        }
    }
}
