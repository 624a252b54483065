//! The notes of a point: a text for two, with the other's caret drawn over it.

use std::rc::Rc;

use alongside_peer::facts::Present;
use alongside_room::{ItemId, TextField};
use yew::prelude::*;

use crate::{
    browser::page,
    members::names,
    now::{
        caret::{split_at_unit, text_and_caret},
        line_task::use_line_to_task,
        list_lines,
        marked::{MarkedText, marked_text},
        marks,
        task_of_line::use_show_task,
    },
    open_room::store::Room,
    open_room::tools::use_only_read,
    parts::{badge::Face, link::ExternalLink, shared_text::use_shared_text, typed::bare},
    strings::{Key, t, use_language},
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
    use_language();
    let NotesProps { room, item, text } = props;
    let field = TextField::ItemNotes(*item);
    let shared = use_shared_text(field, text.clone(), room.texts.clone(), room.act.clone());
    // Where my caret is, in bytes of the text, while the notes have the focus.
    let my_caret = use_state_eq(|| None);
    let moved = {
        let (node, at, told) = (shared.node.clone(), my_caret.setter(), shared.caret_moved.clone());
        Callback::from(move |()| {
            told.emit(());
            at.set(text_and_caret(&node).map(|(_, at)| at));
        })
    };
    let left = {
        let (at, left) = (my_caret.setter(), shared.left.clone());
        Callback::from(move |_: FocusEvent| {
            at.set(None);
            left.emit(());
        })
    };
    let show_task = use_show_task(room, &shared.node);
    let only_read = use_only_read();
    let to_task = use_line_to_task(room, *item, &shared.node, &shared.typed, &show_task);
    let keys = {
        let (node, typed) = (shared.node.clone(), shared.typed.clone());
        Callback::from(move |event: KeyboardEvent| {
            if !only_read {
                list_lines::on_key(&event, &node, &typed);
            }
            to_task.emit(event);
        })
    };
    let follow = follow_link(&shared.node);
    let hint = if only_read { "" } else { t(Key::NotesHint) };
    let carets = room.facts.present.iter().filter_map(|present| {
        let caret = present.caret.filter(|caret| caret.field == field)?;
        let face = Face::from(room.view.member(present.member)?);
        Some(mirror(text, caret.at, present, &face, &names::short(&room.view.members, &face.name)))
    });
    let (area, caret) = (&shared.node, *my_caret);
    let marks = marked_text(&MarkedText { room, item: *item, text, area, caret, only_read, show_task: &show_task });
    html! {
        <>
        <div class="notes grow" data-text={text.to_string()}>
            // The key keeps this very element when carets appear and disappear beside it.
            <textarea key="text" ref={shared.node.clone()} dir="auto" aria-label={t(Key::Notes)} placeholder={hint} spellcheck="true" readonly={only_read}
                aria-invalid={shared.refused.id().map(|_| "true")} aria-describedby={shared.refused.id()}
                oninput={shared.typed.reform(|_| ())} onpaste={shared.pasted} onkeyup={moved.reform(|_| ())} onpointerup={moved.reform(|_| ())}
                onkeydown={keys} onclick={follow} onfocus={moved.reform(|_| ())} onblur={left} />
            { for shared.refused.keyed_reason() }
            { for marks }
            { for carets }
        </div>
        { links(text) }
        </>
    }
}

/// A click with Ctrl or ⌘ on an address in the text opens it.
fn follow_link(area: &NodeRef) -> Callback<MouseEvent> {
    let area = area.clone();
    Callback::from(move |event: MouseEvent| {
        if !(event.ctrl_key() || event.meta_key()) {
            return;
        }
        let Some((text, at)) = text_and_caret(&area) else { return };
        if let Some(link) = marks::link_at(&text, at) {
            event.prevent_default();
            page::open_tab(&link);
        }
    })
}

/// The most addresses that stand below the notes.
const MOST_LINKS: usize = 12;

