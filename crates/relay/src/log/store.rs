//! The trait that every log implements, and the claim with which each run of a relay begins.

use alongside_wire::{LogId, MailboxId, RoomId, Seq, SnapshotId};

use super::{
    batch::{Batch, Written},
    invitations::StoredInvitation,
    record::{FrameRun, Pushed, RoomRecord},
    sharing::Sharing,
};
use crate::{clock::DayCount, error::Error};

/// Stores rooms. Methods may be called from several threads, `write` from one at a time.
pub trait Log: Send + Sync + 'static {
    /// Begins a run of the relay: claims numbers that no earlier run may have given.
    ///
    /// # Errors
    /// [`Error::DiskFull`] or [`Error::Log`] when the claim cannot be made durable.
    fn claim(&self) -> Result<Claim, Error>;

    /// A summary of a room. In a log that several relays share, the room is taken by this one, unless another has it.
    ///
    /// # Errors
    /// [`Error::Log`] when the store cannot be read; so for every reading method here.
    fn room(&self, room: RoomId) -> Result<RoomRecord, Error>;

    /// The room's frames after one number up to and including another, in order, as many as fit into `bytes` (at
    /// least one).
    ///
    /// # Errors
    /// [`Error::Log`].
    fn frames(&self, room: RoomId, after: Seq, upto: Seq, bytes: usize) -> Result<FrameRun, Error>;

    /// One part of a snapshot; `None` if the room has no such snapshot (any more) or the snapshot no such part.
    ///
    /// # Errors
    /// [`Error::Log`].
    fn part(&self, room: RoomId, snapshot: SnapshotId, part: u16) -> Result<Option<Vec<u8>>, Error>;

    /// What stands under the name of an invitation.
    ///
    /// # Errors
    /// [`Error::Log`].
    fn invitation(&self, mailbox: MailboxId) -> Result<Option<StoredInvitation>, Error>;

    /// Makes all of the batch durable, but for the rooms that [`Written`] names. The frames of one that is to be written later
    /// come again, in front of those that were pushed meanwhile.
    ///
    /// # Errors
    /// [`Error::DiskFull`] or [`Error::Log`]; then nothing of the batch may be relied on.
    fn write(&self, batch: &Batch) -> Result<Written, Error>;

    /// The damage that a check of the whole store has found, in words for the operator; `None` if none was found.
    fn damage(&self) -> Option<String> {
        None
    }

    /// The room is used no more for now: another relay that shares the log may take it. This waits for nothing.
    fn leave(&self, _room: RoomId) {}

    /// How many reads may be under way at once.
    fn readers(&self) -> usize {
        1
    }

    /// How to reach the relays that share the log, if it can be shared; the first who asks is told.
    fn sharing(&self) -> Option<Sharing> {
        None
    }

    /// Why nothing can be read or written at the moment, in words for the operator.
    fn absence(&self) -> Option<String> {
        None
    }

    /// How often the connection to what keeps the log came back.
    fn reconnects(&self) -> u64 {
        0
    }

    /// The pushes whose frames are still in the room's log, to tell a repeated push from a new one.
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
    /// This log's id. A log that may have lost acknowledged frames (a restored backup) takes a new one, since its
    /// numbers might otherwise name two frames each. `[P 15]`
    pub id: LogId,
    /// The first number to give. The claim is durable.
    pub first: Seq,
    /// Bytes that the log takes on the disk.
    pub disk: u64,
    /// The count of days on which the relay ran, as of the last count.
    pub days: DayCount,
}

/// The number to claim if `last` is the highest that was claimed or stored.
///
/// A run begins at a multiple of 2^24, so that no number of a frame that was delivered but never became durable is
/// given again. At least half a block is skipped, since frames that were queued for the disk may have passed a
/// multiple. `[P 23]`
pub(super) fn first_number_after(last: Seq) -> Seq {
    const BLOCK: u64 = 1 << 24;
    Seq((last.0.saturating_add(BLOCK / 2) / BLOCK).saturating_add(1).saturating_mul(BLOCK))
}
