//! What the device holds of the room: which writes it is given, what of the log they amount to, and when everything on it
//! is made one snapshot.
//!
//! The machine holds no document and seals nothing. It says ([`StorageOutput`]) when the peer is to make a snapshot, to
//! give the device everything anew, or to write a [checkpoint](crate::presence::Checkpoint); and it counts as held only
//! what the device has committed.

mod device;

use alongside_wire::{ReplicaId, SnapshotId};

use self::device::Device;
use crate::{
    io::{KeptFrame, Write, WriteId},
    message::{FrameRange, Have},
    outbox::FrameId,
};

/// Frames on the device above which they become a snapshot.
const FRAMES: usize = 400;
/// So many times as many frames do not wait for a quiet moment.
const URGENT: usize = 4;
/// Snapshots on the device above which they become one.
const SNAPSHOTS: usize = 2;
/// Milliseconds after the last content until a moment is quiet.
const QUIET: u64 = 2_000;
/// Milliseconds that a device may take to commit before it is said to be slow: a worse state is shown after as long.
const TOO_LONG: u64 = 600;

/// The device's side of a copy.
pub(crate) struct Storage {
    device: Device,
    /// The position that the device has committed, which is what this copy may say that it has.
    committed: Option<Have>,
    /// The position that the running transaction writes.
    committing: Option<Have>,
    /// Something that a checkpoint would say has changed.
    checkpoint_due: bool,
    snapshots: Vec<SnapshotId>,
    /// When content last came, from here or there, in monotonic milliseconds.
    last_activity: u64,
    /// When a snapshot did not read back, in monotonic milliseconds.
    not_read_back: Option<u64>,
    completeness: Completeness,
    /// How many times as much as usual the device keeps before that is made a snapshot.
    allowance: usize,
    /// Since when an edit is not committed on this device, in monotonic milliseconds.
    unsaved_since: Option<u64>,
}

/// Whether the device was given everything that this copy holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Completeness {
    Complete,
    /// It lacks what is still pending in the document: no checkpoint may say that it holds the log.
    Lacking,
}

/// What the document and the outbox allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Content {
    /// Everything is in the document and durable: one snapshot can stand for all of it.
    Durable,
    /// Something is pending, unsealed, not durable, or being rebuilt.
    UnderWay,
}

/// What the device answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StorageInput {
    Stored(WriteId),
    Failed(WriteId),
    /// What it held is gone.
    Cleared,
}

/// What the machine wants done.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum StorageOutput {
    /// The device refused before and is asked again: give it everything anew, because what it refused is gone.
    KeepEverything,
    /// Make the document one snapshot, in place of the frames and snapshots on the device.
    KeepSnapshot,
    /// Write down how far the log is held.
    WriteCheckpoint,
    /// Commit these writes in one transaction.
    Store(WriteId, Vec<Write>),
    /// The device has committed more of the log than before.
    CommittedMore(Have),
    /// The device has committed frames.
    Committed,
}

impl Storage {
    /// A device of which nothing is known yet.
    pub fn new(now: u64) -> Self {
        Self {
            device: Device::default(),
            committed: None,
            committing: None,
            checkpoint_due: false,
            snapshots: Vec::new(),
            last_activity: now,
            not_read_back: None,
            completeness: Completeness::Complete,
            allowance: 1,
            unsaved_since: None,
        }
    }

    /// The device answered; what follows.
    pub fn handle(&mut self, now: u64, input: StorageInput) -> Option<StorageOutput> {
        match input {
            StorageInput::Failed(id) => {
                self.committing = None;
                self.device.failed(id, now);
                None
            }
            StorageInput::Cleared => {
                self.forget_position();
                self.snapshots.clear();
                self.device.cleared(now);
                None
            }
            StorageInput::Stored(id) => {
                let have = if self.device.stored(id) { self.committing.take() } else { None };
                let moved = have.is_some() && have != self.committed;
                self.committed = have.or(self.committed);
                Some(have.filter(|_| moved).map_or(StorageOutput::Committed, StorageOutput::CommittedMore))
            }
        }
    }

