//! Compaction: when a snapshot takes the place of a prefix of the relay's log, when another's is compared, and what of it
//! is under way.
//!
//! The machine holds no document: it says that a moment has come ([`CompactionOutput`]), and remembers what the relay said
//! of its log. What is under way beside the document in use is one [shadow replica](crate::shadow) at most.

use alongside_wire::{
    Seq, SnapshotId,
    frame::{SnapshotHead, Welcome},
    limits,
};
use chacha20::ChaCha20Rng;
use rand_core::Rng;

use crate::shadow::Shadow;

/// Most milliseconds by which putting a snapshot is delayed, so that two pages do not do it at once.
const COMPACT_SPREAD: u64 = 10_000;
/// Most milliseconds by which a comparison is delayed, so that two devices do not make it at once.
const CONFIRM_SPREAD: u64 = 10_000;
/// A log is let grow to this part of its snapshot before that is made anew.
const SHARE: u64 = 4;
/// A log of so many times as many bytes as are worth a snapshot does not wait for a quiet moment.
const URGENT: u64 = 4;

/// What this page does about the relay's snapshots.
pub(crate) struct Compaction {
    /// The relay's log, as far as this connection knows.
    pub log: RelayLog,
    /// The shadow replica under way, for a confirmation or a rebuild. It goes with the connection.
    pub shadow: Option<Box<Shadow>>,
    /// Bytes of log that are worth a snapshot.
    above: u64,
    /// A snapshot of this copy is under way to the relay.
    put_under_way: bool,
    compact_at: Option<u64>,
    confirm_at: Option<u64>,
    /// The last snapshot that this page put.
    own: Option<SnapshotId>,
    /// The last snapshot that this page compared.
    compared: Option<SnapshotId>,
    /// A snapshot that lacked something was superseded by this page: no more than once a page load, because two copies
    /// that never agree must not go on for ever.
    has_superseded: bool,
    /// The position at which the document was last rebuilt.
    rebuilt_at: Option<Seq>,
}

/// What the relay said of its log.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct RelayLog {
    pub snapshot: Option<SnapshotHead>,
    /// The snapshot before.
    pub previous: Option<SnapshotHead>,
    /// The log begins after this number.
    pub trimmed: Seq,
    /// Bytes of log after the snapshot.
    bytes: u64,
    /// Bytes of log altogether.
    kept_bytes: u64,
}

/// What happened.
#[derive(Debug, Clone, Copy)]
pub(crate) enum CompactionInput<'a> {
    /// A connection joined the room.
    Joined(&'a Welcome),
    /// The connection is gone, and what was under way on it.
    Disconnected,
    /// So many bytes were added to the log.
    Logged(usize),
    /// What arrived of the log is read: a log that has grown is worth a snapshot, after a moment that another page may use.
    LogRead,
    /// The log is full: a snapshot is wanted at once, unless there is one of everything up to `durable` already, which
    /// waits for another member to confirm it.
    LogFull { durable: Seq },
    /// This page may compare snapshots now. One that nobody has confirmed is worth it, after a moment that another device
    /// may use. `alone` is who is in a room where nobody else ever was.
    MayConfirm { alone: bool },
    /// A snapshot of this copy is under way to the relay.
    Put(SnapshotId),
    /// The relay refused the snapshot that was under way.
    PutRefused,
    /// The document would not read back. As much again is written before that is tried again.
    NotReadBack,
    /// This is the relay's snapshot now.
    SnapshotStands(Option<SnapshotHead>),
    /// The relay's log begins later now.
    Trimmed(Seq),
    /// This snapshot was compared.
    Compared(SnapshotId),
    /// The last comparison came to nothing: the snapshot is worth another.
    ComparedInVain,
    /// The snapshot that this page puts takes the place of one that lacks something.
    Superseded,
    /// The document was rebuilt at this position.
    Rebuilt(Seq),
}

/// A moment that has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CompactionOutput {
    /// Put a snapshot.
    Put,
    /// Compare the relay's snapshot.
    Confirm,
}

impl Compaction {
    /// Nothing put or compared yet; a log of more than `above` bytes after its snapshot is worth a new one.
    pub fn new(above: u64) -> Self {
        Self {
            log: RelayLog::default(),
            shadow: None,
            above,
            put_under_way: false,
            compact_at: None,
            confirm_at: None,
            own: None,
            compared: None,
            has_superseded: false,
            rebuilt_at: None,
        }
    }

