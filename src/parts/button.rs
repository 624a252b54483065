//! A button with a word on it.

use yew::prelude::*;

/// A button of this class; of none, if that is empty.
pub fn button(class: &'static str, words: &'static str, press: Callback<MouseEvent>) -> Html {
    html! { <button type="button" {class} onclick={press}>{ words }</button> }
}
