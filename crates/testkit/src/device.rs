//! A device's storage: what was committed survives a crash of the page, an unfinished transaction does not.

use std::collections::BTreeMap;

use alongside_peer::io::{Kept, KeptFrame, Write};
use alongside_wire::{Counter, ReplicaId, SnapshotId};

/// What one browser profile stores of the room.
#[derive(Debug, Default, Clone)]
pub struct Disk {
    frames: BTreeMap<(ReplicaId, Counter), KeptFrame>,
    snapshots: BTreeMap<SnapshotId, Vec<u8>>,
    checkpoint: Option<Vec<u8>>,
}

impl Disk {
    /// Commits a transaction.
    pub fn commit(&mut self, writes: Vec<Write>) {
        for write in writes {
            match write {
                Write::Frame(frame) => {
                    // A frame that another tab has marked as durable stays so.
                    let key = (frame.replica, frame.counter);
                    self.frames.entry(key).or_insert(frame);
                }
                Write::Sent(keys) => {
                    for key in keys {
                        if let Some(frame) = self.frames.get_mut(&key) {
                            frame.unsent = false;
                        }
                    }
                }
                Write::Checkpoint(checkpoint) => self.checkpoint = Some(checkpoint),
                Write::Snapshot { id, sealed, frames, snapshots } => {
                    for key in frames {
                        self.frames.remove(&key);
                    }
                    for id in snapshots {
                        self.snapshots.remove(&id);
                    }
                    self.snapshots.insert(id, sealed);
                }
                Write::Forget => *self = Self::default(),
            }
        }
    }

    /// What a page reads when it opens.
    pub fn load(&self) -> Kept {
        Kept {
            snapshots: self.snapshots.iter().map(|(id, sealed)| (*id, sealed.clone())).collect(),
            frames: self.frames.values().cloned().collect(),
            checkpoint: self.checkpoint.clone(),
        }
    }
}
