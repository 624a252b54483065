//! Following what comes: frames as they are delivered, commits, and refusals.

use alongside_wire::{
    Seq,
    frame::{Deliver, Durable, ErrorCode, Subject},
};

use sha2::{Digest as _, Sha256};

use super::Peer;
use crate::{
    document::Merged,
    facts::Trouble,
    io::{Now, Write},
    link::Reading,
    log::Settled,
    outbox::{FrameId, Sent, Unsettled},
};

/// Milliseconds until a push that was refused for want of space is tried again.
const REFUSED: u64 = 30_000;
/// Milliseconds until a push that came too fast is tried again.
const TOO_FAST: u64 = 1_000;

impl Peer {
    pub(super) fn deliver(&mut self, now: Now, Deliver { prev, frame }: Deliver) {
        let key = (frame.replica, frame.counter);
        if let Some(position) = &mut self.position {
            position.learn(frame.seq, Some(prev), frame.replica, frame.counter, &frame.sealed);
        }
        if let Some(live) = self.link.live_mut() {
            live.logged(frame.sealed.len());
        }
        match self.outbox.sealed(&key) {
            Some(sealed) if sealed == frame.sealed => return self.outbox.brought(&key),
            Some(_) => self.make_way(now, key, &frame.sealed),
            None => {}
        }
        match self.merge(now, key, &frame.sealed) {
            Merged::New(message, merging) => {
                self.listen(frame.replica, &message);
                if merging.content && self.pages.caret(frame.replica, message.caret, now.mono) {
                    self.facts_due = true;
                }
                let content = merging.content;
                let mine = message.from.is_some() && message.from == self.me;
                self.tell(message.from, merging.changes, false);
                self.keep_frame(key, true, frame.sealed.clone());
                let sent = Sent::ByOther { until: u64::MAX };
                // Whose it is matters only for what is mine: another device of this member wrote it.
                let edits = if mine { message.edits } else { 0 };
                self.outbox.hold(key, Unsettled::new(frame.sealed, edits, sent, content));
            }
            Merged::Before => {}
            Merged::Damaged => self.damaged(),
        }
        self.compact_soon(now);
    }

    /// A commit: this copy's own pushes get their numbers, and the position moves.
    pub(super) fn durable(&mut self, now: Now, durable: &Durable) {
        for seq in &durable.yours {
            let Some((replica, counter)) = self.outbox.numbered() else { return self.hang_up(now, None) };
            let Some(sealed) = self.outbox.sealed(&(replica, counter)) else { continue };
            if let Some(live) = self.link.live_mut() {
                live.logged(sealed.len());
            }
            match &mut self.position {
                Some(position) if *seq > position.durable => position.learn(*seq, None, replica, counter, sealed),
                // It was stored before this connection: its place was read, or is being read, in a page.
                _ => self.settle_key(*seq, (replica, counter)),
            }
        }
        let Some(live) = self.link.live_mut() else { return };
        live.announced = live.announced.max(durable.upto);
        if matches!(live.reading, Reading::Nothing) {
            self.commit(now, durable.upto);
        }
        self.compact_soon(now);
    }

    pub(super) fn commit(&mut self, now: Now, upto: Seq) {
        let Some(position) = &mut self.position else { return };
        let commit = position.commit(upto);
        self.settled(now, &commit.settled);
        if commit.gap
            && let Some(live) = self.link.live_mut()
        {
            live.reading = Reading::Log { replay: None };
            self.read_on();
        }
    }

    /// These frames are durable. One of another's bytes is not what is held here under its name, whether it reads or not.
    pub(super) fn settled(&mut self, now: Now, settled: &[Settled]) {
        for frame in settled {
            let key = (frame.replica, frame.counter);
            let held = self.outbox.sealed(&key);
            if held.is_some_and(|sealed| frame.hash != <[u8; 32]>::from(Sha256::digest(sealed))) {
                self.gave_way.insert(key, ());
                self.give_way(now, key);
            } else {
                self.settle_key(frame.seq, key);
            }
        }
    }

    pub(super) fn settle_key(&mut self, seq: Seq, key: FrameId) {
        if let Some(frame) = self.outbox.settle(&key) {
            self.stands(seq, frame.edits > 0 || key.0 == self.names.replica(), frame.content);
            self.device.keep(Write::Sent(vec![key]));
        }
        self.checkpoint_due = true;
    }

    /// Durable content: whose, and up to where.
    pub(super) fn stands(&mut self, seq: Seq, mine: bool, content: bool) {
        if content {
            let last = if mine { &mut self.standing.mine } else { &mut self.standing.others };
            *last = seq.max(*last);
            self.facts_due = true;
        }
    }

    pub(super) fn refused(&mut self, now: Now, subject: Subject, code: ErrorCode) {
        match (subject, code) {
            (Subject::Push { replica, counter }, ErrorCode::Conflict) => {
                let key = (replica, counter);
                self.outbox.gets_no_number(key);
                // What is held under this name may be the other's by now.
                if self.gave_way.remove(&key).is_none() {
                    self.give_way(now, key);
                }
            }
            (Subject::Push { replica, counter }, code) => {
                let wait = if code == ErrorCode::TooFast { TOO_FAST } else { REFUSED };
                self.outbox.refused((replica, counter), now.mono + wait);
                self.trouble = match code {
                    ErrorCode::LogFull => Some(Trouble::LogFull),
                    ErrorCode::DiskFull => Some(Trouble::DiskFull),
                    _ => self.trouble,
                };
                if code == ErrorCode::LogFull {
                    self.compact_now(now);
                }
            }
            (Subject::SnapshotPut, _) => {
                if let Some(live) = self.link.live_mut() {
                    live.putting = false;
                }
            }
            // Another took its place meanwhile; the relay will say which, here or at the next welcome.
            (Subject::SnapshotGet, _) => {
                let reading = self.link.live().is_some_and(|live| matches!(live.reading, Reading::Snapshot { .. }));
                if reading {
                    self.hang_up(now, None);
                } else {
                    drop(self.end_check());
                    drop(self.end_again());
                }
            }
            (Subject::Erase | Subject::Ephemeral, _) => {}
        }
    }

    /// The relay brings other bytes under the name of a frame that is held here. Where somebody who has the key sealed
    /// them, the log has them, or will.
    pub(super) fn make_way(&mut self, now: Now, key: FrameId, sealed: &[u8]) {
        if self.read_message(key, sealed).is_some() {
            self.gave_way.insert(key, ());
            self.give_way(now, key);
        }
    }

    /// The relay has other bytes under this name, which are to be read when they come.
    fn give_way(&mut self, now: Now, key: FrameId) {
        if key.0 == self.names.replica() && self.names.change_often() {
            return self.outbox.refused(key, now.mono + REFUSED);
        }
        if key.0 == self.names.replica() {
            self.take_new_names(now);
        } else {
            self.seal_anew(key);
        }
        self.document.unsee(&key);
    }

    /// The relay has other bytes under this name: the same content goes out under a new one.
    pub(super) fn seal_anew(&mut self, key: FrameId) {
        let Some(frame) = self.outbox.take(&key) else { return };
        self.device.keep(Write::Sent(vec![key]));
        let Some(message) = self.read_message(key, &frame.sealed) else { return };
        self.seal(message, frame.edits, frame.content);
    }
}
