//! What tells a push that comes again from a new one. `[P 20]`

use std::collections::HashMap;

use alongside_wire::{Counter, ReplicaId, Seq, frame::Push};

use crate::log::Pushed;

/// The pushes of a room that are in its log or on their way there.
#[derive(Debug, Clone, Default)]
pub struct PushIndex(HashMap<(ReplicaId, Counter), EarlierPush>);

/// What a frame id was given to.
#[derive(Debug, Clone, Copy)]
pub(super) struct EarlierPush {
    pub(super) sha256: [u8; 32],
    pub(super) seq: Seq,
}

impl PushIndex {
    /// Of what the log holds. It takes as long as the log is long: whoever reads the log does it, not the hub.
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
