//! Direct connections to other pages: who calls whom, when it is tried again, and which signals are listened to. `[P 78]`
//!
//! It refuses to look into an offer, an answer or a candidate: the two ends of a connection make those and understand them. Of
//! two pages the one with the greater replica id calls. Where two offers meet all the same (both ends mend a connection at
//! once), the called end is the polite one and gives way.

use alongside_wire::ReplicaId;
use litemap::LiteMap;

use crate::message::{Signal, SignalBody};

/// Milliseconds that a call may take to lead to a connection.
const PATIENCE: u64 = 15_000;
/// Milliseconds after which a signal no longer counts.
const STALE: u64 = 30_000;
/// Milliseconds until a connection that failed is tried again; twice as long after every further failure.
const AGAIN: u64 = 2_000;
/// Most milliseconds until then.
const AGAIN_AT_MOST: u64 = 60_000;
/// Milliseconds after which a connection that lived counts as a good one.
const GOOD: u64 = 10_000;
/// Most connections of a page: as many pages as a room's sockets allow, less this one.
const MOST: usize = 7;

/// The connections of this page.
#[derive(Debug, Default)]
pub struct DirectConnections(LiteMap<ReplicaId, Connection>);

#[derive(Debug)]
struct Connection {
    call: u64,
    state: State,
    failures: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Calling { until: u64 },
    Live { since: u64 },
    Waiting { until: u64 },
}

/// What a signal calls for.
#[derive(Debug, PartialEq, Eq)]
pub enum Heed {
    /// It is not for this connection, or comes too late.
    Ignore,
    /// It begins a call: this end is made anew, and told.
    Answer,
    /// This end is told.
    Tell,
    /// The other end is gone.
    HungUp,
}

impl DirectConnections {
    /// It is open.
    pub fn is_live(&self, page: ReplicaId) -> bool {
        matches!(self.0.get(&page), Some(Connection { state: State::Live { .. }, .. }))
    }

    /// The pages with which it is open.
    pub fn live(&self) -> Vec<ReplicaId> {
        self.0.keys().copied().filter(|page| self.is_live(*page)).collect()
    }

    /// One is open.
    pub fn any_live(&self) -> bool {
        self.0.values().any(|connection| matches!(connection.state, State::Live { .. }))
    }

    /// The call with this page that has an end here.
    pub fn call(&self, page: ReplicaId) -> Option<u64> {
        let connection = self.0.get(&page)?;
        (!matches!(connection.state, State::Waiting { .. })).then_some(connection.call)
    }

    /// It is time for `me` to call this page.
    pub fn is_due(&self, me: ReplicaId, page: ReplicaId, now: u64) -> bool {
        me > page
            && match self.0.get(&page) {
                None => self.0.len() < MOST,
                Some(Connection { state: State::Waiting { until }, .. }) => *until <= now,
                Some(_) => false,
            }
    }

    /// An end is made here, for this call.
    pub fn begin(&mut self, page: ReplicaId, call: u64, now: u64) {
        let failures = self.0.get(&page).map_or(0, |connection| connection.failures);
        self.0.insert(page, Connection { call, state: State::Calling { until: now + PATIENCE }, failures });
    }

    /// It is open now.
    pub fn opened(&mut self, page: ReplicaId, now: u64) {
        if let Some(connection) =
            self.0.get_mut(&page).filter(|connection| matches!(connection.state, State::Calling { .. }))
        {
            connection.state = State::Live { since: now };
        }
    }

    /// There is no end here any more; it may be tried again later.
    pub fn failed(&mut self, page: ReplicaId, now: u64) {
        let Some(connection) = self.0.get_mut(&page) else { return };
        let was_good = matches!(connection.state, State::Live { since } if since + GOOD <= now);
        connection.failures = if was_good { 0 } else { connection.failures.saturating_add(1) };
        let wait = AGAIN.saturating_mul(1 << connection.failures.min(10)).min(AGAIN_AT_MOST);
        connection.state = State::Waiting { until: now + wait };
    }

    /// The page is gone, or is not to be met directly any more. The call that had an end here.
    pub fn forget(&mut self, page: ReplicaId) -> Option<u64> {
        let call = self.call(page);
        self.0.remove(&page);
        call
    }

    /// DirectConnections to pages that are not among these.
    pub fn others(&self, pages: &[ReplicaId]) -> Vec<ReplicaId> {
        self.0.keys().copied().filter(|page| !pages.contains(page)).collect()
    }

    /// Calls that lead nowhere.
    pub fn overdue(&self, now: u64) -> Vec<ReplicaId> {
        let overdue = |connection: &Connection| matches!(connection.state, State::Calling { until } if until <= now);
        self.0.iter().filter(|(_, connection)| overdue(connection)).map(|(page, _)| *page).collect()
    }

