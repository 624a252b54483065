//! What this copy says by itself and hears of others: that it is here, what it has, and where its person types.

use alongside_wire::{ReplicaId, Seq, ToRelay, frame::Ephemeral};

use super::Peer;
use crate::{
    facts::Notice,
    io::Now,
    message::{Digest, FrameRange, Have, Message},
    presence::{Audience, Claim, PresenceInput, PresenceOutput},
    seal::{self, Kind},
    session::Verdict,
};

/// Most ranges of frames that are said, or listened to, at once.
pub(super) const RANGES: usize = 64;

impl Peer {
    pub(super) fn run_presence(&mut self, now: Now) {
        while let Some(due) = self.presence.poll(now.mono, self.audience(), self.acknowledgeable()) {
            match due {
                PresenceOutput::Gone => self.outputs.facts_changed(),
                PresenceOutput::Heartbeat => self.heartbeat(now, false),
                PresenceOutput::Receipt => self.receipt(),
            }
        }
    }

    /// Who would hear what is said now.
    pub(super) fn audience(&self) -> Audience {
        match (self.session.link.is_caught_up(), self.direct.any_live()) {
            (true, _) => Audience::Relay,
            (false, true) => Audience::DirectOnly,
            (false, false) => Audience::Nobody,
        }
    }

    /// The position that this copy may acknowledge: in the relay's present log, and committed on the device of a known
    /// member.
    pub(super) fn acknowledgeable(&self) -> Option<Seq> {
        self.have().filter(|have| have.kept && self.identity.me.is_some()).map(|have| have.durable)
    }

    /// A copy that reads along says durably that it has what it reads, so that the other sees it later too.
    pub(super) fn receipt_at_once(&mut self, now: Now) {
        if self.presence.takes_receipt(now.mono, self.audience(), self.acknowledgeable()) {
            self.receipt();
        }
    }

    fn receipt(&mut self) {
        let message = self.spoken();
        self.seal(message, 0, false);
    }

    /// The page is closing.
    pub(super) fn leave(&mut self, now: Now) {
        if self.audience() != Audience::Nobody {
            self.heartbeat(now, true);
        }
    }

    fn heartbeat(&mut self, now: Now, leaving: bool) {
        let digest = self.idle_digest();
        let holds = self.committed_ranges();
        let message = Message {
            presence: Some(self.presence.heartbeat(leaving)),
            asks: self.presence.asks(),
            willing: self.direct.is_willing(),
            caret: self.presence.caret(),
            holds,
            digest,
            ..self.spoken()
        };
        self.pass_on(&message);
        self.presence.handle(now.mono, PresenceInput::HeartbeatSent { holds: message.holds });
    }

    /// How every message of this copy begins.
    pub(super) fn spoken(&self) -> Message {
        Message { from: self.identity.me, have: self.have(), ..Message::default() }
    }

    /// How much of the log this copy can say it has: what its device has committed; without one, what it holds. Nothing
    /// while it is in doubt whether the relay's log is the one that was read.
    fn have(&self) -> Option<Have> {
        let position = self.session.position.as_ref().filter(|_| !self.presence.acknowledgements.needs_refill)?;
        if self.storage.is_broken() {
            return position.have().map(|have| Have { kept: false, ..have });
        }
        self.storage.committed().filter(|have| have.log == position.log)
    }

    /// Says something that nobody keeps, on every path.
    pub(super) fn pass_on(&mut self, message: &Message) {
        let frame = ToRelay::Ephemeral(Ephemeral { to: None, sealed: self.identity.seal_ephemeral(message) });
        if self.session.link.is_caught_up() {
            self.send(&frame);
        }
        self.send_directly(&frame, None);
    }

