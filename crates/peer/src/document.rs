//! A document, and what it was made of: so that it can be rebuilt without what turned out to be damaged.
//!
//! Order of defence: size (the wire), authentication (the seal), structure (the message), and only then the document. A
//! frame that fails anywhere is quarantined.

use alongside_room::{Change, Room};
use alongside_wire::{Counter, ReplicaId};

use crate::{
    key::Keys,
    message::Message,
    outbox::FrameId,
    provenance::Provenance,
    seal::{self, Kind},
    snapshot::Snapshot,
};

/// A room as snapshots and frames make it.
pub struct Document {
    /// What they come to.
    pub room: Room,
    provenance: Provenance,
}

/// What came of opening a frame.
pub enum Opened {
    /// It reads.
    New(Frame),
    /// It was dealt with before.
    Before,
    /// It does not open or read.
    Damaged,
}

/// A frame that was opened.
pub struct Frame {
    /// What it says.
    pub message: Box<Message>,
    /// The updates that it completes.
    pub updates: Vec<Vec<u8>>,
    /// It brings content, if only a part of some.
    pub content: bool,
}

/// What came of a frame.
pub enum Merged {
    /// It is in the document now; what it said besides, and what came to be otherwise.
    New(Box<Message>, Merging),
    /// It was before.
    Before,
    /// It cannot be read, or is quarantined.
    Damaged,
}

/// What merging a frame did.
#[derive(Default)]
pub struct Merging {
    /// It brought content.
    pub content: bool,
    /// What came to be otherwise.
    pub changes: Vec<Change>,
    /// The document was rebuilt.
    pub rebuilt: bool,
    /// A frame that was pending until this one came is quarantined.
    pub quarantined: bool,
}

/// An update cannot be merged, and may have been merged in part: rebuild the document.
#[derive(Debug)]
pub enum Poisoned {
    /// This frame is quarantined.
    This,
    /// One that was pending until this frame came is.
    Other,
}

impl Document {
    /// Nothing yet, to be written under this client id.
    pub fn new(client: u64) -> Self {
        Self { room: Room::new(client), provenance: Provenance::default() }
    }

    /// Opens a frame.
    pub fn open(&mut self, keys: &Keys, id: FrameId, sealed: &[u8]) -> Opened {
        if self.provenance.has_seen(&id) {
            return Opened::Before;
        }
        let message = seal::open(keys, id.0, id.1, sealed).ok().and_then(|plain| Message::decode(&plain).ok());
        let Some(mut message) = message else {
            // Anyone could put anything under this name: what its sealer meant may still come.
            let before = self.provenance.quarantined.insert(id, ());
            return if before.is_none() { Opened::Damaged } else { Opened::Before };
        };
        self.provenance.quarantined.remove(&id);
        let content = message.has_content();
        let updates = self.provenance.updates(id.0, &mut message);
        Opened::New(Frame { message: Box::new(message), updates, content })
    }

    /// Merges what a frame brought.
    ///
    /// # Errors
    /// A frame is quarantined: [`Document::rebuild`].
    pub fn apply(&mut self, id: FrameId, updates: Vec<Vec<u8>>) -> Result<Vec<Change>, Poisoned> {
        self.provenance.see(id);
        let mut changes = Vec::new();
        for update in &updates {
            match self.room.apply(update) {
                Ok(changed) => changes.extend(changed),
                Err(_) => {
                    let culprit = self.room.culprit().and_then(|update| self.provenance.key_of(update));
                    self.provenance.quarantined.insert(culprit.unwrap_or(id), ());
                    if culprit.is_none() {
                        return Err(Poisoned::This);
                    }
                    self.provenance.merged(id, updates);
                    return Err(Poisoned::Other);
                }
            }
        }
        self.provenance.merged(id, updates);
        Ok(changes)
    }

    /// Opens and merges a frame. Where the document must be rebuilt, it is under this client id.
    pub fn merge(&mut self, keys: &Keys, id: FrameId, sealed: &[u8], client: &mut dyn FnMut() -> u64) -> Merged {
        let Frame { message, updates, content } = match self.open(keys, id, sealed) {
            Opened::New(frame) => frame,
            Opened::Before => return Merged::Before,
            Opened::Damaged => return Merged::Damaged,
        };
        let merging = match self.apply(id, updates) {
            Ok(changes) => Merging { content, changes, ..Merging::default() },
            Err(Poisoned::Other) => Merging { content, rebuilt: true, quarantined: true, ..Merging::default() },
            Err(Poisoned::This) => {
                self.rebuild(client());
                return Merged::Damaged;
            }
        };
        let rebuilt = merging.rebuilt || self.room.has_collided();
        if rebuilt {
            self.rebuild(client());
        }
        Merged::New(message, Merging { rebuilt, ..merging })
    }

    /// Opens a snapshot and merges its document; what it claims, or none when it is not one.
    pub fn load(&mut self, keys: &Keys, sealed: &[u8], client: &mut dyn FnMut() -> u64) -> Option<Snapshot> {
        let (_, _, plain) = seal::open_carried(keys, Kind::Snapshot, sealed).ok()?;
        let mut snapshot = Snapshot::decode(&plain)?;
        if self.room.load(&snapshot.document).is_err() {
            self.rebuild(client());
            return None;
        }
        self.provenance.merged_document(std::mem::take(&mut snapshot.document));
        if self.room.has_collided() {
            self.rebuild(client());
        }
        Some(snapshot)
    }

    /// What was written here goes out in this frame.
    pub fn wrote(&mut self, id: FrameId, message: &mut Message) {
        let updates = self.provenance.updates(id.0, message);
        self.provenance.merged(id, updates);
        self.provenance.see(id);
    }

    /// The frame was dealt with.
    pub fn has_seen(&self, id: &FrameId) -> bool {
        self.provenance.has_seen(id)
    }

    /// What frames brought since the last snapshot.
    pub fn frames(&self) -> impl Iterator<Item = (&FrameId, &[Vec<u8>])> {
        self.provenance.frames()
    }

    /// What a frame brought, if it is since the last snapshot.
    pub fn updates_of(&self, id: &FrameId) -> Option<&[Vec<u8>]> {
        self.provenance.updates_of(id)
    }

    /// Another frame may come under this name.
    pub fn unsee(&mut self, id: &FrameId) {
        self.provenance.unsee(id);
    }

    /// What a frame brought is taken out: the next rebuild leaves it out, and another may come under its name.
    pub fn take(&mut self, id: &FrameId) -> Option<Vec<Vec<u8>>> {
        self.provenance.take(id)
    }

    /// Rebuilds the document without the quarantined frames, to be written under this client id.
    pub fn rebuild(&mut self, client: u64) {
        self.room = self.provenance.rebuild(client);
    }

    /// Everything read so far is in it: nothing waits for more.
    pub fn is_whole(&self) -> bool {
        !self.room.has_pending() && !self.provenance.holds_parts()
    }

    /// The quarantined frames.
    pub fn quarantined(&self) -> impl ExactSizeIterator<Item = (ReplicaId, Counter)> {
        self.provenance.quarantined.keys().copied()
    }

    /// These bytes stand for everything so far.
    pub fn rebase(&mut self, snapshot: Vec<u8>) {
        self.provenance.rebase(snapshot);
    }
}

/// The client id of what is only read.
pub const NOBODY: u64 = 0;
