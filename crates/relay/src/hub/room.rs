//! What the hub knows of one room, and forgets as soon as nobody needs it.

use alongside_wire::{
    FromRelay, ReplicaId, Seq,
    frame::{Deliver, Logged, Push, SnapshotHead},
};
use bytes::Bytes;

use super::{io::SocketId, push_index::PushIndex};
use crate::{clock::RunDay, log::RoomSummary};

pub(super) enum RoomState {
    /// Being read from the log, for these sockets.
    Reading(Vec<SocketId>),
    /// In use.
    Open(Box<OpenRoom>),
}

pub(super) struct OpenRoom {
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
    /// The day on which it began, and the last on which somebody was in it; zero before that is noted.
    pub(super) began: RunDay,
    pub(super) last_active: RunDay,
    /// Two page loads were connected to it at once, at some time.
    pub(super) shared: bool,
    /// Frames that are not durable yet, in order: first those of the commit under way.
    pub(super) pending: Vec<PendingFrame>,
    pub(super) committing: usize,
    pub(super) index: PushedIndex,
    /// It holds pushes that were trimmed, too.
    pub(super) index_is_stale: bool,
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

/// Whether the room's pushes are known.
pub(super) enum PushedIndex {
    /// Not in memory.
    Cold,
    /// Being read from the log; these wait for it.
    Reading(Vec<(SocketId, Push)>),
    /// In memory.
    Warm(PushIndex),
}

impl PendingFrame {
    pub(super) fn logged(&self) -> &[u8] {
        &self.deliver[self.logged_at..]
    }
}

impl OpenRoom {
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
            began: known.began,
            last_active: known.last_active,
            shared: known.shared,
            index_is_stale: false,
            pending: Vec::new(),
            committing: 0,
            index: PushedIndex::Cold,
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

    /// Whether its log has as many frames as it may (0: any number). An index that holds trimmed ones does not tell.
    pub(super) fn is_long(&self, most: u32) -> bool {
        match &self.index {
            PushedIndex::Warm(index) => most > 0 && !self.index_is_stale && index.len() >= most as usize,
            _ => false,
        }
    }

    /// Whether it would take long to read its pushes again: worth keeping for whoever comes back at once.
    pub(super) fn is_worth_keeping(&self) -> bool {
        matches!(&self.index, PushedIndex::Warm(index) if index.len() > QUICKLY_READ)
    }

    /// Forgets an index of pushes that holds too much, if the log alone tells what it held.
    pub(super) fn drop_stale_index(&mut self) {
        if self.index_is_stale && self.pending.is_empty() {
            self.index_is_stale = false;
            if matches!(self.index, PushedIndex::Warm(_)) {
                self.index = PushedIndex::Cold;
            }
        }
    }

    pub(super) fn is_needed(&self) -> bool {
        !self.members.is_empty()
            || !self.pending.is_empty()
            || self.erasing
            || self.puts > 0
            || matches!(self.index, PushedIndex::Reading(_))
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

impl OpenRoom {
    /// Frames that no commit has taken up yet.
    pub(super) fn waiting(&self) -> &[PendingFrame] {
        &self.pending[self.committing..]
    }
}

/// Bytes of a number as postcard writes it: seven bits each.
fn varint_len(number: u64) -> usize {
    (64 - number.max(1).leading_zeros() as usize).div_ceil(7)
}

/// Pushes that are read again in less time than it takes to join.
const QUICKLY_READ: usize = 64;
