//! The field at the end of a list that adds things.

use alongside_wire::RoomId;
use yew::prelude::*;

use crate::{
    browser::{clipboard, dom},
    open_room::tools::use_draft,
    parts::{
        form::form,
        icon::{Glyph, icon},
        paste::{self, PastedLine},
        refused::use_refused,
    },
};

/// Adds lines to a list, and returns those that the room refused.
pub type Add = Callback<Vec<PastedLine>, Option<NotAdded>>;

/// Lines that the room refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAdded {
    /// In one line, as a field shows them.
    pub text: String,
    pub why: String,
}

/// Properties of [`AddField`].
#[derive(PartialEq, Properties)]
pub struct AddFieldProps {
    pub name: &'static str,
    pub room: RoomId,
    /// The name of the preference that keeps unfinished text.
    pub draft: &'static str,
    /// Adds these lines, of which there is at least one; returns those that the room refused.
    pub add: Add,
    /// The input, for the focus.
    pub node: NodeRef,
    /// The list: Escape goes to its last row.
    pub list: NodeRef,
    /// The list's heading: Escape goes there while there are no rows.
    pub heading: NodeRef,
}

/// A field that stays focused after Enter. Several lines that are pasted become several things.
#[component]
pub fn AddField(props: &AddFieldProps) -> Html {
    let AddFieldProps { name, room, draft, add, node, list, heading } = props;
    let (begun, keep) = use_draft(*room, draft);
    // On narrow screens the field is unmounted with its section, and its text must not be lost.
    use_effect_with((), {
        let node = node.clone();
        move |()| dom::set_input_value(&node, &begun)
    });
    let refused = use_refused(*draft);
    // What the room refuses stays in the field.
    let add_lines = {
        let (add, node, keep, refused) = (add.clone(), node.clone(), keep.clone(), refused.clone());
        Callback::from(move |lines: Vec<PastedLine>| {
            let left = (!lines.is_empty()).then(|| add.emit(lines)).flatten();
            let text = left.as_ref().map(|left| left.text.clone()).unwrap_or_default();
            dom::set_input_value(&node, &text);
            match left {
                Some(left) => refused.keep("", &text, &left.why),
                None => refused.let_go(),
            }
            keep.emit(text);
        })
    };
    let submit = {
        let (add_lines, node) = (add_lines.clone(), node.clone());
        Callback::from(move |()| {
            add_lines.emit(paste::lines(&dom::input_value(&node)));
        })
    };
    let typed = {
        let (keep, typed) = (keep.clone(), refused.typed());
        Callback::from(move |event: InputEvent| {
            keep.emit(dom::value(&event));
            typed.emit(event);
        })
    };
    let pasted = {
        let (node, keep) = (node.clone(), keep.clone());
        Callback::from(move |event: Event| {
            let Some(text) = clipboard::pasted(&event) else { return };
            let line = paste::one_line(&text);
            let (before, after) = dom::around_caret(&node);
            let alone = before.trim().is_empty() && after.trim().is_empty();
            if alone && paste::is_list(&text) || paste::lines(&text).len() > 1 {
                event.prevent_default();
                add_lines.emit(joined(&before, &text, &after));
            } else if clipboard::brings_other(&event, &line) {
                event.prevent_default();
                dom::insert(&node, &line);
                keep.emit(dom::input_value(&node));
            }
        })
    };
    let keys = {
        let (list, heading) = (list.clone(), heading.clone());
        Callback::from(move |event: KeyboardEvent| {
            // The text stays. Outside of the field single-key commands work.
            if event.key() == "Escape" && !dom::is_composed(&event) && !dom::focus_last_row(&list) {
                dom::focus(&heading);
            }
        })
    };
    let content = html! {
        <>
            <label class="add-line">
                { icon(Glyph::Plus) }
                <input ref={node.clone()} data-add="" dir="auto" placeholder={*name} aria-label={*name}
                    aria-invalid={refused.id().map(|_| "true")} aria-describedby={refused.id()} enterkeyhint="done" oninput={typed} onpaste={pasted} onkeydown={keys} />
            </label>
            { refused.reason() }
        </>
    };
    form("add", submit, content)
}

/// Lines pasted between the text before and after the caret: the first continues the text, unless it has a bullet and
/// so is a thing of its own.
fn joined(before: &str, pasted: &str, after: &str) -> Vec<PastedLine> {
    let pasted = paste::plain(pasted);
    let first = pasted.lines().next().unwrap_or_default().trim();
    let own = paste::lines(first).first().is_some_and(|line| line.text != first);
    let between = if own { "\n" } else { "" };
    paste::lines(&format!("{before}{between}{pasted}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(before: &str, pasted: &str, after: &str) -> Vec<String> {
        joined(before, pasted, after).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn pasted_lines_go_on_with_what_was_typed() {
        assert_eq!(said("Say ", "no to ops\nGrowth plan", ""), ["Say no to ops", "Growth plan"]);
        assert_eq!(said("", "one\ntwo", " and a half"), ["one", "two and a half"]);
    }

    #[test]
    fn a_line_with_a_bullet_is_a_thing_of_its_own() {
        assert_eq!(said("Say no", "- Growth plan\n- Holidays", ""), ["Say no", "Growth plan", "Holidays"]);
    }
}
