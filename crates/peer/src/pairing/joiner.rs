//! Whoever types a code: one try at it. `[P 121, 126–129]`

use alongside_wire::{
    Decoded, FromRelay, ToRelay,
    frame::{Exchange, Meet, RendezvousState},
};
use chacha20::ChaCha20Rng;
use litemap::LiteMap;
use rand_core::SeedableRng;
use zeroize::Zeroizing;

use super::{
    Act, Happened, LASTS, TRIES, Until,
    code::Code,
    exchange::{Committed, Emoji, Fault, Revealed, ToReceive, WRONG},
};
use crate::Now;

/// The machine of whoever has typed a code.
pub struct Joiner {
    state: JoinerState,
    code: Code,
    rng: ChaCha20Rng,
    until: Until,
    /// Something was said by which whoever knows other words could have found out that these are not them.
    has_revealed: bool,
}

enum JoinerState {
    Dialling,
    /// The relay was told the number.
    Coming,
    Committed(Committed),
    Revealed(Revealed),
    Comparing(ToReceive, Emoji),
    Done(Joined),
}

/// What is shown of a code that was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Joined {
    /// The other is being looked for.
    Meeting,
    /// The words were right: both see these, and the other goes on.
    Comparing(Emoji),
    /// The link came.
    Received(Zeroizing<String>),
    Not(NotJoined),
}

/// Why a code that was typed leads nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotJoined {
    /// The words are not those that were read out.
    Wrong,
    /// Nobody reads out a code of this number.
    Unknown,
    /// Somebody was let in by it.
    Used,
    /// It was typed wrongly too often.
    Spent,
    /// Its five minutes are over.
    Expired,
    /// Whoever read it out has closed it.
    Closed,
    /// Somebody else is typing it.
    Busy,
    /// The relay cannot be reached.
    Offline,
    /// The connection broke on the way.
    Lost,
    /// The relay takes no more for now.
    TooMany,
}

/// How often each number was typed on this page with words that were wrong: whoever dishonestly passes the messages on gets no more
/// guesses here than there.
#[derive(Debug, Default)]
pub struct JoinTries(LiteMap<u32, u8>);

impl JoinTries {
    /// Counts a try, if one is left.
    pub fn take(&mut self, code: &Code) -> bool {
        let used = self.0.get(&code.number).copied().unwrap_or(0);
        if used < TRIES {
            self.0.insert(code.number, used + 1);
        }
        used < TRIES
    }

    /// A try that told nobody anything is given back, and so is what was counted of a code that was right.
    pub fn give_back(&mut self, ended: &Joiner) {
        let number = ended.code.number;
        if let JoinerState::Done(Joined::Received(_)) = ended.state {
            self.0.remove(&number);
        } else if !ended.has_revealed {
            let used = self.0.get(&number).copied().unwrap_or(0);
            self.0.insert(number, used.saturating_sub(1));
        }
    }
}

impl Joiner {
    /// This code was typed.
    pub fn begin(code: Code, now: Now, seed: [u8; 32]) -> Self {
        let rng = ChaCha20Rng::from_seed(seed);
        Self { state: JoinerState::Dialling, code, rng, until: Until::after(now, LASTS), has_revealed: false }
    }

    /// What is shown.
    pub fn joined(&self) -> Joined {
        match &self.state {
            JoinerState::Done(joined) => joined.clone(),
            JoinerState::Comparing(_, emoji) => Joined::Comparing(*emoji),
            _ => Joined::Meeting,
        }
    }

    /// Where the other is.
    pub fn number(&self) -> u32 {
        self.code.number
    }

    /// Something happened at its connection.
    pub fn handle(&mut self, now: Now, happened: Happened<'_>) -> Vec<Act> {
        if matches!(self.state, JoinerState::Done(_)) {
            return Vec::new();
        }
        if self.until.is_over(now) {
            return self.end(NotJoined::Expired);
        }
        match happened {
            Happened::Later => Vec::new(),
            Happened::Lost => self.lost(),
            Happened::Arrived(frame) => match FromRelay::decode(frame) {
                Ok(Decoded::Known(frame)) => self.heard(&frame),
                Ok(Decoded::Unknown { .. }) => Vec::new(),
                Err(_) => self.lost(),
            },
        }
    }

    fn heard(&mut self, frame: &FromRelay) -> Vec<Act> {
        match (&self.state, frame) {
            (JoinerState::Dialling, FromRelay::Challenge(_)) => {
                self.state = JoinerState::Coming;
                vec![Act::Send(ToRelay::Meet(Meet { number: Some(self.code.number) }).encode())]
            }
            (_, FromRelay::Error(_)) => self.end(NotJoined::TooMany),
            (_, FromRelay::Rendezvous(frame)) => self.stands(frame.state),
            (_, FromRelay::Exchanged(said)) => self.said(&said.bytes),
            (_, FromRelay::Bye(_)) => self.lost(),
            _ => Vec::new(),
        }
    }

    fn stands(&mut self, state: RendezvousState) -> Vec<Act> {
        match (state, &self.state) {
            (RendezvousState::Met, JoinerState::Coming) => {
                let (committed, commit) = Committed::begin(&self.code, &mut self.rng);
                self.state = JoinerState::Committed(committed);
                vec![exchange(commit)]
            }
            (RendezvousState::Busy, _) => self.end(NotJoined::Busy),
            (RendezvousState::Used, _) => self.end(NotJoined::Used),
            (RendezvousState::Spent, _) => self.end(NotJoined::Spent),
            (RendezvousState::Expired, _) => self.end(NotJoined::Expired),
            (RendezvousState::Closed, _) => self.end(NotJoined::Closed),
            (RendezvousState::Unknown, _) => self.end(NotJoined::Unknown),
            _ => self.lost(),
        }
    }

    fn said(&mut self, message: &[u8]) -> Vec<Act> {
        if *message == WRONG {
            return self.end(NotJoined::Wrong);
        }
        match std::mem::replace(&mut self.state, JoinerState::Coming) {
            JoinerState::Committed(committed) => match committed.answered(message) {
                Ok((revealed, reveal)) => {
                    (self.state, self.has_revealed) = (JoinerState::Revealed(revealed), true);
                    vec![exchange(reveal)]
                }
                Err(fault) => self.failed(fault),
            },
            JoinerState::Revealed(revealed) => match revealed.confirmed(message) {
                Ok((to_receive, emoji)) => {
                    self.state = JoinerState::Comparing(to_receive, emoji);
                    Vec::new()
                }
                Err(fault) => self.failed(fault),
            },
            JoinerState::Comparing(to_receive, _) => match to_receive.received(message) {
                Ok((link, received)) => {
                    self.state = JoinerState::Done(Joined::Received(link));
                    // The other hangs up when it has read that.
                    vec![exchange(received)]
                }
                Err(fault) => self.failed(fault),
            },
            _ => self.failed(Fault::Garbled),
        }
    }

    fn failed(&mut self, fault: Fault) -> Vec<Act> {
        self.end(if fault == Fault::Wrong { NotJoined::Wrong } else { NotJoined::Lost })
    }

    fn lost(&mut self) -> Vec<Act> {
        self.end(if matches!(self.state, JoinerState::Dialling) { NotJoined::Offline } else { NotJoined::Lost })
    }

    fn end(&mut self, why: NotJoined) -> Vec<Act> {
        self.state = JoinerState::Done(Joined::Not(why));
        vec![Act::HangUp]
    }
}

fn exchange(bytes: Vec<u8>) -> Act {
    Act::Send(ToRelay::Exchange(Exchange { bytes }).encode())
}
