//! From an edit to bytes: sealing, pushing, keeping on the device.

use alongside_wire::{Chain, Counter, LogId, ReplicaId, Seq, SnapshotId};
use rand_core::Rng;

use super::{Peer, standing::Checkpoint};
use crate::{
    io::{KeptFrame, Now, Output, Write, WriteId},
    key::RoomSecret,
    link::Link,
    message::{Have, Message, Part, UPDATES},
    outbox::{FrameId, Sent, Unsettled},
    seal::{self, Kind},
    snapshot::Snapshot,
};

/// Milliseconds for which edits gather while a frame of theirs is under way.
pub(super) const GATHER: u64 = 100;
/// Most pushes that are awaited at once.
const WINDOW: usize = 64;
/// Frames on the device above which they become a snapshot.
const KEPT_FRAMES: usize = 400;
/// So many times as many do not wait for a quiet moment.
const URGENT: usize = 4;
/// Milliseconds after what was last written until a moment is quiet.
const QUIET: u64 = 2_000;
/// Snapshots on the device above which they become one.
const KEPT_SNAPSHOTS: usize = 2;

impl Peer {
    /// The room changed by a hand at this device.
    pub(super) fn edited(&mut self, now: Now) {
        let updates = self.document.room.take_updates();
        if !updates.is_empty() {
            self.stirred = now.mono;
            self.pending.gather(now, updates);
            self.facts_due = true;
            self.out(Output::View);
        }
    }

    /// On a quiet line at once; else what gathers goes together.
    pub(super) fn may_seal(&self, now: Now) -> bool {
        if matches!(self.link, Link::Unloaded) {
            return false;
        }
        let quiet = self.link.live().is_some() && !self.outbox.in_flight() || self.lines.any_live();
        let bytes: usize = self.pending.updates.iter().map(Vec::len).sum();
        quiet || now.mono >= self.pending.since + GATHER || bytes > UPDATES / 2
    }

    /// Seals what gathered into as few frames as hold it.
    pub(super) fn seal_pending(&mut self, now: Now) {
        if self.pending.edits == 0 || matches!(self.link, Link::Unloaded) {
            return;
        }
        let mut edits = std::mem::take(&mut self.pending.edits);
        let mut updates = Vec::new();
        let mut bytes = 0;
        for update in std::mem::take(&mut self.pending.updates) {
            if update.len() > UPDATES {
                self.seal_parts(update, std::mem::take(&mut edits));
                continue;
            }
            if bytes + update.len() > UPDATES {
                self.seal_updates(std::mem::take(&mut updates), std::mem::take(&mut edits));
                bytes = 0;
            }
            bytes += update.len();
            updates.push(update);
        }
        if !updates.is_empty() {
            self.seal_updates(updates, edits);
        }
        self.word_rode_along(now);
    }

    fn seal_updates(&mut self, updates: Vec<Vec<u8>>, edits: u32) {
        let message = Message { updates, edits, caret: self.caret, ..self.spoken() };
        self.seal(message, edits, true);
    }

    /// An update that is too large for a frame, in several.
    pub(super) fn seal_parts(&mut self, update: Vec<u8>, edits: u32) {
        let of = self.next.0;
        let parts = update.len().div_ceil(UPDATES) as u16;
        for (part, bytes) in (0..parts).zip(update.chunks(UPDATES)) {
            let part = Part { of, part, parts, bytes: bytes.to_vec() };
            let message = Message { part: Some(part), edits, ..self.spoken() };
            self.seal(message, edits, true);
        }
    }

    /// Seals a message into a frame of its own: held until durable, kept on the device, told to the other tabs.
    pub(super) fn seal(&mut self, mut message: Message, edits: u32, content: bool) {
        let key = (self.names.replica(), self.next);
        self.next = self.next.next();
        let sealed = seal::seal(&self.keys, &mut self.rng, key.0, key.1, &message.encode());
        if let Some(have) = message.have.filter(|have| have.kept) {
            self.standing.receipted = self.standing.receipted.max(have.durable);
        }
        self.document.wrote(key, &mut message);
        let frame = super::push(key, sealed.clone());
        self.outputs.push_back(Output::TellTabs(frame.encode()));
        self.send_directly(&frame, None);
        self.keep_frame(key, true, sealed.clone());
        self.outbox.hold(key, Unsettled::new(sealed, edits, Sent::No, content));
    }

