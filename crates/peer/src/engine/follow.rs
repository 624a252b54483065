//! Following what comes: frames as they are delivered, commits, and refusals.

use alongside_wire::{
    Seq,
    frame::{Deliver, Durable, ErrorCode, Numbered, Subject},
};

use sha2::{Digest as _, Sha256};

use super::Peer;
use crate::{
    compaction::CompactionInput,
    document::Merged,
    facts::Trouble,
    io::{Now, Write},
    outbox::{FrameId, OutboxFrame, Sent},
    presence::{Acknowledgements, Claims, Whose},
    session::{DurableFrame, Place, Reading, Rest},
};

/// Milliseconds until a push that was refused for want of space is tried again.
const REFUSED: u64 = 30_000;
/// Milliseconds until a push that came too fast is tried again.
const TOO_FAST: u64 = 1_000;

impl Peer {
    pub(super) fn deliver(&mut self, now: Now, Deliver { prev, frame }: Deliver) {
        let id = (frame.replica, frame.counter);
        if let Some(position) = &mut self.session.position
            && position.learn(frame.seq, prev, id, &frame.sealed).is_err()
        {
            return self.contradicted(now);
        }
        self.tell_compaction(now, CompactionInput::Logged(frame.sealed.len()));
        match self.outbox.sealed(&id) {
            Some(sealed) if sealed == frame.sealed => return self.outbox.brought(&id),
            Some(_) => self.make_way(now, id, &frame.sealed),
            None => {}
        }
        match self.merge(now, id, &frame.sealed) {
            Merged::New(message, merging) => {
                self.listen(now, frame.replica, &message);
                if merging.content && self.presence.table.caret(frame.replica, message.caret, now.mono) {
                    self.outputs.facts_changed();
                }
                let content = merging.content;
                let mine = message.from.is_some() && message.from == self.identity.me;
                self.tell(message.from, merging.changes, false);
                self.storage.keep_frame(id, true, frame.sealed.clone());
                let sent = Sent::ByOther { until: u64::MAX };
                // Whose it is matters only for what is mine: another device of this member wrote it.
                let edits = if mine { message.edits } else { 0 };
                self.outbox.hold(id, OutboxFrame::new(frame.sealed, edits, sent, content));
            }
            Merged::Before => {}
            Merged::Damaged => self.damaged(),
        }
        self.compact_soon(now);
    }

    /// A commit: this copy's own pushes get their numbers, and the position moves.
    pub(super) fn durable(&mut self, now: Now, durable: &Durable) {
        let mut is_in_doubt = false;
        for Numbered { seq, prev } in &durable.yours {
            let Some(id) = self.outbox.numbered().filter(|_| *seq <= durable.upto) else { return self.hang_up(now) };
            let Some(sealed) = self.outbox.sealed(&id) else { continue };
            self.compaction.handle(now.mono, CompactionInput::Logged(sealed.len()), &mut self.identity.rng);
            match self.session.position.as_mut().map(|position| position.learn_own(*seq, *prev, id, sealed)) {
                Some(Ok(Place::Ahead)) | None => {}
                Some(Ok(Place::Passed)) => self.frame_is_durable(*seq, id),
                // The relay says that it has it, under a number too old to be compared: what its log lacks of this copy
                // is found out by reading it again, and pushed anew.
                Some(Ok(Place::Unknown)) => {
                    self.frame_is_durable(*seq, id);
                    is_in_doubt = !self.presence.acknowledgements.needs_refill;
                }
                Some(Err(_)) => return self.contradicted(now),
            }
        }
        if is_in_doubt {
            return self.doubt_the_log(now);
        }
        let Some(live) = self.session.link.live_mut() else { return };
        live.announced = live.announced.max(durable.upto);
        if matches!(live.reading, Reading::Nothing) {
            self.commit(now, durable.upto);
        }
        self.compact_soon(now);
    }

    pub(super) fn commit(&mut self, now: Now, upto: Seq) {
        let Some(position) = &mut self.session.position else { return };
        let commit = position.commit(upto);
        self.frames_are_durable(now, &commit.frames);
        self.judge_claims(now);
        match (commit.rest, self.session.link.live_mut()) {
            (Rest::Gap, Some(live)) => {
                live.reading = Reading::Log { refill: None };
                live.read_at = now.mono;
                self.read_on();
            }
            (Rest::Contradiction, _) => self.contradicted(now),
            (Rest::Nothing, _) | (Rest::Gap, None) => {}
        }
    }

    /// The relay's numbers cannot be those of the log that this copy has read: it tells another log.
    pub(super) fn contradicted(&mut self, now: Now) {
        self.tell_forked();
        self.doubt_the_log(now);
    }

