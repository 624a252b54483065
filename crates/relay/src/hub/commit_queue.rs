//! The queue for the disk: what is to be written, what is being written, and whether writing works.

use std::collections::VecDeque;

use alongside_wire::{
    Claimant, MailboxId, RoomId, SnapshotId,
    frame::{ErrorCode, SnapshotHead},
};

use super::io::SocketId;
use crate::{
    clock::{DayCount, Now},
    log::{Activity, Erasure, Expiry, InvitationWrite, NewSnapshot},
};

/// What is to be written, and what is being written.
pub(super) struct CommitQueue {
    pub(super) in_flight: Option<CommitInFlight>,
    /// Rooms with queued frames, in the order of each room's first frame.
    pub(super) dirty: Vec<RoomId>,
    pub(super) activity: Vec<Activity>,
    pub(super) trims: Vec<(RoomId, SnapshotId)>,
    /// Each is written in a transaction of its own, so that one that fails takes no frames with it.
    pub(super) snapshots: VecDeque<(SocketId, NewSnapshot)>,
    /// Whether a snapshot is next: snapshots and everything else alternate.
    pub(super) snapshot_is_next: bool,
    pub(super) erasures: Vec<Erasure>,
    /// What is wanted of invitations, and who is to be answered.
    pub(super) invitations: Vec<(SocketId, InvitationWrite)>,
    pub(super) expire: Option<Expiry>,
    pub(super) days: Option<DayCount>,
    /// Rooms of a batch that met damage, each to be written in a batch of its own, so that only the damaged room
    /// fails.
    pub(super) alone: VecDeque<RoomWrites>,
    pub(super) health: DiskHealth,
    pub(super) disk: u64,
    pub(super) queued_bytes: u64,
}

/// Everything but frames that is to be written for one room.
pub(super) struct RoomWrites {
    pub(super) room: RoomId,
    pub(super) activity: Option<Activity>,
    pub(super) trim: Option<SnapshotId>,
    pub(super) erasure: Option<Erasure>,
}

/// What a batch that is being written contains, without its bytes.
#[derive(Default)]
pub(super) struct CommitInFlight {
    pub(super) rooms: Vec<(RoomId, u64)>,
    pub(super) activity: Vec<Activity>,
    pub(super) trims: Vec<(RoomId, SnapshotId)>,
    pub(super) put: Option<(SocketId, RoomId, SnapshotHead)>,
    pub(super) erasures: Vec<Erasure>,
    pub(super) invitations: Vec<(SocketId, MailboxId, Option<Claimant>)>,
    pub(super) expire: Option<Expiry>,
    /// Whether it holds one room only, after a batch of several met damage.
    pub(super) alone: bool,
    pub(super) probe: bool,
}

/// Whether writing to the log works.
pub(super) enum DiskHealth {
    Well,
    /// Writing failed for this reason; a probe is written at `probe_at`.
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
            invitations: Vec::new(),
            expire: None,
            days: None,
            alone: VecDeque::new(),
            health: DiskHealth::Well,
            disk,
            queued_bytes: 0,
        }
    }

    pub(super) fn disk_is_healthy(&self) -> bool {
        self.disk_failure().is_none()
    }

    /// The error code for pushes while writing fails.
    pub(super) fn disk_failure(&self) -> Option<ErrorCode> {
        match self.health {
            DiskHealth::Well => None,
            DiskHealth::Failing { cause, .. } => Some(cause),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.in_flight.is_none()
            && self.dirty.is_empty()
            && self.trims.is_empty()
            && self.snapshots.is_empty()
            && self.erasures.is_empty()
            && self.invitations.is_empty()
            && self.alone.is_empty()
    }

    /// Whether this room's log is about to be trimmed: to read the room now would give the log before that.
    pub(super) fn is_trimming(&self, room: RoomId) -> bool {
        let in_flight = self.in_flight.iter().flat_map(|in_flight| &in_flight.trims);
        let alone = self.alone.iter().any(|writes| writes.room == room && writes.trim.is_some());
        alone || self.trims.iter().chain(in_flight).any(|(trimming, _)| *trimming == room)
    }

    /// Notes that a frame is queued in this room; `first` if no other of the room was queued.
    pub(super) fn enqueue(&mut self, room: RoomId, first: bool, bytes: u64) {
        self.queued_bytes += bytes;
        if first {
            self.dirty.push(room);
        }
    }

    /// Whether there is a reason to write now.
    pub(super) fn is_due(&self, now: Now) -> bool {
        if self.in_flight.is_some() {
            return false;
        }
        let waiting = !self.is_empty() || !self.activity.is_empty();
        match self.health {
            DiskHealth::Well => waiting || self.expire.is_some() || self.days.is_some(),
            DiskHealth::Failing { probe_at, .. } => probe_at <= now.mono || !self.erasures.is_empty(),
        }
    }
}
