//! What one commit writes or deletes, and its outcome.

use alongside_wire::{Nonce, RoomId, Seq, Signature, SnapshotId, frame::SnapshotHead};

use super::invitations::{InvitationOutcome, InvitationWrite};
use crate::clock::{DayCount, RunDay};

/// Everything that one commit writes or deletes, in this order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Batch {
    /// Frames: one row for each room, or several for a room whose row would be too long.
    pub rows: Vec<FrameRow>,
    /// Rooms that somebody was in.
    pub activity: Vec<Activity>,
    /// Rooms to trim, if this snapshot is still their current one.
    pub trims: Vec<(RoomId, SnapshotId)>,
    /// Snapshots to put.
    pub snapshots: Vec<NewSnapshot>,
    /// What is wanted of invitations, each after the one before it.
    pub invitations: Vec<InvitationWrite>,
    /// Rooms to erase.
    pub erasures: Vec<Erasure>,
    /// Whether to forget rooms (up to [`EXPIRE_AT_ONCE`]) and erasures that are too old.
    pub expire: Option<Expiry>,
    /// The day count after the last count.
    pub days: Option<DayCount>,
    /// Whether to write a few bytes, to find out whether writing works.
    pub probe: bool,
}

impl Batch {
    /// Whether the batch has anything for this room.
    pub(crate) fn touches(&self, room: RoomId) -> bool {
        self.rows.iter().any(|row| row.room == room)
            || self.activity.iter().any(|activity| activity.room == room)
            || self.trims.iter().any(|(trimmed, _)| *trimmed == room)
            || self.snapshots.iter().any(|new| new.room == room)
            || self.erasures.iter().any(|erasure| erasure.room == room)
    }
}

/// The most rooms that one batch expires.
pub const EXPIRE_AT_ONCE: usize = 100;

/// Somebody was in a room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Activity {
    pub room: RoomId,
    pub day: RunDay,
    /// Whether two page loads were connected at once.
    pub shared: bool,
}

/// The days before which rooms and erasures expire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expiry {
    /// Rooms that nobody has been in since this day expire, and erasures from before it.
    pub unused_since: RunDay,
    /// Rooms that nobody has been in since this day expire if they were never shared and nobody ever returned.
    pub lone_since: RunDay,
    /// The day it is: invitations expire by that.
    pub today: RunDay,
}

/// Consecutive frames of one room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameRow {
    pub room: RoomId,
    /// The number of the last frame.
    pub last: Seq,
    /// Encoded [`Logged`](alongside_wire::frame::Logged) frames, one after the other.
    pub body: Vec<u8>,
}

/// A snapshot to be put by compare-and-swap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSnapshot {
    pub room: RoomId,
    /// The current snapshot that it is to replace.
    pub expects: Option<SnapshotId>,
    pub head: SnapshotHead,
    /// Its bytes, in the parts in which they arrived.
    pub parts: Vec<Vec<u8>>,
}

/// The erasure of a room, with the signed statement that proves to its members that one of them asked for it.
/// `[P 40]`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    pub room: RoomId,
    /// The authority that the eraser's client had dialled.
    pub origin: String,
    /// The challenge of the eraser's connection.
    pub nonce: Nonce,
    /// Signs `statement::erase` of the three fields above.
    pub signature: Signature,
    pub day: RunDay,
}

/// The outcome of a batch.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// For each of the batch's trims, in order; `None` where there was nothing to trim.
    pub trims: Vec<Option<Trim>>,
    /// For each of the batch's snapshots, in order.
    pub snapshots: Vec<PutOutcome>,
    /// For each of the batch's invitations, in order.
    pub invitations: Vec<InvitationOutcome>,
    /// Bytes the log takes on the disk now.
    pub disk: u64,
    pub expired: usize,
    /// Rooms of which something was not written, though the rest of the batch was: another relay has taken the room, or
    /// what keeps it did not answer. What was written of them is in the log when they are read again.
    pub lost: Vec<RoomId>,
    /// Rooms whose frames are to be written again with the next batch: what keeps them did not answer yet.
    pub later: Vec<RoomId>,
}

/// What is left of a trimmed log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trim {
    /// See [`RoomSummary::trimmed`](super::RoomSummary::trimmed).
    pub trimmed: Seq,
    /// See [`RoomSummary::kept_bytes`](super::RoomSummary::kept_bytes).
    pub kept_bytes: u64,
}

/// The outcome of putting a snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PutOutcome {
    /// The snapshot is the current one now.
    Stored {
        /// See [`RoomSummary::log_bytes`](super::RoomSummary::log_bytes).
        log_bytes: u64,
        /// See [`RoomSummary::previous`](super::RoomSummary::previous).
        previous: Option<SnapshotHead>,
    },
    /// The current snapshot is another than the expected one.
    Conflict { current: Option<SnapshotHead> },
    /// What keeps the log did not answer: nobody knows which is the current one.
    Away,
}
