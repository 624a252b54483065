//! The index of pushes, which tells a repeated push from a new one. `[P 20]`

use std::collections::HashMap;

use alongside_wire::{Counter, ReplicaId, Seq, frame::Push};

use crate::log::Pushed;

/// The pushes that are in a room's log or about to be written to it.
#[derive(Debug, Clone, Default)]
pub struct PushIndex(HashMap<(ReplicaId, Counter), EarlierPush>);

/// The push that was made under a frame id.
#[derive(Debug, Clone, Copy)]
pub(super) struct EarlierPush {
    pub(super) sha256: [u8; 32],
    pub(super) seq: Seq,
}

impl PushIndex {
    /// The index of what the log holds. Building it takes as long as the log is long, so the log's reader does it,
    /// not the hub.
    pub(super) fn of(pushed: &[Pushed]) -> Self {
        let entry = |pushed: &Pushed| {
            ((pushed.replica, pushed.counter), EarlierPush { sha256: pushed.sha256, seq: pushed.seq })
        };
        Self(pushed.iter().map(entry).collect())
    }

    pub(super) fn find(&self, push: &Push) -> Option<EarlierPush> {
        self.0.get(&(push.replica, push.counter)).copied()
    }

    pub(super) fn insert(&mut self, id: (ReplicaId, Counter), push: EarlierPush) {
        self.0.insert(id, push);
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}