    /// Another copy said something that is not kept.
    pub(super) fn passed_on(&mut self, now: Now, sealed: &[u8]) {
        let opened = seal::open_carried(&self.identity.keys, Kind::Ephemeral, sealed);
        let Ok((replica, counter, plain)) = opened else { return };
        let Ok(mut message) = Message::decode(&plain) else { return };
        if !self.presence.table.is_news((replica, counter)) {
            return;
        }
        if let Some(signal) = message.signal.take() {
            self.signalled(now, replica, signal);
        }
        let Some(here) = &message.presence else { return };
        let nonce = self.presence.nonce();
        let heard = self.presence.table.hear(replica, &message, here, nonce, now.mono);
        if heard.changed {
            self.outputs.facts_changed();
        }
        if let Some(by) = message.from.filter(|by| Some(*by) != self.identity.me) {
            let held = &message.holds[..message.holds.len().min(RANGES)];
            if self.outbox.held(by, held) {
                self.outputs.facts_changed();
            }
        }
        if heard.answer || message.asks {
            self.presence.handle(now.mono, PresenceInput::Asked);
        }
        self.listen(now, replica, &message);
        if let Some(theirs) = message.digest {
            self.compare(theirs);
        }
    }

    /// What another copy says that it has. `[P 71]`
    pub(super) fn listen(&mut self, now: Now, replica: ReplicaId, message: &Message) {
        let (Some(have), Some(position)) = (message.have, &self.session.position) else { return };
        if have.log == position.log && replica != self.identity.names.replica() {
            let member = message.from.filter(|from| have.kept && Some(*from) != self.identity.me);
            self.judge_claim(now, Claim { durable: have.durable, chain: have.chain, member });
        }
    }

    /// The position moved: what was claimed above it can be judged now.
    pub(super) fn judge_claims(&mut self, now: Now) {
        let Some(durable) = self.session.position.as_ref().map(|position| position.durable) else { return };
        for claim in self.presence.claims.take_up_to(durable) {
            self.judge_claim(now, claim);
        }
    }

    fn judge_claim(&mut self, now: Now, claim: Claim) {
        let Some(position) = &self.session.position else { return };
        match position.judge(claim.durable, claim.chain) {
            Verdict::Agrees => {
                if let Some(member) = claim.member
                    && self.presence.acknowledgements.raise(member, claim.durable, claim.chain)
                {
                    self.outputs.facts_changed();
                    self.storage.checkpoint_soon();
                }
            }
            Verdict::Ahead => self.presence.claims.keep(claim),
            Verdict::Forks => {
                self.tell_forked();
                self.session.doubt.arises(now.mono);
            }
            // This copy has read no snapshot of what the log begins with, and another has: perhaps it can be read now.
            Verdict::Unknown if !position.is_founded() => self.session.doubt.arises(now.mono),
            // It does not count: who has more says so again, under a number that can be judged.
            Verdict::Unknown => {}
        }
    }

    /// The relay was seen to tell different logs.
    pub(super) fn tell_forked(&mut self) {
        if !std::mem::replace(&mut self.session.past.forked, true) {
            self.outputs.notice(Notice::Forked);
        }
    }

    /// Frames of others that are committed here and that no relay is known to hold: said to who is connected directly.
    /// `[P 79]`
    pub(super) fn committed_ranges(&self) -> Vec<FrameRange> {
        if !self.direct.any_live() {
            return Vec::new();
        }
        let frames = self.outbox.iter().map(|(id, _)| id);
        self.storage.committed_ranges(self.identity.names.replica(), frames, RANGES)
    }

    /// The document's digest, while nothing of it is under way.
    fn idle_digest(&mut self) -> Option<Digest> {
        let durable = self.session.position.as_ref()?.durable;
        let is_idle = self.outbox.is_empty() && self.unsealed.is_empty() && self.session.link.is_caught_up();
        if !is_idle || durable == Seq(0) {
            return None;
        }
        let room = &self.document.room;
        self.presence.digest(durable, || room.digest())
    }

    /// Two copies with the same log must come to the same: where they do not, this one is rebuilt from the relay's bytes,
    /// once for each position. `[P 75]`
    fn compare(&mut self, theirs: Digest) {
        let Some(mine) = self.idle_digest() else { return };
        let differs = mine.durable == theirs.durable && mine.content != theirs.content;
        if differs && self.compaction.may_rebuild(mine.durable) {
            self.begin_rebuild(false);
        }
    }
}
