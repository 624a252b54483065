//! What the hub knows of one room, and forgets as soon as nobody needs it.

use std::collections::HashMap;

use alongside_wire::{
    Counter, FromRelay, ReplicaId, Seq,
    frame::{Deliver, Logged, Push, SnapshotHead},
};
use bytes::Bytes;

use super::io::SocketId;
use crate::{
    clock::Day,
    log::{Pushed, RoomSummary},
};

pub(super) enum Room {
    /// Being read from the log, for these sockets.
    Reading(Vec<SocketId>),
    /// In use.
    Open(Box<Open>),
}

pub(super) struct Open {
    pub(super) members: Vec<(SocketId, ReplicaId)>,
    pub(super) durable: Seq,
    /// The last number given, durable or not.
    pub(super) last: Seq,
    pub(super) trimmed: Seq,
    /// Bytes of frames after the snapshot, durable or not.
    pub(super) log_bytes: u64,
    /// Bytes of all its frames, durable or not.
    pub(super) kept_bytes: u64,
    pub(super) snapshot: Option<SnapshotHead>,
    pub(super) previous: Option<SnapshotHead>,
    pub(super) seen: Day,
    /// Frames that are not durable yet, in order: first those of the commit under way.
    pub(super) pending: Vec<PendingFrame>,
    pub(super) committing: usize,
    pub(super) known: PushedIndex,
    pub(super) last_push: u64,
    /// Its erasure waits for the disk: nothing is pushed any more.
    pub(super) erasing: bool,
    /// Snapshots of it that wait for the disk.
    pub(super) puts: u32,
}

/// A frame on its way to the disk: the bytes of its deliver, which end in those that the log keeps.
pub(super) struct PendingFrame {
    pub(super) seq: Seq,
    pub(super) deliver: Bytes,
    pub(super) logged_at: usize,
}

/// What tells a push that comes again from a new one.
pub(super) enum PushedIndex {
    /// Not in memory.
    Cold,
    /// Being read from the log; these wait for it.
    Reading(Vec<(SocketId, Push)>),
    /// In memory.
    Warm(HashMap<(ReplicaId, Counter), EarlierPush>),
}

pub(super) struct EarlierPush {
    pub(super) sha256: [u8; 32],
    pub(super) seq: Seq,
}

impl PendingFrame {
    pub(super) fn logged(&self) -> &[u8] {
        &self.deliver[self.logged_at..]
    }
}

impl Open {
    pub(super) fn new(known: &RoomSummary) -> Self {
        Self {
            members: Vec::with_capacity(2),
            durable: known.durable,
            last: known.durable,
            trimmed: known.trimmed,
            log_bytes: known.log_bytes,
            kept_bytes: known.kept_bytes,
            snapshot: known.snapshot,
            previous: known.previous,
            seen: known.seen,
            pending: Vec::new(),
            committing: 0,
            known: PushedIndex::Cold,
            last_push: 0,
            erasing: false,
            puts: 0,
        }
    }

    pub(super) fn others(&self, than: SocketId) -> impl Iterator<Item = SocketId> + '_ {
        self.members.iter().map(|(socket, _)| *socket).filter(move |socket| *socket != than)
    }

    /// Bytes of frames that are not durable yet.
    pub(super) fn waiting_bytes(&self) -> u64 {
        self.pending.iter().map(|pending| pending.logged().len() as u64).sum()
    }

    pub(super) fn is_needed(&self) -> bool {
        !self.members.is_empty()
            || !self.pending.is_empty()
            || self.erasing
            || self.puts > 0
            || matches!(self.known, PushedIndex::Reading(_))
    }
}

impl PendingFrame {
    pub(super) fn new(prev: Seq, frame: Logged) -> Self {
        let (seq, sealed) = (frame.seq, frame.sealed.len());
        let header = 2 + varint_len(prev.0);
        let logged = varint_len(seq.0)
            + size_of::<ReplicaId>()
            + varint_len(frame.counter.0)
            + varint_len(sealed as u64)
            + sealed;
        let deliver = Bytes::from(FromRelay::Deliver(Deliver { prev, frame }).encode());
        debug_assert_eq!(deliver.len(), header + logged);
        Self { seq, deliver, logged_at: header }
    }
}

impl EarlierPush {
    pub(super) fn of(pushed: &Pushed) -> ((ReplicaId, alongside_wire::Counter), Self) {
        ((pushed.replica, pushed.counter), Self { sha256: pushed.sha256, seq: pushed.seq })
    }
}

impl Open {
    /// Frames that no commit has taken up yet.
    pub(super) fn waiting(&self) -> &[PendingFrame] {
        &self.pending[self.committing..]
    }
}

/// Bytes of a number as postcard writes it: seven bits each.
fn varint_len(number: u64) -> usize {
    (64 - number.max(1).leading_zeros() as usize).div_ceil(7)
}
