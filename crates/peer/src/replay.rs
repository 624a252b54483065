//! What a relay's own bytes come to, beside what this copy holds: the difference is what the relay lacks.

use alongside_room::Room;
use alongside_wire::frame::Logged;

use crate::{history::History, key::Keys, message::Message, seal};

/// A document made of nothing but what one relay gave.
pub struct Replay {
    /// What it comes to so far.
    pub room: Room,
    history: History,
    /// Something did not read.
    damaged: bool,
}

impl Replay {
    /// Nothing yet.
    pub fn new(client: u64) -> Self {
        Self { room: Room::new(client), history: History::default(), damaged: false }
    }

    /// A snapshot's document; false if it is none.
    pub fn load(&mut self, document: &[u8]) -> bool {
        let loaded = self.room.load(document).is_ok();
        self.damaged |= !loaded;
        loaded
    }

    /// A frame of a page. One that does not read is put aside.
    pub fn read(&mut self, keys: &Keys, frame: &Logged) {
        let plain = seal::open(keys, frame.replica, frame.counter, &frame.sealed);
        let Some(mut message) = plain.ok().and_then(|plain| Message::decode(&plain).ok()) else {
            self.damaged = true;
            return;
        };
        for update in self.history.updates(frame.replica, &mut message) {
            self.damaged |= self.room.apply(&update).is_err();
        }
    }

    /// Everything read so far is in the document: nothing was put aside, and nothing waits for more.
    pub fn is_whole(&self) -> bool {
        !self.damaged && !self.history.holds_parts() && !self.room.has_pending()
    }
}
