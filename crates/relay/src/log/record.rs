//! What reading a log returns.

use std::{fmt, str::FromStr};

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
    Unknown,
    /// Somebody was in it.
    Known(RoomSummary),
    Erased(Erasure),
    /// Another relay, which shares the log, serves it.
    Elsewhere(RelayId),
}

/// One run of a relay, among those that share a log.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct RelayId(pub [u8; 8]);

impl fmt::Display for RelayId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for RelayId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RelayId({self})")
    }
}

impl FromStr for RelayId {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let digits = text.get(..16).filter(|_| text.len() == 16).ok_or(())?;
        u64::from_str_radix(digits, 16).map(|id| Self(id.to_be_bytes())).map_err(|_| ())
    }
}

/// A summary of a room that is not in memory.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RoomSummary {
    /// The last durable number; zero if there is none.
    pub durable: Seq,
    /// The log begins after this number.
    pub trimmed: Seq,
    /// Bytes of its frames that the snapshot does not cover (whole rows, so slightly too many).
    pub log_bytes: u64,
    pub kept_bytes: u64,
    pub snapshot: Option<SnapshotHead>,
    /// The snapshot that the log was trimmed to, until the current one is confirmed.
    pub previous: Option<SnapshotHead>,
    /// The last day on which somebody was in it; zero if nobody was.
    pub last_active: RunDay,
    /// The day on which the room began.
    pub began: RunDay,
    /// Whether two page loads were ever connected at once.
    pub shared: bool,
    /// No number below this one may be given in the room; zero if the numbers of the log's claim will do.
    pub first: Seq,
}

/// Consecutive frames that were read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FrameRun {
    pub frames: Vec<Logged>,
    /// Whether the range that was asked for ends here.
    pub done: bool,
    /// The number after which the log began when they were read: earlier frames are missing. `[P 38]`
    pub trimmed: Seq,
}

/// What the log remembers of a push.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pushed {
    /// The replica that sealed it.
    pub replica: ReplicaId,
    /// The counter that the replica gave it.
    pub counter: Counter,
    /// The hash of the sealed bytes.
    pub sha256: [u8; 32],
    /// Its sequence number.
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

/// Collects frames from successive rows until it has as many as asked for.
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

    /// Takes frames of this row; returns false when it needs no more.
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