    /// The next thing that is due. Ask again until there is none.
    pub fn poll(&mut self, now: u64, content: Content) -> Option<StorageOutput> {
        if self.device.retries(now) {
            return Some(StorageOutput::KeepEverything);
        }
        if !self.device.is_free() {
            return None;
        }
        if self.wants_snapshot(content) && (self.is_urgent() || self.snapshot_at() <= now) {
            return Some(StorageOutput::KeepSnapshot);
        }
        if self.completeness == Completeness::Complete && std::mem::take(&mut self.checkpoint_due) {
            return Some(StorageOutput::WriteCheckpoint);
        }
        self.device.next().map(|(id, writes)| StorageOutput::Store(id, writes))
    }

    /// When something is due by itself.
    pub fn deadline(&self, content: Content) -> Option<u64> {
        let snapshot = self.wants_snapshot(content).then(|| self.snapshot_at());
        [self.device.deadline(), snapshot].into_iter().flatten().min()
    }

    /// Gives the device this to keep.
    pub fn keep(&mut self, write: Write) {
        self.device.keep(write);
    }

    /// The device is given this frame; `unsent` while the relay is not known to have it durably.
    pub fn keep_frame(&mut self, (replica, counter): FrameId, unsent: bool, sealed: Vec<u8>) {
        self.device.keep(Write::Frame(KeptFrame { replica, counter, unsent, sealed }));
    }

    /// This frame stands on the device since before this page was opened.
    pub fn found_frame(&mut self, id: FrameId) {
        self.device.frames.insert(id, ());
    }

    /// This snapshot stands on the device since before this page was opened.
    pub fn found_snapshot(&mut self, id: SnapshotId) {
        self.snapshots.push(id);
    }

    /// A checkpoint was found on the device: that much of the log it holds.
    pub fn found_checkpoint(&mut self, have: Have) {
        self.committed = Some(have);
    }

    /// Keeps one more snapshot, beside what stands on the device.
    pub fn keep_snapshot_too(&mut self, id: SnapshotId, sealed: Vec<u8>) {
        if !self.snapshots.contains(&id) {
            self.snapshots.push(id);
        }
        self.device.keep(Write::Snapshot { id, sealed, frames: Vec::new(), snapshots: Vec::new() });
    }

    /// Keeps one more snapshot, in place of these frames only.
    pub fn keep_snapshot_for(&mut self, frames: Vec<FrameId>, id: SnapshotId, sealed: Vec<u8>) {
        for frame in &frames {
            self.device.frames.remove(frame);
        }
        self.snapshots.push(id);
        self.device.keep(Write::Snapshot { id, sealed, frames, snapshots: Vec::new() });
    }

    /// Keeps a snapshot in place of everything on the device.
    pub fn keep_snapshot_for_all(&mut self, id: SnapshotId, sealed: Vec<u8>) {
        let frames = std::mem::take(&mut self.device.frames).into_iter().map(|(frame, ())| frame).collect();
        let snapshots = std::mem::replace(&mut self.snapshots, vec![id]);
        self.device.keep(Write::Snapshot { id, sealed, frames, snapshots });
        self.checkpoint_due |= self.completeness == Completeness::Lacking;
        self.completeness = Completeness::Complete;
    }

    /// The snapshot that was wanted would not read back. As much again is kept before that is tried again.
    pub fn snapshot_failed(&mut self, now: u64) {
        self.allowance = self.allowance.saturating_mul(2);
        self.not_read_back = Some(now);
    }

    /// Writes a checkpoint; `have` is what its commit makes true.
    pub fn keep_checkpoint(&mut self, have: Have, checkpoint: Vec<u8>) {
        self.committing = Some(have);
        self.device.keep(Write::Checkpoint(checkpoint));
    }

    /// The device holds nothing of the log for certain; `checkpoint` says so to a later page.
    pub fn keep_no_position(&mut self, checkpoint: Option<Vec<u8>>) {
        self.forget_position();
        if let Some(checkpoint) = checkpoint {
            self.device.keep(Write::Checkpoint(checkpoint));
        }
    }

    /// Numbers of another log say nothing about this one.
    pub fn forget_position(&mut self) {
        (self.committed, self.committing) = (None, None);
    }

    /// The device lacks what is pending in the document, or was given all.
    pub fn lacks(&mut self, lacks: bool) {
        self.completeness = if lacks { Completeness::Lacking } else { Completeness::Complete };
    }

