//! The languages to choose from: in the menu of a room, and outside of one.

use yew::prelude::*;

use crate::{
    browser::language,
    strings::{self, Key, LANGUAGES, t},
};

/// Every language, by its own name.
pub fn languages() -> Html {
    let option = |(tag, name): &(&'static str, &'static str)| {
        let tag = *tag;
        let dir = if language::is_mirrored(tag) { "rtl" } else { "ltr" };
        let choose = move |_: Event| language::choose(tag);
        html! {
            <label key={tag} class="check" translate="no">
                <input type="radio" name="language" checked={tag == strings::language()} onchange={choose} />
                <span lang={tag} {dir}>{ *name }</span>
            </label>
        }
    };
    html! { <div class="part" role="radiogroup" aria-label={t(Key::Language)}>{ for LANGUAGES.iter().map(option) }</div> }
}