    pub(super) fn keep_frame(&mut self, key: FrameId, unsent: bool, sealed: Vec<u8>) {
        self.device.keep(Write::Frame(KeptFrame { replica: key.0, counter: key.1, unsent, sealed }));
    }

    /// How every message of this copy begins.
    pub(super) fn spoken(&self) -> Message {
        Message { from: self.me, have: self.have(), ..Message::default() }
    }

    /// How much of the log this copy can say it has: what its device has committed; without one, what it holds.
    fn have(&self) -> Option<Have> {
        let position = self.position.as_ref()?;
        if self.device.is_broken() {
            let (log, durable, chain) = (position.log, position.durable, position.chain);
            return Some(Have { log, durable, chain, kept: false });
        }
        self.committed.filter(|have| have.log == position.log)
    }

    /// Pushes what is due.
    pub(super) fn push(&mut self, now: Now) {
        if self.link.live().is_none() {
            return;
        }
        for (key, sealed) in self.outbox.push(now.mono, WINDOW) {
            self.send(&super::push(key, sealed));
        }
    }

    /// Gives the device what there is to keep.
    pub(super) fn write(&mut self, now: Now) {
        if self.device.retries(now.mono) {
            self.keep_everything();
        }
        if !self.device.is_free() {
            return;
        }
        let urgent = self.device.frames.len() > URGENT * KEPT_FRAMES * self.keeps;
        if self.may_keep_less() && (urgent || self.quiet_at() <= now.mono) && !self.keep_snapshot() {
            // It would not read as what it is of. As much again is kept before that is tried again.
            self.keeps *= 2;
        }
        if !self.device_lacks
            && std::mem::take(&mut self.checkpoint_due)
            && let Some(position) = &self.position
        {
            let (log, durable, chain) = (position.log, position.durable, position.chain);
            self.committing = Some(Have { log, durable, chain, kept: true });
            self.keep_checkpoint(Checkpoint { log, durable, chain, standing: self.standing.clone() });
        }
        if let Some((id, writes)) = self.device.next() {
            self.outputs.push_back(Output::Store(id, writes));
        }
    }

    /// More stands on the device than needs to, and one snapshot can take its place. What is not in the document yet stands
    /// in the frames only.
    fn may_keep_less(&self) -> bool {
        let frames = self.device.frames.len() > KEPT_FRAMES * self.keeps;
        let much = frames || self.device_lacks || self.kept_snapshots.len() > KEPT_SNAPSHOTS * self.keeps;
        let settled = self.outbox.is_empty() && self.pending.edits == 0;
        much && settled && self.device.is_free() && !self.is_made_again() && self.is_whole()
    }

    /// From when on nothing was written for a while.
    pub(super) fn quiet_at(&self) -> u64 {
        self.stirred + QUIET
    }

    /// When the device is to be asked to keep less.
    pub(super) fn keeps_less_at(&self) -> Option<u64> {
        self.may_keep_less().then(|| self.quiet_at())
    }

    /// A transaction is committed.
    pub(super) fn stored(&mut self, now: Now, id: WriteId) {
        if self.device.stored(id)
            && let Some(have) = self.committing.take()
        {
            let moved = self.committed.is_none_or(|before| before != have);
            self.committed = Some(have);
            if moved {
                self.committed_more(now);
            }
        }
        self.holds_more(now);
    }

    /// The document becomes one snapshot on the device, in place of the frames and snapshots it was made of; false where
    /// that would not read back.
    fn keep_snapshot(&mut self) -> bool {
        let Some(document) = self.document.snapshot() else { return false };
        let (id, sealed) = self.seal_snapshot(document.clone(), None);
        if !self.is_made_again() {
            self.document.rebase(document);
        }
        let frames = std::mem::take(&mut self.device.frames).into_iter().map(|(key, ())| key).collect();
        let snapshots = std::mem::replace(&mut self.kept_snapshots, vec![id]);
        self.device.keep(Write::Snapshot { id, sealed, frames, snapshots });
        self.checkpoint_due |= std::mem::take(&mut self.device_lacks);
        true
    }

