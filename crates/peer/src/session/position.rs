//! Where this copy stands in a relay's log.
//!
//! Only durable numbers count: the position moves when a commit is announced or a page arrives, over frames in order
//! and without a gap, and the chain moves with it. What was delivered early waits in `ahead`. `[P 21–27, 50]`
//!
//! A number is the relay's word and proves nothing. What another copy says that it has, and what the relay says of a
//! number that was passed, is judged by the chain. `[P 71]`

use std::collections::VecDeque;

use alongside_wire::{Chain, Counter, LogId, ReplicaId, Seq, SnapshotId};
use litemap::LiteMap;
use sha2::{Digest as _, Sha256};

use crate::{message::Have, outbox::FrameId};

/// How many chain values are remembered, to compare with what others say they have.
const REMEMBERED: usize = 4096;
/// How many of them a checkpoint holds: what others said shortly before this page was opened can be judged by them.
const CHECKPOINTED: usize = 16;

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
    /// The chain at the last numbers, ascending; no number of the log lies between two of them.
    chains: VecDeque<(Seq, Chain)>,
    /// A snapshot that covers exactly this much, with this chain inside its seal.
    snapshot: Option<SnapshotId>,
    /// The chain began where it has to: at the log's beginning, or at a snapshot's.
    is_founded: bool,
}

/// A frame that is known but not yet durable.
#[derive(Debug, Clone)]
struct Ahead {
    /// The number before it, where the relay told it: not of a push that was repeated.
    prev: Option<Seq>,
    /// It is a push of this copy.
    own: bool,
    replica: ReplicaId,
    counter: Counter,
    hash: [u8; 32],
}

/// A frame that became durable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DurableFrame {
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
    pub frames: Vec<DurableFrame>,
    pub rest: Rest,
}

/// What lies between the position and the number that was announced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rest {
    Nothing,
    /// A frame that is not known: pull from the position.
    Gap,
    /// The relay said of a frame that it follows a number below the position.
    Contradiction,
}

/// The relay's numbers cannot be those of the log that this copy has read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contradiction;

/// What this copy's own chain says of a number and a chain that somebody else named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// This copy holds that very number with that very chain.
    Agrees,
    /// This copy has another chain there, or passed over that number: the log is told in two ways.
    Forks,
    /// The number is above the position.
    Ahead,
    /// What the chain was there is not remembered.
    Unknown,
}

/// What the numbers of one's own push come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Above the position: it counts when it is durable.
    Ahead,
    /// It is the frame that this copy has read under this number.
    Passed,
    /// The number is below all that is remembered.
    Unknown,
}

impl Position {
    /// At this place of this log.
    pub fn new(log: LogId, durable: Seq, chain: Chain) -> Self {
        Self {
            log,
            durable,
            chain,
            ahead: LiteMap::new(),
            chains: VecDeque::from([(durable, chain)]),
            snapshot: None,
            is_founded: true,
        }
    }

    /// Where a checkpoint left off: the last chains, ascending. None without any.
    pub fn resume(log: LogId, chains: &[(Seq, Chain)], snapshot: Option<SnapshotId>) -> Option<Self> {
        let (durable, chain) = *chains.last()?;
        let is_ascending = chains.is_sorted_by(|(one, _), (next, _)| one < next);
        let chains: VecDeque<_> =
            if is_ascending { chains.iter().copied().collect() } else { [(durable, chain)].into() };
        Some(Self { chains, snapshot, ..Self::new(log, durable, chain) })
    }

    /// Where the relay says that its log begins, and no snapshot tells the chain: such a copy has nothing to acknowledge,
    /// and cannot judge what others say.
    pub fn unfounded(log: LogId, durable: Seq) -> Self {
        Self { chains: VecDeque::new(), is_founded: false, ..Self::new(log, durable, Chain::START) }
    }

    /// Takes over what was delivered early, which this position's place in the same log does not change; the rest is given
    /// back: it stands at or below this position.
    pub fn take_ahead(&mut self, before: &mut Self) -> Vec<(Seq, FrameId)> {
        let passed =
            |(seq, frame): (&Seq, &Ahead)| (*seq <= self.durable).then_some((*seq, (frame.replica, frame.counter)));
        let passed = before.ahead.iter().filter_map(passed).collect();
        self.ahead = std::mem::take(&mut before.ahead);
        self.forget_passed();
        passed
    }

    /// This position, as it is said to others once a device has committed it; none where its chain proves nothing.
    pub fn have(&self) -> Option<Have> {
        self.is_founded.then_some(Have { log: self.log, durable: self.durable, chain: self.chain, kept: true })
    }

    /// The chain began where it has to: at the log's beginning, or at a snapshot's.
    pub fn is_founded(&self) -> bool {
        self.is_founded
    }

