//! What a relay's own bytes come to, beside what this copy holds: the difference is what the relay lacks.

use alongside_room::Room;
use alongside_wire::frame::Logged;

use crate::{history::History, key::Keys, message::Message, seal};

/// A document made of nothing but what one relay gave.
pub struct Replay {
    /// What it comes to so far.
    pub room: Room,
    history: History,
}

impl Replay {
    /// Nothing yet.
    pub fn new(client: u64) -> Self {
        Self { room: Room::new(client), history: History::default() }
    }

    /// A snapshot's document, which this copy merged as well.
    pub fn load(&mut self, document: &[u8]) {
        // It merged into this copy, so it merges into a blank one.
        let _ = self.room.load(document);
    }

    /// A frame of a page. One that does not read is put aside here as it is there.
    pub fn read(&mut self, keys: &Keys, frame: &Logged) {
        let plain = seal::open(keys, frame.replica, frame.counter, &frame.sealed);
        let Some(mut message) = plain.ok().and_then(|plain| Message::decode(&plain).ok()) else { return };
        for update in self.history.updates(frame.replica, &mut message) {
            let _ = self.room.apply(&update);
        }
    }
}
