//! Putting a snapshot in place of a log that has grown.

use alongside_wire::{
    Seq, ToRelay,
    frame::{SnapshotHead, SnapshotPut},
    limits,
};
use rand_core::Rng;

use super::Peer;
use crate::io::Now;

/// Most milliseconds by which putting a snapshot is delayed, so that two do not do it at once.
const COMPACT_SPREAD: u64 = 10_000;

impl Peer {
    /// Puts a snapshot of the document in place of the log so far.
    pub(super) fn put_snapshot(&mut self) {
        let (Some(position), Some(live)) = (&self.position, self.link.live()) else { return };
        let (covers, expects) = (position.durable, live.snapshot.map(|head| head.id));
        // What could not be read is in the log still; it would not be in a snapshot.
        if self.room.has_pending()
            || !self.history.quarantined.is_empty()
            || live.snapshot.is_some_and(|head| head.covers >= covers && covers > Seq(0))
        {
            return;
        }
        let document = self.room.snapshot();
        let (_, sealed) = self.seal_snapshot(document, expects);
        if sealed.len() > limits::SNAPSHOT {
            return;
        }
        if let Some(live) = self.link.live_mut() {
            live.putting = true;
        }
        let parts = sealed.len().div_ceil(limits::SNAPSHOT_PART) as u16;
        for (part, bytes) in (0..parts).zip(sealed.chunks(limits::SNAPSHOT_PART)) {
            self.send(&ToRelay::SnapshotPut(SnapshotPut { covers, expects, part, parts, bytes: bytes.to_vec() }));
        }
    }

    /// This is the relay's snapshot now.
    pub(super) fn snapshot_stands(&mut self, head: Option<SnapshotHead>) {
        if let Some(live) = self.link.live_mut() {
            live.putting = false;
            live.previous = live.snapshot;
            live.snapshot = head;
            live.log_bytes = 0;
            live.compact_at = None;
        }
    }

    /// A log that has grown is worth a snapshot, after a moment that another may use.
    pub(super) fn compact_soon(&mut self, now: Now) {
        let spread = self.rng.next_u64() % COMPACT_SPREAD;
        if let Some(live) = self.link.live_mut().filter(|live| live.log_bytes > limits::COMPACT_ABOVE)
            && live.compact_at.is_none()
            && !live.putting
        {
            live.compact_at = Some(now.mono + spread);
        }
    }

    pub(super) fn compact_now(&mut self, now: Now) {
        if let Some(live) = self.link.live_mut().filter(|live| !live.putting) {
            live.compact_at = Some(now.mono);
        }
    }
}