    /// The last chains, ascending, for a checkpoint.
    pub fn last_chains(&self) -> Vec<(Seq, Chain)> {
        let skipped = self.chains.len().saturating_sub(CHECKPOINTED);
        self.chains.iter().skip(skipped).copied().collect()
    }

    /// The snapshot that covers exactly this much, if one is known.
    pub fn snapshot(&self) -> Option<SnapshotId> {
        self.snapshot
    }

    /// A snapshot says inside its seal that it covers the log up to `covers`, with this chain there.
    pub fn covered_by(&mut self, id: SnapshotId, covers: Seq, chain: Chain) {
        if (covers, chain) == (self.durable, self.chain) {
            self.snapshot = Some(id);
        }
    }

    /// The frame at the position can be told from another under the same number.
    pub fn knows_its_frame(&self) -> bool {
        self.chains.len() > 1
    }

    /// A frame of another is known by its number, before it is durable; `prev` is the number before it.
    pub fn learn(
        &mut self,
        seq: Seq,
        prev: Seq,
        (replica, counter): FrameId,
        sealed: &[u8],
    ) -> Result<(), Contradiction> {
        let own = self.ahead.get(&seq).filter(|known| known.own);
        let is_other = own.is_some_and(|own| (own.replica, own.counter) != (replica, counter));
        if prev >= seq || prev < self.durable || is_other {
            return Err(Contradiction);
        }
        let (hash, own) = (Sha256::digest(sealed).into(), own.is_some());
        self.ahead.insert(seq, Ahead { prev: Some(prev), own, replica, counter, hash });
        Ok(())
    }

    /// A push of this copy got this number; `prev` is the number before it, where the relay told it.
    pub fn learn_own(
        &mut self,
        seq: Seq,
        prev: Option<Seq>,
        id: FrameId,
        sealed: &[u8],
    ) -> Result<Place, Contradiction> {
        let hash = Sha256::digest(sealed).into();
        if seq > self.durable {
            let (replica, counter) = id;
            let known = self.ahead.entry(seq).or_insert(Ahead { prev, own: true, replica, counter, hash });
            let is_other = (known.replica, known.counter, known.hash) != (replica, counter, hash);
            (known.own, known.prev) = (true, known.prev.or(prev));
            if is_other || known.prev.is_some_and(|prev| prev >= seq || prev < self.durable) {
                return Err(Contradiction);
            }
            return Ok(Place::Ahead);
        }
        match self.is_at(seq, id, hash) {
            Some(true) => Ok(Place::Passed),
            Some(false) => Err(Contradiction),
            None => Ok(Place::Unknown),
        }
    }

    /// Everything up to `upto` is durable. Where a frame in between is not known, the position stands before it.
    pub fn commit(&mut self, upto: Seq) -> Commit {
        let mut frames = Vec::new();
        while let Some((seq, frame)) = self.ahead.first().filter(|(seq, _)| **seq <= upto) {
            match frame.prev {
                None => break,
                Some(prev) if prev > self.durable => break,
                Some(prev) if prev < self.durable => return Commit { frames, rest: Rest::Contradiction },
                Some(_) => {}
            }
            let (seq, frame) = (*seq, frame.clone());
            self.ahead.remove(&seq);
            self.step(seq, &frame);
            frames.push(DurableFrame { seq, replica: frame.replica, counter: frame.counter, hash: frame.hash });
        }
        let rest = if self.durable < upto { Rest::Gap } else { Rest::Nothing };
        Commit { frames, rest }
    }

    /// A frame of a page; `before` is the number before it there: none of the log lies between. None for a frame that was
    /// passed.
    pub fn page(
        &mut self,
        before: Seq,
        seq: Seq,
        id: FrameId,
        sealed: &[u8],
    ) -> Result<Option<DurableFrame>, Contradiction> {
        let passes_over = before < self.durable && seq > self.durable;
        if seq <= before || before > self.durable || passes_over {
            return Err(Contradiction);
        }
        if seq < self.durable {
            return Ok(None);
        }
        let ((replica, counter), hash) = (id, Sha256::digest(sealed).into());
        if seq == self.durable {
            return if self.is_at(seq, id, hash) == Some(false) { Err(Contradiction) } else { Ok(None) };
        }
        // One's own push got a number that another frame has, or none.
        let is_other = |(own, frame): (&Seq, &Ahead)| {
            frame.own
                && (*own < seq || *own == seq && (frame.replica, frame.counter, frame.hash) != (replica, counter, hash))
        };
        if self.ahead.iter().any(is_other) {
            return Err(Contradiction);
        }
        self.step(seq, &Ahead { prev: Some(before), own: false, replica, counter, hash });
        self.forget_passed();
        Ok(Some(DurableFrame { seq, replica, counter, hash }))
    }

