//! The field at the end of a list that adds things.

use alongside_wire::RoomId;
use yew::prelude::*;

use crate::{
    browser::dom,
    open_room::tools::use_draft,
    parts::{
        form::form,
        icon::{Glyph, icon},
        list::line_field::{LineTarget, use_line_field},
    },
};

/// Properties of [`AddField`].
#[derive(PartialEq, Properties)]
pub struct AddFieldProps {
    pub name: &'static str,
    pub room: RoomId,
    /// The name of the preference that keeps unfinished text.
    pub draft: &'static str,
    pub target: LineTarget,
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
    let AddFieldProps { name, room, draft, target, node, list, heading } = props;
    let (begun, keep) = use_draft(*room, draft);
    let field = use_line_field(node, draft, target, &keep);
    // On narrow screens the field is unmounted with its section, and its text must not be lost.
    use_effect_with((), {
        let (node, chips) = (node.clone(), field.chips.clone());
        move |()| {
            dom::set_input_value(&node, &begun);
            chips.typed(&begun);
        }
    });
    let keys = {
        let (node, list, heading, chips) = (node.clone(), list.clone(), heading.clone(), field.chips.clone());
        Callback::from(move |event: KeyboardEvent| {
            let (before, behind) = dom::around_caret(&node);
            let is_taken = chips.keys(&event, &before, &behind);
            // The text stays. Outside of the field single-key commands work.
            if !is_taken && event.key() == "Escape" && !dom::is_composed(&event) && !dom::focus_last_row(&list) {
                dom::focus(&heading);
            }
        })
    };
    let refused = &field.refused;
    let content = html! {
        <>
            <label class="add-line">
                { icon(Glyph::Plus) }
                <input ref={node.clone()} data-add="" dir="auto" placeholder={*name} aria-label={*name}
                    aria-invalid={refused.id().map(|_| "true")} aria-describedby={refused.id()} enterkeyhint="done" oninput={field.typed} onpaste={field.pasted} onkeydown={keys} />
            </label>
            { field.chips.view() }
            { refused.reason() }
        </>
    };
    form("add", field.submit, content)
}
