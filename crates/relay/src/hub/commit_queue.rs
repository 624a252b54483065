//! What waits for the disk, what is on its way there, and whether the disk takes what is written.

use alongside_wire::{RoomId, SnapshotId, frame::SnapshotHead};

use super::io::SocketId;
use crate::{
    clock::{Day, Now},
    log::{Erasure, NewSnapshot},
};

/// What waits for the disk, and what is on its way there.
pub(super) struct Commits {
    pub(super) under_way: Option<UnderWay>,
    /// Rooms with frames that wait, in the order of their first.
    pub(super) dirty: Vec<RoomId>,
    pub(super) seen: Vec<(RoomId, Day)>,
    pub(super) trims: Vec<(RoomId, SnapshotId)>,
    pub(super) snapshots: Vec<(SocketId, NewSnapshot)>,
    pub(super) erasures: Vec<Erasure>,
    /// The day that was noted, and whether rooms last seen too long before it may be left.
    pub(super) day: Day,
    pub(super) expire: Option<Day>,
    pub(super) health: Health,
    pub(super) disk: u64,
    pub(super) waiting_bytes: u64,
}

/// A batch that was handed out, without its bytes.
pub(super) struct UnderWay {
    pub(super) rooms: Vec<(RoomId, u64)>,
    pub(super) seen: Vec<(RoomId, Day)>,
    pub(super) trims: Vec<(RoomId, SnapshotId)>,
    pub(super) puts: Vec<(SocketId, RoomId, SnapshotHead)>,
    pub(super) erasing: Vec<RoomId>,
    pub(super) expire: Option<Day>,
    pub(super) probe: bool,
}

/// Whether the log takes what is written to it.
pub(super) enum Health {
    Well,
    /// It did not; it is probed at this time.
    Failing {
        probe_at: u64,
    },
}

impl Commits {
    pub(super) fn new(disk: u64) -> Self {
        Self {
            under_way: None,
            dirty: Vec::new(),
            seen: Vec::new(),
            trims: Vec::new(),
            snapshots: Vec::new(),
            erasures: Vec::new(),
            day: Day(0),
            expire: None,
            health: Health::Well,
            disk,
            waiting_bytes: 0,
        }
    }

    pub(super) fn are_well(&self) -> bool {
        matches!(self.health, Health::Well)
    }

    pub(super) fn are_done(&self) -> bool {
        let nothing_waits = self.dirty.is_empty() && self.trims.is_empty() && self.snapshots.is_empty();
        self.under_way.is_none() && nothing_waits && self.erasures.is_empty()
    }

    /// Whether this room's log is about to be trimmed: until then it would be read from the log as it was.
    pub(super) fn are_trimming(&self, room: RoomId) -> bool {
        let under_way = self.under_way.iter().flat_map(|under_way| &under_way.trims);
        self.trims.iter().chain(under_way).any(|(trimming, _)| *trimming == room)
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
    pub(super) fn are_due(&self, now: Now) -> bool {
        if self.under_way.is_some() {
            return false;
        }
        let waiting =
            !self.dirty.is_empty() || !self.seen.is_empty() || !self.trims.is_empty() || !self.snapshots.is_empty();
        match self.health {
            Health::Well => waiting || !self.erasures.is_empty() || self.expire.is_some(),
            Health::Failing { probe_at } => probe_at <= now.mono || !self.erasures.is_empty(),
        }
    }
}
