//! The choice of the language that the widget speaks.

use yew::prelude::*;

use crate::{
    browser::language,
    open_room::dialog::{DialogContext, RoomDialog},
    strings::{self, Key, LANGUAGES, t},
};

/// The dialog of the languages.
pub static LANGUAGE: RoomDialog = RoomDialog { name: Key::Language };

/// Every language, by its own name.
pub fn choice(_: &DialogContext) -> Html {
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
    html! {
        <>
            <div class="part" role="radiogroup" aria-label={t(Key::Language)}>{ for LANGUAGES.iter().map(option) }</div>
            <p>{ t(Key::LanguageHint) }</p>
        </>
    }
}
