//! The session with the relay: the link, how far its log is held here, the time it tells, and why it takes nothing.
//!
//! The machine dials, waits, asks for the time and gives up a connection that is silent. It reads no frame: what the relay
//! says goes to the peer, which moves the [`Position`] with it.

mod backoff;
mod clock;
mod doubt;
mod link;
mod position;

use std::collections::VecDeque;

use alongside_wire::LogId;
use chacha20::ChaCha20Rng;
use rand_core::Rng;

use self::{backoff::Backoff, doubt::Doubt};
pub(crate) use self::{
    clock::ClockOffset,
    link::{Link, Live, Proof, Reading, trouble},
    position::{DurableFrame, Place, Position, Rest, Verdict},
};
use crate::facts::Trouble;
use crate::io::Now;

/// Milliseconds between questions for the time, which also show whether the connection still lives.
const ASK_TIME: u64 = 15_000;
/// Milliseconds between the first questions.
const ASK_TIME_FIRST: u64 = 1_000;
/// Most milliseconds that a page waits because the relay asked for it. `[P 43]`
const LONGEST_WISH: u64 = 60_000;
/// How many questions are the first.
const FIRST_QUESTIONS: u32 = 4;

/// The link to the relay, and what is known of its log.
pub(crate) struct Session {
    pub link: Link,
    /// Why the relay does not take what is sent, if it does not.
    pub trouble: Option<Trouble>,
    /// How far this copy holds the relay's log; none before any log was joined.
    pub position: Option<Position>,
    pub clock: ClockOffset,
    pub past: Past,
    /// Whether what others say of the log is worth reading it again.
    pub doubt: Doubt,
    /// Whether all that the device kept was compared with this log.
    pub kept: KeptContent,
    backoff: Backoff,
    outputs: VecDeque<SessionOutput>,
}

/// What is known of everything that the device keeps and the relay's log. A page that finds another log compares with it what is in
/// its own document. Another tab may have kept frames that this one never read, marked as sent, and be gone: only a page that
/// was opened later has those, too.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum KeptContent {
    /// It came from this log, or was compared with it.
    #[default]
    Compared,
    /// Another log came while this page was open: the next page that is opened compares.
    LeftToNextPage,
    /// This page is to compare all that it found on the device with this log.
    Comparing(LogId),
}

impl KeptContent {
    /// What is known once this log turns out to be another one than the device's content came from, or may be.
    pub fn after_fork(self, log: LogId) -> Self {
        if self == Self::Comparing(log) { self } else { Self::LeftToNextPage }
    }
}

/// What has happened so far to this copy. None of it is ever taken back.
#[derive(Debug, Default)]
pub(crate) struct Past {
    /// The room's content is here: from the device, from the relay, or because the room began here.
    pub loaded: bool,
    /// The relay was caught up with since this page was opened.
    pub caught_up: bool,
    /// Some relay's log was followed: by this page, or by one before it on this device.
    pub knew_log: bool,
    /// Content came from a log, or was kept as durable: a relay with another log could lack it.
    pub holds_logged: bool,
    /// The relay was seen to tell different logs to different readers.
    pub forked: bool,
    /// The link was lost, and no later attempt led to a welcome yet.
    pub failed: bool,
}

/// Something that happened to the link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SessionInput {
    Up,
    Down,
    /// What is waited for is worth trying now.
    Nudge,
    /// The relay's fault, or its wish: this connection is of no use. `retry_after` is what it asked for.
    HangUp {
        retry_after: Option<u64>,
    },
    /// Trying again would not help.
    End(Trouble),
    Wake,
}

/// What the machine wants done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SessionOutput {
    Dial,
    HangUp,
    /// Ask the relay for the time; `echo` names the question.
    AskTime {
        echo: u64,
    },
    /// The connection is gone: what was provisional means nothing now.
    Lost,
}

impl Session {
    /// No connection, no position, and nothing known of the relay's clock.
    pub fn new() -> Self {
        Self {
            link: Link::Unloaded,
            trouble: None,
            position: None,
            clock: ClockOffset::default(),
            past: Past::default(),
            doubt: Doubt::default(),
            kept: KeptContent::default(),
            backoff: Backoff::default(),
            outputs: VecDeque::new(),
        }
    }

