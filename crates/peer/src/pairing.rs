//! Pairing by a code that one person reads out: how the link of an invitation gets from one device to another without an address. `[P 120–129]`
//!
//! ```text
//!              inviter                          relay                        joiner
//!   Meet ────────────────────────▶  gives a number
//!   reads out "7 · glove · tiger"
//!                                                          ◀─────────────────── Meet 7
//!                                                          ◀──────── 1 commitment to its share and nonce
//!   2 share, nonce ──────────────────────────────────────────────────────────────▶
//!                                                          ◀──────── 3 share, nonce, confirmation
//!   4 confirmation ──────────────────────────────────────────────────────────────▶
//!   both show four emoji; the inviter presses "They match"
//!   5 the link, sealed ──────────────────────────────────────────────────────────▶
//!                                                          ◀──────── 6 received
//! ```
//!
//! The shares are SPAKE2's, under the code as password: whoever is in between has one guess at the words each time that somebody types
//! them, and learns nothing to guess by afterwards. The commitment keeps whoever guessed rightly from choosing the emoji: those of the two
//! differ, and nothing was handed over yet.
//!
//! [`Inviter`] and [`Joiner`] are pure: what happened goes in by `handle`, with the time, and what is to be done comes out. They touch no
//! socket and no clock, and both hold the limits (three tries, five minutes, once) by themselves, whatever the relay does.

mod code;
mod exchange;
mod inviter;
mod joiner;
mod words;

pub use code::{Code, Completions, NotACode, completions, find_word};
pub use exchange::{EMOJI, Emoji};
pub use inviter::{FailedTry, Inviter, OfferOver, Offered};
pub use joiner::{JoinTries, Joined, Joiner, NotJoined};
pub use words::{COUNT, LISTS, WordList};

/// What happened to the connection of a pairing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happened<'a> {
    /// A frame of the relay arrived.
    Arrived(&'a [u8]),
    /// The connection could not be opened, or ended.
    Lost,
    /// Nothing, but it is later.
    Later,
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Send this frame.
    Send(Vec<u8>),
    /// Close the connection once what was sent is on its way.
    HangUp,
}

/// How often the words of one code may be wrong. `[P 121]`
pub const TRIES: u8 = alongside_wire::limits::RENDEZVOUS_TRIES;

/// Milliseconds for which a code is good. `[P 121]`
pub const LASTS: u64 = alongside_wire::limits::RENDEZVOUS_MILLIS;

/// When something ends, on both clocks of a device: a monotonic clock may stand still while the machine sleeps, and one on the wall
/// may be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Until(crate::Now);

impl Until {
    fn after(now: crate::Now, millis: u64) -> Self {
        Self(crate::Now { mono: now.mono + millis, wall: now.wall + millis })
    }

    /// Milliseconds that are left: 0 when it is over.
    pub fn left(self, now: crate::Now) -> u64 {
        let left = self.0.mono.saturating_sub(now.mono).min(self.0.wall.saturating_sub(now.wall));
        // A wall clock that was set back adds nothing: the other one counts.
        left.min(LASTS)
    }

    /// Whether it is over.
    pub fn is_over(self, now: crate::Now) -> bool {
        self.left(now) == 0
    }
}

#[cfg(test)]
mod tests;
