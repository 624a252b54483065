//! A field for a day or a time of day. Browsers report every letter of one as a whole date (2027 passes the years 2, 20 and 202),
//! so it is saved when the typing rests, or the field is left.

use std::{cell::RefCell, rc::Rc};

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use crate::{
    browser::dom,
    calendar::{self, Entered},
    parts::{
        field::{use_following, use_node, use_steady},
        refused::{RefusedText, use_refused},
    },
    strings::{Key, t, use_language},
};

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
    use_language();
    let node = use_node(&props.node);
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
    use_following(&node, (props.value.clone(), refused.id()), &follow);
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
                typed.rest = Some(at_rest(&save));
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
        let (keys, typed) = (props.keys.clone(), typed.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" && !dom::is_composed(&event) {
                save.emit(true);
            } else if let Some(rest) = &mut typed.borrow_mut().rest {
                // Not every key is an input: Firefox reports a year when all of it was typed.
                *rest = at_rest(&save);
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

/// Saves when the typing has rested from now on.
fn at_rest(save: &Callback<bool>) -> Timeout {
    let save = save.clone();
    Timeout::new(REST, move || save.emit(false))
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
