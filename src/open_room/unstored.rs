//! What a page has not stored yet when it is left.
//!
//! A browser may drop what a page began to store in its last moments (Firefox does). So the frames and small snapshots whose
//! transaction has not been committed are written at once into a storage that keeps its word, sealed as they are; the next page takes
//! them from there.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use alongside_peer::io::{Kept, KeptFrame, Write};
use alongside_wire::{Counter, RoomId};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use wasm_bindgen_futures::spawn_local;

use crate::browser::{local_storage, storage::Storage};

/// The most bytes of a snapshot that are written at once. A larger one replaces frames, which stand on the device until it does.
const SMALL: usize = 64 * 1024;

/// What of one room, or notebook, a page is storing.
pub struct Unstored {
    room: RoomId,
    /// By the number of its writing: its name, and its sealed bytes.
    storing: RefCell<Vec<(u32, String, Vec<u8>)>>,
    last: Cell<u32>,
    is_written: Cell<bool>,
}

impl Unstored {
    /// Nothing yet.
    pub fn new(room: RoomId) -> Self {
        Self { room, storing: RefCell::default(), last: Cell::new(0), is_written: Cell::new(false) }
    }

    /// The device is being given these; returns the number of the writing.
    pub fn storing(&self, writes: &[Write]) -> u32 {
        let number = self.last.get() + 1;
        self.last.set(number);
        for write in writes {
            let (name, sealed) = match write {
                Write::Frame(frame) => (format!("{}/{}", frame.replica, frame.counter.0), &frame.sealed),
                Write::Snapshot { id, sealed, .. } if sealed.len() <= SMALL => (id.to_string(), sealed),
                _ => continue,
            };
            self.storing.borrow_mut().push((number, beginning(self.room) + &name, sealed.clone()));
        }
        number
    }

    /// The device has answered: what it refused stays where it was written at once.
    pub fn answered(&self, number: u32, is_stored: bool) {
        let mut storing = self.storing.borrow_mut();
        if is_stored && self.is_written.get() {
            storing.iter().filter(|(of, ..)| *of == number).for_each(|(_, name, _)| local_storage::remove(name));
        }
        storing.retain(|(of, ..)| *of != number);
    }

    /// The page may end with this moment.
    pub fn leaving(&self) {
        for (_, name, sealed) in self.storing.borrow().iter() {
            local_storage::put(name, &URL_SAFE_NO_PAD.encode(sealed));
            self.is_written.set(true);
        }
    }
}

/// Adds what earlier pages left to what the device kept, and gives it to the device.
pub fn take_up(room: RoomId, storage: &Rc<dyn Storage>, kept: &mut Kept) {
    let beginning = beginning(room);
    for name in local_storage::names(&beginning) {
        let Some(left) = local_storage::text(&name).and_then(|text| read(&name[beginning.len()..], &text)) else {
            // Damaged: nothing can be made of it.
            local_storage::remove(&name);
            continue;
        };
        let stored = storage.write(room, std::slice::from_ref(&left));
        match left {
            Write::Snapshot { id, sealed, .. } if kept.snapshots.iter().all(|(other, _)| *other != id) => {
                kept.snapshots.push((id, sealed));
            }
            Write::Frame(frame) => {
                let is_other = |other: &KeptFrame| (other.replica, other.counter) != (frame.replica, frame.counter);
                if kept.frames.iter().all(is_other) {
                    kept.frames.push(frame);
                }
            }
            _ => {}
        }
        spawn_local(async move {
            if stored.await.is_ok() {
                local_storage::remove(&name);
            }
        });
    }
}

/// Removes what pages left of a room.
pub fn forget(room: RoomId) {
    local_storage::names(&beginning(room)).iter().for_each(|name| local_storage::remove(name));
}

fn beginning(room: RoomId) -> String {
    format!("alongside-left/{room}/")
}

/// The frame or snapshot of a name, without what all names of the room begin with, and its text.
fn read(name: &str, text: &str) -> Option<Write> {
    let sealed = URL_SAFE_NO_PAD.decode(text).ok()?;
    Some(match name.split_once('/') {
        Some((replica, counter)) => {
            let (replica, counter) = (replica.parse().ok()?, Counter(counter.parse().ok()?));
            Write::Frame(KeptFrame { replica, counter, unsent: true, sealed })
        }
        None => Write::Snapshot { id: name.parse().ok()?, sealed, frames: Vec::new(), snapshots: Vec::new() },
    })
}

#[cfg(test)]
mod tests {
    use alongside_wire::{ReplicaId, SnapshotId};

    use super::*;

    #[test]
    fn a_frame_and_a_small_snapshot_are_read_from_what_they_were_written_to_and_from_nothing_else() {
        let unstored = Unstored::new(RoomId([1; 16]));
        let frame =
            KeptFrame { replica: ReplicaId([7; 16]), counter: Counter(3), unsent: true, sealed: vec![0, 1, 255] };
        let snapshot = |length: usize| Write::Snapshot {
            id: SnapshotId::of(&[2]),
            sealed: vec![9; length],
            frames: Vec::new(),
            snapshots: Vec::new(),
        };
        let writes = [Write::Frame(frame), snapshot(4)];
        assert_eq!(unstored.storing(&writes), 1);
        unstored.storing(&[snapshot(SMALL + 1), Write::Forget]);
        let storing = unstored.storing.borrow();
        let named: Vec<(&str, String)> = storing
            .iter()
            .map(|(_, name, sealed)| (&name[beginning(unstored.room).len()..], URL_SAFE_NO_PAD.encode(sealed)))
            .collect();
        let back: Vec<Write> = named.iter().filter_map(|(name, text)| read(name, text)).collect();
        assert_eq!(back, writes);
        let (name, _) = named[0];
        for (name, text) in [("", "AA"), ("x/3", "AA"), (name, "!"), (&name[1..], "AA"), ("snapshot", "AA")] {
            assert_eq!(read(name, text), None, "{name} {text}");
        }
    }
}
