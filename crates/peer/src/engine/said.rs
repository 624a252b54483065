//! What is told to the person about all this.

use super::Peer;
use crate::{
    facts::{Connection, Facts, Sync, Trouble},
    io::Now,
    link::Link,
};

/// Milliseconds that the clock's offset moves before anybody is told.
const OFFSET_STEP: i64 = 20;

/// Milliseconds that a device may take to commit before it is said to be slow: a worse state is shown after as long.
pub(super) const TOO_LONG: u64 = 600;

impl Peer {
    pub(super) fn current_facts(&mut self, now: Now) -> Facts {
        let waiting = self.outbox.edits().saturating_add(self.pending.edits);
        let unsaved = self.unsaved(now);
        Facts {
            sync: self.sync(now, waiting, unsaved),
            connection: match self.link.live() {
                _ if self.lines.any_live() => Connection::Direct,
                Some(_) => Connection::Relay,
                None => Connection::None,
            },
            willing: self.willing,
            present: self.pages.present(self.me, |page| self.lines.is_live(page)),
            offset: self.steady_offset(now),
            kept: !self.device.is_broken(),
            loaded: self.loaded,
            caught_up: self.ever_caught_up,
            waiting,
            unsaved,
            trouble: self.trouble,
        }
    }

    /// The clock's offset, moved only when it is worth drawing everything again.
    fn steady_offset(&mut self, now: Now) -> i64 {
        let (shown, offset) = (self.facts.offset, self.clock.offset(now));
        if (offset - shown).abs() < OFFSET_STEP { shown } else { offset }
    }

    /// How many edits are nowhere but in this page.
    fn unsaved(&mut self, now: Now) -> u32 {
        let frames = self.outbox.iter().filter(|(key, _)| !self.device.has(key)).map(|(_, frame)| frame.edits);
        let unsaved = frames.fold(self.pending.edits, u32::saturating_add);
        self.unsaved_since = (unsaved > 0).then(|| self.unsaved_since.unwrap_or(now.mono));
        unsaved
    }

    /// The strongest thing that is true.
    fn sync(&self, now: Now, waiting: u32, unsaved: u32) -> Sync {
        let too_long = self.unsaved_since.is_some_and(|since| since + TOO_LONG <= now.mono);
        if waiting > 0 && unsaved > 0 && (self.device.is_broken() || too_long) {
            return Sync::NotSaved { waiting: unsaved };
        }
        match &self.link {
            // Who is met directly is no less there for the relay's being away.
            _ if self.hears_anyone() && waiting > 0 => self.holds_all().map_or(Sync::SavedHere, Sync::HasIt),
            Link::Live(_) if !self.link.is_caught_up() => Sync::Connecting,
            _ if self.hears_anyone() => self.has_it().map_or(Sync::Sent, Sync::HasIt),
            // Nothing goes out from here any more.
            Link::Ended if self.trouble == Some(Trouble::Erased) => Sync::SavedHere,
            Link::Ended => Sync::Offline { waiting },
            _ if self.ever_failed => Sync::Offline { waiting },
            _ => Sync::Connecting,
        }
    }
}
