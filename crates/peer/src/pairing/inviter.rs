//! Whoever reads a code out: waits for the other, compares the emoji, and hands the link over, once. `[P 121, 126–129]`

use alongside_wire::{
    Decoded, FromRelay, ToRelay,
    frame::{EndRendezvous, Ending, Exchange, Meet, RendezvousState},
};
use chacha20::ChaCha20Rng;
use rand_core::SeedableRng;

use super::{
    Act, Happened, LASTS, TRIES, Until,
    code::Code,
    exchange::{Answered, Emoji, Fault, HandedOver, ToHandOver, WRONG},
    words::WordList,
};
use crate::Now;

/// The machine of whoever reads a code out.
pub struct Inviter {
    state: InviterState,
    list: &'static WordList,
    rng: ChaCha20Rng,
    /// When the code was drawn, and how often somebody came with it.
    code: Option<(Code, Until)>,
    tries: u8,
    trouble: Option<FailedTry>,
}

enum InviterState {
    /// The relay is to give a number.
    Asking,
    /// Nobody is there.
    Waiting,
    /// Somebody is there, and has said nothing.
    Met,
    Answered(Answered),
    Comparing(ToHandOver, Emoji),
    HandedOver(HandedOver),
    Over(OfferOver),
}

/// What is shown of a code that is read out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Offered {
    /// The relay was not reached yet.
    Asking,
    /// Read this out.
    Waiting {
        code: Code,
        until: Until,
        /// Why the last who came did not get in, if somebody came.
        trouble: Option<FailedTry>,
        /// How often it may still be typed.
        left: u8,
    },
    /// Somebody is typing it.
    Typed {
        code: Code,
        until: Until,
    },
    /// The words were right: both see these.
    Comparing {
        emoji: Emoji,
        until: Until,
    },
    /// The link is on its way.
    HandedOver,
    Over(OfferOver),
}

/// Why somebody who came did not get in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailedTry {
    /// The words were wrong.
    Wrong,
    /// They left, or what they said made no sense.
    Left,
}

/// Why a code is good no longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfferOver {
    /// The other has the link.
    Joined,
    /// Its five minutes are over.
    Expired,
    /// It was typed wrongly too often.
    Spent,
    /// The emoji were not the same: somebody was in between.
    Differed,
    /// The relay cannot be reached.
    Offline,
    /// The connection broke while the code was waiting.
    Lost,
    /// The connection broke when the link was on its way.
    LostAtLast,
    /// The relay takes no more for now.
    TooMany,
}

impl Inviter {
    /// A code is wanted, of words of this language. Nothing is known of it before the relay has given a number.
    pub fn begin(language: &str, seed: [u8; 32]) -> Self {
        let (list, rng) = (WordList::of(language), ChaCha20Rng::from_seed(seed));
        Self { state: InviterState::Asking, list, rng, code: None, tries: 0, trouble: None }
    }

    /// Waits with this code, which the relay has a number for already.
    #[cfg(test)]
    pub(super) fn waiting(code: Code, now: Now, seed: [u8; 32]) -> Self {
        Self { state: InviterState::Waiting, code: Some((code, Until::after(now, LASTS))), ..Self::begin("en", seed) }
    }

    /// What is shown.
    pub fn offered(&self) -> Offered {
        match (&self.state, &self.code) {
            (InviterState::Over(over), _) => Offered::Over(*over),
            (InviterState::Asking, _) | (_, None) => Offered::Asking,
            (InviterState::Waiting, Some((code, until))) => Offered::Waiting {
                code: code.clone(),
                until: *until,
                trouble: self.trouble,
                left: TRIES.saturating_sub(self.tries),
            },
            (InviterState::Met | InviterState::Answered(_), Some((code, until))) => {
                Offered::Typed { code: code.clone(), until: *until }
            }
            (InviterState::Comparing(_, emoji), Some((_, until))) => {
                Offered::Comparing { emoji: *emoji, until: *until }
            }
            (InviterState::HandedOver(_), _) => Offered::HandedOver,
        }
    }

    /// Something happened at its connection.
    pub fn handle(&mut self, now: Now, happened: Happened<'_>) -> Vec<Act> {
        if matches!(self.state, InviterState::Over(_)) {
            return Vec::new();
        }
        let is_over = self.code.as_ref().is_some_and(|(_, until)| until.is_over(now));
        if is_over && !matches!(self.state, InviterState::HandedOver(_)) {
            return self.end(OfferOver::Expired, Ending::Closed);
        }
        match happened {
            Happened::Later => Vec::new(),
            Happened::Lost => self.lost(),
            Happened::Arrived(frame) => match FromRelay::decode(frame) {
                Ok(Decoded::Known(frame)) => self.heard(now, &frame),
                Ok(Decoded::Unknown { .. }) => Vec::new(),
                Err(_) => self.lost(),
            },
        }
    }

    /// The person has compared the emoji: they are the same, so the other gets this link.
    pub fn hand_over(&mut self, now: Now, link: &str) -> Vec<Act> {
        if self.code.as_ref().is_none_or(|(_, until)| until.is_over(now)) {
            return self.handle(now, Happened::Later);
        }
        match std::mem::replace(&mut self.state, InviterState::Over(OfferOver::Lost)) {
            InviterState::Comparing(to_hand_over, _) => {
                let Some((handed_over, message)) = to_hand_over.hand_over(link) else {
                    return self.end(OfferOver::Lost, Ending::Closed);
                };
                self.state = InviterState::HandedOver(handed_over);
                vec![exchange(message)]
            }
            other => {
                self.state = other;
                Vec::new()
            }
        }
    }

