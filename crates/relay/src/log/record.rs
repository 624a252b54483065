//! What a log answers when it is read.

use alongside_wire::{
    Counter, ReplicaId, Seq,
    frame::{Logged, SnapshotHead},
};
use sha2::{Digest, Sha256};

use super::batch::Erasure;
use crate::{clock::RunDay, error::Error};

/// What a log knows of a room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RoomRecord {
    /// Nobody was ever in it.
    Unknown,
    /// Somebody was.
    Known(RoomSummary),
    /// It was erased for good.
    Erased(Erasure),
}

/// A room at rest.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RoomSummary {
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
    /// The day on which somebody was last in it; zero when nobody was.
    pub last_active: RunDay,
    /// The day on which it began.
    pub began: RunDay,
    /// Two page loads were connected to it at once, at some time.
    pub shared: bool,
}

/// Frames read in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FrameRun {
    /// The frames.
    pub frames: Vec<Logged>,
    /// There are no more in the range that was asked for.
    pub done: bool,
    /// The log began after this number when they were read: what lies before is not among them. `[P 38]`
    pub trimmed: Seq,
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
    pub(super) fn of(frame: &Logged) -> Self {
        Self {
            replica: frame.replica,
            counter: frame.counter,
            sha256: Sha256::digest(&frame.sealed).into(),
            seq: frame.seq,
        }
    }
}

/// Collects frames of successive row bodies until a run is full.
pub(super) struct RunBuilder {
    pub(super) run: FrameRun,
    after: Seq,
    upto: Seq,
    room_left: usize,
}

impl RunBuilder {
    pub(super) fn new(after: Seq, upto: Seq, bytes: usize) -> Self {
        Self { run: FrameRun { frames: Vec::new(), done: true, trimmed: Seq(0) }, after, upto, room_left: bytes }
    }

    /// Takes what it can of this row; false when it wants no more.
    pub(super) fn take(&mut self, mut body: &[u8]) -> Result<bool, Error> {
        while !body.is_empty() {
            let (frame, rest) = postcard::take_from_bytes::<Logged>(body)
                .map_err(|_| Error::Damaged("a row of frames does not read".to_owned()))?;
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
