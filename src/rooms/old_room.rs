//! An old room that the open room is the successor of: watched until it is gone from the relay.
//!
//! Two members may rotate the key at one moment. The later rotation by the clock counts, and shows only in the old room: so
//! a device that followed the earlier one finds the right successor there. And whoever sees that all devices have followed
//! erases the old room.

use std::{cell::Cell, rc::Rc};

use alongside_peer::{
    Input,
    facts::{Connection, Facts, Trouble},
    io::Kept,
    key::Keys,
    key_rotation::{self, Successor},
};
use alongside_room::{KeyId, View};
use alongside_wire::RoomId;
use yew::Callback;

use crate::{
    browser::{
        BrowserError,
        storage::{Memory, OldRoom, RoomRecord},
    },
    open_room::driver::{Driver, Shown},
    rooms::context::RoomsContext,
};

/// An old room, read beside the open one.
pub(super) struct OldRoomWatch {
    old: OldRoom,
    keys: Keys,
    driver: Driver,
    erased: Cell<bool>,
}

impl OldRoomWatch {
    /// Begins to read it. Nothing of the room is kept on the device, and this replica has no member.
    pub(super) fn begin(context: &RoomsContext, old: OldRoom, changed: Callback<()>) -> Result<Self, BrowserError> {
        let dependencies =
            context.dependencies(old.secret.clone(), None, u64::MAX, Rc::new(Memory::refused()), changed)?;
        let keys = old.secret.keys();
        Ok(Self { old, keys, driver: Driver::begin(dependencies, Kept::default()), erased: Cell::new(false) })
    }

    /// Its public id.
    pub(super) fn room(&self) -> RoomId {
        self.keys.room()
    }

    /// Its successor by now, if that is neither the room of this record nor an old room of it: while a device that was kept
    /// is away, several old rooms are watched, each of which has the next as its successor.
    pub(super) fn successor(&self, record: &RoomRecord) -> Option<Successor> {
        let Shown { view, facts, .. } = self.driver.shown()?;
        let successor =
            key_rotation::successor(&view, &self.keys, &record.device, &record.known).filter(|_| facts.caught_up)?;
        let to = successor.secret.room_id();
        (to != record.entry.id && !record.is_successor_of(to)).then_some(successor)
    }

    /// Erases it at the relay, if the open room, which has the key `here`, shows that every device has followed.
    pub(super) fn erase_if_done(&self, view: &View, here: KeyId, record: &RoomRecord, facts: &Facts) {
        let Some(mine) = self.driver.shown() else { return };
        let now = crate::browser::clock::room_time(facts.offset);
        let safe = facts.caught_up && facts.waiting == 0 && mine.facts.caught_up;
        let reached = mine.facts.connection == Connection::Relay;
        if safe
            && reached
            && key_rotation::may_erase(view, self.keys.id(), here, &record.known, self.old.at, now)
            && !self.erased.replace(true)
        {
            self.driver.take(Input::Erase);
        }
    }

    /// It is gone from the relay.
    pub(super) fn is_gone(&self) -> bool {
        self.driver.shown().is_some_and(|shown| shown.facts.trouble == Some(Trouble::Erased))
    }
}