    /// Something happened to the link, or time went by.
    pub fn handle(&mut self, now: Now, input: SessionInput, rng: &mut ChaCha20Rng) {
        match input {
            SessionInput::Up => {
                if matches!(self.link, Link::Dialling { .. }) {
                    self.link = Link::Opened { since: now.mono };
                }
            }
            SessionInput::Down => self.down(now.mono, None, rng),
            SessionInput::HangUp { retry_after } => self.hang_up(now.mono, retry_after, rng),
            SessionInput::End(trouble) => {
                self.trouble = Some(trouble);
                self.outputs.push_back(SessionOutput::HangUp);
                self.link = Link::Ended;
                self.lost();
            }
            SessionInput::Nudge => match &mut self.link {
                Link::Waiting { until } => *until = now.mono,
                Link::Live(live) => live.ask_time_at = now.mono,
                _ => {}
            },
            SessionInput::Wake => self.wake(now, rng),
        }
    }

    /// The next output.
    pub fn poll(&mut self) -> Option<SessionOutput> {
        self.outputs.pop_front()
    }

    /// When something is due by itself.
    pub fn deadline(&self) -> Option<u64> {
        let answer = self.clock.waiting_since().map(|since| since + link::PATIENCE);
        [self.link.deadline(), answer].into_iter().flatten().min()
    }

    /// What the device holds is known: dial.
    pub fn loaded(&mut self, now: u64) {
        self.link = Link::Waiting { until: now };
    }

    fn wake(&mut self, now: Now, rng: &mut ChaCha20Rng) {
        let silent = self.clock.waiting_since().is_some_and(|since| since + link::PATIENCE <= now.mono);
        match &mut self.link {
            Link::Waiting { until } if *until <= now.mono => {
                self.link = Link::Dialling { since: now.mono };
                self.outputs.push_back(SessionOutput::Dial);
            }
            Link::Dialling { since } | Link::Opened { since } | Link::Joining { since, .. }
                if *since + link::PATIENCE <= now.mono =>
            {
                self.hang_up(now.mono, None, rng);
            }
            Link::Live(_) if silent => self.hang_up(now.mono, None, rng),
            Link::Live(live) if live.stalls_at().is_some_and(|at| at <= now.mono) => self.hang_up(now.mono, None, rng),
            Link::Live(live) if live.ask_time_at <= now.mono => {
                live.asked += 1;
                let wait = if live.asked < FIRST_QUESTIONS { ASK_TIME_FIRST } else { ASK_TIME };
                live.ask_time_at = now.mono + wait;
                if self.clock.waiting_since().is_none() {
                    let echo = rng.next_u64() >> 1;
                    self.clock.ask(echo, now);
                    self.outputs.push_back(SessionOutput::AskTime { echo });
                }
            }
            _ => {}
        }
    }

    fn hang_up(&mut self, now: u64, retry_after: Option<u64>, rng: &mut ChaCha20Rng) {
        self.outputs.push_back(SessionOutput::HangUp);
        self.down(now, retry_after, rng);
    }

    fn down(&mut self, now: u64, retry_after: Option<u64>, rng: &mut ChaCha20Rng) {
        let lasted = match &self.link {
            Link::Unloaded | Link::Waiting { .. } | Link::Ended => return,
            Link::Live(live) => Some(now.saturating_sub(live.since)),
            _ => None,
        };
        let backoff = self.backoff.after_failure(lasted, rng);
        self.link =
            Link::Waiting { until: now.saturating_add(backoff.max(retry_after.unwrap_or(0).min(LONGEST_WISH))) };
        self.lost();
    }

    fn lost(&mut self) {
        self.past.failed = true;
        self.clock.forget_question();
        if let Some(position) = &mut self.position {
            position.forget_ahead();
        }
        self.outputs.push_back(SessionOutput::Lost);
    }
}

#[cfg(test)]
mod tests {
    use alongside_wire::{LogId, Nonce, Seq, frame::Welcome};
    use rand_core::SeedableRng;

