//! The connection to the relay, in states named for what is known.

use std::collections::VecDeque;

use alongside_wire::{Nonce, Seq, frame::Welcome};

use crate::{facts::Trouble, shadow::Shadow, snapshot::Incoming};

/// Milliseconds until an attempt that leads nowhere is given up.
pub const PATIENCE: u64 = 10_000;

/// Milliseconds until a relay that says the time, and gives nothing of what it was asked for, is given up.
const STALLED: u64 = 45_000;

/// Where the connection stands.
pub enum Link {
    /// What the device holds is not known yet.
    Unloaded,
    /// The next attempt is at this moment, in monotonic milliseconds.
    Waiting {
        /// When.
        until: u64,
    },
    /// Asked for at this moment.
    Dialling {
        /// When.
        since: u64,
    },
    /// Open; the relay's challenge is awaited.
    Opened {
        /// When.
        since: u64,
    },
    /// The challenge is answered; the welcome is awaited.
    Joining {
        /// When.
        since: u64,
        /// The challenge.
        nonce: Nonce,
    },
    /// Joined to the room.
    Live(Box<Live>),
    /// Trying again would not help.
    Ended,
}

/// A connection that is joined to its room.
pub struct Live {
    /// Since when, in monotonic milliseconds.
    pub since: u64,
    /// This connection's challenge, for an erasure.
    pub nonce: Nonce,
    /// What is still to be read before this copy has everything that was there when it joined.
    pub reading: Reading,
    /// Durable numbers announced meanwhile.
    pub announced: Seq,
    /// For each pull that is not answered yet, the last number that was announced before it.
    pub pulls: VecDeque<Seq>,
    /// Whether the relay's log is known to be the one that this copy has read.
    pub proof: Proof,
    /// When something last came of what is being read.
    pub read_at: u64,
    /// Ask for the time at this moment.
    pub ask_time_at: u64,
    /// How often it was asked.
    pub asked: u32,
}

/// Whether the relay's log is the one that this copy has read. `[P 16]`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// It is.
    Given,
    /// The frame at this copy's own number is awaited in the first page.
    Awaited,
}

/// What is still to be read.
pub enum Reading {
    /// Nothing: this copy has it all.
    Nothing,
    /// The snapshot that the log was trimmed to: the chain inside its seal must be the one at this copy's position.
    Proof(Incoming),
    /// A snapshot.
    Snapshot {
        /// As far as it is received.
        incoming: Incoming,
        /// Where the relay's log is another one than before: the shadow replica that shows what it lacks.
        refill: Option<Box<Shadow>>,
    },
    /// The log after this copy's position.
    Log {
        /// As above.
        refill: Option<Box<Shadow>>,
    },
}

impl Link {
    /// The live connection.
    pub fn live(&self) -> Option<&Live> {
        match self {
            Self::Live(live) => Some(live),
            _ => None,
        }
    }

    /// The live connection.
    pub fn live_mut(&mut self) -> Option<&mut Live> {
        match self {
            Self::Live(live) => Some(live),
            _ => None,
        }
    }

    /// Joined, and everything that was there is read.
    pub fn is_caught_up(&self) -> bool {
        self.live().is_some_and(|live| matches!(live.reading, Reading::Nothing))
    }

    /// A frame may come from it.
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Opened { .. } | Self::Joining { .. } | Self::Live(_))
    }

    /// When something must happen by itself.
    pub fn deadline(&self) -> Option<u64> {
        match self {
            Self::Waiting { until } => Some(*until),
            Self::Dialling { since } | Self::Opened { since } | Self::Joining { since, .. } => Some(since + PATIENCE),
            Self::Live(live) => Some(live.ask_time_at.min(live.stalls_at().unwrap_or(u64::MAX))),
            Self::Unloaded | Self::Ended => None,
        }
    }
}

impl Live {
    /// When it is given up because nothing comes of what is being read.
    pub fn stalls_at(&self) -> Option<u64> {
        (!matches!(self.reading, Reading::Nothing)).then_some(self.read_at + STALLED)
    }

    /// Just welcomed.
    pub fn new(now: u64, nonce: Nonce, welcome: &Welcome, reading: Reading, proof: Proof) -> Self {
        let (announced, pulls) = (welcome.durable, VecDeque::new());
        Self { since: now, nonce, reading, announced, pulls, proof, read_at: now, ask_time_at: now, asked: 0 }
    }
}

/// Why the link ended for good, from what the relay said.
pub fn trouble(reason: alongside_wire::frame::ByeReason) -> Option<Trouble> {
    use alongside_wire::frame::ByeReason as Reason;
    match reason {
        Reason::BadSignature => Some(Trouble::BadKey),
        Reason::RoomFull => Some(Trouble::RoomFull),
        Reason::TooMany => Some(Trouble::TooMany),
        Reason::StorageFailed => Some(Trouble::StorageFailed),
        Reason::DiskFull => Some(Trouble::DiskFull),
        // That the room was erased counts only with its proof, which comes before this.
        Reason::Erased => None,
        Reason::Version | Reason::Malformed | Reason::AuthTimeout | Reason::Resync | Reason::Stopping => None,
    }
}
