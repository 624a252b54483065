//! The hand-offs' own module, which is loaded when the first is wanted.

use alongside_room::{LateKind, load_handoffs as read_handoffs};
use yew::prelude::*;

use crate::{
    browser::sheets,
    entrance::{Loading, NotLoaded, Slot, entrance},
    handoffs::{content, of_row::HandedLine, row},
    open_room::{concept_module::use_concept, dialog::DialogContext, store::Room},
    styles,
};

/// What the module draws.
#[derive(Clone, Copy)]
pub struct HandoffDrawn {
    /// The line in a task's row.
    pub line: fn(&HandedLine<'_>) -> Html,
    /// What is in the dialog.
    pub dialog: fn(&DialogContext) -> Html,
}

entrance! {
    module handoffs, loaded by load_handoffs;
    /// The functions that draw hand-offs. Their sheet comes with them.
    fn handoffs() -> Result<HandoffDrawn, NotLoaded> {
        sheets::add(styles::HANDOFFS);
        read_handoffs();
        Ok(HandoffDrawn { line: row::line, dialog: content::content })
    }
}

thread_local! {
    static DRAWN: Slot<HandoffDrawn> = const { Slot::new(None) };
}

/// What the module gives, as soon as it is there: it is loaded once the room uses it or it is wanted.
#[hook]
pub fn use_handoffs(room: &Room, is_wanted: bool) -> Loading<HandoffDrawn> {
    use_concept(room, (LateKind::Handoffs, is_wanted), &DRAWN, load_handoffs, handoffs)
}

/// What the module gives, if it is there.
pub fn drawn() -> Option<HandoffDrawn> {
    DRAWN.get()
}
