//! The conversation with the relay: what the session wants, joining, and who gets which frame.

use alongside_wire::{
    Decoded, FrameError, FromRelay, ToRelay,
    frame::{Auth, Bye, ByeReason, TimeAsk, VERSION},
};

use super::Peer;
use crate::{
    compaction::CompactionInput,
    facts::Trouble,
    io::{Now, Output},
    presence::PresenceInput,
    session::{Link, SessionInput, SessionOutput, trouble},
};

impl Peer {
    /// Something happened to the link to the relay.
    pub(super) fn link(&mut self, now: Now, input: SessionInput) {
        self.session.handle(now, input, &mut self.identity.rng);
        while let Some(output) = self.session.poll() {
            match output {
                SessionOutput::Dial => self.out(Output::Dial),
                SessionOutput::HangUp => self.out(Output::HangUp),
                SessionOutput::AskTime { echo } => self.send(&ToRelay::TimeAsk(TimeAsk { echo })),
                SessionOutput::Lost => self.lost(now),
            }
        }
    }

    /// The connection is gone: what was on its way over it is pushed on the next, and who was heard over it only is not
    /// heard any more.
    fn lost(&mut self, now: Now) {
        self.outbox.unlink();
        self.tell_compaction(now, CompactionInput::Disconnected);
        self.invitations.disconnected();
        let direct = &self.direct;
        self.presence.table.keep_only(|page| direct.is_live(page));
        self.outputs.facts_changed();
    }

    pub(super) fn hang_up(&mut self, now: Now) {
        self.link(now, SessionInput::HangUp { retry_after: None });
    }

    fn end(&mut self, now: Now, trouble: Trouble) {
        self.link(now, SessionInput::End(trouble));
    }

    /// A frame from the relay. One that does not read is the relay's fault and ends the connection.
    pub(super) fn frame(&mut self, now: Now, bytes: &[u8]) {
        if !self.session.link.is_open() {
            return;
        }
        match FromRelay::decode(bytes) {
            Ok(Decoded::Known(frame)) => self.obey(now, frame),
            Ok(Decoded::Unknown { .. }) => {}
            Err(FrameError::Version(theirs)) => self.end(now, Trouble::Version { theirs }),
            Err(_) => self.hang_up(now),
        }
    }

    fn obey(&mut self, now: Now, frame: FromRelay) {
        match (frame, &mut self.session.link) {
            (FromRelay::Challenge(challenge), Link::Opened { .. }) => {
                self.session.link = Link::Joining { since: now.mono, nonce: challenge.nonce };
                let (keys, replica) = (&self.identity.keys, self.identity.names.replica());
                let signature = keys.sign_auth(&self.identity.origin, challenge.nonce, replica);
                let auth = Auth { room: keys.room(), key: keys.write_key(), replica, signature };
                self.send(&ToRelay::Auth(auth));
            }
            (FromRelay::Welcome(welcome), Link::Joining { nonce, .. }) => {
                let nonce = *nonce;
                self.welcome(now, welcome, nonce);
            }
            (FromRelay::Bye(bye), _) => self.bye(now, bye),
            (FromRelay::Erased(erased), _) if self.identity.keys.is_signed(&erased) => self.end(now, Trouble::Erased),
            // The relay's word alone ends no room. `[P 40]`
            (FromRelay::Erased(_), _) => self.hang_up(now),
            (frame, Link::Live(_)) => self.follow(now, frame),
            // Nothing else is said before the welcome.
            _ => self.hang_up(now),
        }
    }

    fn follow(&mut self, now: Now, frame: FromRelay) {
        let is_read = matches!(frame, FromRelay::Page(_) | FromRelay::CaughtUp(_) | FromRelay::SnapshotPart(_));
        if let Some(live) = self.session.link.live_mut().filter(|_| is_read) {
            live.read_at = now.mono;
        }
        match frame {
            FromRelay::Deliver(deliver) => self.deliver(now, deliver),
            FromRelay::Durable(durable) => self.durable(now, &durable),
            FromRelay::Page(page) => self.page(now, page),
            FromRelay::CaughtUp(caught_up) => self.caught_up(now, caught_up.upto),
            FromRelay::SnapshotPart(part) => {
                if let Some(part) = self.shadow_part(now, part) {
                    self.snapshot_part(now, part);
                }
            }
            FromRelay::SnapshotOk(ok) => self.snapshot_stands(now, Some(ok.head)),
            FromRelay::SnapshotConflict(conflict) => self.snapshot_stands(now, conflict.current),
            FromRelay::Trimmed(trimmed) => self.trimmed(now, trimmed.upto),
            FromRelay::PassedOn(passed_on) => self.passed_on(now, &passed_on.sealed),
            FromRelay::PeerUp(_) => self.presence.handle(now.mono, PresenceInput::Connected),
            FromRelay::PeerDown(_) => self.presence.handle(now.mono, PresenceInput::PageLeft),
            FromRelay::Time(time) => self.session.clock.answer(time.echo, time.now, now),
            FromRelay::Invitation(frame) => self.invitation(now, &frame),
            FromRelay::Error(error) => self.refused(now, error.subject, error.code),
            FromRelay::Challenge(_)
            | FromRelay::Welcome(_)
            | FromRelay::Erased(_)
            | FromRelay::Bye(_)
            | FromRelay::Rendezvous(_)
            | FromRelay::Exchanged(_) => {}
        }
    }

    fn bye(&mut self, now: Now, bye: Bye) {
        if let Some(trouble) = trouble(bye.reason) {
            self.session.trouble = Some(trouble);
        }
        match bye.reason {
            ByeReason::Version => self.end(now, Trouble::Version { theirs: VERSION }),
            _ => self.link(now, SessionInput::HangUp { retry_after: bye.retry_after }),
        }
    }
}