    use super::*;

    struct Rig(Session, ChaCha20Rng);

    impl Rig {
        fn new() -> Self {
            let mut session = Session::new();
            session.loaded(0);
            Self(session, ChaCha20Rng::from_seed([1; 32]))
        }

        fn feed(&mut self, mono: u64, input: SessionInput) -> Vec<SessionOutput> {
            self.0.handle(Now { mono, wall: mono }, input, &mut self.1);
            std::iter::from_fn(|| self.0.poll()).collect()
        }
    }

    #[test]
    fn it_dials_gives_up_what_leads_nowhere_and_dials_again_later() {
        let mut rig = Rig::new();
        assert_eq!(rig.feed(0, SessionInput::Wake), [SessionOutput::Dial]);
        assert_eq!(rig.feed(1, SessionInput::Up), []);
        assert_eq!(rig.feed(10_000, SessionInput::Wake), [], "patience begins anew with each stage");
        assert_eq!(rig.feed(10_001, SessionInput::Wake), [SessionOutput::HangUp, SessionOutput::Lost]);
        let again = rig.0.deadline().expect("it dials again");
        assert!((10_301..=10_601).contains(&again));
        assert_eq!(rig.feed(again, SessionInput::Wake), [SessionOutput::Dial]);
    }

    #[test]
    fn a_nudge_dials_at_once_and_an_end_is_for_good() {
        let mut rig = Rig::new();
        rig.feed(0, SessionInput::Wake);
        assert_eq!(rig.feed(1, SessionInput::Down), [SessionOutput::Lost]);
        rig.feed(2, SessionInput::Nudge);
        assert_eq!(rig.feed(2, SessionInput::Wake), [SessionOutput::Dial]);
        let end = rig.feed(3, SessionInput::End(Trouble::Erased));
        assert_eq!(end, [SessionOutput::HangUp, SessionOutput::Lost]);
        assert_eq!((rig.feed(4, SessionInput::Nudge), rig.0.deadline()), (vec![], None));
    }

    /// `[P 43]`
    #[test]
    fn a_relay_that_gives_nothing_of_what_is_read_is_given_up_and_one_that_gives_something_is_not() {
        let mut rig = Rig::new();
        let welcome = Welcome {
            log: LogId([0; 16]),
            peer: alongside_wire::Peer(1),
            durable: Seq(7),
            trimmed: Seq(0),
            log_bytes: 0,
            kept_bytes: 0,
            snapshot: None,
            previous: None,
            peers: Vec::new(),
            now: 0,
            ice: Vec::new(),
        };
        let live = Live::new(0, Nonce([0; 32]), &welcome, Reading::Log { refill: None }, Proof::Given);
        rig.0.link = Link::Live(Box::new(live));
        let second = |rig: &mut Rig, mono| {
            let outputs = rig.feed(mono, SessionInput::Wake);
            for output in &outputs {
                if let SessionOutput::AskTime { echo } = *output {
                    rig.0.clock.answer(echo, mono, Now { mono, wall: mono });
                }
            }
            outputs.contains(&SessionOutput::HangUp)
        };
        assert!((0..=44).all(|at| !second(&mut rig, at * 1_000)));
        // A part came just in time.
        rig.0.link.live_mut().expect("it is live").read_at = 44_000;
        assert!((45..=88).all(|at| !second(&mut rig, at * 1_000)));
        assert!(second(&mut rig, 89_000));
        assert!(matches!(rig.0.link, Link::Waiting { .. }));
    }

    /// `[P 43]`
    #[test]
    fn what_the_relay_asks_for_is_waited_for_but_not_for_ever() {
        let mut rig = Rig::new();
        rig.feed(0, SessionInput::Wake);
        rig.feed(1, SessionInput::HangUp { retry_after: Some(60_000) });
        assert_eq!(rig.0.deadline(), Some(60_001));
        let mut rig = Rig::new();
        rig.feed(0, SessionInput::Wake);
        rig.feed(1, SessionInput::HangUp { retry_after: Some(1 << 50) });
        assert_eq!(rig.0.deadline(), Some(60_001));
    }
}
