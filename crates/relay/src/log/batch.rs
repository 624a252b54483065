//! What one commit keeps or deletes, and what became of it.

use alongside_wire::{Nonce, RoomId, Seq, Signature, SnapshotId, frame::SnapshotHead};

use crate::clock::{DayCount, RunDay};

/// Everything that one commit keeps or deletes, in this order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Batch {
    /// Frames, a row for each touched room (more where one grew long).
    pub rows: Vec<FrameRow>,
    /// Rooms that somebody was in.
    pub activity: Vec<Activity>,
    /// Rooms to trim, if this is still their snapshot.
    pub trims: Vec<(RoomId, SnapshotId)>,
    /// Snapshots to put.
    pub snapshots: Vec<NewSnapshot>,
    /// Rooms to erase.
    pub erasures: Vec<Erasure>,
    /// Forget up to [`EXPIRE_AT_ONCE`] rooms, and erasures.
    pub expire: Option<Expiry>,
    /// The day that was counted last.
    pub days: Option<DayCount>,
    /// Write a few bytes, to find out whether that works.
    pub probe: bool,
}

impl Batch {
    /// Whether anything in it concerns this room.
    pub(super) fn touches(&self, room: RoomId) -> bool {
        self.rows.iter().any(|row| row.room == room)
            || self.activity.iter().any(|activity| activity.room == room)
            || self.trims.iter().any(|(trimmed, _)| *trimmed == room)
            || self.snapshots.iter().any(|new| new.room == room)
            || self.erasures.iter().any(|erasure| erasure.room == room)
    }
}

/// How many rooms one batch expires at most.
pub const EXPIRE_AT_ONCE: usize = 100;

/// Somebody was in a room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Activity {
    pub room: RoomId,
    pub day: RunDay,
    /// Two page loads were connected to it at once.
    pub shared: bool,
}

/// What is too old to keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expiry {
    /// Rooms that nobody was in since before this day, and erasures from before it.
    pub unused_since: RunDay,
    /// Rooms that nobody was in since before this day and that were never shared and never returned to.
    pub lone_since: RunDay,
}

/// Consecutive frames of one room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameRow {
    /// Whose.
    pub room: RoomId,
    /// The number of the last of them.
    pub last: Seq,
    /// [`Logged`](alongside_wire::frame::Logged) after [`Logged`](alongside_wire::frame::Logged), as postcard writes them.
    pub body: Vec<u8>,
}

/// A snapshot to be put by compare-and-swap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSnapshot {
    /// Whose.
    pub room: RoomId,
    /// The current snapshot it is to replace.
    pub expects: Option<SnapshotId>,
    /// Its name, what it covers, its size.
    pub head: SnapshotHead,
    /// Its bytes, cut as they came.
    pub parts: Vec<Vec<u8>>,
}

/// A room's end, with everything that proves to its members that one of them asked for it. `[P 40]`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    pub room: RoomId,
    /// The authority that was dialled by who erased it.
    pub origin: String,
    /// The challenge of their connection.
    pub nonce: Nonce,
    /// Over `statement::erase` of the three above.
    pub signature: Signature,
    pub day: RunDay,
}

/// What a batch came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// For each of the batch's trims, in order; none where there was nothing to trim.
    pub trims: Vec<Option<Trim>>,
    /// For each of the batch's snapshots, in order.
    pub snapshots: Vec<PutOutcome>,
    /// Bytes the log takes on the disk now.
    pub disk: u64,
    /// How many rooms expired.
    pub expired: usize,
}

/// What is left of a room's log that was trimmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trim {
    /// See [`RoomSummary::trimmed`](super::RoomSummary::trimmed).
    pub trimmed: Seq,
    /// See [`RoomSummary::kept_bytes`](super::RoomSummary::kept_bytes).
    pub kept_bytes: u64,
}

/// What became of a snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PutOutcome {
    /// It is the current one; so many bytes of frames lie after it.
    Stored {
        /// See [`RoomSummary::log_bytes`](super::RoomSummary::log_bytes).
        log_bytes: u64,
        /// See [`RoomSummary::previous`](super::RoomSummary::previous).
        previous: Option<SnapshotHead>,
    },
    /// This one was current, and it is not the one that was expected.
    Conflict {
        /// The current one.
        current: Option<SnapshotHead>,
    },
}
