//! The hub's state of one room, which is dropped as soon as nobody needs it.

use alongside_wire::{
    FromRelay, ReplicaId, Seq,
    frame::{Deliver, Logged, Push, SnapshotHead},
};
use bytes::Bytes;

use super::{io::SocketId, push_index::PushIndex};
use crate::{clock::RunDay, log::RoomSummary};

pub(super) enum RoomState {
    /// The room is being read from the log for these sockets.
    Reading(Vec<SocketId>),
    Open(Box<OpenRoom>),
}

pub(super) struct OpenRoom {
    pub(super) members: Vec<(SocketId, ReplicaId)>,
    pub(super) durable: Seq,
    /// The last number given, to a durable frame or not.
    pub(super) last: Seq,
    pub(super) trimmed: Seq,
    /// Bytes of frames after the snapshot, durable or not.
    pub(super) log_bytes: u64,
    /// Bytes of all frames, durable or not.
    pub(super) kept_bytes: u64,
    pub(super) snapshot: Option<SnapshotHead>,
    pub(super) previous: Option<SnapshotHead>,
    /// The day on which the room began, and the last day on which somebody was in it; zero until that is noted.
    pub(super) began: RunDay,
    pub(super) last_active: RunDay,
    /// Whether two page loads were ever connected at once.
    pub(super) shared: bool,
    /// Frames that are not durable yet, in order: those of the running commit first.
    pub(super) pending: Vec<PendingFrame>,
    pub(super) committing: usize,
    pub(super) index: PushedIndex,
    /// Whether the index also has pushes that were trimmed.
    pub(super) index_is_stale: bool,
    pub(super) last_push: u64,
    /// Whether the room's erasure is being written: no push is taken any more.
    pub(super) erasing: bool,
    /// How many of its snapshots are queued for the disk.
    pub(super) puts: u32,
}

/// A frame that is not durable yet: the bytes of its deliver, which end with those that the log stores.
pub(super) struct PendingFrame {
    pub(super) seq: Seq,
    pub(super) deliver: Bytes,
    pub(super) logged_at: usize,
}

/// Whether the index of the room's pushes is in memory.
pub(super) enum PushedIndex {
    Cold,
    /// Being read from the log; these pushes are handled afterwards.
    Reading(Vec<(SocketId, Push)>),
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
    pub(super) fn queued_bytes(&self) -> u64 {
        self.pending.iter().map(|pending| pending.logged().len() as u64).sum()
    }

    /// Whether its log has as many frames as allowed (0: any number). A stale index cannot tell.
    pub(super) fn is_long(&self, most: u32) -> bool {
        match &self.index {
            PushedIndex::Warm(index) => most > 0 && !self.index_is_stale && index.len() >= most as usize,
            _ => false,
        }
    }

    /// Whether its pushes would take long to read again, so that it is kept for those who reconnect at once.
    pub(super) fn is_worth_keeping(&self) -> bool {
        matches!(&self.index, PushedIndex::Warm(index) if index.len() > QUICKLY_READ)
    }

    /// Drops a stale index, unless some of its pushes are not in the log yet.
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
    /// Frames that are in no commit yet.
    pub(super) fn queued(&self) -> &[PendingFrame] {
        &self.pending[self.committing..]
    }
}

/// The length of a number as a postcard varint: seven bits a byte.
fn varint_len(number: u64) -> usize {
    (64 - number.max(1).leading_zeros() as usize).div_ceil(7)
}

/// So many pushes are read again in less time than joining takes.
const QUICKLY_READ: usize = 64;
