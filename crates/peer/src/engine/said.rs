//! What is told to the person about all this.

use super::Peer;
use crate::{
    facts::{Connection, Facts, Sync},
    io::Now,
    link::Link,
};

/// Milliseconds that the clock's offset moves before anybody is told.
const OFFSET_STEP: i64 = 20;

impl Peer {
    pub(super) fn current_facts(&mut self, now: Now) -> Facts {
        let waiting = self.outbox.edits() + self.pending.edits;
        Facts {
            sync: self.sync(waiting),
            connection: if self.link.live().is_some() { Connection::Relay } else { Connection::None },
            present: self.pages.present(self.me),
            offset: self.steady_offset(now),
            kept: !self.device.is_broken(),
            loaded: self.loaded,
            caught_up: self.ever_caught_up,
            waiting,
            trouble: self.trouble,
        }
    }

    /// The clock's offset, moved only when it is worth drawing everything again.
    fn steady_offset(&mut self, now: Now) -> i64 {
        let (shown, offset) = (self.facts.offset, self.clock.offset(now));
        if (offset - shown).abs() < OFFSET_STEP { shown } else { offset }
    }

    /// The strongest thing that is true.
    fn sync(&self, waiting: u32) -> Sync {
        if waiting > 0 && self.device.is_broken() {
            return Sync::NotSaved { waiting };
        }
        match &self.link {
            Link::Live(_) if waiting > 0 => {
                let saved = self.pending.edits == 0 && self.outbox.iter().all(|(key, _)| self.device.has(key));
                if saved { Sync::SavedHere } else { Sync::NotSaved { waiting } }
            }
            Link::Live(_) if !self.link.is_caught_up() => Sync::Connecting,
            Link::Live(_) => self.has_it().map_or(Sync::Sent, Sync::HasIt),
            Link::Ended => Sync::Offline { waiting },
            _ if self.ever_failed => Sync::Offline { waiting },
            _ => Sync::Connecting,
        }
    }
}
