//! The field at the end of a list where things are added.

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

/// What [`AddField`] shows.
#[derive(PartialEq, Properties)]
pub struct AddFieldProps {
    /// Its accessible name.
    pub name: &'static str,
    /// The room that it adds to.
    pub room: RoomId,
    /// What the words are called that were begun and not added yet.
    pub draft: &'static str,
    /// Adds these; never gets none.
    pub add: Callback<Vec<PastedLine>>,
    /// The input, for the focus.
    pub node: NodeRef,
    /// The list that it adds to: Escape leads to its last row.
    pub list: NodeRef,
    /// What the list is called by: Escape leads there while there are no rows.
    pub heading: NodeRef,
}

/// One line that stays focused after each Enter, with its name in it. Several lines pasted at once become as many things.
#[component]
pub fn AddField(props: &AddFieldProps) -> Html {
    let AddFieldProps { name, room, draft, add, node, list, heading } = props;
    let (begun, keep) = use_draft(*room, draft);
    // On narrow screens the field goes with its section, and the words must not.
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
            // What was typed stays. Outside of the field single keys work.
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

/// Lines pasted between what stands before and after the caret: the first goes on with what was typed, unless it has a
/// bullet and so is a thing of its own.
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
