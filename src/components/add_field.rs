//! The field at the end of a list where things are added.

use yew::prelude::*;

use super::icon::{Glyph, icon};
use crate::{
    browser::dom,
    paste::{self, Line},
};

/// One line that stays focused after each Enter, with its name in it. Several lines pasted at once become as many things;
/// `add` never gets none.
pub fn add_field(name: &'static str, add: &Callback<Vec<Line>>, node: &NodeRef) -> Html {
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
                { icon(Glyph::Plus) }
                <input ref={node.clone()} data-add="" dir="auto" placeholder={name} aria-label={name}
                    enterkeyhint="done" onpaste={pasted} onkeydown={keys} />
            </label>
        </form>
    }
}
