//! Where this copy stands in a relay's log.
//!
//! Only durable numbers count: the position moves when a commit is announced or a page arrives, over frames in order
//! and without a gap, and the chain moves with it. What was delivered early waits in `ahead`. `[P 21–27, 50]`

use std::collections::VecDeque;

use alongside_wire::{Chain, Counter, LogId, ReplicaId, Seq};
use litemap::LiteMap;
use sha2::{Digest as _, Sha256};

use crate::message::Have;

/// How many chain values are remembered, to compare with what others say they have.
const REMEMBERED: usize = 4096;

/// A copy's place in one log.
#[derive(Debug)]
pub struct Position {
    /// Which log.
    pub log: LogId,
    /// Everything up to here is held.
    pub durable: Seq,
    /// The chain there.
    pub chain: Chain,
    ahead: LiteMap<Seq, Ahead>,
    /// The last of them, ascending.
    chains: VecDeque<(Seq, Chain)>,
}

/// A frame that is known but not yet durable.
#[derive(Debug, Clone)]
struct Ahead {
    /// The number before it, where the relay told it: not for one's own.
    prev: Option<Seq>,
    replica: ReplicaId,
    counter: Counter,
    hash: [u8; 32],
}

/// A frame that became durable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settled {
    /// Its number.
    pub seq: Seq,
    /// Who sealed it.
    pub replica: ReplicaId,
    /// The sealer's number for it.
    pub counter: Counter,
    /// SHA-256 over its sealed bytes.
    pub hash: [u8; 32],
}

/// What a commit brought.
#[derive(Debug, PartialEq, Eq)]
pub struct Commit {
    /// Frames that are durable now, in order.
    pub settled: Vec<Settled>,
    /// Something between what is held and what was announced is missing: pull from the position.
    pub gap: bool,
}

impl Position {
    /// At this place of this log.
    pub fn new(log: LogId, durable: Seq, chain: Chain) -> Self {
        Self { log, durable, chain, ahead: LiteMap::new(), chains: VecDeque::from([(durable, chain)]) }
    }

    /// This position, as it is said to others once a device has committed it.
    pub fn have(&self) -> Have {
        Have { log: self.log, durable: self.durable, chain: self.chain, kept: true }
    }

    /// A frame is known by its number, before it is durable. `prev` is the number before it, where that was told.
    pub fn learn(&mut self, seq: Seq, prev: Option<Seq>, replica: ReplicaId, counter: Counter, sealed: &[u8]) {
        if seq > self.durable {
            let hash = Sha256::digest(sealed).into();
            self.ahead.insert(seq, Ahead { prev, replica, counter, hash });
        }
    }

    /// Everything up to `upto` is durable. Where a frame in between is not known, the position stands before it.
    pub fn commit(&mut self, upto: Seq) -> Commit {
        let mut settled = Vec::new();
        while let Some(seq) = self.next_of(upto) {
            let Some(frame) = self.ahead.remove(&seq) else { break };
            self.step(seq, &frame);
            settled.push(Settled { seq, replica: frame.replica, counter: frame.counter, hash: frame.hash });
        }
        Commit { settled, gap: self.durable < upto }
    }

    /// The number of the next frame, if it is known, not above `upto`, and follows what is held.
    fn next_of(&self, upto: Seq) -> Option<Seq> {
        let (seq, frame) = self.ahead.first()?;
        (*seq <= upto && frame.prev.is_none_or(|prev| prev <= self.durable)).then_some(*seq)
    }

    /// A page's frames, which follow each other without a gap from a number not above the position.
    pub fn page(&mut self, seq: Seq, replica: ReplicaId, counter: Counter, sealed: &[u8]) -> Option<Settled> {
        if seq <= self.durable {
            return None;
        }
        self.ahead.remove(&seq);
        let hash = Sha256::digest(sealed).into();
        self.step(seq, &Ahead { prev: None, replica, counter, hash });
        Some(Settled { seq, replica, counter, hash })
    }

    /// The link is gone: numbers that were provisional mean nothing now.
    pub fn forget_ahead(&mut self) {
        self.ahead.clear();
    }

    /// What the chain was at this number, if that is remembered.
    pub fn chain_at(&self, seq: Seq) -> Option<Chain> {
        let at = self.chains.binary_search_by_key(&seq, |(seq, _)| *seq).ok()?;
        self.chains.get(at).map(|(_, chain)| *chain)
    }

    fn step(&mut self, seq: Seq, frame: &Ahead) {
        self.chain = self.chain.then_hashed(seq, frame.replica, frame.counter, frame.hash);
        self.durable = seq;
        self.chains.push_back((seq, self.chain));
        if self.chains.len() > REMEMBERED {
            self.chains.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: ReplicaId = ReplicaId([1; 16]);

    fn position() -> Position {
        Position::new(LogId([0; 16]), Seq(10), Chain::START)
    }

    fn numbers(settled: &[Settled]) -> Vec<u64> {
        settled.iter().map(|settled| settled.seq.0).collect()
    }

    #[test]
    fn what_was_delivered_early_counts_when_it_is_durable_and_in_order() {
        let mut position = position();
        position.learn(Seq(12), Some(Seq(11)), A, Counter(1), b"b");
        position.learn(Seq(11), Some(Seq(10)), A, Counter(0), b"a");
        assert_eq!(numbers(&position.commit(Seq(11)).settled), [11]);
        assert_eq!(numbers(&position.commit(Seq(12)).settled), [12]);
        let expected = Chain::START.then(Seq(11), A, Counter(0), b"a").then(Seq(12), A, Counter(1), b"b");
        assert_eq!(position.chain, expected);
        assert_eq!(position.chain_at(Seq(12)), Some(expected));
    }

    #[test]
    fn a_missing_frame_is_a_gap_and_a_pull_closes_it() {
        let mut position = position();
        position.learn(Seq(13), Some(Seq(12)), A, Counter(1), b"b");
        assert_eq!(position.commit(Seq(13)), Commit { settled: vec![], gap: true });
        assert_eq!(position.durable, Seq(10));
        assert!(position.page(Seq(12), A, Counter(0), b"a").is_some());
        assert_eq!(numbers(&position.commit(Seq(13)).settled), [13]);
        assert_eq!(position.page(Seq(12), A, Counter(0), b"a"), None, "pages may overlap");
    }

    #[test]
    fn a_commit_that_announces_more_than_is_known_is_a_gap() {
        assert!(position().commit(Seq(11)).gap);
        assert_eq!(position().commit(Seq(10)), Commit { settled: vec![], gap: false });
    }
}
