//! What is kept in NATS besides frames: a room's head, invitations, and the numbers of the log, to the byte.

use alongside_wire::{Claimant, Nonce, RoomId, Seq, Signature, frame::SnapshotHead};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{
    clock::{DayCount, RunDay},
    error::Error,
    log::{Erasure, Fate, StoredInvitation},
};

/// The layout of these records; a log with a higher one is a newer relay's.
pub(super) const LAYOUT: u8 = 1;

/// What there is of a room besides its frames.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Head {
    Room(RoomHead),
    Erased { origin: String, nonce: Nonce, signature: Signature, day: u32 },
}

/// See [`Head::Room`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct RoomHead {
    pub(super) last_active: u32,
    pub(super) began: u32,
    pub(super) shared: bool,
    /// The log begins after this number.
    pub(super) trimmed: Seq,
    pub(super) current: Option<SnapshotHead>,
    pub(super) previous: Option<SnapshotHead>,
}

/// What tells this log from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct LogRecord {
    pub(super) layout: u8,
    pub(super) id: [u8; 16],
    /// How many streams its rooms are spread over.
    pub(super) streams: u16,
}

#[derive(Serialize, Deserialize)]
struct DaysRecord(u32, u32);

#[derive(Serialize, Deserialize)]
enum FateRecord {
    Waiting,
    Used { at: u64, by: Claimant },
    Withdrawn,
    Erased,
}

#[derive(Serialize, Deserialize)]
struct InvitationRecord {
    room: RoomId,
    day: u32,
    deposited: u64,
    lasts: u32,
    fate: FateRecord,
    card: Vec<u8>,
    key: Vec<u8>,
}

impl Head {
    pub(super) fn erased(erasure: &Erasure) -> Self {
        let Erasure { origin, nonce, signature, day, .. } = erasure.clone();
        Self::Erased { origin, nonce, signature, day: day.0 }
    }

    /// The erasure of this room, if it was erased.
    pub(super) fn erasure(&self, room: RoomId) -> Option<Erasure> {
        let Self::Erased { origin, nonce, signature, day } = self.clone() else { return None };
        Some(Erasure { room, origin, nonce, signature, day: RunDay(day) })
    }

    /// What there is of a room that was not erased.
    pub(super) fn room(&self) -> Option<RoomHead> {
        match self {
            Self::Room(head) => Some(*head),
            Self::Erased { .. } => None,
        }
    }
}

pub(super) fn encode<T: Serialize>(record: &T) -> Result<Vec<u8>, Error> {
    postcard::to_stdvec(record).map_err(|error| Error::Log(error.to_string()))
}

pub(super) fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Error> {
    postcard::from_bytes(bytes).map_err(|_| Error::Damaged("a record in NATS does not read".to_owned()))
}

pub(super) fn encode_days(days: DayCount) -> Result<Vec<u8>, Error> {
    encode(&DaysRecord(days.today.0, days.calendar))
}

pub(super) fn decode_days(bytes: &[u8]) -> Result<DayCount, Error> {
    let DaysRecord(today, calendar) = decode(bytes)?;
    Ok(DayCount { today: RunDay(today), calendar })
}

pub(super) fn encode_invitation(stored: &StoredInvitation) -> Result<Vec<u8>, Error> {
    encode(&InvitationRecord {
        room: stored.room,
        day: stored.day.0,
        deposited: stored.deposited,
        lasts: stored.lasts,
        fate: match stored.fate {
            Fate::Waiting => FateRecord::Waiting,
            Fate::Used { at, by } => FateRecord::Used { at, by },
            Fate::Withdrawn => FateRecord::Withdrawn,
            Fate::Erased => FateRecord::Erased,
        },
        card: stored.card.clone(),
        key: stored.key.clone(),
    })
}

pub(super) fn decode_invitation(bytes: &[u8]) -> Result<StoredInvitation, Error> {
    let InvitationRecord { room, day, deposited, lasts, fate, card, key } = decode(bytes)?;
    let fate = match fate {
        FateRecord::Waiting => Fate::Waiting,
        FateRecord::Used { at, by } => Fate::Used { at, by },
        FateRecord::Withdrawn => Fate::Withdrawn,
        FateRecord::Erased => Fate::Erased,
    };
    Ok(StoredInvitation { room, day: RunDay(day), deposited, lasts, fate, card, key })
}