    /// The link is gone: numbers that were provisional mean nothing now.
    pub fn forget_ahead(&mut self) {
        self.ahead.clear();
    }

    /// What this copy can say of a number and a chain that somebody else named.
    pub fn judge(&self, seq: Seq, chain: Chain) -> Verdict {
        if seq == Seq(0) {
            return Verdict::Unknown;
        }
        if seq > self.durable {
            return Verdict::Ahead;
        }
        match (self.chain_at(seq), self.chains.front()) {
            (Some(own), _) if own == chain => Verdict::Agrees,
            (Some(_), _) => Verdict::Forks,
            // It was passed over: it never existed here.
            (None, Some((first, _))) if seq > *first => Verdict::Forks,
            (None, _) => Verdict::Unknown,
        }
    }

    /// What the chain was at this number, if that is remembered.
    pub fn chain_at(&self, seq: Seq) -> Option<Chain> {
        let at = self.chains.binary_search_by_key(&seq, |(seq, _)| *seq).ok()?;
        self.chains.get(at).map(|(_, chain)| *chain)
    }

    /// Whether this is the frame that was read under this number; none where that is not remembered.
    fn is_at(&self, seq: Seq, (replica, counter): FrameId, hash: [u8; 32]) -> Option<bool> {
        match self.chains.binary_search_by_key(&seq, |(seq, _)| *seq) {
            Ok(at) => {
                let (_, before) = self.chains.get(at.checked_sub(1)?)?;
                Some(before.then_hashed(seq, replica, counter, hash) == self.chains.get(at)?.1)
            }
            Err(0) => None,
            Err(_) => Some(false),
        }
    }

    fn forget_passed(&mut self) {
        let durable = self.durable;
        self.ahead.retain(|seq, _| *seq > durable);
    }

