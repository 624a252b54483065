//! A point that is answered in writing.

use yew::prelude::*;

use crate::{
    browser::dom,
    strings::{Key, t},
};

/// What [`AnswerForm`] shows.
#[derive(PartialEq, Properties)]
pub struct AnswerFormProps {
    /// The field's accessible name.
    pub name: AttrValue,
    /// The person is done here, with this answer or with none.
    pub done: Callback<Option<String>>,
}

/// A field for the answer, focused at once. Escape closes it.
#[component]
pub fn AnswerForm(props: &AnswerFormProps) -> Html {
    let field = use_node_ref();
    use_effect_with(field.clone(), dom::focus);
    let submit = {
        let (field, done) = (field.clone(), props.done.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let text = dom::input_value(&field);
            done.emit((!text.trim().is_empty()).then_some(text));
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
            <button type="submit">{ t(Key::Answer) }</button>
        </form>
    }
}