    /// It is not certain that the relay's log is the one that this copy has read. Nothing that was known of it counts, and
    /// the next connection reads it from its beginning and pushes what it lacks. `[P 16]`
    pub(super) fn doubt_the_log(&mut self, now: Now) {
        self.session.past.holds_logged = true;
        self.presence.acknowledgements = Acknowledgements::doubted();
        self.presence.claims = Claims::default();
        self.storage.checkpoint_soon();
        self.outputs.facts_changed();
        self.hang_up(now);
    }

    /// These frames are durable. One of another's bytes is not what is held here under its name, whether it reads or not.
    pub(super) fn frames_are_durable(&mut self, now: Now, frames: &[DurableFrame]) {
        for frame in frames {
            let id = (frame.replica, frame.counter);
            let held = self.outbox.sealed(&id);
            if held.is_some_and(|sealed| frame.hash != <[u8; 32]>::from(Sha256::digest(sealed))) {
                self.outbox.superseded(id);
                self.give_way(now, id);
            } else {
                self.frame_is_durable(frame.seq, id);
            }
        }
    }

    pub(super) fn frame_is_durable(&mut self, seq: Seq, id: FrameId) {
        if let Some(frame) = self.outbox.made_durable(&id) {
            self.stands(seq, frame.edits > 0 || id.0 == self.identity.names.replica(), frame.content);
            self.storage.keep(Write::Sent(vec![id]));
        }
        self.storage.checkpoint_soon();
    }

    /// Durable content: whose, and up to where.
    pub(super) fn stands(&mut self, seq: Seq, mine: bool, content: bool) {
        if content {
            self.presence.acknowledgements.content(seq, if mine { Whose::Own } else { Whose::Others });
            self.outputs.facts_changed();
        }
    }

    pub(super) fn refused(&mut self, now: Now, subject: Subject, code: ErrorCode) {
        if let Subject::Push { replica, counter } = subject
            && !self.outbox.gets_no_number((replica, counter))
        {
            // Which push it refuses cannot be known, and the next number would be taken for another's.
            return self.hang_up(now);
        }
        match (subject, code) {
            (Subject::Push { replica, counter }, ErrorCode::Conflict) => {
                let id = (replica, counter);
                // What is held under this name may be the other's by now.
                if self.outbox.is_superseded_only_now(&id) {
                    self.give_way(now, id);
                }
            }
            (Subject::Push { replica, counter }, code) => {
                let wait = if code == ErrorCode::TooFast { TOO_FAST } else { REFUSED };
                self.outbox.refused((replica, counter), now.mono + wait);
                self.session.trouble = match code {
                    ErrorCode::LogFull => Some(Trouble::LogFull),
                    ErrorCode::DiskFull => Some(Trouble::DiskFull),
                    ErrorCode::StorageFailed => Some(Trouble::StorageFailed),
                    _ => self.session.trouble,
                };
                if code == ErrorCode::LogFull {
                    let durable = self.session.position.as_ref().map_or(Seq(0), |position| position.durable);
                    self.tell_compaction(now, CompactionInput::LogFull { durable });
                }
            }
            (Subject::SnapshotPut, _) => self.tell_compaction(now, CompactionInput::PutRefused),
            // Another took its place meanwhile; the relay will say which, here or at the next welcome.
            (Subject::SnapshotGet, _) => {
                let reading = self
                    .session
                    .link
                    .live()
                    .is_some_and(|live| matches!(live.reading, Reading::Snapshot { .. } | Reading::Proof(_)));
                if reading {
                    self.hang_up(now);
                } else {
                    drop(self.end_shadow(now));
                }
            }
            (Subject::Invitation, _) => self.invitations.refused(now),
            (Subject::Erase | Subject::Ephemeral | Subject::Rendezvous, _) => {}
        }
    }

    /// The relay brings other bytes under the name of a frame that is held here. Where somebody who has the id sealed
    /// them, the log has them, or will.
    pub(super) fn make_way(&mut self, now: Now, id: FrameId, sealed: &[u8]) {
        if self.read_message(id, sealed).is_some() {
            self.outbox.superseded(id);
            self.give_way(now, id);
        }
    }

    /// The relay has other bytes under this name, which are to be read when they come.
    fn give_way(&mut self, now: Now, id: FrameId) {
        if id.0 == self.identity.names.replica() && self.identity.names.change_often() {
            return self.outbox.refused(id, now.mono + REFUSED);
        }
        if id.0 == self.identity.names.replica() {
            self.take_new_names(now);
        } else {
            self.seal_anew(id);
        }
        self.document.unsee(&id);
    }

    /// The relay has other bytes under this name: the same content goes out under a new one.
    pub(super) fn seal_anew(&mut self, id: FrameId) {
        let Some(frame) = self.outbox.take(&id) else { return };
        self.storage.keep(Write::Sent(vec![id]));
        let Some(message) = self.read_message(id, &frame.sealed) else { return };
        self.seal(message, frame.edits, frame.content);
    }
}
