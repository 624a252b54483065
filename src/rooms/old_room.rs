//! A room that the open one went on from: looked back at until it is gone from the relay.
//!
//! Somebody may have changed the key at the same moment as whom this device followed, and later by the clock: that
//! shows only in the old room. And whoever sees that all have come erases it.

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
    rooms::context::Ground,
};

/// One look back.
pub(super) struct Behind {
    left: OldRoom,
    keys: Keys,
    driver: Driver,
    erased: Cell<bool>,
}

impl Behind {
    /// Begins to look. Nothing of the room is kept on the device, and nobody sits at this copy.
    pub(super) fn begin(ground: &Ground, left: OldRoom, changed: Callback<()>) -> Result<Self, BrowserError> {
        let needs = ground.needs(left.secret.clone(), None, u64::MAX, Rc::new(Memory::refused()), changed)?;
        let keys = left.secret.keys();
        Ok(Self { left, keys, driver: Driver::begin(needs, Kept::default()), erased: Cell::new(false) })
    }

    /// Its public id.
    pub(super) fn room(&self) -> RoomId {
        self.keys.room()
    }

    /// Where it leads by now, seen from the room of this record. To one that this device has left it never leads back:
    /// while a device that was kept is away, several rooms are looked back into, each of which leads to the next.
    pub(super) fn lead(&self, record: &RoomRecord) -> Option<Successor> {
        let Shown { view, facts, .. } = self.driver.shown()?;
        let lead =
            key_rotation::successor(&view, &self.keys, &record.device, &record.known).filter(|_| facts.caught_up)?;
        let to = lead.secret.room_id();
        (to != record.entry.id && !record.is_successor_of(to)).then_some(lead)
    }

    /// Erases it, if it may go as far as the room of `here` shows.
    pub(super) fn erase_if_done(&self, view: &View, here: KeyId, record: &RoomRecord, facts: &Facts) {
        let Some(mine) = self.driver.shown() else { return };
        let now = crate::browser::clock::room_time(facts.offset);
        let safe = facts.caught_up && facts.waiting == 0 && mine.facts.caught_up;
        let reached = mine.facts.connection == Connection::Relay;
        if safe
            && reached
            && key_rotation::may_erase(view, self.keys.id(), here, &record.known, self.left.at, now)
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
