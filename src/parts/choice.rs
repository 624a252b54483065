//! A native list of choices.

use yew::prelude::*;

use crate::browser::dom;

/// What [`Choice`] shows.
#[derive(PartialEq, Properties)]
pub struct ChoiceProps {
    /// Its accessible name.
    pub name: AttrValue,
    /// What there is to choose: the value of each, and how it reads.
    pub options: Vec<(AttrValue, AttrValue)>,
    /// The value of the one that stands in the room.
    pub chosen: AttrValue,
    /// It is another now; the event's element has its value.
    pub change: Callback<Event>,
    /// More classes.
    #[prop_or_default]
    pub class: Classes,
    /// Its element, for the focus.
    #[prop_or_default]
    pub node: NodeRef,
    /// Only to be read.
    #[prop_or_default]
    pub disabled: bool,
    /// For its `onkeydown`.
    #[prop_or_default]
    pub keys: Callback<KeyboardEvent>,
}

/// The choice follows the room by the list's own value: in Firefox an option that was chosen or passed over once heeds its
/// `selected` no more.
#[component]
pub fn Choice(props: &ChoiceProps) -> Html {
    let own = use_node_ref();
    let node = if props.node == NodeRef::default() { own } else { props.node.clone() };
    use_effect_with((props.options.clone(), props.chosen.clone()), {
        let node = node.clone();
        move |(_, chosen)| dom::choose(&node, chosen)
    });
    html! {
        <select ref={node} class={props.class.clone()} aria-label={props.name.clone()} disabled={props.disabled} onchange={props.change.clone()} onkeydown={props.keys.clone()}>
            { for props.options.iter().map(|(value, words)| html! { <option value={value.clone()}>{ words.clone() }</option> }) }
        </select>
    }
}