    /// Something happened to the log, to a snapshot or to the connection.
    pub fn handle(&mut self, now: u64, input: CompactionInput, rng: &mut ChaCha20Rng) {
        match input {
            CompactionInput::Joined(welcome) => {
                self.disconnected();
                self.log = RelayLog::new(welcome);
            }
            CompactionInput::Disconnected => self.disconnected(),
            CompactionInput::Logged(bytes) => self.log.grew(bytes as u64),
            CompactionInput::LogRead => {
                let at = now + rng.next_u64() % COMPACT_SPREAD;
                if self.is_worth_snapshot() && self.compact_at.is_none() && !self.put_under_way {
                    self.compact_at = Some(at);
                }
            }
            CompactionInput::LogFull { durable } => {
                let is_covered = self.log.snapshot.is_some_and(|head| head.covers >= durable);
                if !self.put_under_way && !is_covered {
                    self.compact_at = Some(now);
                }
            }
            CompactionInput::MayConfirm { alone } => {
                let at = now + rng.next_u64() % CONFIRM_SPREAD;
                if self.is_worth_confirming(alone).is_some() && self.confirm_at.is_none() {
                    self.confirm_at = Some(at);
                }
            }
            CompactionInput::Put(id) => {
                self.put_under_way = true;
                self.own = Some(id);
            }
            CompactionInput::PutRefused => self.put_under_way = false,
            CompactionInput::NotReadBack => self.above = self.above.saturating_mul(2),
            CompactionInput::SnapshotStands(head) => {
                self.put_under_way = false;
                self.compact_at = None;
                self.log.snapshot_stands(head);
            }
            CompactionInput::Trimmed(upto) => self.log.trim(upto),
            CompactionInput::Compared(id) => self.compared = Some(id),
            CompactionInput::ComparedInVain => self.compared = None,
            CompactionInput::Superseded => self.has_superseded = true,
            CompactionInput::Rebuilt(at) => self.rebuilt_at = Some(at),
        }
    }

    /// What is due; ask again until there is nothing. `quiet_at` is from when on nothing was written for a while: putting a
    /// snapshot takes as long as opening the room, so it waits for that, unless the log is large.
    pub fn poll(&mut self, now: u64, quiet_at: u64) -> Option<CompactionOutput> {
        if self.compact_at.is_some_and(|at| at <= now) {
            let can_wait = self.log.bytes < self.above.saturating_mul(URGENT);
            self.compact_at = Some(quiet_at).filter(|at| *at > now && can_wait);
            if self.compact_at.is_none() {
                return Some(CompactionOutput::Put);
            }
        }
        if self.confirm_at.is_some_and(|at| at <= now) {
            self.confirm_at = None;
            return Some(CompactionOutput::Confirm);
        }
        None
    }

    /// When something is due by itself.
    pub fn deadline(&self) -> Option<u64> {
        [self.compact_at, self.confirm_at].into_iter().flatten().min()
    }

    fn disconnected(&mut self) {
        self.shadow = None;
        self.put_under_way = false;
        (self.compact_at, self.confirm_at) = (None, None);
    }

    fn is_worth_snapshot(&self) -> bool {
        // A large room is not sent whole for every little more.
        let share = self.log.snapshot.map_or(0, |head| u64::from(head.bytes) / SHARE);
        self.log.bytes > self.above.max(share)
    }

    /// The relay's snapshot, where this page should compare it. `alone` is who is in a room where nobody else ever was.
    pub fn is_worth_confirming(&self, alone: bool) -> Option<SnapshotHead> {
        // Where there is no other to confirm it, a page that did not make it does, before the log is full.
        let may = !alone || self.log.kept_bytes >= limits::LOG_SOFT;
        self.log.snapshot.filter(|head| {
            may && head.covers > self.log.trimmed
                && self.shadow.is_none()
                && self.own != Some(head.id)
                && self.compared != Some(head.id)
        })
    }

    /// A snapshot of this copy may be put that covers the log up to here.
    pub fn may_put(&self, covers: Seq) -> bool {
        !self.put_under_way && covers > Seq(0) && self.log.snapshot.is_none_or(|head| head.covers <= covers)
    }

    /// The snapshot that a rebuild begins with: what stands for what was trimmed was confirmed; what was put since may
    /// leave something out. None where the log was trimmed and no such snapshot is known.
    pub fn confirmed_base(&self) -> Option<Option<SnapshotHead>> {
        let log = &self.log;
        let base = [log.snapshot, log.previous].into_iter().flatten().find(|head| head.covers == log.trimmed);
        (base.is_some() || log.trimmed == Seq(0)).then_some(base)
    }