    /// What to make of a signal of a willing page, said `me` in room time `room_time`.
    pub fn heed(&self, me: ReplicaId, page: ReplicaId, signal: &Signal, room_time: u64) -> Heed {
        if signal.at.abs_diff(room_time) > STALE {
            return Heed::Ignore;
        }
        let mine = self.call(page) == Some(signal.call);
        match &signal.said {
            SignalBody::HungUp if mine => Heed::HungUp,
            _ if mine => Heed::Tell,
            // Only who may call begins one; a newer call of theirs ends what was left of an older.
            SignalBody::Offer(_) if page > me && (self.0.contains_key(&page) || self.0.len() < MOST) => Heed::Answer,
            _ => Heed::Ignore,
        }
    }

    /// When something must happen by itself.
    pub fn deadline(&self) -> Option<u64> {
        let until = |connection: &Connection| match connection.state {
            State::Calling { until } | State::Waiting { until } => Some(until),
            State::Live { .. } => None,
        };
        self.0.values().filter_map(until).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ME: ReplicaId = ReplicaId([5; 16]);
    const LESS: ReplicaId = ReplicaId([4; 16]);
    const MORE: ReplicaId = ReplicaId([6; 16]);

    fn signal(call: u64, said: SignalBody) -> Signal {
        Signal { from: 1, to: 2, call, at: 100_000, said }
    }

    fn offer(call: u64) -> Signal {
        signal(call, SignalBody::Offer(String::new()))
    }

    /// `[P 78]`
    #[test]
    fn of_two_pages_the_greater_calls_and_the_other_answers() {
        let connections = DirectConnections::default();
        assert!(connections.is_due(ME, LESS, 0) && !connections.is_due(ME, MORE, 0));
        assert_eq!(connections.heed(ME, MORE, &offer(7), 100_000), Heed::Answer);
        assert_eq!(connections.heed(ME, LESS, &offer(7), 100_000), Heed::Ignore);
    }

    #[test]
    fn a_signal_of_another_call_or_from_long_ago_is_ignored() {
        let mut connections = DirectConnections::default();
        connections.begin(LESS, 7, 0);
        let answer = |call| signal(call, SignalBody::Answer(String::new()));
        assert_eq!(connections.heed(ME, LESS, &answer(7), 100_000), Heed::Tell);
        assert_eq!(connections.heed(ME, LESS, &answer(8), 100_000), Heed::Ignore);
        assert_eq!(connections.heed(ME, LESS, &answer(7), 130_001), Heed::Ignore);
        assert_eq!(connections.heed(ME, LESS, &answer(7), 69_999), Heed::Ignore);
        assert_eq!(connections.heed(ME, MORE, &answer(7), 100_000), Heed::Ignore, "with that page there is no call");
    }

    #[test]
    fn a_line_that_fails_is_tried_again_later_and_later_and_soon_after_a_good_one() {
        let mut connections = DirectConnections::default();
        connections.begin(LESS, 7, 0);
        assert_eq!(connections.overdue(14_999), []);
        assert_eq!(connections.overdue(15_000), [LESS]);
        connections.failed(LESS, 15_000);
        assert!(!connections.is_due(ME, LESS, 18_999) && connections.is_due(ME, LESS, 19_000));
        connections.begin(LESS, 8, 19_000);
        connections.failed(LESS, 20_000);
        assert!(!connections.is_due(ME, LESS, 27_999) && connections.is_due(ME, LESS, 28_000));
        connections.begin(LESS, 9, 28_000);
        connections.opened(LESS, 29_000);
        assert!(connections.is_live(LESS) && connections.deadline().is_none());
        connections.failed(LESS, 39_000);
        assert!(connections.is_due(ME, LESS, 41_000), "it was good for ten seconds");
    }

    #[test]
    fn a_newer_call_takes_the_place_of_an_older() {
        let mut connections = DirectConnections::default();
        connections.begin(MORE, 7, 0);
        connections.opened(MORE, 0);
        assert_eq!(connections.heed(ME, MORE, &offer(7), 100_000), Heed::Tell, "the same connection is mended");
        assert_eq!(connections.heed(ME, MORE, &offer(8), 100_000), Heed::Answer);
        assert_eq!(connections.heed(ME, MORE, &signal(7, SignalBody::HungUp), 100_000), Heed::HungUp);
        assert_eq!(connections.forget(MORE), Some(7));
        assert_eq!(connections.heed(ME, MORE, &signal(7, SignalBody::HungUp), 100_000), Heed::Ignore);
    }
}
