//! A line that is written below a row.

use yew::prelude::*;

use crate::{
    browser::dom,
    strings::{Key, t},
};

/// What [`LineForm`] shows.
#[derive(PartialEq, Properties)]
pub struct LineFormProps {
    /// The field's accessible name.
    pub name: AttrValue,
    /// What stands there at first.
    #[prop_or_default]
    pub text: AttrValue,
    /// What the button says.
    pub button: Key,
    /// The person is done here, with this line or with none.
    pub done: Callback<Option<String>>,
}

/// A field for the line, focused at once, its words selected. Escape closes it.
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
