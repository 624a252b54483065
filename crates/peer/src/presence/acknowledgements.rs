//! What is known about who has what, and what a device notes of it.
//!
//! A watermark is a number together with the chain there, which this copy held too when it was raised: a number alone is
//! the relay's word. `[P 71]`

use alongside_room::MemberId;
use alongside_wire::{Chain, LogId, Seq, SnapshotId};
use litemap::LiteMap;

use super::claims::Claim;
use crate::{
    message::Have,
    session::{Position, Verdict},
};

/// What is known about who has what, in sequence numbers of one log.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Acknowledgements {
    /// The last durable content of this member.
    own_content: Seq,
    /// The last durable content of anyone else.
    others_content: Seq,
    /// Up to where a frame of this copy said that it has the log.
    acknowledged: Seq,
    /// Per other member, the highest number up to which a device of theirs has the log, with the chain there.
    #[serde(with = "pairs")]
    watermarks: LiteMap<[u8; 8], (Seq, Chain)>,
    /// The log is another one than this copy's content came from, and may lack some of it.
    pub needs_refill: bool,
}

/// Whose content it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whose {
    Own,
    Others,
}

impl Acknowledgements {
    /// Nothing is known, and the log is read from its beginning before anything is.
    pub fn doubted() -> Self {
        Self { needs_refill: true, ..Self::default() }
    }

    /// Content is durable under this number.
    pub fn content(&mut self, seq: Seq, whose: Whose) {
        let last = match whose {
            Whose::Own => &mut self.own_content,
            Whose::Others => &mut self.others_content,
        };
        *last = seq.max(*last);
    }

    /// What counts as this member's own stands no higher than here: what is above is pushed anew.
    pub fn own_content_is(&mut self, seq: Seq) {
        self.own_content = seq;
    }

    /// A frame of this copy says that it has this much.
    pub fn acknowledge(&mut self, have: Have) {
        if have.kept {
            self.acknowledged = self.acknowledged.max(have.durable);
        }
    }

    /// A device of this member has this much, and this copy the same chain there; true when that is news.
    pub fn raise(&mut self, member: MemberId, durable: Seq, chain: Chain) -> bool {
        let watermark = self.watermarks.entry(member.0).or_insert((Seq(0), Chain::START));
        let is_news = watermark.0 < durable;
        if is_news {
            *watermark = (durable, chain);
        }
        is_news
    }

    /// Takes the watermarks out that this position does not bear out; what is above it can be judged later.
    pub fn take_unfounded(&mut self, position: &Position) -> Vec<Claim> {
        let mut above = Vec::new();
        self.watermarks.retain(|member, (durable, chain)| match position.judge(*durable, *chain) {
            // It was raised by a page before this one.
            Verdict::Agrees | Verdict::Unknown => true,
            Verdict::Forks => false,
            Verdict::Ahead => {
                above.push(Claim { durable: *durable, chain: *chain, member: Some(MemberId(*member)) });
                false
            }
        });
        above
    }

    /// Others wrote what is committed here, and no frame of this copy has said so yet.
    pub fn owes_receipt(&self, committed: Seq) -> bool {
        self.others_content > self.acknowledged && self.reaches_others(committed)
    }

    /// Everything durable that others wrote is below this number.
    pub fn reaches_others(&self, committed: Seq) -> bool {
        self.others_content > Seq(0) && committed >= self.others_content
    }

    /// A member whose device has all durable content of this one.
    pub fn has_it(&self) -> Option<MemberId> {
        self.watermarks.iter().find(|(_, (had, _))| *had >= self.own_content).map(|(member, _)| MemberId(*member))
    }

    /// This member's device has all durable content of this one. While the log is in doubt, nobody can be said to.
    pub fn has_all(&self, member: MemberId) -> bool {
        let has_it = |(had, _): &(Seq, Chain)| *had >= self.own_content;
        !self.needs_refill && (self.own_content == Seq(0) || self.watermarks.get(&member.0).is_some_and(has_it))
    }

    /// How many members have ever said what they have.
    pub fn count(&self) -> usize {
        self.watermarks.len()
    }
}

/// A table as its pairs, one after the other. The table's own reading would allocate for as many as a damaged checkpoint
/// claims.
mod pairs {
    use alongside_room::map_of;
    use litemap::LiteMap;
    use serde::{Deserialize, Deserializer, Serializer};

    use super::{Chain, Seq};

    type Watermarks = LiteMap<[u8; 8], (Seq, Chain)>;

