//! The agreement's own module, which is loaded when it is first wanted.

use alongside_room::{LateKind, load_agreement as read_agreement};
use yew::prelude::*;

use crate::{
    agreement::{above, content, now},
    browser::sheets,
    entrance::{Loading, NotLoaded, Slot, entrance},
    open_room::{concept_module::use_concept, room_dialog::RoomDialog, store::Room},
    styles,
};

/// What the module draws.
#[derive(Clone, Copy)]
pub struct DrawnAgreement {
    /// The line above the agenda, with the way to a dialog.
    pub above: fn(&Room, &Callback<&'static RoomDialog>) -> Html,
    /// What is in the dialog.
    pub dialog: fn(&Room) -> Html,
    /// Who agreed, in a line.
    pub standing: fn(&Room) -> Html,
}

entrance! {
    module agreement, loaded by load_agreement;
    /// The functions that draw the agreement. Their sheet comes with them.
    fn agreement() -> Result<DrawnAgreement, NotLoaded> {
        sheets::add(styles::AGREEMENT);
        read_agreement();
        Ok(DrawnAgreement { above: above::above, dialog: content::content, standing: now::in_a_line })
    }
}

thread_local! {
    static DRAWN: Slot<DrawnAgreement> = const { Slot::new(None) };
}

/// What the module gives, as soon as it is there: it is loaded once the room uses it or it is wanted.
#[hook]
pub fn use_agreement(room: &Room, is_wanted: bool) -> Loading<DrawnAgreement> {
    use_concept(room, (LateKind::Agreement, is_wanted), &DRAWN, load_agreement, agreement)
}

/// What the module gives, if it is there.
pub fn drawn() -> Option<DrawnAgreement> {
    DRAWN.get()
}
