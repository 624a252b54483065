//! When the parcels of an open room are put: by clocks and by the page, never by what was written. `[P 159]`

use std::cell::Cell;

use gloo::timers::callback::{Interval, Timeout};

use crate::browser::{
    clock, entropy,
    page::{PageEvent, PageWatch},
};

/// How long after a room is opened its first parcel goes, in milliseconds: those of the other devices have come by then.
const FIRST_AFTER: u32 = 15_000;
/// How long after a parcel the next one goes, in milliseconds.
const EVERY: u32 = 10 * 60 * 1_000;
/// How long after a parcel none goes because the page is hidden, in milliseconds.
const REST: u64 = 60 * 1_000;

/// The turns of one open room.
pub(super) struct ParcelTurns {
    next: Cell<u64>,
    last: Cell<u64>,
    /// One is to go as soon as the keyring takes it.
    is_due: Cell<bool>,
    _clocks: (Timeout, Interval, PageWatch),
}

impl ParcelTurns {
    /// Begins to count for a room that is being opened. `put` is told when a parcel is to be put unless one was within so many
    /// milliseconds.
    pub(super) fn begin(put: impl Fn(u64) + Clone + 'static) -> Self {
        let (first, later, hidden) = (put.clone(), put.clone(), put);
        let page = PageWatch::new(move |event| {
            if matches!(event, PageEvent::Hidden | PageEvent::Going) {
                hidden(REST);
            }
        });
        // Each page begins at any of the places, so that those of two devices seldom meet.
        let next = entropy::bytes().map_or(0, |[first]| u64::from(first));
        Self {
            next: Cell::new(next),
            last: Cell::new(clock::wall()),
            is_due: Cell::new(false),
            _clocks: (Timeout::new(FIRST_AFTER, move || first(0)), Interval::new(EVERY, move || later(0)), page),
        }
    }

    /// One is to go as soon as the keyring takes it.
    pub(super) fn make_due(&self) {
        self.is_due.set(true);
    }

    /// Whether one is to go as soon as the keyring takes it.
    pub(super) fn is_due(&self) -> bool {
        self.is_due.get()
    }

    /// Has this put the parcel of the next turn, unless one was put within `rest` milliseconds. It answers whether it did.
    pub(super) fn take(&self, rest: u64, put: impl FnOnce(u64) -> bool) {
        let (now, turn) = (clock::wall(), self.next.get());
        if now.saturating_sub(self.last.get()) < rest {
            return;
        }
        // The keyring tells of the parcel at once.
        let was_due = self.is_due.replace(false);
        if put(turn) {
            self.next.set(turn.wrapping_add(1));
            self.last.set(now);
        } else {
            self.is_due.set(was_due);
        }
    }
}
