//! Putting a snapshot in place of a log that has grown.

use alongside_wire::{
    Seq, ToRelay,
    frame::{SnapshotHead, SnapshotPut},
    limits,
};
use rand_core::Rng;

use super::Peer;
use crate::{io::Now, link::Live};

/// Most milliseconds by which putting a snapshot is delayed, so that two do not do it at once.
const COMPACT_SPREAD: u64 = 10_000;
/// A log is let grow to this part of its snapshot before that is made anew.
const SHARE: u64 = 4;
/// A log of so many times as many bytes as are worth a snapshot does not wait for a quiet moment.
const URGENT: u64 = 4;
/// Most frames put aside that a snapshot names.
const SKIPPED: usize = 256;

impl Peer {
    /// Puts a snapshot of the document in place of the log so far; false where that cannot be now.
    pub(super) fn put_snapshot(&mut self) -> bool {
        let (Some(position), Some(live)) = (&self.position, self.link.live()) else { return false };
        let (covers, expects) = (position.durable, live.snapshot.map(|head| head.id));
        let reaches_back = live.snapshot.is_some_and(|head| head.covers > covers);
        let busy = live.putting || !self.link.is_caught_up();
        // Without a member's name nobody could confirm it.
        if busy || reaches_back || covers == Seq(0) || self.me.is_none() || !self.is_whole() {
            return false;
        }
        let Some(document) = self.document.snapshot() else {
            // It would not read as what it is of. As much again is written before that is tried again.
            self.compact_above = self.compact_above.saturating_mul(2);
            return false;
        };
        let (id, sealed) = self.seal_snapshot(document, expects);
        if sealed.len() > limits::SNAPSHOT {
            return false;
        }
        if let Some(live) = self.link.live_mut() {
            live.putting = true;
        }
        self.own_snapshot = Some(id);
        let parts = sealed.len().div_ceil(limits::SNAPSHOT_PART) as u16;
        for (part, bytes) in (0..parts).zip(sealed.chunks(limits::SNAPSHOT_PART)) {
            self.send(&ToRelay::SnapshotPut(SnapshotPut { covers, expects, part, parts, bytes: bytes.to_vec() }));
        }
        true
    }

    /// Puts a snapshot, in a quiet moment: it is read back before it is put, which takes as long as opening the room.
    pub(super) fn compact(&mut self, now: Now) {
        let quiet = self.quiet_at();
        let can_wait = |live: &Live| live.log_bytes < self.compact_above.saturating_mul(URGENT);
        match self.link.live_mut() {
            Some(live) if quiet > now.mono && can_wait(live) => live.compact_at = Some(quiet),
            _ => drop(self.put_snapshot()),
        }
    }

    /// The document holds everything that was read of the log: nothing waits for the rest of it, and what was put aside
    /// can be told.
    pub(super) fn is_whole(&self) -> bool {
        self.document.is_whole() && self.document.quarantined().len() <= SKIPPED
    }

    /// This is the relay's snapshot now.
    pub(super) fn snapshot_stands(&mut self, now: Now, head: Option<SnapshotHead>) {
        drop(self.end_check());
        if let Some(live) = self.link.live_mut() {
            live.putting = false;
            // One that nobody confirmed gave way; the log goes on from the one before it.
            if live.snapshot.is_some_and(|before| before.covers <= live.trimmed) {
                live.previous = live.snapshot;
            }
            live.snapshot = head;
            live.log_bytes = 0;
            live.compact_at = None;
        }
        self.check_soon(now);
    }

    /// A log that has grown is worth a snapshot, after a moment that another may use.
    pub(super) fn compact_soon(&mut self, now: Now) {
        let spread = self.rng.next_u64() % COMPACT_SPREAD;
        // A large room is not sent whole for every little more.
        let above = |head: Option<SnapshotHead>| head.map_or(0, |head| u64::from(head.bytes) / SHARE);
        let least = self.compact_above;
        if let Some(live) = self.link.live_mut().filter(|live| live.log_bytes > least.max(above(live.snapshot)))
            && live.compact_at.is_none()
            && !live.putting
        {
            live.compact_at = Some(now.mono + spread);
        }
    }

    /// The log is full: a snapshot is wanted at once, unless there is one of all of it already, which waits for another
    /// member to confirm it.
    pub(super) fn compact_now(&mut self, now: Now) {
        let durable = self.position.as_ref().map_or(Seq(0), |position| position.durable);
        let covered = |live: &Live| live.snapshot.is_some_and(|head| head.covers >= durable);
        if let Some(live) = self.link.live_mut().filter(|live| !live.putting && !covered(live)) {
            live.compact_at = Some(now.mono);
        }
    }
}
