//! Storage that lasts as long as the page.

use std::{cell::RefCell, future, rc::Rc};

use alongside_peer::io::{Kept, KeptFrame, Write};
use alongside_wire::{Counter, ReplicaId, RoomId, SnapshotId};
use litemap::LiteMap;

use crate::browser::{
    BrowserError,
    storage::{Answer, Existing, RoomRecord, Storage, StoredRooms},
};

/// Storage in memory. Clones share it, as tabs share a database.
#[derive(Clone, Default)]
pub struct Memory {
    tables: Rc<RefCell<Tables>>,
    refused: bool,
}

#[derive(Default)]
struct Tables {
    rooms: LiteMap<RoomId, RoomRecord>,
    snapshots: LiteMap<(RoomId, SnapshotId), Vec<u8>>,
    checkpoints: LiteMap<RoomId, Vec<u8>>,
    frames: LiteMap<FrameKey, KeptFrame>,
    prefs: LiteMap<String, String>,
}

type FrameKey = (RoomId, ReplicaId, Counter);

impl Memory {
    /// Replaces a database that the browser refuses: it stores everything for as long as the page lives, and reports
    /// every write as failed.
    pub fn refused() -> Self {
        Self { refused: true, ..Self::default() }
    }

    fn change(&self, change: impl FnOnce(&mut Tables)) -> Answer<()> {
        change(&mut self.tables.borrow_mut());
        Box::pin(future::ready(match self.refused {
            false => Ok(()),
            true => Err(BrowserError { doing: "keeping", why: "refused".to_owned() }),
        }))
    }

    fn read<T: 'static>(&self, read: impl FnOnce(&Tables) -> T) -> Answer<T> {
        Box::pin(future::ready(Ok(read(&self.tables.borrow()))))
    }
}

impl Storage for Memory {
    fn rooms(&self) -> Answer<StoredRooms> {
        self.read(|tables| StoredRooms { records: tables.rooms.values().cloned().collect(), locked: Vec::new() })
    }

    fn put_room(&self, record: &RoomRecord, existing: Existing) -> Answer<()> {
        self.change(|tables| {
            let stays = existing == Existing::Stays && tables.rooms.contains_key(&record.entry.id);
            if !stays {
                tables.rooms.insert(record.entry.id, record.clone());
            }
        })
    }

    fn change_room(&self, before: &RoomRecord, after: &RoomRecord) -> Answer<()> {
        self.change(|tables| {
            let stored = tables.rooms.get(&after.entry.id).cloned();
            let record = stored.map_or_else(|| after.clone(), |stored| after.clone().changed_in(before, stored));
            tables.rooms.insert(record.entry.id, record);
        })
    }

    fn load(&self, room: RoomId) -> Answer<Kept> {
        self.read(|tables| tables.kept(room))
    }

    fn write(&self, room: RoomId, writes: &[Write]) -> Answer<()> {
        self.change(|tables| writes.iter().for_each(|write| tables.write(room, write)))
    }

    fn prefs(&self) -> Answer<LiteMap<String, String>> {
        self.read(|tables| tables.prefs.clone())
    }

    fn put_pref(&self, name: &str, value: &str, existing: Existing) -> Answer<()> {
        self.change(|tables| {
            if value.is_empty() {
                tables.prefs.remove(name);
            } else if existing == Existing::Replaced || !tables.prefs.contains_key(name) {
                tables.prefs.insert(name.to_owned(), value.to_owned());
            }
        })
    }
}

impl Tables {
    fn kept(&self, room: RoomId) -> Kept {
        let frames = self.frames.iter().filter(|((of, ..), _)| *of == room);
        let snapshots = self.snapshots.iter().filter(|((of, _), _)| *of == room);
        Kept {
            snapshots: snapshots.map(|((_, id), sealed)| (*id, sealed.clone())).collect(),
            frames: frames.map(|(_, frame)| frame.clone()).collect(),
            checkpoint: self.checkpoints.get(&room).cloned(),
        }
    }

    fn write(&mut self, room: RoomId, write: &Write) {
        match write {
            Write::Frame(frame) => {
                self.frames.insert((room, frame.replica, frame.counter), frame.clone());
            }
            Write::Sent(keys) => {
                for (replica, counter) in keys {
                    if let Some(frame) = self.frames.get_mut(&(room, *replica, *counter)) {
                        frame.unsent = false;
                    }
                }
            }
            Write::Checkpoint(checkpoint) => {
                self.checkpoints.insert(room, checkpoint.clone());
            }
            Write::Snapshot { id, sealed, frames, snapshots } => {
                for old in snapshots {
                    self.snapshots.remove(&(room, *old));
                }
                for (replica, counter) in frames {
                    self.frames.remove(&(room, *replica, *counter));
                }
                self.snapshots.insert((room, *id), sealed.clone());
            }
            Write::Forget => {
                self.rooms.remove(&room);
                self.snapshots.retain(|(of, _), _| *of != room);
                self.checkpoints.remove(&room);
                self.frames.retain(|(of, ..), _| *of != room);
            }
        }
    }
}
