//! What a page has not stored yet when it is left.
//!
//! A browser may drop what a page began to store in its last moments (Firefox does). So the frames whose transaction has not been
//! committed are written at once into a storage that keeps its word, sealed as they are; the next page of this room takes them
//! from there.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use alongside_peer::io::{Kept, KeptFrame, Write, WriteId};
use alongside_wire::{Counter, RoomId};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use wasm_bindgen_futures::spawn_local;

use crate::browser::{local_storage, storage::Storage};

/// The frames of one page that are being stored.
pub(super) struct Unstored {
    room: RoomId,
    storing: RefCell<Vec<(WriteId, KeptFrame)>>,
    is_written: Cell<bool>,
}

impl Unstored {
    pub(super) fn new(room: RoomId) -> Self {
        Self { room, storing: RefCell::default(), is_written: Cell::new(false) }
    }

    /// The device is being given these.
    pub(super) fn storing(&self, id: WriteId, writes: &[Write]) {
        for write in writes {
            if let Write::Frame(frame) = write {
                self.storing.borrow_mut().push((id, frame.clone()));
            }
        }
    }

    /// The device has answered.
    pub(super) fn answered(&self, id: WriteId) {
        let mut storing = self.storing.borrow_mut();
        if self.is_written.get() {
            storing.iter().filter(|(of, _)| *of == id).for_each(|(_, frame)| local_storage::remove(&self.name(frame)));
        }
        storing.retain(|(of, _)| *of != id);
    }

    /// The page may end with this moment.
    pub(super) fn leaving(&self) {
        for (_, frame) in self.storing.borrow().iter() {
            local_storage::put(&self.name(frame), &URL_SAFE_NO_PAD.encode(&frame.sealed));
            self.is_written.set(true);
        }
    }

    fn name(&self, frame: &KeptFrame) -> String {
        format!("{}{}/{}", beginning(self.room), frame.replica, frame.counter.0)
    }
}

/// Adds what earlier pages left to what the device kept of the room, and gives it to the device.
pub(super) fn take_up(room: RoomId, storage: &Rc<dyn Storage>, kept: &mut Kept) {
    let beginning = beginning(room);
    for name in local_storage::names(&beginning) {
        let Some(frame) = local_storage::text(&name).and_then(|text| frame_of(&name[beginning.len()..], &text)) else {
            // Damaged: nothing can be made of it.
            local_storage::remove(&name);
            continue;
        };
        let stored = storage.write(room, &[Write::Frame(frame.clone())]);
        if kept.frames.iter().all(|other| (other.replica, other.counter) != (frame.replica, frame.counter)) {
            kept.frames.push(frame);
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

/// The frame of a name, without what all names of the room begin with, and its text.
fn frame_of(name: &str, text: &str) -> Option<KeptFrame> {
    let (replica, counter) = name.split_once('/')?;
    let (replica, counter) = (replica.parse().ok()?, Counter(counter.parse().ok()?));
    Some(KeptFrame { replica, counter, unsent: true, sealed: URL_SAFE_NO_PAD.decode(text).ok()? })
}

#[cfg(test)]
mod tests {
    use alongside_wire::ReplicaId;

    use super::*;

    #[test]
    fn a_frame_is_read_from_the_name_and_the_text_that_it_was_written_to_and_from_no_others() {
        let room = RoomId([1; 16]);
        let written =
            KeptFrame { replica: ReplicaId([7; 16]), counter: Counter(3), unsent: true, sealed: vec![0, 1, 255] };
        let name = Unstored::new(room).name(&written);
        let name = name.strip_prefix(&beginning(room)).expect("its room's");
        let text = URL_SAFE_NO_PAD.encode(&written.sealed);
        assert_eq!(frame_of(name, &text), Some(written));
        for (name, text) in [("", "AA"), ("x/3", "AA"), (name, "!"), (&name[1..], "AA")] {
            assert_eq!(frame_of(name, text), None, "{name} {text}");
        }
    }
}
