//! A field for a fact that is saved on every key; and one for a day or a time of day, of which browsers report every letter as
//! a whole date (2027 passes the years 2, 20 and 202), so it is saved when the typing rests, or the field is left.

use std::{cell::RefCell, rc::Rc};

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use crate::{
    browser::dom,
    calendar::{self, Entered},
    parts::refused::{RefusedText, use_refused},
    strings::{Key, fill, t},
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
    let own = use_node_ref();
    let node = if props.node == NodeRef::default() { own } else { props.node.clone() };
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
    use_effect_with((props.value.clone(), refused.id()), {
        let (node, follow) = (node.clone(), follow.clone());
        move |_| {
            if !dom::has_focus(&node) {
                follow.emit(());
            }
        }
    });
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

/// How long the typing rests before it is saved, in milliseconds.
const REST: u32 = 1_000;

/// Properties of [`DateField`].
#[derive(PartialEq, Properties)]
pub struct DateFieldProps {
    /// Its name in the room, which is independent of the accessible name.
    pub field: AttrValue,
    /// Its accessible name.
    pub name: AttrValue,
    /// A time of day, instead of a day.
    #[prop_or_default]
    pub is_time: bool,
    /// What the room has; empty for nothing.
    pub value: AttrValue,
    /// It is this now; empty for nothing.
    pub change: Callback<String>,
    #[prop_or_default]
    pub class: Classes,
    #[prop_or_default]
    pub node: NodeRef,
    #[prop_or_default]
    pub disabled: bool,
    #[prop_or_default]
    pub keys: Callback<KeyboardEvent>,
}

/// What is typed and not saved yet, and what will save it.
#[derive(Default)]
struct Typed {
    text: Option<String>,
    rest: Option<Timeout>,
}

/// The field shows what the room has, except while somebody is in it.
#[component]
pub fn DateField(props: &DateFieldProps) -> Html {
    let own = use_node_ref();
    let node = if props.node == NodeRef::default() { own } else { props.node.clone() };
    let refused = use_refused(&*props.field);
    let typed = use_mut_ref(Typed::default);
    let save = use_save(props, &node, &typed, &refused);
    let follow = {
        let (node, value, refused) = (node.clone(), props.value.clone(), refused.clone());
        use_steady(&Callback::from(move |()| {
            let text = refused.stands().map_or_else(|| value.to_string(), |unsaved| unsaved.text);
            if dom::input_value(&node) != text {
                dom::set_input_value(&node, &text);
            }
        }))
    };
    use_effect_with((props.value.clone(), refused.id()), {
        let (node, follow) = (node.clone(), follow.clone());
        move |_| {
            if !dom::has_focus(&node) {
                follow.emit(());
            }
        }
    });
    use_effect_with((), {
        let (save, follow) = (save.clone(), follow.clone());
        move |()| {
            // Also where the focus came before.
            follow.emit(());
            move || save.emit(true)
        }
    });
    let typing = {
        let (save, typed) = (save.clone(), typed.clone());
        Callback::from(move |event: InputEvent| {
            let mut typed = typed.borrow_mut();
            *typed = Typed::default();
            // Half a date is no empty one.
            if !dom::is_incomplete(&event) {
                typed.text = Some(dom::value(&event));
                let save = save.clone();
                typed.rest = Some(Timeout::new(REST, move || save.emit(false)));
            }
        })
    };
    let left = {
        let (save, follow, typed) = (save.clone(), follow.clone(), typed.clone());
        Callback::from(move |_: FocusEvent| {
            let is_typed = typed.borrow().text.is_some();
            save.emit(true);
            // What was just saved comes with the next view.
            if !is_typed {
                follow.emit(());
            }
        })
    };
    let keys = {
        let keys = props.keys.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" && !dom::is_composed(&event) {
                save.emit(true);
            }
            keys.emit(event);
        })
    };
    let (kind, first, last) =
        if props.is_time { ("time", None, None) } else { ("date", Some(calendar::FIRST), Some(calendar::LAST)) };
    html! {
        <>
            <input ref={node} type={kind} class={props.class.clone()} aria-label={props.name.clone()} min={first} max={last}
                disabled={props.disabled} aria-invalid={refused.id().is_some().then_some("true")} aria-describedby={refused.id()}
                oninput={typing} onkeydown={keys} onblur={left} />
            { refused.reason() }
        </>
    }
}

/// What saves what is typed: as the typing rests, or as the field is left.
#[hook]
fn use_save(
    props: &DateFieldProps,
    node: &NodeRef,
    typed: &Rc<RefCell<Typed>>,
    refused: &RefusedText,
) -> Callback<bool> {
    let (typed, refused, is_time, node) = (typed.clone(), refused.clone(), props.is_time, node.clone());
    let (value, change) = (props.value.clone(), props.change.clone());
    use_steady(&Callback::from(move |is_left: bool| {
        let Some(text) = typed.borrow_mut().text.take() else { return };
        let entered = if is_time { Entered::Date(text.clone()) } else { calendar::entered(&text, is_left) };
        if let (Entered::Date(date), true) = (&entered, is_left) {
            dom::set_input_value(&node, date);
        }
        match entered {
            Entered::Date(date) if date == *value => refused.let_go(),
            Entered::Date(date) => drop(refused.attempt("", &date, || change.emit(date.clone()))),
            Entered::Unfinished => typed.borrow_mut().text = Some(text),
            Entered::NoYear => refused.keep("", &text, t(Key::NoYear)),
        }
    }))
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
