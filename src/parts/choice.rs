//! A native list of choices.

use yew::prelude::*;

use crate::{
    browser::dom,
    parts::{
        field::use_node,
        refused::{use_unsaved, was_refused},
    },
};

/// Properties of [`Choice`].
#[derive(PartialEq, Properties)]
pub struct ChoiceProps {
    pub name: AttrValue,
    /// The options: the value and the text of each.
    pub options: Vec<(AttrValue, AttrValue)>,
    /// The value that the room has.
    pub chosen: AttrValue,
    /// Another option was chosen; the event's element has its value.
    pub change: Callback<Event>,
    /// Additional classes.
    #[prop_or_default]
    pub class: Classes,
    /// The element, for the focus.
    #[prop_or_default]
    pub node: NodeRef,
    #[prop_or_default]
    pub disabled: bool,
    /// For `onkeydown`.
    #[prop_or_default]
    pub keys: Callback<KeyboardEvent>,
}

/// The selected option is set by the list's value: Firefox ignores an option's `selected` attribute once a person has
/// used the list.
#[component]
pub fn Choice(props: &ChoiceProps) -> Html {
    let node = use_node(&props.node);
    use_effect_with((props.options.clone(), props.chosen.clone()), {
        let node = node.clone();
        move |(_, chosen)| dom::choose(&node, chosen)
    });
    let unsaved = use_unsaved();
    let change = {
        let (node, chosen, change) = (node.clone(), props.chosen.clone(), props.change.clone());
        Callback::from(move |event: Event| {
            if was_refused(&unsaved, || change.emit(event)) {
                dom::choose(&node, &chosen);
            }
        })
    };
    html! {
        <select ref={node} class={props.class.clone()} aria-label={props.name.clone()} disabled={props.disabled} onchange={change} onkeydown={props.keys.clone()}>
            { for props.options.iter().map(|(value, words)| html! { <option value={value.clone()}>{ words.clone() }</option> }) }
        </select>
    }
}
