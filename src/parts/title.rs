//! A title, edited where it stands.

use std::rc::Rc;

use alongside_room::TextField;
use yew::prelude::*;

use crate::{
    browser::dom,
    open_room::tools::use_only_read,
    open_room::{store::RoomAction, texts::SharedTexts},
    parts::shared_text::use_shared_text,
};

/// What [`Title`] shows.
#[derive(PartialEq, Properties)]
pub struct TitleProps {
    /// Which text it is.
    pub field: TextField,
    /// The text.
    pub text: Rc<str>,
    /// Its accessible name.
    pub name: AttrValue,
    /// The texts, ahead of what is drawn.
    pub texts: SharedTexts,
    /// Where acts go.
    pub act: Callback<RoomAction>,
    /// Enter or Escape: the person is done here.
    pub done: Callback<()>,
    /// The person came here.
    #[prop_or_default]
    pub entered: Callback<()>,
}

/// A text area of one logical line that wraps and grows.
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
                aria-multiline="false" enterkeyhint="done" oninput={shared.typed.reform(|_| ())} onkeydown={keys} onpaste={shared.pasted}
                onkeyup={moved.reform(|_| ())} onpointerup={moved.reform(|_| ())} onfocus={focused}
                onblur={shared.left.reform(|_| ())} />
        </span>
    }
}
