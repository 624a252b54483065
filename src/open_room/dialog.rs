//! A dialog of an open room, as a value: a concept defines its own as constants, and whoever holds one can open it. What
//! draws it is listed in `concepts.rs`, apart from the dialog: it is loaded later than the screen that opens the dialog.

use alongside_room::ItemId;
use yew::prelude::*;

use crate::{
    browser::{prefs::Prefs, sound::Bell},
    open_room::store::Room,
    strings::Key,
};

/// A dialog of an open room. Two are the same when they have the same name.
#[derive(Debug)]
pub struct RoomDialog {
    /// Its accessible name and heading.
    pub name: Key,
}

/// Draws what is in a dialog.
pub type DrawDialog = fn(&DialogContext) -> Html;

/// What stands in the menu.
pub enum MenuEntry {
    /// Leads to a dialog, where it is shown at all.
    Dialog { dialog: &'static RoomDialog, danger: bool, is_shown: fn(&Room) -> bool },
    /// Draws itself.
    Drawn(fn(&DialogContext) -> Html),
    /// A line between two groups.
    Separator,
}

impl MenuEntry {
    /// Leads to a dialog.
    pub const fn to(dialog: &'static RoomDialog) -> Self {
        Self::Dialog { dialog, danger: false, is_shown: |_| true }
    }

    /// Leads to a dialog, in rooms of which this is true.
    pub const fn to_if(dialog: &'static RoomDialog, is_shown: fn(&Room) -> bool) -> Self {
        Self::Dialog { dialog, danger: false, is_shown }
    }

    /// Leads to a dialog in which something is lost.
    pub const fn to_danger(dialog: &'static RoomDialog) -> Self {
        Self::Dialog { dialog, danger: true, is_shown: |_| true }
    }
}

/// Leads from an open dialog to another one, or out.
pub type Go = Callback<Option<&'static RoomDialog>>;

/// What the content of a dialog is drawn with.
#[derive(Clone)]
pub struct DialogContext {
    pub room: Room,
    pub prefs: Prefs,
    pub bell: Bell,
    /// Leads to another dialog, or out.
    pub go: Go,
    /// Draws the content again: a preference changed.
    pub again: UseForceUpdateHandle,
    /// Leads to a point of the agenda that was found.
    pub look: Callback<ItemId>,
}

impl PartialEq for RoomDialog {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}
