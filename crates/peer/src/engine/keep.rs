//! What the device is given to keep: checkpoints, snapshots, and everything anew when it refused.

use alongside_wire::{Chain, Counter, LogId, ReplicaId, Seq, SnapshotId};
use rand_core::Rng;

use super::Peer;
use crate::{
    io::{Now, Output, Write},
    key::RoomSecret,
    outbox::FrameId,
    presence::{Checkpoint, PresenceInput},
    seal::{Kind, seal_carried},
    session::KeptContent,
    shadow::read_back,
    snapshot::Snapshot,
    storage::{Content, StorageInput, StorageOutput},
};

impl Peer {
    pub(super) fn run_storage(&mut self, now: Now) {
        while let Some(due) = self.storage.poll(now.mono, self.content()) {
            match due {
                StorageOutput::KeepEverything => self.keep_everything(),
                StorageOutput::KeepSnapshot => {
                    if self.keep_snapshot() == Kept::NotReadBack {
                        self.storage.snapshot_failed(now.mono);
                    }
                }
                StorageOutput::WriteCheckpoint => self.write_checkpoint(),
                StorageOutput::Store(id, writes) => self.out(Output::Store(id, writes)),
                StorageOutput::CommittedMore(_) | StorageOutput::Committed => {}
            }
        }
    }

    /// The device answered.
    pub(super) fn device_answered(&mut self, now: Now, input: StorageInput) {
        let Some(output) = self.storage.handle(now.mono, input) else { return };
        if let StorageOutput::CommittedMore(have) = output {
            self.presence.handle(now.mono, PresenceInput::Committed(have.durable));
        }
        if self.direct.any_live() {
            let held = self.committed_ranges();
            self.presence.handle(now.mono, PresenceInput::Holds(&held));
        }
    }

    /// Whether one snapshot can stand for everything. What is not in the document yet stands in frames only.
    pub(super) fn content(&self) -> Content {
        let is_durable = self.outbox.is_empty() && self.unsealed.is_empty() && !self.is_rebuilding() && self.is_whole();
        if is_durable { Content::Durable } else { Content::UnderWay }
    }

    /// These frames are not kept any more: under their ids the relay has others. A snapshot of the document stands in for
    /// them.
    pub(super) fn keep_instead_of(&mut self, frames: Vec<FrameId>) {
        let (id, sealed) = self.seal_snapshot(self.document.room.snapshot(), None);
        self.storage.keep_snapshot_for(frames, id, sealed);
    }

    /// A device that refused before is asked to keep the whole room.
    pub(super) fn keep_everything(&mut self) {
        // What is pending stands in frames that are not at hand any more. Until it is in the document, the device is not
        // said to hold it, and a page after this one asks the relay for everything.
        let is_whole = self.is_whole();
        self.storage.lacks(!is_whole);
        if !is_whole {
            let log = self.session.position.as_ref().map(|position| position.log);
            let checkpoint = log.map(|log| self.checkpoint(log, vec![(Seq(0), Chain::START)], None));
            self.storage.keep_no_position(checkpoint);
        }
        if !is_whole || self.keep_snapshot() == Kept::NotReadBack {
            self.keep_instead_of(Vec::new());
        }
        for (id, frame) in self.outbox.iter() {
            self.storage.keep_frame(*id, true, frame.sealed.clone());
        }
        self.storage.checkpoint_soon();
    }

    /// The whole room under another secret: what a device is to keep, for a page to open it as a room of its own.
    pub fn copy_to(&mut self, secret: &RoomSecret) -> Write {
        let document = self.document.room.snapshot();
        let (log, author) = (LogId([0; 16]), self.identity.me.map(|me| me.0));
        let skipped = Vec::new();
        let snapshot = Snapshot { covers: Seq(0), log, chain: Chain::START, previous: None, skipped, author, document };
        let mut replica = ReplicaId([0; 16]);
        let rng = &mut self.identity.rng;
        rng.fill_bytes(&mut replica.0);
        let sealed = seal_carried(&secret.keys(), rng, Kind::Snapshot, replica, Counter(0), &snapshot.encode());
        Write::Snapshot { id: SnapshotId::of(&sealed), sealed, frames: Vec::new(), snapshots: Vec::new() }
    }

    /// The document, sealed whole.
    pub(super) fn seal_snapshot(&mut self, document: Vec<u8>, previous: Option<SnapshotId>) -> (SnapshotId, Vec<u8>) {
        let (log, covers, chain) = match &self.session.position {
            Some(position) => (position.log, position.durable, position.chain),
            None => (LogId([0; 16]), Seq(0), Chain::START),
        };
        let author = self.identity.me.map(|me| me.0);
        let skipped = self.document.quarantined().collect();
        self.identity.seal_snapshot(&Snapshot { covers, log, chain, previous, skipped, author, document })
    }

    /// The document becomes one snapshot on the device, in place of the frames and snapshots it was made of.
    fn keep_snapshot(&mut self) -> Kept {
        let Some(document) = read_back(&self.document.room) else { return Kept::NotReadBack };
        let (id, sealed) = self.seal_snapshot(document.clone(), None);
        if !self.is_rebuilding() {
            self.document.rebase(document);
        }
        self.storage.keep_snapshot_for_all(id, sealed);
        Kept::Kept
    }

    fn write_checkpoint(&mut self) {
        if let Some(position) = &self.session.position
            && let Some(have) = position.have()
        {
            let checkpoint = self.checkpoint(position.log, position.last_chains(), position.snapshot());
            self.storage.keep_checkpoint(have, checkpoint);
        }
    }

    fn checkpoint(&self, log: LogId, chains: Vec<(Seq, Chain)>, snapshot: Option<SnapshotId>) -> Vec<u8> {
        let acknowledgements = self.presence.acknowledgements.clone();
        let is_uncompared = self.session.kept != KeptContent::Compared;
        Checkpoint { log, chains, snapshot, acknowledgements, is_uncompared }.encode()
    }
}

/// What came of making a snapshot for the device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kept {
    Kept,
    /// It would not read as what it is of.
    NotReadBack,
}