    fn keep_checkpoint(&mut self, checkpoint: Checkpoint) {
        // Serialising a plain struct into a growing vector has nothing that could fail.
        self.device.keep(Write::Checkpoint(postcard::to_stdvec(&checkpoint).unwrap_or_default()));
    }

    /// Notes on the device that it holds nothing of the log for certain.
    fn keep_nothing_of_the_log(&mut self) {
        if let Some(log) = self.position.as_ref().map(|position| position.log) {
            self.keep_checkpoint(Checkpoint {
                log,
                durable: Seq(0),
                chain: Chain::START,
                standing: self.standing.clone(),
            });
        }
        (self.committed, self.committing) = (None, None);
    }

    /// The document is put aside, and these frames are not kept any more: under their names the relay has others. What is
    /// theirs stands in others.
    pub(super) fn keep_instead_of(&mut self, frames: Vec<FrameId>) {
        let (id, sealed) = self.seal_snapshot(self.document.room.snapshot(), None);
        for key in &frames {
            self.device.frames.remove(key);
        }
        self.kept_snapshots.push(id);
        self.device.keep(Write::Snapshot { id, sealed, frames, snapshots: Vec::new() });
    }

    /// A device that refused before is asked to keep the whole room.
    pub(super) fn keep_everything(&mut self) {
        // What is not in the document yet stands in frames that are not at hand any more. Until it is there, the device is
        // not said to hold it, and a page after this one asks the relay for everything.
        self.device_lacks = !self.is_whole();
        if self.device_lacks {
            self.keep_nothing_of_the_log();
        }
        if self.device_lacks || !self.keep_snapshot() {
            self.keep_instead_of(Vec::new());
        }
        let unsettled: Vec<_> = self.outbox.iter().map(|(key, frame)| (*key, frame.sealed.clone())).collect();
        for (key, sealed) in unsettled {
            self.keep_frame(key, true, sealed);
        }
        self.checkpoint_due = true;
    }

    /// The whole room under another secret: what a device is to keep, for a page to open it as a room of its own.
    pub fn copy_to(&mut self, secret: &RoomSecret) -> Write {
        let document = self.document.room.snapshot();
        let (log, author) = (LogId([0; 16]), self.me.map(|me| me.0));
        let skipped = Vec::new();
        let snapshot = Snapshot { covers: Seq(0), log, chain: Chain::START, previous: None, skipped, author, document };
        let mut replica = ReplicaId([0; 16]);
        self.rng.fill_bytes(&mut replica.0);
        let (keys, body) = (secret.keys(), snapshot.encode());
        let sealed = seal::seal_carried(&keys, &mut self.rng, Kind::Snapshot, replica, Counter(0), &body);
        Write::Snapshot { id: SnapshotId::of(&sealed), sealed, frames: Vec::new(), snapshots: Vec::new() }
    }

    /// The document, sealed whole.
    pub(super) fn seal_snapshot(&mut self, document: Vec<u8>, previous: Option<SnapshotId>) -> (SnapshotId, Vec<u8>) {
        let (log, covers, chain) = match &self.position {
            Some(position) => (position.log, position.durable, position.chain),
            None => (LogId([0; 16]), Seq(0), Chain::START),
        };
        let author = self.me.map(|me| me.0);
        let skipped = self.document.quarantined().collect();
        let snapshot = Snapshot { covers, log, chain, previous, skipped, author, document };
        let counter = self.next;
        self.next = counter.next();
        let body = snapshot.encode();
        let sealed =
            seal::seal_carried(&self.keys, &mut self.rng, Kind::Snapshot, self.names.replica(), counter, &body);
        (SnapshotId::of(&sealed), sealed)
    }
}
