//! What outlives the relay's process: every room's sealed frames and snapshots, behind one trait.
//!
//! A log never sees a key, never looks into a frame and never decides who may do what: the [`Hub`](crate::Hub) did.
//! [`Sqlite`] keeps it on disk, [`Memory`] is its twin for tests and simulations; one suite tests both alike.
//!
//! Everything that is to be kept arrives in a [`Batch`]: all of it is durable when [`Log::write`] returns, or none.

use alongside_wire::{
    Counter, LogId, ReplicaId, RoomId, Seq, Signature, SnapshotId, frame::Logged, frame::SnapshotHead,
};
use sha2::{Digest, Sha256};

use crate::{Error, clock::Day};

mod memory;
mod sqlite;
#[cfg(test)]
mod suite;

pub use memory::{Failing, Memory};
pub use sqlite::Sqlite;

/// A store of rooms. Calls may come from several threads; writes come from one at a time.
pub trait Log: Send + Sync + 'static {
    /// Begins a life of the relay: claims numbers that no life before may have given.
    ///
    /// # Errors
    /// [`Error::DiskFull`] or [`Error::Log`] when the claim cannot be made durable.
    fn claim(&self) -> Result<Claim, Error>;

    /// What is known of a room.
    ///
    /// # Errors
    /// [`Error::Log`] when the store cannot be read; so for every reading method here.
    fn room(&self, room: RoomId) -> Result<Record, Error>;

    /// The room's frames after one number up to and with another, in order, as many as fit `bytes` (at least one).
    ///
    /// # Errors
    /// [`Error::Log`].
    fn frames(&self, room: RoomId, after: Seq, upto: Seq, bytes: usize) -> Result<Run, Error>;

    /// One part of a snapshot; none when the room has no such snapshot (any more) or it has no such part.
    ///
    /// # Errors
    /// [`Error::Log`].
    fn part(&self, room: RoomId, snapshot: SnapshotId, part: u16) -> Result<Option<Vec<u8>>, Error>;

    /// Makes all of the batch durable, or nothing of it.
    ///
    /// # Errors
    /// [`Error::DiskFull`] or [`Error::Log`]; then nothing of the batch is to be relied upon.
    fn write(&self, batch: &Batch) -> Result<Written, Error>;

    /// What was pushed to the room and is still in its log: what tells a push that comes again from a new one.
    ///
    /// # Errors
    /// [`Error::Log`].
    fn pushed(&self, room: RoomId) -> Result<Vec<Pushed>, Error> {
        let mut pushed = Vec::new();
        let mut after = Seq(0);
        loop {
            let run = self.frames(room, after, Seq(u64::MAX), 256 * 1024)?;
            pushed.extend(run.frames.iter().map(Pushed::of));
            match run.frames.last() {
                Some(last) if !run.done => after = last.seq,
                _ => return Ok(pushed),
            }
        }
    }
}

/// What the hub must know before it numbers the first frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    /// This log's name: as long as its numbers go on, it stays. `[P 15]`
    pub id: LogId,
    /// The first number to give; that it was claimed is durable.
    pub first: Seq,
    /// Bytes the log takes on the disk.
    pub disk: u64,
}

/// The number to claim when this is the highest that was claimed or kept.
///
/// Numbers go on at a multiple of 2^24, so that none which was delivered but never became durable is given again.
/// Half a block lies between at least: frames that were waiting for the disk may have passed a multiple. `[P 23]`
fn first_number_after(last: Seq) -> Seq {
    const BLOCK: u64 = 1 << 24;
    Seq((last.0.saturating_add(BLOCK / 2) / BLOCK).saturating_add(1).saturating_mul(BLOCK))
}

/// What a log knows of a room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Record {
    /// Nobody was ever in it.
    Unknown,
    /// Somebody was.
    Known(Known),
    /// It was erased for good.
    Erased,
}

/// A room at rest.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Known {
    /// The last durable number; zero when there was none.
    pub durable: Seq,
    /// Its frames begin after this number.
    pub trimmed: Seq,
    /// Bytes of its frames that the snapshot does not cover (whole rows, so slightly too many).
    pub log_bytes: u64,
    /// Bytes of all its frames.
    pub kept_bytes: u64,
    /// The current snapshot.
    pub snapshot: Option<SnapshotHead>,
    /// The one that the log goes on from, while the current one is not confirmed.
    pub previous: Option<SnapshotHead>,
    /// When a member was last here.
    pub seen: Day,
}