    /// Whether this page may still supersede a snapshot that lacks something.
    pub fn may_supersede(&self) -> bool {
        !self.has_superseded
    }

    /// The document may be rebuilt at this position: once for each.
    pub fn may_rebuild(&self, at: Seq) -> bool {
        self.rebuilt_at != Some(at)
    }
}

impl RelayLog {
    fn new(welcome: &Welcome) -> Self {
        Self {
            snapshot: welcome.snapshot,
            previous: welcome.previous,
            trimmed: welcome.trimmed,
            bytes: welcome.log_bytes,
            kept_bytes: welcome.kept_bytes,
        }
    }

    fn grew(&mut self, bytes: u64) {
        self.bytes = self.bytes.saturating_add(bytes);
        self.kept_bytes = self.kept_bytes.saturating_add(bytes);
    }

    fn snapshot_stands(&mut self, head: Option<SnapshotHead>) {
        // One that nobody confirmed gave way; the log goes on from the one before it.
        if self.snapshot.is_some_and(|before| before.covers <= self.trimmed) {
            self.previous = self.snapshot;
        }
        self.snapshot = head;
        self.bytes = 0;
    }

    fn trim(&mut self, upto: Seq) {
        self.trimmed = upto;
        self.previous = None;
        self.kept_bytes = self.bytes;
    }
}

#[cfg(test)]
mod tests {
    use rand_core::SeedableRng;

    use super::*;

    fn rng() -> ChaCha20Rng {
        ChaCha20Rng::from_seed([1; 32])
    }

    fn handle(compaction: &mut Compaction, input: CompactionInput) {
        compaction.handle(0, input, &mut rng());
    }

    fn head(id: u8, covers: u64) -> SnapshotHead {
        SnapshotHead { id: SnapshotId([id; 16]), covers: Seq(covers), bytes: 400 }
    }

    #[test]
    fn a_log_that_has_grown_is_compacted_in_a_quiet_moment_and_a_large_one_without_waiting() {
        let mut compaction = Compaction::new(1_000);
        handle(&mut compaction, CompactionInput::Logged(1_000));
        handle(&mut compaction, CompactionInput::LogRead);
        assert_eq!(compaction.deadline(), None, "it is not worth it yet");
        handle(&mut compaction, CompactionInput::Logged(1));
        handle(&mut compaction, CompactionInput::LogRead);
        let due = compaction.deadline().expect("a moment that another may use");
        assert_eq!(compaction.poll(due, due + 2_000), None, "somebody writes");
        assert_eq!(compaction.deadline(), Some(due + 2_000));
        assert_eq!(compaction.poll(due + 2_000, due + 2_000), Some(CompactionOutput::Put));
        handle(&mut compaction, CompactionInput::Logged(4_000));
        handle(&mut compaction, CompactionInput::LogRead);
        assert_eq!(compaction.poll(20_000, 22_000), Some(CompactionOutput::Put));
    }

    #[test]
    fn a_snapshot_is_compared_once_and_never_by_whose_page_put_it() {
        let mut compaction = Compaction::new(1_000);
        handle(&mut compaction, CompactionInput::SnapshotStands(Some(head(1, 5))));
        assert_eq!(compaction.is_worth_confirming(false), Some(head(1, 5)));
        assert_eq!(compaction.is_worth_confirming(true), None, "alone, it is kept while there is space");
        handle(&mut compaction, CompactionInput::Compared(SnapshotId([1; 16])));
        assert_eq!(compaction.is_worth_confirming(false), None);
        handle(&mut compaction, CompactionInput::Put(SnapshotId([2; 16])));
        handle(&mut compaction, CompactionInput::SnapshotStands(Some(head(2, 6))));
        assert_eq!(compaction.is_worth_confirming(false), None);
    }

    #[test]
    fn a_rebuild_begins_with_what_was_confirmed() {
        let mut compaction = Compaction::new(1_000);
        assert_eq!(compaction.confirmed_base(), Some(None), "with the log's beginning");
        handle(&mut compaction, CompactionInput::SnapshotStands(Some(head(1, 5))));
        handle(&mut compaction, CompactionInput::Trimmed(Seq(5)));
        handle(&mut compaction, CompactionInput::SnapshotStands(Some(head(2, 9))));
        assert_eq!(compaction.confirmed_base(), Some(Some(head(1, 5))));
        handle(&mut compaction, CompactionInput::SnapshotStands(Some(head(3, 12))));
        assert_eq!(compaction.confirmed_base(), Some(Some(head(1, 5))), "what nobody confirmed gave way");
    }
}
