//! What waits for the disk, what is on its way there, and whether the disk takes what is written.

use alongside_wire::{RoomId, SnapshotId, frame::SnapshotHead};

use super::io::SocketId;
use crate::{
    clock::{Day, Now},
    log::{Erasure, NewSnapshot},
};

/// What waits for the disk, and what is on its way there.
pub(super) struct CommitQueue {
    pub(super) in_flight: Option<CommitInFlight>,
    /// Rooms with frames that wait, in the order of their first.
    pub(super) dirty: Vec<RoomId>,
    pub(super) seen: Vec<(RoomId, Day)>,
    pub(super) trims: Vec<(RoomId, SnapshotId)>,
    pub(super) snapshots: Vec<(SocketId, NewSnapshot)>,
    pub(super) erasures: Vec<Erasure>,
    /// The day that was noted, and whether rooms last seen too long before it may be left.
    pub(super) day: Day,
    pub(super) expire: Option<Day>,
    pub(super) health: DiskHealth,
    pub(super) disk: u64,
    pub(super) waiting_bytes: u64,
}

/// A batch that was handed out, without its bytes.
pub(super) struct CommitInFlight {
    pub(super) rooms: Vec<(RoomId, u64)>,
    pub(super) seen: Vec<(RoomId, Day)>,
    pub(super) trims: Vec<(RoomId, SnapshotId)>,
    pub(super) puts: Vec<(SocketId, RoomId, SnapshotHead)>,
    pub(super) erasing: Vec<RoomId>,
    pub(super) expire: Option<Day>,
    pub(super) probe: bool,
}

/// Whether the log takes what is written to it.
pub(super) enum DiskHealth {
    Well,
    /// It did not; it is probed at this time.
    Failing {
        probe_at: u64,
    },
}

impl CommitQueue {
    pub(super) fn new(disk: u64) -> Self {
        Self {
            in_flight: None,
            dirty: Vec::new(),
            seen: Vec::new(),
            trims: Vec::new(),
            snapshots: Vec::new(),
            erasures: Vec::new(),
            day: Day(0),
            expire: None,
            health: DiskHealth::Well,
            disk,
            waiting_bytes: 0,
        }
    }

    pub(super) fn disk_is_healthy(&self) -> bool {
        matches!(self.health, DiskHealth::Well)
    }

    pub(super) fn nothing_waits(&self) -> bool {
        let nothing_waits = self.dirty.is_empty() && self.trims.is_empty() && self.snapshots.is_empty();
        self.in_flight.is_none() && nothing_waits && self.erasures.is_empty()
    }

    /// Whether this room's log is about to be trimmed: until then it would be read from the log as it was.
    pub(super) fn is_trimming(&self, room: RoomId) -> bool {
        let in_flight = self.in_flight.iter().flat_map(|in_flight| &in_flight.trims);
        self.trims.iter().chain(in_flight).any(|(trimming, _)| *trimming == room)
    }

    pub(super) fn disk(&self) -> u64 {
        self.disk
    }

    pub(super) fn waiting_bytes(&self) -> u64 {
        self.waiting_bytes
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
        let waiting =
            !self.dirty.is_empty() || !self.seen.is_empty() || !self.trims.is_empty() || !self.snapshots.is_empty();
        match self.health {
            DiskHealth::Well => waiting || !self.erasures.is_empty() || self.expire.is_some(),
            DiskHealth::Failing { probe_at } => probe_at <= now.mono || !self.erasures.is_empty(),
        }
    }
}
