//! A quiet bar below the columns, with a message and what can be done about it.

use yew::prelude::*;

use crate::{
    browser::dom,
    parts::icon::{Glyph, icon},
    strings::{Key, t},
};

/// A bar with a warning.
pub fn worry(words: Html) -> Html {
    html! { <div class="bar worry">{ words }</div> }
}

/// A bar that can be dismissed.
pub fn bar(words: Html, dismiss: &Callback<()>) -> Html {
    let dismiss = dismiss.reform(|event: MouseEvent| dom::leave_bar(&event));
    html! {
        <div class="bar">
            { words }
            <button type="button" class="icon-button" aria-label={t(Key::Dismiss)} onclick={dismiss}>{ icon(Glyph::Cross) }</button>
        </div>
    }
}
