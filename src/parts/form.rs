//! Fields with one action: Enter in a field, or the button of the type `submit`.
//!
//! The form is never submitted: a frame whose `sandbox` lacks `allow-forms` would not even report it.

use yew::prelude::*;

use crate::browser::dom;

/// A form of this class. The action is not called while the browser finds fault with a field, which it then says beside that.
pub fn form(class: &'static str, act: Callback<()>, content: Html) -> Html {
    let enter = {
        let act = act.clone();
        Callback::from(move |event: KeyboardEvent| {
            if dom::enters(&event) {
                event.prevent_default();
                if !event.repeat() && dom::is_valid(&event) {
                    act.emit(());
                }
            }
        })
    };
    let press = {
        let act = act.clone();
        Callback::from(move |event: MouseEvent| {
            if dom::submits(&event) {
                event.prevent_default();
                if dom::is_valid(&event) {
                    act.emit(());
                }
            }
        })
    };
    // By the keyboard of a phone, if that sends no key.
    let submit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        act.emit(());
    });
    html! { <form {class} onkeydown={enter} onclick={press} onsubmit={submit} autocomplete="off">{ content }</form> }
}
