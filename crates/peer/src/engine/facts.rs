//! What a person is told about all this.

use std::rc::Rc;

use super::Peer;
use crate::{
    facts::{Connection, Facts, Sync, Trouble},
    io::Now,
    session::Link,
};

/// Milliseconds that the clock's offset moves before anybody is told.
const OFFSET_STEP: i64 = 20;

impl Peer {
    pub(super) fn current_facts(&mut self, now: Now) -> Facts {
        let waiting = self.outbox.edits().saturating_add(self.unsealed.edits());
        let unsaved = self.unsaved();
        self.storage.note_unsaved(now.mono, unsaved);
        Facts {
            sync: self.sync(now, waiting, unsaved),
            connection: match self.session.link.live() {
                _ if self.direct.any_live() => Connection::Direct,
                Some(_) => Connection::Relay,
                None => Connection::None,
            },
            willing: self.direct.is_willing(),
            present: self.presence.table.present(self.identity.me, |page| self.direct.is_live(page)),
            offset: self.steady_offset(now),
            kept: !self.storage.is_broken(),
            loaded: self.session.past.loaded,
            caught_up: self.session.past.caught_up,
            waiting,
            unsaved,
            trouble: self.session.trouble,
            deposited: Rc::clone(&self.invitations.deposited),
        }
    }

    /// The clock's offset, moved only when it is worth drawing everything again.
    fn steady_offset(&mut self, now: Now) -> i64 {
        let (shown, offset) = (self.outputs.facts().offset, self.session.clock.offset(now));
        if (offset - shown).abs() < OFFSET_STEP { shown } else { offset }
    }

    /// How many edits are nowhere but in this page.
    fn unsaved(&self) -> u32 {
        let frames = self.outbox.iter().filter(|(id, _)| !self.storage.has(id)).map(|(_, frame)| frame.edits);
        frames.fold(self.unsealed.edits(), u32::saturating_add)
    }

    /// The strongest thing that is true.
    fn sync(&self, now: Now, waiting: u32, unsaved: u32) -> Sync {
        if waiting > 0 && unsaved > 0 && (self.storage.is_broken() || self.storage.is_slow(now.mono)) {
            return Sync::NotSaved { waiting: unsaved };
        }
        let trouble = self.session.trouble;
        match &self.session.link {
            // Who is connected directly is no less there for the relay's being away.
            _ if self.hears_anyone() && waiting > 0 => self.holds_all().map_or(Sync::SavedHere, Sync::HasIt),
            Link::Live(_) if !self.session.link.is_caught_up() => Sync::Connecting,
            // A relay whose log is another one was not given everything yet, whoever else is there.
            _ if self.hears_anyone() && !self.presence.acknowledgements.needs_refill => {
                self.presence.acknowledgements.has_it().map_or(Sync::Sent, Sync::HasIt)
            }
            // Nothing goes out from here any more, and what the relay had is gone: only the device counts.
            Link::Ended if trouble == Some(Trouble::Erased) && self.storage.has_all() => Sync::SavedHere,
            Link::Ended if trouble == Some(Trouble::Erased) => Sync::NotSaved { waiting: unsaved },
            Link::Ended => Sync::Offline { waiting },
            _ if self.session.past.failed => Sync::Offline { waiting },
            _ => Sync::Connecting,
        }
    }
}
