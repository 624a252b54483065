//! A page in a simulation, the person at it, and the promises that it has made.

use alongside_peer::Input;
use alongside_room::{ItemId, MemberId};

use super::{copy, lies::ActiveLie, plan::PageSetup};
use crate::chance::Chance;

/// A page; what the network knows of it is in [`NetworkPage`](crate::network::NetworkPage).
pub struct Page {
    pub member: MemberId,
    /// When its monotonic clock was 0.
    pub zero: u64,
    /// Wall clock minus true time.
    pub skew: i64,
    /// The page's random stream, for everything that the plan does not fix.
    pub chance: Chance,

    /// Whether its person allows direct connections.
    pub willing: bool,

    /// Whether it is suspended; if its device sleeps, `sleeps_since` says since when.
    pub is_suspended: bool,
    pub sleeps_since: Option<u64>,
    /// Inputs that arrived while it was suspended, with the attempt to connect that each came by, if it came by one.
    pub held: Vec<(Option<u32>, Input)>,
    /// When each of these faults ends.
    pub cut_off_until: u64,
    pub slow_until: u64,
    pub deaf_until: u64,
    /// The lies that the relay tells it.
    pub lies: Vec<ActiveLie>,
    /// The last attempt to connect that can have reached a disk that was lost since; `None` once a later attempt has
    /// read the relay's log to its end.
    pub reached_lost_disk: Option<u32>,
    /// The last attempt to connect during which the page said that it was still connecting.
    pub last_connecting: Option<u32>,
    /// The crash that is planned for it.
    pub crash: Option<PlannedCrash>,

    /// What its person has asked for, until the peer answers.
    pub wanted: Option<Wanted>,
    /// Whether its last output was that answer.
    pub answered: bool,

    /// Items that were added in this page load, or saved in an earlier one.
    pub added: Vec<ItemId>,
    /// Items that were added in an earlier page load, reported as sent but not as saved.
    pub only_at_relay: Vec<ItemId>,
    /// How many of `only_at_relay`, from the first, were on a disk that was lost: a page that holds a copy pushes them
    /// again, so they are there in the end, but no page has reported yet that the relay has them.
    pub on_lost_disk: usize,
    /// How many of `added` were reported as saved, and as sent.
    pub saved: usize,
    pub sent: usize,
    /// Who has how many of `added`, as the page last reported.
    pub last_has_it: Option<(MemberId, usize)>,
    /// How often the page reported that somebody has it.
    pub has_it: usize,
}

/// What a person has asked a page for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    Item(ItemId),
    Other,
    /// The answer was that it does not apply.
    Refused,
}

/// A crash after so many more outputs.
#[derive(Debug, Clone, Copy)]
pub struct PlannedCrash {
    pub after: u32,
    pub commits: bool,
    pub back_in: u64,
}

impl Page {
    /// A page that was never opened.
    pub fn new(seed: u64, at: usize, setup: &PageSetup) -> Self {
        Self {
            member: copy::member(setup.person),
            zero: 0,
            skew: setup.skew,
            chance: Chance::of(seed, &format!("page {at}")),
            willing: false,
            is_suspended: false,
            sleeps_since: None,
            held: Vec::new(),
            cut_off_until: 0,
            slow_until: 0,
            deaf_until: 0,
            lies: Vec::new(),
            reached_lost_disk: None,
            last_connecting: None,
            crash: None,
            wanted: None,
            answered: false,
            added: Vec::new(),
            only_at_relay: Vec::new(),
            on_lost_disk: 0,
            saved: 0,
            sent: 0,
            last_has_it: None,
            has_it: 0,
        }
    }
}
