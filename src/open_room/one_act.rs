//! Several edits that a person makes in one act: they are undone and redone at once.

use std::cell::Cell;

use alongside_room::{Edit, Refused};

use crate::open_room::store::{Room, RoomAction};

/// An act of the person at this device, edit by edit. Nothing else may be edited here while it goes on.
pub struct OneAct<'a> {
    pub room: &'a Room,
    is_begun: Cell<bool>,
}

impl<'a> OneAct<'a> {
    /// An act that has no edit yet.
    pub fn new(room: &'a Room) -> Self {
        Self { room, is_begun: Cell::new(false) }
    }

    /// An act that goes on with the edit made last.
    pub fn going_on(room: &'a Room) -> Self {
        Self { room, is_begun: Cell::new(true) }
    }

    /// Does this edit as a part of the act; returns why it was refused, if it was.
    pub fn edit(&self, edit: impl Into<Edit>) -> Option<Refused> {
        let edit = edit.into();
        let edit = if self.is_begun.get() { edit.also() } else { edit };
        let refused = self.room.unsaved.refusal_of(|| self.room.act.emit(RoomAction::Edit(edit)));
        if refused.is_none() {
            self.is_begun.set(true);
        }
        refused
    }
}
