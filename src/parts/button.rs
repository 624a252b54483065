//! A button with text.

use yew::prelude::*;

/// A button of this class; without one if that is empty.
pub fn button(class: &'static str, words: &'static str, press: Callback<MouseEvent>) -> Html {
    html! { <button type="button" {class} onclick={press}>{ words }</button> }
}
