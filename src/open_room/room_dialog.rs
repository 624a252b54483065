//! A dialog of an open room, as a value: a concept defines its own as constants, and whoever holds one can open it. What
//! draws it is listed in `concepts.rs`, apart from the dialog: it is loaded later than the screen that opens the dialog.

use crate::strings::Key;

/// A dialog of an open room. Two are the same when they have the same name.
#[derive(Debug)]
pub struct RoomDialog {
    /// Its accessible name and heading.
    pub name: Key,
}

impl PartialEq for RoomDialog {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}
