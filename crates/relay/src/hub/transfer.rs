//! What takes several frames: a pull answered page by page, a snapshot sent or received part by part.

use alongside_wire::{
    RoomId, Seq, SnapshotId,
    frame::{SnapshotHead, SnapshotPut},
    limits,
};
use sha2::{Digest, Sha256};

use crate::{clock::Now, log::NewSnapshot};

/// A pull under way.
pub(super) struct PullInProgress {
    /// Sent up to this number.
    pub(super) at: Seq,
    /// The last durable number when the last page was read.
    pub(super) upto: Seq,
    /// The pull that arrived meanwhile and is answered next; a later one replaces it.
    pub(super) then: Option<Seq>,
}

/// A snapshot that a client is putting.
pub(super) enum Upload {
    None,
    /// It was refused; its remaining parts are ignored.
    Rejected,
    Coming(Box<IncomingSnapshot>),
}

pub(super) struct IncomingSnapshot {
    pub(super) covers: Seq,
    pub(super) expects: Option<SnapshotId>,
    pub(super) count: u16,
    pub(super) parts: Vec<Vec<u8>>,
    pub(super) bytes: u64,
    pub(super) hash: Sha256,
    pub(super) began: u64,
    pub(super) last_heard: u64,
}

/// A snapshot that is being sent to a client.
pub(super) struct OutgoingSnapshot {
    pub(super) id: SnapshotId,
    pub(super) part: u16,
    pub(super) parts: u16,
}

impl IncomingSnapshot {
    /// An upload without content yet, as its first part announces it.
    pub(super) fn announced_by(now: Now, put: &SnapshotPut) -> Self {
        Self {
            covers: put.covers,
            expects: put.expects,
            count: put.parts,
            parts: Vec::new(),
            bytes: 0,
            hash: Sha256::new(),
            began: now.mono,
            last_heard: now.mono,
        }
    }

    /// Whether this part is the next one, and announces the same snapshot.
    pub(super) fn is_continued_by(&self, put: &SnapshotPut) -> bool {
        let announced = (self.covers, self.expects, self.count) == (put.covers, put.expects, put.parts);
        let is_next = usize::from(put.part) == self.parts.len() && put.part < self.count;
        let is_last = put.part + 1 == self.count;
        let size = put.bytes.len();
        let sized = size == limits::SNAPSHOT_PART || (is_last && (1..=limits::SNAPSHOT_PART).contains(&size));
        announced && is_next && sized
    }

    pub(super) fn take(&mut self, now: Now, bytes: Vec<u8>) {
        self.hash.update(&bytes);
        self.bytes += bytes.len() as u64;
        self.parts.push(bytes);
        self.last_heard = now.mono;
    }

    pub(super) fn finished(self, room: RoomId) -> NewSnapshot {
        let digest: [u8; 32] = self.hash.finalize().into();
        let mut id = [0; 16];
        id.copy_from_slice(&digest[..16]);
        let head = SnapshotHead { id: SnapshotId(id), covers: self.covers, bytes: self.bytes as u32 };
        NewSnapshot { room, expects: self.expects, head, parts: self.parts }
    }
}
