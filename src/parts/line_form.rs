//! A form for a line of text below a row.

use yew::prelude::*;

use crate::{
    browser::dom,
    parts::{form::form, refused::use_refused},
    strings::{Key, t, use_language},
};

/// Properties of [`LineForm`].
#[derive(PartialEq, Properties)]
pub struct LineFormProps {
    /// The name of the field in the room, for its unsaved text.
    pub field: AttrValue,
    pub name: AttrValue,
    /// The initial text.
    #[prop_or_default]
    pub text: AttrValue,
    pub button: Key,
    /// Writes the line.
    pub write: Callback<String>,
    /// The person has finished: the line is written or given up.
    pub done: Callback<()>,
}

/// A field for the line, focused at once with its text selected. Escape and "Cancel" close it.
#[component]
pub fn LineForm(props: &LineFormProps) -> Html {
    use_language();
    let field = use_node_ref();
    let refused = use_refused(&*props.field);
    use_effect_with(field.clone(), {
        let text = refused.stands().map_or(props.text.clone(), |unsaved| unsaved.text.into());
        move |field| {
            dom::set_input_value(field, &text);
            dom::focus(field);
            dom::select_all(field);
        }
    });
    let submit = {
        let (field, write, done, refused) = (field.clone(), props.write.clone(), props.done.clone(), refused.clone());
        Callback::from(move |()| {
            let line = dom::input_value(&field);
            if refused.attempt("", &line, || write.emit(line.clone())) {
                done.emit(());
            }
        })
    };
    let give_up = {
        let (done, refused) = (props.done.clone(), refused.clone());
        Callback::from(move |()| {
            refused.let_go();
            done.emit(());
        })
    };
    let cancel = give_up.reform(|_: MouseEvent| ());
    let keys = Callback::from(move |event: KeyboardEvent| {
        if event.key() == "Escape" && !dom::is_composed(&event) {
            event.stop_propagation();
            give_up.emit(());
        }
    });
    let content = html! {
        <>
            <input ref={field} class="field" dir="auto" aria-label={props.name.clone()} aria-invalid={refused.id().map(|_| "true")} aria-describedby={refused.id()} oninput={refused.typed()} onkeydown={keys} />
            <button type="submit">{ t(props.button) }</button>
            <button type="button" class="quiet" onclick={cancel}>{ t(Key::Cancel) }</button>
            { refused.reason() }
        </>
    };
    form("detail", submit, content)
}
