//! What waits for the disk, what is on its way there, and whether the disk takes what is written.

use std::collections::VecDeque;

use alongside_wire::{
    RoomId, SnapshotId,
    frame::{ErrorCode, SnapshotHead},
};

use super::io::SocketId;
use crate::{
    clock::{DayCount, Now},
    log::{Activity, Erasure, Expiry, NewSnapshot},
};

/// What waits for the disk, and what is on its way there.
pub(super) struct CommitQueue {
    pub(super) in_flight: Option<CommitInFlight>,
    /// Rooms with frames that wait, in the order of their first.
    pub(super) dirty: Vec<RoomId>,
    pub(super) activity: Vec<Activity>,
    pub(super) trims: Vec<(RoomId, SnapshotId)>,
    /// Each is a transaction of its own: one that fails takes no frames with it.
    pub(super) snapshots: VecDeque<(SocketId, NewSnapshot)>,
    /// Snapshots and everything else take turns.
    pub(super) snapshot_is_next: bool,
    pub(super) erasures: Vec<Erasure>,
    pub(super) expire: Option<Expiry>,
    pub(super) days: Option<DayCount>,
    /// Rooms of a batch that met damage, each to be tried in a batch of its own: all but the damaged ones go through.
    pub(super) alone: VecDeque<RoomWrites>,
    pub(super) health: DiskHealth,
    pub(super) disk: u64,
    pub(super) waiting_bytes: u64,
}

/// Everything but frames that a batch would write for one room.
pub(super) struct RoomWrites {
    pub(super) room: RoomId,
    pub(super) activity: Option<Activity>,
    pub(super) trim: Option<SnapshotId>,
    pub(super) erasure: Option<Erasure>,
}

/// A batch that was handed out, without its bytes.
#[derive(Default)]
pub(super) struct CommitInFlight {
    pub(super) rooms: Vec<(RoomId, u64)>,
    pub(super) activity: Vec<Activity>,
    pub(super) trims: Vec<(RoomId, SnapshotId)>,
    pub(super) put: Option<(SocketId, RoomId, SnapshotHead)>,
    pub(super) erasures: Vec<Erasure>,
    pub(super) expire: Option<Expiry>,
    /// It is one room's, after a batch of several met damage.
    pub(super) alone: bool,
    pub(super) probe: bool,
}

/// Whether the log takes what is written to it.
pub(super) enum DiskHealth {
    Well,
    /// It did not, for this reason; it is probed at this time.
    Failing {
        probe_at: u64,
        cause: ErrorCode,
    },
}

impl RoomWrites {
    pub(super) fn none(room: RoomId) -> Self {
        Self { room, activity: None, trim: None, erasure: None }
    }
}

impl CommitQueue {
    pub(super) fn new(disk: u64) -> Self {
        Self {
            in_flight: None,
            dirty: Vec::new(),
            activity: Vec::new(),
            trims: Vec::new(),
            snapshots: VecDeque::new(),
            snapshot_is_next: false,
            erasures: Vec::new(),
            expire: None,
            days: None,
            alone: VecDeque::new(),
            health: DiskHealth::Well,
            disk,
            waiting_bytes: 0,
        }
    }

    pub(super) fn disk_is_healthy(&self) -> bool {
        self.disk_failure().is_none()
    }

    /// What a push is told while the disk takes nothing.
    pub(super) fn disk_failure(&self) -> Option<ErrorCode> {
        match self.health {
            DiskHealth::Well => None,
            DiskHealth::Failing { cause, .. } => Some(cause),
        }
    }

    pub(super) fn nothing_waits(&self) -> bool {
        self.in_flight.is_none()
            && self.dirty.is_empty()
            && self.trims.is_empty()
            && self.snapshots.is_empty()
            && self.erasures.is_empty()
            && self.alone.is_empty()
    }

    /// Whether this room's log is about to be trimmed: until then it would be read from the log as it was.
    pub(super) fn is_trimming(&self, room: RoomId) -> bool {
        let in_flight = self.in_flight.iter().flat_map(|in_flight| &in_flight.trims);
        let alone = self.alone.iter().any(|writes| writes.room == room && writes.trim.is_some());
        alone || self.trims.iter().chain(in_flight).any(|(trimming, _)| *trimming == room)
    }

    /// A frame of so many bytes waits in this room; it may be the room's first that does.
    pub(super) fn wait(&mut self, room: RoomId, first: bool, bytes: u64) {
        self.waiting_bytes += bytes;
        if first {
            self.dirty.push(room);
        }
    }

    /// Whether there is reason to write now.
    pub(super) fn is_due(&self, now: Now) -> bool {
        if self.in_flight.is_some() {
            return false;
        }
        let waiting = !self.nothing_waits() || !self.activity.is_empty();
        match self.health {
            DiskHealth::Well => waiting || self.expire.is_some() || self.days.is_some(),
            DiskHealth::Failing { probe_at, .. } => probe_at <= now.mono || !self.erasures.is_empty(),
        }
    }
}
