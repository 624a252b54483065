//! The field at the end of a list that adds things.

use alongside_wire::RoomId;
use yew::prelude::*;

use crate::{
    browser::{clipboard, dom},
    open_room::tools::use_draft,
    parts::{
        icon::{Glyph, icon},
        paste::{self, PastedLine},
    },
};

/// Properties of [`AddField`].
#[derive(PartialEq, Properties)]
pub struct AddFieldProps {
    pub name: &'static str,
    pub room: RoomId,
    /// The name of the preference that keeps unfinished text.
    pub draft: &'static str,
    /// Adds these lines, of which there is at least one.
    pub add: Callback<Vec<PastedLine>>,
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
    let submit = {
        let (add, node, keep) = (add.clone(), node.clone(), keep.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let lines = paste::lines(&dom::input_value(&node));
            dom::set_input_value(&node, "");
            keep.emit(String::new());
            if !lines.is_empty() {
                add.emit(lines);
            }
        })
    };
    let typed = keep.reform(|event: InputEvent| dom::value(&event));
    let pasted = {
        let (add, node, keep) = (add.clone(), node.clone(), keep.clone());
        Callback::from(move |event: Event| {
            let Some(text) = clipboard::pasted(&event) else { return };
            let line = paste::one_line(&text);
            let (before, after) = dom::around_caret(&node);
            let alone = before.trim().is_empty() && after.trim().is_empty();
            if alone && paste::is_list(&text) || paste::lines(&text).len() > 1 {
                event.prevent_default();
                dom::set_input_value(&node, "");
                keep.emit(String::new());
                add.emit(joined(&before, &text, &after));
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
    html! {
        <form class="add" onsubmit={submit} autocomplete="off">
            <label class="add-line">
                { icon(Glyph::Plus) }
                <input ref={node.clone()} data-add="" dir="auto" placeholder={*name} aria-label={*name}
                    enterkeyhint="done" oninput={typed} onpaste={pasted} onkeydown={keys} />
            </label>
        </form>
    }
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
