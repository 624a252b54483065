//! The choice of the language that the widget speaks.

use yew::prelude::*;

use crate::{
    open_room::dialog::{DialogContext, RoomDialog},
    parts::languages::languages,
    strings::{Key, t},
};

/// The dialog of the languages.
pub static LANGUAGE: RoomDialog = RoomDialog { name: Key::Language };

/// Every language, and whom the choice is for.
pub fn choice(_: &DialogContext) -> Html {
    html! {
        <>
            { languages() }
            <p>{ t(Key::LanguageHint) }</p>
        </>
    }
}