    /// The emoji are not the same.
    pub fn differ(&mut self) -> Vec<Act> {
        match self.state {
            InviterState::Comparing(..) => self.end(OfferOver::Differed, Ending::Closed),
            _ => Vec::new(),
        }
    }

    /// The code is wanted no more.
    pub fn close(&mut self) -> Vec<Act> {
        match self.state {
            InviterState::Over(_) => Vec::new(),
            InviterState::HandedOver(_) => self.end(OfferOver::LostAtLast, Ending::Used),
            _ => self.end(OfferOver::Lost, Ending::Closed),
        }
    }

    fn heard(&mut self, now: Now, frame: &FromRelay) -> Vec<Act> {
        match (&self.state, frame) {
            (InviterState::Asking, FromRelay::Challenge(_)) => {
                vec![Act::Send(ToRelay::Meet(Meet { number: None }).encode())]
            }
            (InviterState::Asking, FromRelay::Rendezvous(frame)) if frame.state == RendezvousState::Open => {
                let code = Code::draw(frame.number, self.list, &mut self.rng);
                self.code = Some((code, Until::after(now, LASTS)));
                self.state = InviterState::Waiting;
                Vec::new()
            }
            (InviterState::Asking, FromRelay::Error(_)) => self.end(OfferOver::TooMany, Ending::Closed),
            (InviterState::Asking, _) => self.lost(),
            (_, FromRelay::Rendezvous(frame)) => self.stands(frame.state),
            (_, FromRelay::Exchanged(said)) => self.said(&said.bytes),
            (_, FromRelay::Bye(_)) => self.lost(),
            _ => Vec::new(),
        }
    }

    fn stands(&mut self, state: RendezvousState) -> Vec<Act> {
        match (state, &self.state) {
            (_, InviterState::HandedOver(_)) => self.end(OfferOver::LostAtLast, Ending::Used),
            (RendezvousState::Met, InviterState::Waiting | InviterState::Met) => {
                self.state = InviterState::Met;
                Vec::new()
            }
            (RendezvousState::Left, InviterState::Waiting | InviterState::Met) => {
                self.state = InviterState::Waiting;
                Vec::new()
            }
            // A relay that says that another came, where one is there, has somebody new begin.
            (RendezvousState::Left | RendezvousState::Met, _) => self.failed(FailedTry::Left, state),
            (RendezvousState::Expired, _) => self.end(OfferOver::Expired, Ending::Closed),
            (RendezvousState::Spent, _) => self.end(OfferOver::Spent, Ending::Spent),
            _ => self.lost(),
        }
    }

    fn said(&mut self, message: &[u8]) -> Vec<Act> {
        match std::mem::replace(&mut self.state, InviterState::Waiting) {
            InviterState::Met => {
                // From the first message on it is a try, whatever becomes of it.
                self.tries += 1;
                let Some((code, _)) = &self.code else { return self.lost() };
                match Answered::begin(code, message, &mut self.rng) {
                    Ok((answered, answer)) => {
                        self.state = InviterState::Answered(answered);
                        vec![exchange(answer)]
                    }
                    Err(fault) => self.refuse(fault),
                }
            }
            InviterState::Answered(answered) => match answered.revealed(message) {
                Ok((to_hand_over, confirm, emoji)) => {
                    (self.state, self.trouble) = (InviterState::Comparing(to_hand_over, emoji), None);
                    vec![exchange(confirm)]
                }
                Err(fault) => self.refuse(fault),
            },
            InviterState::HandedOver(handed_over) => match handed_over.is_received(message) {
                Ok(()) => self.end(OfferOver::Joined, Ending::Used),
                Err(_) => {
                    // Anybody in between may say anything; what was handed over opens only for who knows the words.
                    self.state = InviterState::HandedOver(handed_over);
                    Vec::new()
                }
            },
            // Nothing is said now: whoever does is not who was let in.
            InviterState::Comparing(..) => self.refuse(Fault::Garbled),
            other => {
                self.state = other;
                Vec::new()
            }
        }
    }

    /// Whoever came is told that they do not get in, and leaves.
    fn refuse(&mut self, fault: Fault) -> Vec<Act> {
        let trouble = if fault == Fault::Wrong { FailedTry::Wrong } else { FailedTry::Left };
        let mut acts = vec![exchange(WRONG.to_vec())];
        acts.extend(self.failed(trouble, RendezvousState::Left));
        acts
    }

    fn failed(&mut self, trouble: FailedTry, state: RendezvousState) -> Vec<Act> {
        self.trouble = Some(trouble);
        if self.tries >= TRIES {
            return self.end(OfferOver::Spent, Ending::Spent);
        }
        self.state = if state == RendezvousState::Met { InviterState::Met } else { InviterState::Waiting };
        Vec::new()
    }

    fn lost(&mut self) -> Vec<Act> {
        let over = match self.state {
            InviterState::Asking => OfferOver::Offline,
            InviterState::HandedOver(_) => OfferOver::LostAtLast,
            _ => OfferOver::Lost,
        };
        self.end(over, Ending::Closed)
    }

    /// It is over for good; the relay tells whoever comes later, and forgets it.
    fn end(&mut self, over: OfferOver, ending: Ending) -> Vec<Act> {
        let was_asking = matches!(self.state, InviterState::Asking);
        self.state = InviterState::Over(over);
        self.code = None;
        let told = ToRelay::EndRendezvous(EndRendezvous { ending }).encode();
        let told = (!was_asking).then_some(Act::Send(told));
        told.into_iter().chain([Act::HangUp]).collect()
    }
}

fn exchange(bytes: Vec<u8>) -> Act {
    Act::Send(ToRelay::Exchange(Exchange { bytes }).encode())
}
