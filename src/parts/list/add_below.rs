//! The field between two rows, which Enter in a title opens below its row. What is typed there becomes a row with Enter, and
//! the field is then below that one; or as the field is left.

use yew::prelude::*;

use crate::{
    browser::dom,
    parts::{
        form::form,
        icon::{Glyph, icon},
        list::line_field::{LineTarget, use_line_field},
    },
};

/// Properties of [`AddBelow`].
#[derive(PartialEq, Properties)]
pub struct AddBelowProps {
    pub name: AttrValue,
    pub target: LineTarget,
    /// The field is to go; with `true`, the focus goes back to the row above.
    pub close: Callback<bool>,
}

/// A field for a row below another, focused at once. Empty, it is closed by Enter, Escape and Backspace.
#[component]
pub fn AddBelow(props: &AddBelowProps) -> Html {
    let AddBelowProps { name, target, close } = props;
    let node = use_node_ref();
    let field = use_line_field(&node, "below", target, &Callback::noop());
    use_effect_with(node.clone(), dom::focus);
    let submit = {
        let (node, submit, close) = (node.clone(), field.submit.clone(), close.clone());
        Callback::from(move |()| {
            if dom::input_value(&node).trim().is_empty() {
                close.emit(true);
            } else {
                submit.emit(());
            }
        })
    };
    let keys = {
        let (node, chips, close) = (node.clone(), field.chips.clone(), close.clone());
        Callback::from(move |event: KeyboardEvent| {
            let (before, behind) = dom::around_caret(&node);
            if chips.keys(&event, &before, &behind) || dom::is_composed(&event) {
                return;
            }
            let is_empty = dom::input_value(&node).is_empty();
            if event.key() == "Escape" || event.key() == "Backspace" && is_empty && !event.repeat() {
                event.prevent_default();
                event.stop_propagation();
                dom::set_input_value(&node, "");
                close.emit(true);
            }
        })
    };
    let left = {
        let (node, submit, close) = (node.clone(), field.submit.clone(), close.clone());
        Callback::from(move |_: FocusEvent| {
            // A window that is left keeps its focus.
            if !dom::has_focus(&node) {
                if !dom::input_value(&node).trim().is_empty() {
                    submit.emit(());
                }
                if dom::input_value(&node).is_empty() {
                    close.emit(false);
                }
            }
        })
    };
    let refused = &field.refused;
    let content = html! {
        <>
            <label class="add-line">
                { icon(Glyph::Plus) }
                <input ref={node.clone()} dir="auto" aria-label={name.clone()} aria-invalid={refused.id().map(|_| "true")} aria-describedby={refused.id()}
                    enterkeyhint="done" oninput={field.typed} onpaste={field.pasted} onkeydown={keys} onblur={left} />
            </label>
            { field.chips.view() }
            { refused.reason() }
        </>
    };
    html! { <li class="add-below">{ form("add", submit, content) }</li> }
}