    pub(super) fn serialize<S: Serializer>(table: &Watermarks, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(table.iter())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Watermarks, D::Error> {
        Ok(map_of(Vec::deserialize(deserializer)?))
    }
}

/// What a peer notes on its device, besides frames and snapshots. The last one counts.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Checkpoint {
    pub log: LogId,
    /// The last numbers up to the position, each with the chain there, ascending.
    pub chains: Vec<(Seq, Chain)>,
    /// A snapshot that covers the log exactly up to the position.
    pub snapshot: Option<SnapshotId>,
    pub acknowledgements: Acknowledgements,
    /// The device may keep content that was never compared with this log: the next page that is opened does that.
    pub is_uncompared: bool,
}

impl Checkpoint {
    /// The bytes for the device.
    pub fn encode(&self) -> Vec<u8> {
        // Serialising a plain struct into a growing vector has nothing that could fail.
        postcard::to_stdvec(self).unwrap_or_default()
    }

    /// Reads what [`Checkpoint::encode`] wrote; none where it is damaged.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        postcard::from_bytes(bytes).ok()
    }

    /// The position that it notes; none without a chain.
    pub fn position(&self) -> Option<Position> {
        Position::resume(self.log, &self.chains, self.snapshot)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEN: MemberId = MemberId([2; 8]);

    #[test]
    fn who_has_it_has_all_that_this_member_wrote() {
        let mut known = Acknowledgements::default();
        known.content(Seq(7), Whose::Own);
        assert!(known.raise(BEN, Seq(6), Chain::START) && known.has_it().is_none() && !known.has_all(BEN));
        assert!(
            known.raise(BEN, Seq(7), Chain::START) && !known.raise(BEN, Seq(5), Chain::START),
            "a watermark only rises"
        );
        assert_eq!(known.has_it(), Some(BEN));
        known.content(Seq(8), Whose::Others);
        assert!(known.has_all(BEN), "what others wrote is not theirs to acknowledge");
        known.content(Seq(9), Whose::Own);
        assert_eq!(known.has_it(), None);
        assert!(Acknowledgements::default().has_all(BEN) && !Acknowledgements::doubted().has_all(BEN));
    }

    #[test]
    fn a_receipt_is_owed_for_what_others_wrote_and_the_device_committed_until_a_frame_says_so() {
        let mut known = Acknowledgements::default();
        assert!(!known.owes_receipt(Seq(9)), "nobody wrote anything");
        known.content(Seq(9), Whose::Others);
        assert!(!known.owes_receipt(Seq(8)) && known.owes_receipt(Seq(9)));
        let have = Have { log: LogId([1; 16]), durable: Seq(9), chain: Chain::START, kept: false };
        known.acknowledge(have);
        assert!(known.owes_receipt(Seq(9)), "a page that keeps nothing acknowledges nothing");
        known.acknowledge(Have { kept: true, ..have });
        assert!(!known.owes_receipt(Seq(9)));
    }

    #[test]
    fn a_checkpoint_reads_back_and_damaged_bytes_are_none() {
        let mut acknowledgements = Acknowledgements::default();
        acknowledgements.raise(BEN, Seq(3), Chain([3; 16]));
        let chains = vec![(Seq(2), Chain([2; 16])), (Seq(3), Chain([3; 16]))];
        let written = Checkpoint { log: LogId([1; 16]), chains, snapshot: None, acknowledgements, is_uncompared: true };
        assert_eq!(Checkpoint::decode(&written.encode()), Some(written.clone()));
        assert_eq!(Checkpoint::decode(&written.encode()[..20]), None);
    }

    #[test]
    fn a_watermark_without_its_chain_is_not_had_after_a_reload() {
        let chains = [(Seq(2), Chain([2; 16])), (Seq(4), Chain([4; 16]))];
        let position = Position::resume(LogId([1; 16]), &chains, None).expect("there are chains");
        let after_reload = |durable: u64, chain: u8| {
            let mut known = Acknowledgements::default();
            known.raise(BEN, Seq(durable), Chain([chain; 16]));
            let above = known.take_unfounded(&position).len();
            (known.count(), above)
        };
        assert_eq!(after_reload(4, 4), (1, 0));
        assert_eq!(after_reload(4, 5), (0, 0), "another chain");
        assert_eq!(after_reload(3, 3), (0, 0), "a number that was passed over");
        assert_eq!(after_reload(1 << 50, 9), (0, 1), "above the position it counts when the position gets there");
        assert_eq!(after_reload(1, 1), (1, 0), "what was judged before this page was opened stays");
    }
}
