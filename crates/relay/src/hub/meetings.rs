//! Which numbers of rendezvous are taken, and who waits at them. `[P 121]`

use std::collections::{BTreeMap, VecDeque};

use alongside_wire::frame::RendezvousState;

use super::io::SocketId;
use crate::config::Address;

/// All rendezvous of a relay, by their numbers.
#[derive(Default)]
pub(super) struct Meetings {
    pub(super) numbers: BTreeMap<u32, Standing>,
    /// When each is to be looked at again, the earliest first: all last equally long, and stay known equally long.
    pub(super) expiring: VecDeque<(u64, u32)>,
    pub(super) forgetting: VecDeque<(u64, u32)>,
    pub(super) open: u32,
}

/// How one stands.
pub(super) enum Standing {
    Open(Waiting),
    /// It is over; whoever comes is told why.
    Over(RendezvousState),
}

/// One at which somebody waits.
pub(super) struct Waiting {
    pub(super) opener: SocketId,
    pub(super) address: Option<Address>,
    pub(super) guest: Option<SocketId>,
    /// How many have come.
    pub(super) tries: u8,
    /// Messages passed on since the guest came.
    pub(super) passed: u8,
}

/// Which of the two a socket is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MeetingPart {
    Opener,
    Guest,
}

impl Meetings {
    /// How many are open.
    pub(super) fn len(&self) -> u32 {
        self.open
    }

    /// The one of this number, if somebody waits there.
    pub(super) fn waiting(&mut self, number: u32) -> Option<&mut Waiting> {
        match self.numbers.get_mut(&number) {
            Some(Standing::Open(waiting)) => Some(waiting),
            _ => None,
        }
    }

    /// How many are open that this address opened.
    pub(super) fn opened_from(&self, address: Address) -> usize {
        let is_theirs =
            |standing: &&Standing| matches!(standing, Standing::Open(waiting) if waiting.address == Some(address));
        self.numbers.values().filter(is_theirs).count()
    }

    /// A number that is not taken, of as few digits as leave half of those numbers free: they are read out.
    pub(super) fn free_number(&self, drawn: u64) -> Option<u32> {
        BANDS.iter().find_map(|&(first, last)| {
            let size = last - first + 1;
            let taken = self.numbers.range(first..=last).count();
            if taken > size as usize / 2 {
                return None;
            }
            let from = (drawn % u64::from(size)) as u32;
            (0..size).map(|step| first + (from + step) % size).find(|number| !self.numbers.contains_key(number))
        })
    }
}

/// Numbers of one digit, of two, and so on.
const BANDS: [(u32, u32); 7] =
    [(1, 9), (10, 99), (100, 999), (1_000, 9_999), (10_000, 99_999), (100_000, 999_999), (1_000_000, 9_999_999)];
