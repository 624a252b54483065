//! What the dialogs of an open room are drawn with, and what stands in its menu.

use std::rc::Rc;

use alongside_room::{BinnedThing, ItemId, SessionId, ThingChanged};
use alongside_wire::RoomId;
use yew::prelude::*;

use crate::{
    browser::{prefs::Prefs, sound::Bell},
    open_room::{menus::Menus, store::Room},
    strings::Key,
};

pub use crate::open_room::room_dialog::RoomDialog;

/// Draws what is in a dialog.
pub type DrawDialog = fn(&DialogContext) -> Html;

/// What stands in the menu.
pub enum MenuEntry {
    /// Leads to a dialog, where it is shown at all, with the key that opens it, too.
    Dialog { dialog: &'static RoomDialog, key: Option<&'static str>, danger: bool, is_shown: fn(&Room) -> bool },
    /// Does something, and the menu closes.
    Act { words: Key, act: fn(&DialogContext) },
    /// Draws itself.
    Drawn(fn(&DialogContext) -> Html),
    /// A line between two groups.
    Separator,
}

impl MenuEntry {
    /// Leads to a dialog.
    pub const fn to(dialog: &'static RoomDialog) -> Self {
        Self::Dialog { dialog, key: None, danger: false, is_shown: |_| true }
    }

    /// Leads to a dialog that this key opens, too.
    pub const fn to_by(dialog: &'static RoomDialog, key: &'static str) -> Self {
        Self::Dialog { dialog, key: Some(key), danger: false, is_shown: |_| true }
    }

    /// Leads to a dialog, in rooms of which this is true.
    pub const fn to_if(dialog: &'static RoomDialog, is_shown: fn(&Room) -> bool) -> Self {
        Self::Dialog { dialog, key: None, danger: false, is_shown }
    }

    /// Leads to a dialog in which something is lost.
    pub const fn to_danger(dialog: &'static RoomDialog) -> Self {
        Self::Dialog { dialog, key: None, danger: true, is_shown: |_| true }
    }
}

/// A concept of the engagement in the section "More": one button as long as it is only offered, a region once the pair uses it. The
/// whole of it is in a dialog, which the commands find in any case.
pub struct MoreEntry {
    pub dialog: &'static RoomDialog,
    /// Whether a button names it before it is used.
    pub is_offered: fn(&Room) -> bool,
    /// What the region says in a line or two; `None` as long as the pair does not use it.
    pub summary: fn(&Room) -> Option<Html>,
}

/// Leads from an open dialog to another one, or out.
pub type Go = Callback<Option<&'static RoomDialog>>;

/// What the content of a dialog is drawn with.
#[derive(Clone)]
pub struct DialogContext {
    pub room: Room,
    /// The session that was open when the dialog was opened.
    pub opened_in: SessionId,
    /// The clock shall have a window of its own; called when that was heard.
    pub pops_out: Option<Callback<()>>,
    pub prefs: Prefs,
    pub bell: Bell,
    /// Leads to another dialog, or out.
    pub go: Go,
    /// Draws the content again: a preference changed.
    pub again: UseForceUpdateHandle,
    /// The open point.
    pub open: Option<ItemId>,
    /// Leads to a point of the agenda that was found.
    pub look: Callback<ItemId>,
    /// What changed while this person was away.
    pub since: Rc<[ThingChanged]>,
    /// Leads to a thing.
    pub lead: Callback<BinnedThing>,
    /// The element of the room's screen.
    pub root: NodeRef,
    /// The menus that are on the screen.
    pub menus: Menus,
    /// Does what this key does outside of fields.
    pub press: Callback<&'static str>,
    /// The other rooms of this device.
    pub others: Rc<[OtherRoom]>,
}

/// Another room of this device.
#[derive(Debug, Clone, PartialEq)]
pub struct OtherRoom {
    pub id: RoomId,
    pub name: Rc<str>,
}
