//! What this copy says by itself: that it is there, what it has, and where its person types.

use super::Peer;
use crate::{
    facts::Notice,
    io::{Caret, Now},
    message::{Digest, FrameRange, Heartbeat, Message},
    seal::{self, Kind},
};
use alongside_wire::{Counter, Seq, ToRelay, frame::Ephemeral};

/// Milliseconds between two words when nothing changes.
const HEARTBEAT: u64 = 15_000;
/// Least milliseconds between two words.
const APART: u64 = 100;
/// Milliseconds after a commit that others should hear of.
const HAVE_SOON: u64 = 300;
/// Least milliseconds between two receipts.
const RECEIPT: u64 = 30_000;

/// When what is said next.
#[derive(Debug)]
pub(super) struct Word {
    /// This page load's nonce.
    pub nonce: u64,
    counter: Counter,
    last: Option<u64>,
    due: u64,
    receipt_after: u64,
    /// What the document came to when that was last said.
    pub digest: Option<Digest>,
    asks: bool,
    /// What was last said to be held.
    held: Vec<FrameRange>,
}

impl Word {
    pub(super) fn new(nonce: u64, now: Now) -> Self {
        Self {
            nonce,
            counter: Counter(0),
            last: None,
            due: 0,
            receipt_after: now.mono,
            digest: None,
            asks: false,
            held: Vec::new(),
        }
    }
}

impl Peer {
    /// Says so as soon as the rate allows.
    pub(super) fn speak_soon(&mut self, now: Now) {
        self.speak_by(now.mono);
    }

    /// The relay says that somebody went: whoever does not say otherwise soon is gone. `[P 77]`
    pub(super) fn ask_who_is_there(&mut self, now: Now) {
        if self.pages.doubt(now.mono) {
            self.word.asks = true;
            self.speak_soon(now);
        }
    }

    fn speak_by(&mut self, at: u64) {
        let earliest = self.word.last.map_or(0, |last| last + APART);
        self.word.due = self.word.due.min(at.max(earliest));
    }

    pub(super) fn put_caret(&mut self, now: Now, caret: Option<Caret>) {
        if self.caret != caret {
            self.caret = caret;
            // With an edit under way, it rides along.
            if self.pending.edits == 0 {
                self.speak_soon(now);
            }
        }
    }

    pub(super) fn see(&mut self, now: Now, visible: bool) {
        if self.visible != visible {
            self.visible = visible;
            self.speak_soon(now);
            if visible {
                self.nudge(now);
            } else {
                self.seal_pending(now);
                self.receipt(now, true);
            }
        }
    }

    /// An edit carried the caret.
    pub(super) fn word_rode_along(&mut self, now: Now) {
        self.word.last = Some(now.mono.max(self.word.last.unwrap_or(0)));
    }

    /// The device committed more of the log: others may know.
    pub(super) fn committed_more(&mut self, now: Now) {
        if self.standing.others > Seq(0) && self.committed.is_some_and(|have| have.durable >= self.standing.others) {
            self.speak_by(now.mono + HAVE_SOON);
        }
    }

    /// The device committed frames of others that no relay is known to hold: who is met directly may know.
    pub(super) fn holds_more(&mut self, now: Now) {
        if self.lines.any_live() && self.holds() != self.word.held {
            self.speak_by(now.mono + HAVE_SOON);
        }
    }

    /// Somebody would hear what is said now.
    fn may_speak(&self) -> bool {
        self.link.is_caught_up() || self.lines.any_live()
    }

    /// What is due is said.
    pub(super) fn run_word(&mut self, now: Now) {
        if self.pages.expire(now.mono) {
            self.facts_due = true;
        }
        if !self.may_speak() {
            return;
        }
        if self.word.due <= now.mono {
            self.speak(now, false);
        }
        self.receipt(now, false);
    }

    pub(super) fn word_deadline(&self) -> Option<u64> {
        if !self.may_speak() {
            return None;
        }
        let owes = self.link.is_caught_up() && self.owes_receipt();
        let receipt = owes.then_some(self.word.receipt_after);
        Some(receipt.map_or(self.word.due, |at| at.min(self.word.due)))
    }

    /// The page is closing.
    pub(super) fn leave(&mut self, now: Now) {
        if self.may_speak() {
            self.speak(now, true);
        }
    }

    fn speak(&mut self, now: Now, leaving: bool) {
        self.word.last = Some(now.mono);
        self.word.due = now.mono + HEARTBEAT;
        let hears = self.pages.nonces();
        let digest = self.idle_digest();
        let here = Heartbeat { visible: self.visible, nonce: self.word.nonce, hears, leaving };
        let asks = std::mem::take(&mut self.word.asks);
        let (willing, holds) = (self.willing, self.holds());
        self.word.held.clone_from(&holds);
        let presence = Some(here);
        self.pass_on(&Message { presence, asks, willing, holds, caret: self.caret, digest, ..self.spoken() });
    }

