//! What the person at this device wants: it is done or refused, and answered in an output.

use alongside_room::{Edit, MembersEdit, Refused, TextField, Who};
use alongside_wire::{ToRelay, frame::Erase};

use super::Peer;
use crate::session::SessionInput;
use crate::{
    io::{Caret, Now, Output},
    presence::PresenceInput,
};

impl Peer {
    pub(super) fn edit(&mut self, now: Now, edit: Edit) {
        let is_join = matches!(edit, Edit::Members(MembersEdit::Join { .. }));
        if matches!(edit, Edit::Invitations(_) | Edit::Devices(_)) {
            self.invitations.look_at = 0;
        }
        let done = self.who(now, &edit).and_then(|who| self.document.room.edit(who, edit));
        // A room that was started here holds all there is of it, also before the relay was ever reached.
        self.session.past.loaded |= is_join && done.is_ok();
        self.answer(now, done.map(|_| Output::Edited));
    }

    /// Writes down what became known, which nobody at this device did.
    pub(super) fn note(&mut self, now: Now, edit: Edit) {
        let done = self.member(now).and_then(|who| self.document.room.edit(who, edit));
        if done.is_ok() {
            self.document_edited(now);
        }
    }

    pub(super) fn undo(&mut self, now: Now) {
        let done = self.member(now).and_then(|who| self.document.room.undo(who));
        self.answer(now, done.map(Output::Undone));
    }

    pub(super) fn redo(&mut self, now: Now) {
        let done = self.member(now).and_then(|who| self.document.room.redo(who));
        self.answer(now, done.map(Output::Redone));
    }

    pub(super) fn undo_typing(&mut self, now: Now, field: TextField) {
        let done = self.member(now).and_then(|who| self.document.room.undo_in(who, field));
        self.answer(now, done.map(Output::Undone));
    }

    pub(super) fn redo_typing(&mut self, now: Now, field: TextField) {
        let done = self.member(now).and_then(|who| self.document.room.redo_in(who, field));
        self.answer(now, done.map(Output::Redone));
    }

    /// The page may be gone in a moment.
    pub(super) fn flush(&mut self, now: Now) {
        self.seal_unsealed(now);
        self.receipt_at_once(now);
        self.leave(now);
    }

    pub(super) fn erase(&mut self) {
        let Some(nonce) = self.session.link.live().map(|live| live.nonce) else {
            return self.out(Output::EraseUnreachable);
        };
        let signature = self.identity.keys.sign_erase(&self.identity.origin, nonce);
        self.send(&ToRelay::Erase(Erase { signature }));
        self.out(Output::EraseRequested);
    }

    pub(super) fn put_caret(&mut self, now: Now, caret: Option<Caret>) {
        let with_edit = !self.unsealed.is_empty();
        self.presence.handle(now.mono, PresenceInput::Caret { caret, with_edit });
    }

    pub(super) fn see(&mut self, now: Now, visible: bool) {
        if self.presence.is_visible() == visible {
            return;
        }
        self.presence.handle(now.mono, PresenceInput::Visible(visible));
        if visible {
            self.link(now, SessionInput::Nudge);
        } else {
            self.seal_unsealed(now);
            self.receipt_at_once(now);
        }
    }

    pub(super) fn put_willing(&mut self, now: Now, willing: bool) {
        if self.direct.put_willing(willing) {
            self.outputs.facts_changed();
            self.presence.handle(now.mono, PresenceInput::SelfChanged);
        }
    }

    /// Says what came of it, and takes on what it did to the document.
    fn answer(&mut self, now: Now, outcome: Result<Output, Refused>) {
        match outcome {
            Ok(done) => {
                self.out(done);
                self.document_edited(now);
            }
            Err(refused) => self.out(Output::Refused(refused)),
        }
    }

    fn document_edited(&mut self, now: Now) {
        let updates = self.document.room.take_updates();
        if !updates.is_empty() {
            self.storage.note_activity(now.mono);
            self.unsealed.gather(now.mono, updates);
            self.outputs.facts_changed();
            self.out(Output::View);
        }
    }

    /// Who does an edit: whoever joins does so themselves.
    fn who(&mut self, now: Now, edit: &Edit) -> Result<Who, Refused> {
        match (self.identity.me, edit) {
            (None, Edit::Members(MembersEdit::Join { member, .. })) => {
                self.stays()?;
                Ok(Who { me: *member, now: self.room_time(now) })
            }
            _ => self.member(now),
        }
    }

    /// The member at this device, as who does something now. Nobody does anything any more in an old room.
    fn member(&mut self, now: Now) -> Result<Who, Refused> {
        self.stays()?;
        Ok(Who { me: self.identity.me.ok_or(Refused::ReadOnly)?, now: self.room_time(now) })
    }

    fn stays(&mut self) -> Result<(), Refused> {
        if self.document.room.has_left(self.identity.keys.id()) { Err(Refused::Moved) } else { Ok(()) }
    }
}
