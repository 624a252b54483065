//! The field at the end of a list where things are added.

use yew::prelude::*;

use super::icon::{Glyph, Icon};
use crate::{
    browser::dom,
    paste::{self, Line},
};

/// What [`AddField`] shows.
#[derive(PartialEq, Properties)]
pub struct AddFieldProps {
    /// Its name, also shown in it.
    pub name: AttrValue,
    /// These were added, in order; never empty.
    pub add: Callback<Vec<Line>>,
    /// The field itself, for the focus.
    pub node: NodeRef,
}

/// One line that stays focused after each Enter. Several lines pasted at once become as many things.
#[component]
pub fn AddField(props: &AddFieldProps) -> Html {
    let AddFieldProps { name, add, node } = props;
    let submit = {
        let (add, node) = (add.clone(), node.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let lines = paste::lines(&dom::input_value(&node));
            dom::set_input_value(&node, "");
            if !lines.is_empty() {
                add.emit(lines);
            }
        })
    };
    let pasted = {
        let (add, node) = (add.clone(), node.clone());
        Callback::from(move |event: Event| {
            let Some(text) = dom::pasted(&event) else { return };
            if dom::input_value(&node).is_empty() && paste::is_list(&text) {
                event.prevent_default();
                add.emit(paste::lines(&text));
            }
        })
    };
    let keys = {
        let node = node.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && !event.is_composing() {
                dom::set_input_value(&node, "");
            }
        })
    };
    html! {
        <form class="add" onsubmit={submit} autocomplete="off">
            <label class="add-line">
                <Icon glyph={Glyph::Plus} />
                <input ref={node.clone()} data-add="" dir="auto" placeholder={name.clone()} aria-label={name.clone()}
                    enterkeyhint="done" onpaste={pasted} onkeydown={keys} />
            </label>
        </form>
    }
}
