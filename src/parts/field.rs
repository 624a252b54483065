//! A field for a fact that is saved on every key.

use yew::prelude::*;

use crate::{
    browser::dom,
    parts::refused::use_refused,
    strings::{Key, fill, use_language},
};

/// What [`Field`] shows.
#[derive(PartialEq, Properties)]
pub struct FieldProps {
    /// What it is called in the room, whatever its accessible name is; empty where it is not of the room.
    pub field: AttrValue,
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
/// that was just typed. Left, it follows again, so that it never goes on showing what is not in the room; but what the room
/// did not take stays, marked, until it is changed or emptied.
#[component]
pub fn Field(props: &FieldProps) -> Html {
    use_language();
    let node = use_node(&props.node);
    let refused = use_refused(&*props.field);
    let follow = {
        let (node, value, refused) = (node.clone(), props.value.clone(), refused.clone());
        Callback::from(move |()| {
            let text = match refused.stands() {
                Some(unsaved) if !unsaved.text.is_empty() => unsaved.text.into(),
                Some(_) => {
                    refused.let_go();
                    // Letters in a field for a number are no text of its value.
                    dom::set_input_value(&node, "");
                    value.clone()
                }
                None => value.clone(),
            };
            if dom::input_value(&node) != *text {
                dom::set_input_value(&node, &text);
            }
        })
    };
    use_following(&node, (props.value.clone(), refused.id()), &follow);
    let left = follow.reform(|_: FocusEvent| ());
    let typed = {
        let (change, refused) = (props.change.clone(), refused.clone());
        let is_of_room = !props.field.is_empty();
        let (min, max) = (props.min.clone().unwrap_or_default(), props.max.clone().unwrap_or_default());
        Callback::from(move |event: InputEvent| {
            let text = dom::value(&event);
            if is_of_room && dom::is_out_of_range(&event) {
                refused.keep("", &text, &fill(Key::RefusedNumber, &[("min", &min), ("max", &max)]));
            } else {
                refused.attempt("", &text, || change.emit(text.clone()));
            }
        })
    };
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
    let problem = refused.id().or(props.problem.clone());
    html! {
        <>
        <input ref={node} class={classes!("field", props.class.clone())} type={props.kind.clone()} dir={(*props.kind == *"text").then_some("auto")}
            aria-label={props.name.clone()} placeholder={props.hint.clone()} min={props.min.clone()} max={props.max.clone()}
            autocomplete="off" disabled={props.disabled} aria-invalid={problem.is_some().then_some("true")} aria-describedby={problem} oninput={typed} onkeydown={keys} onblur={left} />
        { refused.reason() }
        </>
    }
}

/// The node that a parent gave to reach an element by, or one of the component's own.
#[hook]
pub fn use_node(given: &NodeRef) -> NodeRef {
    let own = use_node_ref();
    if *given == NodeRef::default() { own } else { given.clone() }
}

/// Follows what the room has whenever it changes, except while somebody is in the field.
#[hook]
pub fn use_following<T: PartialEq + 'static>(node: &NodeRef, room_has: T, follow: &Callback<()>) {
    use_effect_with(room_has, {
        let (node, follow) = (node.clone(), follow.clone());
        move |_| {
            if !dom::has_focus(&node) {
                follow.emit(());
            }
        }
    });
}

/// A callback that always stays the same and calls the one that was given last. A component with it is not rendered
/// again just because its parent has made its callbacks anew.
#[hook]
pub fn use_steady<T: 'static>(callback: &Callback<T>) -> Callback<T> {
    let latest = use_mut_ref(|| callback.clone());
    latest.replace(callback.clone());
    use_callback((), move |value: T, ()| {
        let latest = latest.borrow().clone();
        latest.emit(value);
    })
}
