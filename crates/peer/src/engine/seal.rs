//! From edits to sealed frames, and to the relay.

use super::{Peer, push};
use crate::{
    io::{Now, Output},
    message::{Message, UPDATES, UpdatePart},
    outbox::{OutboxFrame, Sent},
    presence::PresenceInput,
    session::Link,
    unsealed::Batch,
};

/// Most pushes that are awaited at once.
const WINDOW: usize = 64;

impl Peer {
    /// While no push is awaited, at once; else what gathers goes together.
    pub(super) fn may_seal(&self, now: Now) -> bool {
        let is_quiet = self.session.link.live().is_some() && !self.outbox.in_flight() || self.direct.any_live();
        !matches!(self.session.link, Link::Unloaded) && (is_quiet || self.unsealed.is_due(now.mono))
    }

    /// Seals what gathered into as few frames as hold it.
    pub(super) fn seal_unsealed(&mut self, now: Now) {
        if self.unsealed.is_empty() || matches!(self.session.link, Link::Unloaded) {
            return;
        }
        for batch in self.unsealed.take_batches() {
            match batch {
                Batch::Large(update, edits) => self.seal_parts(update, edits),
                Batch::Frame(updates, edits) => {
                    let caret = self.presence.caret();
                    let message = Message { updates, edits, caret, ..self.spoken() };
                    self.seal(message, edits, true);
                }
            }
        }
        self.presence.handle(now.mono, PresenceInput::EditSealed);
    }

    /// An update that is too large for a frame, in several.
    pub(super) fn seal_parts(&mut self, update: Vec<u8>, edits: u32) {
        let of = self.identity.next().0;
        let parts = update.len().div_ceil(UPDATES) as u16;
        for (part, bytes) in (0..parts).zip(update.chunks(UPDATES)) {
            let part = UpdatePart { of, part, parts, bytes: bytes.to_vec() };
            let message = Message { part: Some(part), edits, ..self.spoken() };
            self.seal(message, edits, true);
        }
    }

    /// Seals a message into a frame of its own: held until durable, kept on the device, told to the other tabs.
    pub(super) fn seal(&mut self, mut message: Message, edits: u32, content: bool) {
        let (id, sealed) = self.identity.seal(&message);
        if let Some(have) = message.have {
            self.presence.acknowledgements.acknowledge(have);
        }
        self.document.wrote(id, &mut message);
        let frame = push(id, sealed.clone());
        self.out(Output::TellTabs(frame.encode()));
        self.send_directly(&frame, None);
        self.storage.keep_frame(id, true, sealed.clone());
        self.outbox.hold(id, OutboxFrame::new(sealed, edits, Sent::No, content));
    }

    /// Pushes what is due.
    pub(super) fn push(&mut self, now: Now) {
        if self.session.link.live().is_none() {
            return;
        }
        for (id, sealed) in self.outbox.push(now.mono, WINDOW) {
            self.send(&push(id, sealed));
        }
    }
}