    fn step(&mut self, seq: Seq, frame: &Ahead) {
        self.chain = self.chain.then_hashed(seq, frame.replica, frame.counter, frame.hash);
        self.durable = seq;
        self.snapshot = None;
        if self.is_founded {
            self.chains.push_back((seq, self.chain));
        }
        if self.chains.len() > REMEMBERED {
            self.chains.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: ReplicaId = ReplicaId([1; 16]);

    fn id(counter: u64) -> FrameId {
        (A, Counter(counter))
    }

    fn position() -> Position {
        Position::new(LogId([0; 16]), Seq(10), Chain::START)
    }

    fn numbers(frames: &[DurableFrame]) -> Vec<u64> {
        frames.iter().map(|frame| frame.seq.0).collect()
    }

    #[test]
    fn what_was_delivered_early_counts_when_it_is_durable_and_in_order() {
        let mut position = position();
        position.learn(Seq(12), Seq(11), id(1), b"b").unwrap();
        position.learn(Seq(11), Seq(10), id(0), b"a").unwrap();
        assert_eq!(numbers(&position.commit(Seq(11)).frames), [11]);
        assert_eq!(numbers(&position.commit(Seq(12)).frames), [12]);
        let expected = Chain::START.then(Seq(11), A, Counter(0), b"a").then(Seq(12), A, Counter(1), b"b");
        assert_eq!(position.chain, expected);
        assert_eq!(position.chain_at(Seq(12)), Some(expected));
    }

    #[test]
    fn a_missing_frame_is_a_gap_and_a_pull_closes_it() {
        let mut position = position();
        position.learn(Seq(13), Seq(12), id(1), b"b").unwrap();
        assert_eq!(position.commit(Seq(13)), Commit { frames: vec![], rest: Rest::Gap });
        assert_eq!(position.durable, Seq(10));
        assert!(position.page(Seq(10), Seq(12), id(0), b"a").unwrap().is_some());
        assert_eq!(numbers(&position.commit(Seq(13)).frames), [13]);
        assert_eq!(position.page(Seq(10), Seq(12), id(0), b"a"), Ok(None), "pages may overlap");
    }

    #[test]
    fn a_commit_that_announces_more_than_is_known_is_a_gap() {
        assert_eq!(position().commit(Seq(11)).rest, Rest::Gap);
        assert_eq!(position().commit(Seq(10)), Commit { frames: vec![], rest: Rest::Nothing });
    }

    /// `[P 28]`
    #[test]
    fn the_number_of_an_own_push_steps_over_no_frame_that_is_known_to_be_missing() {
        let mut position = position();
        position.learn(Seq(12), Seq(11), id(1), b"b").unwrap();
        assert_eq!(position.learn_own(Seq(13), Some(Seq(12)), id(0), b"own"), Ok(Place::Ahead));
        assert_eq!(position.commit(Seq(13)), Commit { frames: vec![], rest: Rest::Gap });
        assert_eq!(position.durable, Seq(10));
    }

    /// `[P 22, 28]`
    #[test]
    fn the_number_of_an_own_push_is_stepped_to_only_from_the_number_before_it() {
        for (prev, rest, durable) in [(Some(10), Rest::Nothing, 12), (Some(11), Rest::Gap, 10), (None, Rest::Gap, 10)] {
            let mut position = position();
            position.learn_own(Seq(12), prev.map(Seq), id(0), b"own").unwrap();
            assert_eq!(position.commit(Seq(12)).rest, rest, "{prev:?}");
            assert_eq!(position.durable, Seq(durable));
            assert!(position.page(Seq(10), Seq(12), id(0), b"own").is_ok(), "a pull closes the gap");
            assert_eq!(position.durable, Seq(12));
        }
    }

    /// `[P 28]`
    #[test]
    fn numbers_that_cannot_be_those_of_the_log_that_was_read_contradict_it() {
        let read = || {
            let mut position = position();
            position.learn(Seq(12), Seq(10), id(0), b"a").unwrap();
            position.commit(Seq(12));
            position
        };
        assert_eq!(read().learn(Seq(12), Seq(11), id(1), b"b"), Err(Contradiction), "delivered below the position");
        assert_eq!(read().learn(Seq(13), Seq(11), id(1), b"b"), Err(Contradiction), "12 lies between");
        assert_eq!(read().learn_own(Seq(12), None, id(1), b"b"), Err(Contradiction), "another frame has that number");
        assert_eq!(read().learn_own(Seq(11), None, id(1), b"b"), Err(Contradiction), "no frame has that number");
        assert_eq!(read().learn_own(Seq(12), None, id(0), b"a"), Ok(Place::Passed));
        assert_eq!(read().learn_own(Seq(9), None, id(0), b"a"), Ok(Place::Unknown));
        assert_eq!(read().page(Seq(11), Seq(12), id(1), b"b"), Err(Contradiction), "another frame at the position");
        assert_eq!(read().page(Seq(11), Seq(13), id(1), b"b"), Err(Contradiction), "none at the position");
        assert_eq!(read().page(Seq(13), Seq(14), id(1), b"b"), Err(Contradiction), "a gap after the position");
        let mut numbered = read();
        numbered.learn_own(Seq(15), None, id(1), b"own").unwrap();
        assert_eq!(numbered.learn(Seq(15), Seq(14), id(2), b"c"), Err(Contradiction), "one's own push has that number");
        assert_eq!(
            numbered.page(Seq(12), Seq(16), id(2), b"c"),
            Err(Contradiction),
            "one's own push is not in the page"
        );
        let mut numbered = read();
        numbered.learn_own(Seq(15), Some(Seq(12)), id(1), b"own").unwrap();
        numbered.learn(Seq(16), Seq(14), id(2), b"c").unwrap();
        assert_eq!(numbered.commit(Seq(16)).rest, Rest::Contradiction, "14 was passed over");
    }

    /// `[P 71]`
    #[test]
    fn only_the_very_number_with_the_very_chain_agrees() {
        let mut position = position();
        position.learn(Seq(12), Seq(10), id(0), b"a").unwrap();
        position.commit(Seq(12));
        let chain = position.chain;
        assert_eq!(position.judge(Seq(12), chain), Verdict::Agrees);
        assert_eq!(position.judge(Seq(12), Chain([9; 16])), Verdict::Forks);
        assert_eq!(position.judge(Seq(11), chain), Verdict::Forks, "passed over, so it never existed");
        assert_eq!(position.judge(Seq(9), chain), Verdict::Unknown);
        assert_eq!(position.judge(Seq(13), chain), Verdict::Ahead);
        assert_eq!(Position::unfounded(LogId([0; 16]), Seq(12)).judge(Seq(12), chain), Verdict::Unknown);
        assert_eq!(Position::unfounded(LogId([0; 16]), Seq(12)).have(), None);
    }

    #[test]
    fn what_a_checkpoint_holds_judges_what_was_said_shortly_before() {
        let mut position = position();
        for number in 0..40 {
            position.learn(Seq(11 + number), Seq(10 + number), id(number), b"a").unwrap();
        }
        position.commit(Seq(50));
        let resumed = Position::resume(position.log, &position.last_chains(), None).expect("there are some");
        assert_eq!((resumed.durable, resumed.chain), (position.durable, position.chain));
        assert_eq!(resumed.judge(Seq(40), position.chain_at(Seq(40)).unwrap()), Verdict::Agrees);
        assert_eq!(resumed.judge(Seq(20), position.chain_at(Seq(20)).unwrap()), Verdict::Unknown);
        assert!(resumed.knows_its_frame() && Position::resume(position.log, &[], None).is_none());
    }
}
