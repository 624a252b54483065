//! One page, the person at it, and what it was promised.

use alongside_peer::Input;
use alongside_room::{ItemId, MemberId};

use super::{copy, lies::Liar, plan::PageSetup};
use crate::chance::Chance;

/// See the [module](self). What every page has stands in [`NetworkPage`](crate::network::NetworkPage).
pub struct Page {
    pub member: MemberId,
    /// When its monotonic clock stood at 0.
    pub zero: u64,
    /// Wall clock minus true time.
    pub skew: i64,
    /// The random stream of this page: what the plan does not fix is drawn from it.
    pub chance: Chance,

    /// Its person lets others meet it directly.
    pub willing: bool,

    /// It stands still; its machine sleeps since then, if it does.
    pub stands_still: bool,
    pub sleeps_since: Option<u64>,
    /// What came meanwhile, with the attempt to connect that it came by, if it came by one.
    pub held: Vec<(Option<u32>, Input)>,
    /// Until when faults last.
    pub cut_off_until: u64,
    pub slow_until: u64,
    pub deaf_until: u64,
    /// What the relay lies to it about.
    pub liars: Vec<Liar>,
    /// The last attempt to connect that can have reached a disk that the relay has no more; none once a later one has read
    /// the relay's log to its end.
    pub reached: Option<u32>,
    /// The last attempt to connect during which it said that it was not up to date yet.
    pub reads: Option<u32>,
    /// It crashes after so many more outputs.
    pub dies: Option<Death>,

    /// What its person asked for, until the peer answers.
    pub wanted: Option<Wanted>,
    /// Its last output was the answer to that.
    pub answered: bool,

    /// Items that it added.
    pub added: Vec<ItemId>,
    /// Items that were added in an earlier page load, and of which only the relay was said to have a copy.
    pub elsewhere: Vec<ItemId>,
    /// How many of them, from the first, were at a disk that the relay has no more: whoever holds a copy gives them to the
    /// relay again, so they are there in the end, but nobody has said yet that the relay has them.
    pub outlived: usize,
    /// How many of `added` were promised to be on the device, at the relay.
    pub saved: usize,
    pub sent: usize,
    /// Who it last said has how many of `added`.
    pub vouched: Option<(MemberId, usize)>,
    /// How often it said that somebody has it.
    pub has_it: usize,
}

/// What a person asked a page for, until the peer has answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    Item(ItemId),
    Other,
    /// It does not apply.
    Refused,
}

/// How a page is going to end.
#[derive(Debug, Clone, Copy)]
pub struct Death {
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
            stands_still: false,
            sleeps_since: None,
            held: Vec::new(),
            cut_off_until: 0,
            slow_until: 0,
            deaf_until: 0,
            liars: Vec::new(),
            reached: None,
            reads: None,
            dies: None,
            wanted: None,
            answered: false,
            added: Vec::new(),
            elsewhere: Vec::new(),
            outlived: 0,
            saved: 0,
            sent: 0,
            vouched: None,
            has_it: 0,
        }
    }
}
