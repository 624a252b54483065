//! What is measured, the same code natively and in wasm.

use std::{hint::black_box, rc::Rc};

use alongside_room::{Edit, MemberId, Moment, Room, TextEdit, TextField, View, Who};
use yrs::{Doc, Transact, Update, updates::decoder::Decode};

/// A moment long after everything in the rooms.
const NOW: Moment = Moment(2_500_000_000_000);

/// From a device's snapshot to the view.
pub(crate) fn open(snapshot: &[u8]) -> Rc<View> {
    keep_open(snapshot).1
}

/// From a device's snapshot to the view; keeps the room.
pub(crate) fn keep_open(snapshot: &[u8]) -> (Room, Rc<View>) {
    let mut room = Room::new(1);
    room.load(snapshot).expect("a genuine snapshot");
    let view = room.view(NOW);
    (room, view)
}

/// From a log to the view, update by update; each comes after its length in four bytes.
pub(crate) fn replay(mut log: &[u8]) -> Rc<View> {
    let mut room = Room::new(1);
    while let Some((length, rest)) = log.split_first_chunk() {
        let (update, rest) = rest.split_at(u32::from_le_bytes(*length) as usize);
        room.apply(update).expect("a genuine update");
        log = rest;
    }
    room.view(NOW)
}

/// The lower bound: what yrs alone takes for the same bytes.
pub(crate) fn load_with_yrs(snapshot: &[u8]) {
    let doc = Doc::with_client_id(1);
    let update = Update::decode_v2(snapshot).expect("a genuine snapshot");
    doc.transact_mut().apply_update(update).expect("a genuine update");
    black_box(&doc);
}

/// Types in the notes of an item in the middle of a crowded agenda.
pub(crate) struct Typist {
    room: Room,
    field: TextField,
    text: String,
    keys: u64,
}

impl Typist {
    /// Opens and shows a room.
    pub(crate) fn at(snapshot: &[u8]) -> Self {
        let mut room = Room::new(2);
        room.load(snapshot).expect("a genuine snapshot");
        let view = room.view(NOW);
        let item = &view.agenda[view.agenda.len() / 2];
        Self { room, field: TextField::ItemNotes(item.id), text: item.notes.to_string(), keys: 0 }
    }

    /// Presses one key: makes the edit, takes the updates, derives the view.
    pub(crate) fn key(&mut self) {
        let letters = ["n", "o", "t", "e", "s", " "];
        let base = self.text.clone();
        self.text.push_str(letters[self.keys as usize % letters.len()]);
        self.keys += 1;
        let who = Who { me: MemberId(*b"ana-ana-"), now: Moment(NOW.0 + self.keys * 150) };
        let edit = Edit::Text(TextEdit::Retype { field: self.field, base, text: self.text.clone(), caret: None });
        self.room.edit(who, edit).expect("text can be typed");
        black_box(self.room.take_updates());
        black_box(self.room.view(who.now));
    }
}
