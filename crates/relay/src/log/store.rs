//! The trait that every log implements, and the claim that each run of a relay begins with.

use alongside_wire::{LogId, RoomId, Seq, SnapshotId};

use super::{
    batch::{Batch, Written},
    record::{FrameRun, Pushed, RoomRecord},
};
use crate::{clock::DayCount, error::Error};

/// A store of rooms. Calls may come from several threads; writes come from one at a time.
pub trait Log: Send + Sync + 'static {
    /// Begins a run of the relay: claims numbers that no run before may have given.
    ///
    /// # Errors
    /// [`Error::DiskFull`] or [`Error::Log`] when the claim cannot be made durable.
    fn claim(&self) -> Result<Claim, Error>;

    /// What is known of a room.
    ///
    /// # Errors
    /// [`Error::Log`] when the store cannot be read; so for every reading method here.
    fn room(&self, room: RoomId) -> Result<RoomRecord, Error>;

    /// The room's frames after one number up to and with another, in order, as many as fit `bytes` (at least one).
    ///
    /// # Errors
    /// [`Error::Log`].
    fn frames(&self, room: RoomId, after: Seq, upto: Seq, bytes: usize) -> Result<FrameRun, Error>;

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

    /// What a check of the whole store found broken, in words for the operator; none while nothing was found.
    fn damage(&self) -> Option<String> {
        None
    }

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
    /// This log's id. A log that may have lost frames it acknowledged (a backup that was put back) takes a new one, since
    /// its numbers might otherwise name two frames. `[P 15]`
    pub id: LogId,
    /// The first number to give; that it was claimed is durable.
    pub first: Seq,
    /// Bytes the log takes on the disk.
    pub disk: u64,
    /// The days that the relay ran, as they were last counted.
    pub days: DayCount,
}

/// The number to claim when this is the highest that was claimed or kept.
///
/// Numbers go on at a multiple of 2^24, so that none which was delivered but never became durable is given again.
/// Half a block lies between at least: frames that were waiting for the disk may have passed a multiple. `[P 23]`
pub(super) fn first_number_after(last: Seq) -> Seq {
    const BLOCK: u64 = 1 << 24;
    Seq((last.0.saturating_add(BLOCK / 2) / BLOCK).saturating_add(1).saturating_mul(BLOCK))
}
