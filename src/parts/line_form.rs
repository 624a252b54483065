//! A form for a line of text below a row.

use yew::prelude::*;

use crate::{
    browser::dom,
    strings::{Key, t},
};

/// Properties of [`LineForm`].
#[derive(PartialEq, Properties)]
pub struct LineFormProps {
    pub name: AttrValue,
    /// The initial text.
    #[prop_or_default]
    pub text: AttrValue,
    pub button: Key,
    /// The person has finished, with this line or without one.
    pub done: Callback<Option<String>>,
}

/// A field for the line, focused at once with its text selected. Escape closes it.
#[component]
pub fn LineForm(props: &LineFormProps) -> Html {
    let field = use_node_ref();
    use_effect_with(field.clone(), {
        let text = props.text.clone();
        move |field| {
            dom::set_input_value(field, &text);
            dom::focus(field);
            dom::select_all(field);
        }
    });
    let submit = {
        let (field, done) = (field.clone(), props.done.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            done.emit(Some(dom::input_value(&field)));
        })
    };
    let keys = {
        let done = props.done.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && !dom::is_composed(&event) {
                event.stop_propagation();
                done.emit(None);
            }
        })
    };
    html! {
        <form class="detail" onsubmit={submit} autocomplete="off">
            <input ref={field} class="field" dir="auto" aria-label={props.name.clone()} onkeydown={keys} />
            <button type="submit">{ t(props.button) }</button>
        </form>
    }
}