    /// Says something that nobody keeps, on every path.
    pub(super) fn pass_on(&mut self, message: &Message) {
        let counter = self.word.counter;
        self.word.counter = counter.next();
        let body = message.encode();
        let sealed =
            seal::seal_carried(&self.keys, &mut self.rng, Kind::Ephemeral, self.names.replica(), counter, &body);
        let frame = ToRelay::Ephemeral(Ephemeral { to: None, sealed });
        if self.link.is_caught_up() {
            self.send(&frame);
        }
        self.send_directly(&frame, None);
    }

    /// A copy that reads along says durably that it has what it reads, so that the other sees it later too.
    pub(super) fn receipt(&mut self, now: Now, at_once: bool) {
        let due = at_once || self.word.receipt_after <= now.mono;
        if !due || !self.owes_receipt() || !self.link.is_caught_up() {
            return;
        }
        self.word.receipt_after = now.mono + RECEIPT;
        let message = self.spoken();
        self.seal(message, 0, false);
    }

    /// Others wrote what this device has committed, and no frame of this copy has said so yet.
    fn owes_receipt(&self) -> bool {
        let Some(have) = self.committed.filter(|_| !self.device.is_broken() && self.me.is_some()) else { return false };
        let same = self.position.as_ref().is_some_and(|position| position.log == have.log);
        same && self.standing.others > self.standing.receipted && have.durable >= self.standing.others
    }

    /// Another copy said something that is not kept.
    pub(super) fn passed_on(&mut self, now: Now, sealed: &[u8]) {
        let Ok((replica, counter, plain)) = seal::open_carried(&self.keys, Kind::Ephemeral, sealed) else { return };
        let Ok(mut message) = Message::decode(&plain) else { return };
        if !self.pages.is_news((replica, counter)) {
            return;
        }
        if let Some(signal) = message.signal.take() {
            self.signalled(now, replica, signal);
        }
        let Some(here) = &message.presence else { return };
        let heard = self.pages.hear(replica, &message, here, self.word.nonce, now.mono);
        self.facts_due |= heard.changed;
        self.hear_held(message.from, &message.holds);
        if heard.answer || message.asks {
            self.speak_soon(now);
        }
        self.listen(replica, &message);
        if let Some(theirs) = message.digest {
            self.compare(theirs);
        }
    }

    /// What another copy says that it has.
    pub(super) fn listen(&mut self, replica: alongside_wire::ReplicaId, message: &Message) {
        let (Some(have), Some(position)) = (message.have, &self.position) else { return };
        if have.log != position.log || replica == self.names.replica() {
            return;
        }
        if position.chain_at(have.durable).is_some_and(|chain| chain != have.chain) {
            if !std::mem::replace(&mut self.forked, true) {
                self.notice(Notice::Forked);
            }
            return;
        }
        if let Some(from) = message.from.filter(|from| have.kept && Some(*from) != self.me) {
            let had = self.standing.had.entry(from.0).or_default();
            if *had < have.durable {
                *had = have.durable;
                self.facts_due = true;
                self.checkpoint_due = true;
            }
        }
    }

    /// What the document comes to, while nothing of it is under way.
    fn idle_digest(&mut self) -> Option<Digest> {
        let durable = self.position.as_ref()?.durable;
        let idle = self.outbox.is_empty() && self.pending.edits == 0 && self.link.is_caught_up();
        if !idle || durable == Seq(0) {
            return None;
        }
        if self.word.digest.is_none_or(|digest| digest.durable != durable) {
            let mut content = [0; 16];
            content.copy_from_slice(&self.document.room.digest()[..16]);
            self.word.digest = Some(Digest { durable, content });
        }
        self.word.digest
    }

    /// Two copies with the same log must come to the same: where they do not, this one is made again from the relay's
    /// bytes, once for each place in the log.
    fn compare(&mut self, theirs: Digest) {
        let Some(mine) = self.idle_digest() else { return };
        if mine.durable != theirs.durable || mine.content == theirs.content {
            return;
        }
        if self.rebuilt_at != Some(mine.durable) {
            self.begin_again(false);
        }
    }

    pub(super) fn has_it(&self) -> Option<alongside_room::MemberId> {
        let all = self.standing.mine;
        self.standing.had.iter().find(|(_, had)| **had >= all).map(|(member, _)| alongside_room::MemberId(*member))
    }
}
