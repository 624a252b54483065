//! The notes of a point: a text for two, with the other's caret drawn over it.

use std::rc::Rc;

use alongside_peer::facts::Present;
use alongside_room::{ItemId, TextField};
use yew::prelude::*;

use crate::{
    open_room::store::Room,
    open_room::tools::use_only_read,
    parts::{badge::Face, shared_text::use_shared_text},
    strings::{Key, t},
};

/// Properties of [`Notes`].
#[derive(PartialEq, Properties)]
pub struct NotesProps {
    pub room: Room,
    /// The point whose notes these are.
    pub item: ItemId,
    pub text: Rc<str>,
}

/// A native text area, and over it a mirror of its text with the carets.
#[component]
pub fn Notes(props: &NotesProps) -> Html {
    let NotesProps { room, item, text } = props;
    let field = TextField::ItemNotes(*item);
    let shared = use_shared_text(field, text.clone(), room.texts.clone(), room.act.clone());
    let moved = shared.caret_moved.clone();
    let only_read = use_only_read();
    let hint = if only_read { "" } else { t(Key::NotesHint) };
    let carets = room.facts.present.iter().filter_map(|present| {
        let caret = present.caret.filter(|caret| caret.field == field)?;
        let face = Face::from(room.view.member(present.member)?);
        Some(mirror(text, caret.at, present, &face))
    });
    html! {
        <div class="notes grow" data-text={text.to_string()}>
            // The key keeps this very element when carets appear and disappear beside it.
            <textarea key="text" ref={shared.node} dir="auto" aria-label={t(Key::Notes)} placeholder={hint} spellcheck="true" readonly={only_read}
                aria-invalid={shared.refused.id().map(|_| "true")} aria-describedby={shared.refused.id()}
                oninput={shared.typed.reform(|_| ())} onpaste={shared.pasted} onkeyup={moved.reform(|_| ())} onpointerup={moved.reform(|_| ())}
                onfocus={moved.reform(|_| ())} onblur={shared.left.reform(|_| ())} />
            { for shared.refused.keyed_reason() }
            { for carets }
        </div>
    }
}

/// The text up to the caret, invisible, then the caret and its label. The key is when the caret moved, so that the
/// label is shown anew.
fn mirror(text: &str, at: u32, present: &Present, face: &Face) -> Html {
    let (before, after) = split_at_unit(text, at);
    html! {
        <div key={format!("{}", present.member)} class="mirror" dir="auto" translate="no" aria-hidden="true">
            { before }
            <span class={classes!("caret", face.class())}>
                <span key={present.caret_moved} class="flag">{ &*face.name }</span>
            </span>
            { after }
        </div>
    }
}

/// Splits a text at a number of UTF-16 units, never within a character.
fn split_at_unit(text: &str, units: u32) -> (&str, &str) {
    let mut seen = 0;
    let cut = text.char_indices().find_map(|(at, letter)| {
        let here = seen;
        seen += letter.len_utf16() as u32;
        (here >= units).then_some(at)
    });
    text.split_at(cut.unwrap_or(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caret_is_counted_in_utf_16_and_never_cuts_a_letter() {
        assert_eq!(split_at_unit("a🙂b", 3), ("a🙂", "b"));
        assert_eq!(split_at_unit("a🙂b", 2), ("a🙂", "b"));
        assert_eq!(split_at_unit("ab", 0), ("", "ab"));
        assert_eq!(split_at_unit("ab", 9), ("ab", ""));
    }
}