/// Frames read in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Run {
    /// The frames.
    pub frames: Vec<Logged>,
    /// There are no more in the range that was asked for.
    pub done: bool,
    /// The log began after this number when they were read: what lies before is not among them. `[P 38]`
    pub trimmed: Seq,
}

/// Everything that one commit keeps or deletes, in this order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Batch {
    /// Frames, a row for each touched room (more where one grew long).
    pub rows: Vec<Row>,
    /// Rooms that had a member on this day.
    pub seen: Vec<(RoomId, Day)>,
    /// Rooms to trim, if this is still their snapshot.
    pub trims: Vec<(RoomId, SnapshotId)>,
    /// Snapshots to put.
    pub snapshots: Vec<NewSnapshot>,
    /// Rooms to erase.
    pub erasures: Vec<Erasure>,
    /// Forget up to [`EXPIRE_AT_ONCE`] rooms, and the erasures, that were last seen before this day.
    pub expire: Option<Day>,
    /// Write a few bytes, to find out whether that works.
    pub probe: bool,
}

/// How many rooms one batch expires at most.
pub const EXPIRE_AT_ONCE: usize = 100;

/// Consecutive frames of one room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Whose.
    pub room: RoomId,
    /// The number of the last of them.
    pub last: Seq,
    /// [`Logged`] after [`Logged`], as postcard writes them.
    pub body: Vec<u8>,
}

/// A snapshot to be put by compare-and-swap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSnapshot {
    /// Whose.
    pub room: RoomId,
    /// The current snapshot it is to replace.
    pub expects: Option<SnapshotId>,
    /// Its name, what it covers, its size.
    pub head: SnapshotHead,
    /// Its bytes, cut as they came.
    pub parts: Vec<Vec<u8>>,
}

/// A room's end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Erasure {
    /// Whose.
    pub room: RoomId,
    /// Over `statement::erase`.
    pub signature: Signature,
    /// When.
    pub day: Day,
}

/// What a batch came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// For each of the batch's trims, in order; none where there was nothing to trim.
    pub trims: Vec<Option<Cut>>,
    /// For each of the batch's snapshots, in order.
    pub snapshots: Vec<Put>,
    /// Bytes the log takes on the disk now.
    pub disk: u64,
    /// How many rooms expired.
    pub expired: usize,
}

/// What is left of a room's log that was trimmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut {
    /// See [`Known::trimmed`].
    pub trimmed: Seq,
    /// See [`Known::kept_bytes`].
    pub kept_bytes: u64,
}

/// What became of a snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Put {
    /// It is the current one; so many bytes of frames lie after it.
    Stored {
        /// See [`Known::log_bytes`].
        log_bytes: u64,
        /// See [`Known::previous`].
        previous: Option<SnapshotHead>,
    },
    /// This one was current, and it is not the one that was expected.
    Conflict {
        /// The current one.
        current: Option<SnapshotHead>,
    },
}

/// A push as the log remembers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pushed {
    /// Who sealed it.
    pub replica: ReplicaId,
    /// The sealer's number for it.
    pub counter: Counter,
    /// Of the sealed bytes.
    pub sha256: [u8; 32],
    /// Its place in the log.
    pub seq: Seq,
}

impl Pushed {
    fn of(frame: &Logged) -> Self {
        Self {
            replica: frame.replica,
            counter: frame.counter,
            sha256: Sha256::digest(&frame.sealed).into(),
            seq: frame.seq,
        }
    }
}

/// Collects frames of successive row bodies until a run is full.
struct Running {
    run: Run,
    after: Seq,
    upto: Seq,
    room_left: usize,
}

impl Running {
    fn new(after: Seq, upto: Seq, bytes: usize) -> Self {
        Self { run: Run { frames: Vec::new(), done: true, trimmed: Seq(0) }, after, upto, room_left: bytes }
    }

    /// Takes what it can of this row; false when it wants no more.
    fn take(&mut self, mut body: &[u8]) -> Result<bool, Error> {
        while !body.is_empty() {
            let (frame, rest) = postcard::take_from_bytes::<Logged>(body)
                .map_err(|_| Error::Log("a row of frames does not read".to_owned()))?;
            let bytes = body.len() - rest.len();
            body = rest;
            if frame.seq <= self.after {
                continue;
            }
            if frame.seq > self.upto {
                return Ok(false);
            }
            if bytes > self.room_left && !self.run.frames.is_empty() {
                self.run.done = false;
                return Ok(false);
            }
            self.room_left = self.room_left.saturating_sub(bytes);
            self.run.frames.push(frame);
        }
        Ok(true)
    }
}
