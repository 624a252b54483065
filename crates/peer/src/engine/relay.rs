//! The conversation with the relay: dialling, joining, keeping the line, and who gets which frame.

use alongside_wire::{
    Decoded, FrameError, FromRelay, ToRelay,
    frame::{Auth, Bye, ByeReason, TimeAsk},
};
use rand_core::Rng;

use super::Peer;
use crate::{
    facts::Trouble,
    io::{Now, Output},
    link::{self, Link},
};

/// Milliseconds between questions for the time, which also show whether the line still lives.
const ASK_TIME: u64 = 15_000;
/// Milliseconds between the first questions.
const ASK_TIME_FIRST: u64 = 1_000;

impl Peer {
    pub(super) fn link_up(&mut self, now: Now) {
        if matches!(self.link, Link::Dialling { .. }) {
            self.link = Link::Opened { since: now.mono };
        }
    }

    /// The link is gone; `wait` is what the relay asked for.
    pub(super) fn link_down(&mut self, now: Now, wait: Option<u64>) {
        let lasted = match &self.link {
            Link::Unloaded | Link::Waiting { .. } | Link::Ended => return,
            Link::Live(live) => Some(now.mono.saturating_sub(live.since)),
            _ => None,
        };
        let backoff = self.backoff.after_failure(lasted, &mut self.rng);
        self.link = Link::Waiting { until: now.mono.saturating_add(backoff.max(wait.unwrap_or(0))) };
        self.unlinked();
    }

    /// What is waited for is worth trying now.
    pub(super) fn nudge(&mut self, now: Now) {
        match &mut self.link {
            Link::Waiting { until } => *until = now.mono,
            Link::Live(live) => live.ask_time_at = now.mono,
            _ => {}
        }
    }

    /// What the link does by itself as time goes by.
    pub(super) fn run_link(&mut self, now: Now) {
        match &self.link {
            Link::Waiting { until } if *until <= now.mono => {
                self.link = Link::Dialling { since: now.mono };
                self.out(Output::Dial);
            }
            Link::Dialling { since } | Link::Opened { since } | Link::Joining { since, .. }
                if since + link::PATIENCE <= now.mono =>
            {
                self.hang_up(now, None);
            }
            Link::Live(_) => self.run_live(now),
            _ => {}
        }
    }

    pub(super) fn run_live(&mut self, now: Now) {
        if self.clock.waiting_since().is_some_and(|since| since + link::PATIENCE <= now.mono) {
            return self.hang_up(now, None);
        }
        let Some(live) = self.link.live_mut() else { return };
        if live.ask_time_at <= now.mono {
            live.asked += 1;
            live.ask_time_at = now.mono + if live.asked < 4 { ASK_TIME_FIRST } else { ASK_TIME };
            if self.clock.waiting_since().is_none() {
                let echo = self.rng.next_u64() >> 1;
                self.clock.ask(echo, now);
                self.send(&ToRelay::TimeAsk(TimeAsk { echo }));
            }
        }
        let Some(live) = self.link.live_mut() else { return };
        if live.compact_at.is_some_and(|at| at <= now.mono) {
            live.compact_at = None;
            self.compact(now);
        }
        self.check_now(now);
    }

    /// A frame from the relay. One that does not read is the relay's fault and ends the connection.
    pub(super) fn frame(&mut self, now: Now, bytes: &[u8]) {
        if !self.link.is_open() {
            return;
        }
        match FromRelay::decode(bytes) {
            Ok(Decoded::Known(frame)) => self.obey(now, frame),
            Ok(Decoded::Unknown { .. }) => {}
            Err(FrameError::Version(theirs)) => self.end(Trouble::Version { theirs }),
            Err(_) => self.hang_up(now, None),
        }
    }

    pub(super) fn obey(&mut self, now: Now, frame: FromRelay) {
        match (frame, &mut self.link) {
            (FromRelay::Challenge(challenge), Link::Opened { .. }) => {
                self.link = Link::Joining { since: now.mono, nonce: challenge.nonce };
                let (room, key, replica) = (self.keys.room(), self.keys.write_key(), self.names.replica());
                let signature = self.keys.sign_auth(&self.origin, challenge.nonce, replica);
                self.send(&ToRelay::Auth(Auth { room, key, replica, signature }));
            }
            (FromRelay::Welcome(welcome), Link::Joining { nonce, .. }) => {
                let nonce = *nonce;
                self.welcome(now, welcome, nonce);
            }
            (FromRelay::Bye(bye), _) => self.bye(now, bye),
            (FromRelay::Erased, _) => self.end(Trouble::Erased),
            (frame, Link::Live(_)) => self.follow(now, frame),
            // Nothing else is said before the welcome.
            _ => self.hang_up(now, None),
        }
    }

    pub(super) fn follow(&mut self, now: Now, frame: FromRelay) {
        match frame {
            FromRelay::Deliver(deliver) => self.deliver(now, deliver),
            FromRelay::Durable(durable) => self.durable(now, &durable),
            FromRelay::Page(page) => self.page(now, page),
            FromRelay::CaughtUp(caught_up) => self.caught_up(now, caught_up.upto),
            FromRelay::SnapshotPart(part) => {
                if let Some(part) = self.check_part(now, part).and_then(|part| self.again_part(part)) {
                    self.snapshot_part(part);
                }
            }
            FromRelay::SnapshotOk(ok) => self.snapshot_stands(now, Some(ok.head)),
            FromRelay::SnapshotConflict(conflict) => self.snapshot_stands(now, conflict.current),
            FromRelay::Trimmed(trimmed) => self.trimmed(trimmed.upto),
            FromRelay::PassedOn(passed_on) => self.passed_on(now, &passed_on.sealed),
            FromRelay::PeerUp(_) => self.speak_soon(now),
            FromRelay::PeerDown(_) => self.ask_who_is_there(now),
            FromRelay::Time(time) => self.clock.answer(time.echo, time.now, now),
            FromRelay::Error(error) => self.refused(now, error.subject, error.code),
            FromRelay::Challenge(_) | FromRelay::Welcome(_) | FromRelay::Erased | FromRelay::Bye(_) => {}
        }
    }

    pub(super) fn bye(&mut self, now: Now, bye: Bye) {
        if let Some(trouble) = link::trouble(bye.reason) {
            self.trouble = Some(trouble);
        }
        match bye.reason {
            ByeReason::Erased => self.end(Trouble::Erased),
            ByeReason::Version => self.end(Trouble::Version { theirs: alongside_wire::frame::VERSION }),
            _ => self.hang_up(now, bye.retry_after),
        }
    }

    pub(super) fn hang_up(&mut self, now: Now, wait: Option<u64>) {
        self.out(Output::HangUp);
        self.link_down(now, wait);
    }

    /// Trying again would not help.
    pub(super) fn end(&mut self, trouble: Trouble) {
        self.trouble = Some(trouble);
        self.out(Output::HangUp);
        self.link = Link::Ended;
        self.unlinked();
    }

    pub(super) fn unlinked(&mut self) {
        self.ever_failed = true;
        self.outbox.unlink();
        self.clock.forget_question();
        let lines = &self.lines;
        self.pages.keep_only(|page| lines.is_live(page));
        if let Some(position) = &mut self.position {
            position.forget_ahead();
        }
        self.facts_due = true;
    }
}
