//! A title that is edited in place.

use std::rc::Rc;

use alongside_room::TextField;
use yew::prelude::*;

use crate::{
    browser::dom,
    open_room::tools::use_only_read,
    open_room::{store::RoomAction, texts::SharedTexts},
    parts::shared_text::use_shared_text,
};

/// Properties of [`Title`].
#[derive(PartialEq, Properties)]
pub struct TitleProps {
    pub field: TextField,
    pub text: Rc<str>,
    pub name: AttrValue,
    /// The shared texts, which are ahead of the rendered view.
    pub texts: SharedTexts,
    /// Performs an action.
    pub act: Callback<RoomAction>,
    /// Called on Enter or Escape.
    pub done: Callback<()>,
    /// Called when the title gets the focus.
    #[prop_or_default]
    pub entered: Callback<()>,
}

/// A text area for one line of text, which wraps and grows.
#[component]
pub fn Title(props: &TitleProps) -> Html {
    let only_read = use_only_read();
    let shared = use_shared_text(props.field, props.text.clone(), props.texts.clone(), props.act.clone());
    let keys = {
        let done = props.done.clone();
        Callback::from(move |event: KeyboardEvent| {
            if dom::is_composed(&event) {
                return;
            }
            match &*event.key() {
                "Enter" | "Escape" => {
                    event.prevent_default();
                    event.stop_propagation();
                    done.emit(());
                }
                _ => {}
            }
        })
    };
    let moved = shared.caret_moved.clone();
    let focused = {
        let (moved, entered) = (moved.clone(), props.entered.clone());
        Callback::from(move |_: FocusEvent| {
            moved.emit(());
            entered.emit(());
        })
    };
    html! {
        <span class="grow" data-text={props.text.to_string()}>
            <textarea ref={shared.node} class="title" rows="1" readonly={only_read} dir="auto" spellcheck="true" aria-label={props.name.clone()}
                aria-multiline="false" enterkeyhint="done" aria-invalid={shared.refused.id().map(|_| "true")} aria-describedby={shared.refused.id()} oninput={shared.typed.reform(|_| ())} onkeydown={keys} onpaste={shared.pasted}
                onkeyup={moved.reform(|_| ())} onpointerup={moved.reform(|_| ())} onfocus={focused}
                onblur={shared.left.reform(|_| ())} />
            { shared.refused.reason() }
        </span>
    }
}