    /// Something that a checkpoint says has changed.
    pub fn checkpoint_soon(&mut self) {
        self.checkpoint_due = true;
    }

    /// Content came, from here or there.
    pub fn note_activity(&mut self, now: u64) {
        self.last_activity = now;
    }

    /// From when on nothing was written for a while.
    pub fn quiet_at(&self) -> u64 {
        self.last_activity + QUIET
    }

    /// The position that the device has committed.
    pub fn committed(&self) -> Option<Have> {
        self.committed
    }

    /// The device has committed everything that it was given.
    pub fn has_all(&self) -> bool {
        self.device.has_all()
    }

    /// The device refused the last time it was asked.
    pub fn is_broken(&self) -> bool {
        self.device.is_broken()
    }

    /// This frame is committed on the device.
    pub fn has(&self, id: &FrameId) -> bool {
        self.device.has(id)
    }

    /// Of these frames, in order, the ones of other replicas that are committed here, as ranges.
    pub fn committed_ranges<'a>(
        &self,
        own: ReplicaId,
        frames: impl Iterator<Item = &'a FrameId>,
        most: usize,
    ) -> Vec<FrameRange> {
        let mut ranges: Vec<FrameRange> = Vec::new();
        if self.device.is_broken() {
            return ranges;
        }
        for (replica, counter) in frames.filter(|id| id.0 != own && self.device.has(id)) {
            match ranges.last_mut() {
                Some(run) if run.replica == *replica && run.last.next() == *counter => run.last = *counter,
                _ => ranges.push(FrameRange { replica: *replica, first: *counter, last: *counter }),
            }
        }
        ranges.truncate(most);
        ranges
    }

    /// So many edits are nowhere but in this page.
    pub fn note_unsaved(&mut self, now: u64, edits: u32) {
        self.unsaved_since = (edits > 0).then(|| self.unsaved_since.unwrap_or(now));
    }

    /// Edits are nowhere but in this page for longer than a device should take.
    pub fn is_slow(&self, now: u64) -> bool {
        self.slow_at().is_some_and(|at| at <= now)
    }

    /// When the device is to be said to be slow.
    pub fn slow_at(&self) -> Option<u64> {
        self.unsaved_since.map(|since| since + TOO_LONG)
    }

    /// How much stands on the device: frames and snapshots.
    pub fn counts(&self) -> (usize, usize) {
        (self.device.frames.len(), self.snapshots.len())
    }

    /// More stands on the device than needs to, and one snapshot can take its place.
    fn wants_snapshot(&self, content: Content) -> bool {
        let much = self.device.frames.len() > FRAMES.saturating_mul(self.allowance)
            || self.snapshots.len() > SNAPSHOTS.saturating_mul(self.allowance)
            || self.completeness == Completeness::Lacking;
        much && content == Content::Durable && self.device.is_free()
    }

    fn is_urgent(&self) -> bool {
        self.device.frames.len() > (URGENT * FRAMES).saturating_mul(self.allowance)
    }

    fn snapshot_at(&self) -> u64 {
        self.last_activity.max(self.not_read_back.unwrap_or(0)) + QUIET
    }
}

#[cfg(test)]
mod tests {
    use alongside_wire::{Chain, Counter, LogId, Seq};

    use super::*;

    const HAVE: Have = Have { log: LogId([1; 16]), durable: Seq(7), chain: Chain([2; 16]), kept: true };

    fn id(counter: u64) -> FrameId {
        (ReplicaId([1; 16]), Counter(counter))
    }

    fn stored(storage: &mut Storage, now: u64) -> Option<StorageOutput> {
        match storage.poll(now, Content::Durable) {
            Some(StorageOutput::Store(id, _)) => storage.handle(now, StorageInput::Stored(id)),
            other => other,
        }
    }

    #[test]
    fn a_position_counts_as_held_when_the_device_has_committed_its_checkpoint() {
        let mut storage = Storage::new(0);
        storage.checkpoint_soon();
        assert_eq!(storage.poll(0, Content::UnderWay), Some(StorageOutput::WriteCheckpoint));
        storage.keep_checkpoint(HAVE, vec![1]);
        assert_eq!(storage.committed(), None);
        assert_eq!(stored(&mut storage, 1), Some(StorageOutput::CommittedMore(HAVE)));
        assert_eq!(storage.committed(), Some(HAVE));
    }