/// The addresses of the notes as links, in reach of a finger and of a keyboard.
fn links(text: &str) -> Html {
    let links = marks::links(text);
    html! {
        if !links.is_empty() {
            <ul class="note-links" role="list" aria-label={t(Key::NotesLinks)}>
                { for links.into_iter().take(MOST_LINKS).map(|link| html! {
                    <li key={link.clone()} dir="ltr" translate="no"><ExternalLink words={bare(&link).to_owned()} href={link} /></li>
                }) }
            </ul>
        }
    }
}

/// The text up to the caret, invisible, then the caret and its label. The key is when the caret moved, so that the
/// label is shown anew.
fn mirror(text: &str, at: u32, present: &Present, face: &Face, name: &str) -> Html {
    let (before, after) = split_at_unit(text, at);
    let (joiner, mark) = if is_joined(before, after) { ("\u{200d}", "") } else { ("", mark_of(before)) };
    let (before, after) = (format!("{before}{joiner}"), format!("{joiner}{mark}{after}"));
    html! {
        <div key={format!("{}", present.member)} class="mirror" dir="auto" translate="no" aria-hidden="true">
            { before }
            <span class={classes!("caret", face.class())}>
                // With a direction of its own it is no part of the text's.
                <span key={present.caret_moved} class="flag" dir="auto">{ name.to_owned() }</span>
            </span>
            { after }
        </div>
    }
}

/// A mark that is written as the letter before the caret is. Behind the caret, it keeps the caret at that letter, where
/// the text goes on, or the line ends, in the other direction.
fn mark_of(before: &str) -> &'static str {
    match before.chars().next_back() {
        Some('A'..='Z' | 'a'..='z' | '\u{c0}'..='\u{2af}' | '\u{370}'..='\u{58f}') => "\u{200e}",
        Some(
            '\u{5d0}'..='\u{5ea}'
            | '\u{620}'..='\u{64a}'
            | '\u{66e}'..='\u{6d3}'
            | '\u{6fa}'..='\u{6ff}'
            | '\u{710}'..='\u{7ff}',
        ) => "\u{200f}",
        _ => "",
    }
}

/// Whether letters of an Arabic word are joined here. A caret between them takes them apart, which changes their widths, unless
/// each side is told that it goes on.
fn is_joined(before: &str, after: &str) -> bool {
    let is_letter = |c: char| matches!(c, '\u{620}'..='\u{64a}' | '\u{66e}'..='\u{6d3}' | '\u{6fa}'..='\u{6ff}' | '\u{750}'..='\u{77f}');
    // They join the letter before them, and none behind.
    let ends = |c: char| {
        matches!(c, '\u{621}'..='\u{625}' | '\u{627}' | '\u{629}' | '\u{62f}'..='\u{632}' | '\u{648}' | '\u{649}'
            | '\u{671}'..='\u{677}' | '\u{688}'..='\u{699}' | '\u{6c0}' | '\u{6c3}'..='\u{6cb}' | '\u{6cd}' | '\u{6cf}' | '\u{6d2}' | '\u{6d3}')
    };
    let (Some(before), Some(after)) = (before.chars().next_back(), after.chars().next()) else { return false };
    is_letter(before) && !ends(before) && is_letter(after) && after != '\u{621}'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caret_in_an_arabic_word_leaves_its_letters_joined() {
        assert!(is_joined("سل", "ام"));
        assert!(!is_joined("سلا", "م"), "an alef joins nothing behind it");
        assert!(!is_joined("سلام ", "عليكم") && !is_joined("", "سلام") && !is_joined("two", "words"));
    }

    #[test]
    fn a_caret_stays_at_the_letter_before_it_where_the_direction_changes() {
        assert_eq!(
            [mark_of("lead one project"), mark_of("سلام"), mark_of("שלום")],
            ["\u{200e}", "\u{200f}", "\u{200f}"]
        );
        assert_eq!(["", "one ", "one.", "12"].map(mark_of), [""; 4]);
    }
}
