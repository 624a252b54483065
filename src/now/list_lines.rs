//! Enter in a list of the notes: the next line has the same marks. In a line that has only marks, Enter takes them away, and so ends the
//! list.

use alongside_room::{ItemId, TextEdit, TextField};
use yew::prelude::*;

use crate::{
    browser::{dom, field},
    now::{caret::text_and_caret, marks},
    open_room::store::{Room, RoomAction},
};

/// What a list in the notes does with Enter. `typed` sends what still waits in the field.
#[hook]
pub fn use_list_lines(room: &Room, item: ItemId, area: &NodeRef, typed: &Callback<()>) -> Callback<KeyboardEvent> {
    let (room, area, typed) = (room.clone(), area.clone(), typed.clone());
    Callback::from(move |event: KeyboardEvent| {
        let with_another = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
        if event.key() != "Enter" || with_another || dom::is_composed(&event) || room.is_only_read() {
            return;
        }
        // What is selected is replaced by the new line, as anywhere.
        let Some((base, at)) = text_and_caret(&area).filter(|_| has_only_caret(&area)) else { return };
        let Some((text, caret)) = next_line(&base, at) else { return };
        event.prevent_default();
        typed.emit(());
        let caret = Some(text[..caret].encode_utf16().count() as u32);
        let edit = TextEdit::Retype { field: TextField::ItemNotes(item), base, text, caret };
        room.act.emit(RoomAction::Edit(edit.into()));
    })
}

fn has_only_caret(area: &NodeRef) -> bool {
    field::selection(area).is_some_and(|(from, to)| from == to)
}

/// The text after Enter at this byte, and where the caret is then; `None` where Enter is only a new line.
fn next_line(text: &str, at: usize) -> Option<(String, usize)> {
    let begin = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    let line = &text[begin..end];
    let marks = marks::of_list(line).filter(|marks| at - begin >= marks.len())?;
    if line[marks.len()..].trim().is_empty() {
        return Some((format!("{}{}", &text[..begin], &text[end..]), begin));
    }
    let next = format!("\n{}", marks.replace("[x]", "[ ]").replace("[X]", "[ ]"));
    Some((format!("{}{next}{}", &text[..at], &text[at..]), at + next.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text after Enter, both texts with a bar where the caret is.
    fn enter(text: &str) -> Option<String> {
        let at = text.find('|').unwrap();
        let (mut after, caret) = next_line(&text.replace('|', ""), at)?;
        after.insert(caret, '|');
        Some(after)
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