    #[test]
    fn many_frames_become_a_snapshot_in_a_quiet_moment_and_never_while_content_is_under_way() {
        let mut storage = Storage::new(1_000);
        (0..=FRAMES as u64).for_each(|counter| storage.found_frame(id(counter)));
        assert_eq!(storage.deadline(Content::UnderWay), None);
        assert_eq!(storage.deadline(Content::Durable), Some(3_000));
        assert_eq!(storage.poll(2_999, Content::Durable), None);
        assert_eq!(storage.poll(3_000, Content::Durable), Some(StorageOutput::KeepSnapshot));
        storage.keep_snapshot_for_all(SnapshotId([3; 16]), vec![1]);
        assert_eq!(storage.counts(), (0, 1));
        assert!(matches!(storage.poll(3_000, Content::Durable), Some(StorageOutput::Store(..))));
    }

    #[test]
    fn a_snapshot_that_does_not_read_back_is_not_tried_again_at_once() {
        let mut storage = Storage::new(0);
        storage.lacks(true);
        assert_eq!(storage.poll(2_000, Content::Durable), Some(StorageOutput::KeepSnapshot));
        storage.snapshot_failed(2_000);
        assert_eq!(storage.poll(2_000, Content::Durable), None);
        assert_eq!(storage.deadline(Content::Durable), Some(4_000));
    }

    #[test]
    fn a_device_that_refused_is_asked_for_everything_and_says_that_it_has_nothing_until_then() {
        let mut storage = Storage::new(0);
        storage.keep_frame(id(0), true, vec![1]);
        assert!(matches!(storage.poll(0, Content::UnderWay), Some(StorageOutput::Store(WriteId(1), _))));
        assert_eq!(storage.handle(0, StorageInput::Failed(WriteId(1))), None);
        assert!(storage.is_broken() && !storage.has(&id(0)));
        let again = storage.deadline(Content::UnderWay).expect("it is asked again");
        assert_eq!(storage.poll(again - 1, Content::UnderWay), None);
        assert_eq!(storage.poll(again, Content::UnderWay), Some(StorageOutput::KeepEverything));
    }

    #[test]
    fn a_device_that_was_cleared_is_given_everything_at_once_and_counts_as_holding_nothing_until_it_has_committed_that()
    {
        let mut storage = Storage::new(0);
        storage.found_checkpoint(HAVE);
        storage.found_frame(id(0));
        storage.found_snapshot(SnapshotId([3; 16]));
        storage.keep_frame(id(1), true, vec![1]);
        assert!(matches!(storage.poll(0, Content::UnderWay), Some(StorageOutput::Store(WriteId(1), _))));

        assert_eq!(storage.handle(5, StorageInput::Cleared), None);
        assert_eq!((storage.committed(), storage.counts()), (None, (0, 0)));
        assert!(!storage.has(&id(1)), "what was being written may have come before the clearing or after");
        assert_eq!(storage.poll(5, Content::UnderWay), Some(StorageOutput::KeepEverything));
        storage.keep_frame(id(1), true, vec![1]);
        let Some(StorageOutput::Store(second, writes)) = storage.poll(5, Content::UnderWay) else {
            panic!("it is kept")
        };
        assert_eq!(writes.len(), 1);
        // The answer to the write that the clearing interrupted says nothing.
        storage.handle(6, StorageInput::Stored(WriteId(1)));
        assert!(!storage.has(&id(1)));
        storage.handle(7, StorageInput::Stored(second));
        assert!(storage.has(&id(1)) && storage.has_all());
    }

    #[test]
    fn what_is_committed_of_others_is_said_in_ranges() {
        let mut storage = Storage::new(0);
        let frames = [id(0), id(1), id(3), (ReplicaId([2; 16]), Counter(0))];
        let range =
            |first, last| FrameRange { replica: ReplicaId([1; 16]), first: Counter(first), last: Counter(last) };
        assert_eq!(storage.committed_ranges(ReplicaId([2; 16]), frames.iter(), 64), [range(0, 1), range(3, 3)]);
        storage.keep_frame(id(3), true, vec![1]);
        assert_eq!(storage.committed_ranges(ReplicaId([2; 16]), frames.iter(), 64), [range(0, 1)]);
    }
}
