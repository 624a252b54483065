//! A whole document, sealed once and cut into parts. What it claims about the log stands inside the seal, so that a
//! relay that hands out an old one under a newer number is caught. `[P 30–34]`

use alongside_wire::{
    Chain, Counter, LogId, ReplicaId, Seq, SnapshotId,
    frame::{SnapshotHead, SnapshotPart},
    limits,
};
use serde::{Deserialize, Serialize};

/// A snapshot's plain content. `[P 34]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The log up to and with this number is contained.
    pub covers: Seq,
    /// Which log.
    pub log: LogId,
    /// The chain at `covers`.
    pub chain: Chain,
    /// The snapshot that it replaced.
    pub previous: Option<SnapshotId>,
    /// Frames of the log that could not be read and are not contained.
    pub skipped: Vec<(ReplicaId, Counter)>,
    /// The member whose device made it.
    pub author: Option<[u8; 8]>,
    /// The document, as a v2 update.
    #[serde(with = "serde_bytes")]
    pub document: Vec<u8>,
}

impl Snapshot {
    /// The snapshot's bytes, to be sealed.
    pub fn encode(&self) -> Vec<u8> {
        // Serialising a plain struct into a growing vector has nothing that could fail.
        postcard::to_stdvec(self).unwrap_or_default()
    }

    /// Reads a snapshot that was opened; none when it does not read.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        match postcard::take_from_bytes(bytes) {
            Ok((snapshot, [])) => Some(snapshot),
            _ => None,
        }
    }
}

/// A snapshot that is being received in parts.
#[derive(Debug)]
pub struct Incoming {
    /// Which one.
    pub head: SnapshotHead,
    bytes: Vec<u8>,
    next: u16,
}

/// What came of a part.
#[derive(Debug, PartialEq, Eq)]
pub enum Received {
    /// More are to come.
    More,
    /// All of it, and it is what its name says.
    Whole(Vec<u8>),
    /// Not what was asked for.
    Wrong,
    /// Parts come in order, and this one does not: nothing is known of the snapshot.
    OutOfOrder,
}

impl Incoming {
    /// Begins to receive this snapshot.
    pub fn new(head: SnapshotHead) -> Self {
        Self { head, bytes: Vec::new(), next: 0 }
    }

    /// Takes the next part.
    pub fn take(&mut self, part: SnapshotPart) -> Received {
        let size = self.bytes.len() + part.bytes.len();
        if part.id != self.head.id || size > limits::SNAPSHOT {
            return Received::Wrong;
        }
        if part.part != self.next {
            return Received::OutOfOrder;
        }
        self.bytes.extend(part.bytes);
        self.next += 1;
        if self.next < part.parts {
            return Received::More;
        }
        let bytes = std::mem::take(&mut self.bytes);
        if SnapshotId::of(&bytes) == self.head.id { Received::Whole(bytes) } else { Received::Wrong }
    }
}
