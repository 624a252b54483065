//! A field for a fact that is saved on every key.

use yew::prelude::*;

use crate::browser::dom;

/// What [`Field`] shows.
#[derive(PartialEq, Properties)]
pub struct FieldProps {
    /// Its accessible name.
    pub name: AttrValue,
    /// What stands in the room.
    pub value: AttrValue,
    /// It is this now.
    pub change: Callback<String>,
    /// Shown where it is empty.
    #[prop_or_default]
    pub hint: AttrValue,
    /// The kind of input.
    #[prop_or(AttrValue::Static("text"))]
    pub kind: AttrValue,
    /// More classes.
    #[prop_or_default]
    pub class: Classes,
    /// Enter or Escape.
    #[prop_or_default]
    pub done: Callback<()>,
    /// The input, for the focus.
    #[prop_or_default]
    pub node: NodeRef,
    /// The least number.
    #[prop_or_default]
    pub min: Option<AttrValue>,
    /// The greatest number.
    #[prop_or_default]
    pub max: Option<AttrValue>,
    /// Only to be read.
    #[prop_or_default]
    pub disabled: bool,
    /// What stands there is of no use; the words that say so have this id.
    #[prop_or_default]
    pub problem: Option<AttrValue>,
}

/// The field follows the room except while somebody is in it: a room that trims a value must not take back the space
/// that was just typed. Left, it follows again, so that it never goes on showing what is not in the room.
#[component]
pub fn Field(props: &FieldProps) -> Html {
    let own = use_node_ref();
    let node = if props.node == NodeRef::default() { own } else { props.node.clone() };
    let follow = {
        let (node, value) = (node.clone(), props.value.clone());
        Callback::from(move |()| {
            if dom::input_value(&node) != *value {
                dom::set_input_value(&node, &value);
            }
        })
    };
    use_effect_with(props.value.clone(), {
        let (node, follow) = (node.clone(), follow.clone());
        move |_| {
            if !dom::has_focus(&node) {
                follow.emit(());
            }
        }
    });
    let left = follow.reform(|_: FocusEvent| ());
    let typed = props.change.reform(|event: InputEvent| dom::value(&event));
    let keys = {
        let done = props.done.clone();
        Callback::from(move |event: KeyboardEvent| {
            if matches!(&*event.key(), "Enter" | "Escape") && !dom::is_composed(&event) {
                if event.key() == "Enter" {
                    // Else it would press whatever has the focus next.
                    event.prevent_default();
                }
                done.emit(());
            }
        })
    };
    html! {
        <input ref={node} class={classes!("field", props.class.clone())} type={props.kind.clone()} dir={(*props.kind == *"text").then_some("auto")}
            aria-label={props.name.clone()} placeholder={props.hint.clone()} min={props.min.clone()} max={props.max.clone()}
            autocomplete="off" disabled={props.disabled} aria-invalid={props.problem.is_some().then_some("true")} aria-describedby={props.problem.clone()} oninput={typed} onkeydown={keys} onblur={left} />
    }
}
