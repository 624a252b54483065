//! What other copies said that they have, above this copy's position: kept aside, and judged when the position gets
//! there. `[P 71]`

use alongside_room::MemberId;
use alongside_wire::{Chain, Seq};

/// Most claims that are kept aside. Those with the lowest numbers stay: they can be judged first, and who has more says so
/// again.
const KEPT: usize = 64;

/// A copy said that it holds the log up to a number, with this chain there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Claim {
    pub durable: Seq,
    pub chain: Chain,
    /// The other member whose device has committed it; none where it tells of a fork only.
    pub member: Option<MemberId>,
}

/// Claims that cannot be judged yet, ascending.
#[derive(Debug, Default)]
pub(crate) struct Claims(Vec<Claim>);

impl Claims {
    /// Keeps a claim aside.
    pub fn keep(&mut self, claim: Claim) {
        if let Err(at) = self.0.binary_search(&claim) {
            self.0.insert(at, claim);
            self.0.truncate(KEPT);
        }
    }

    /// Takes those out that can be judged at this position.
    pub fn take_up_to(&mut self, position: Seq) -> Vec<Claim> {
        let above = self.0.partition_point(|claim| claim.durable <= position);
        self.0.drain(..above).collect()
    }

    /// How many are kept aside.
    pub fn count(&self) -> usize {
        self.0.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(durable: u64) -> Claim {
        Claim { durable: Seq(durable), chain: Chain::START, member: None }
    }

    #[test]
    fn what_is_claimed_above_the_position_is_judged_when_the_position_gets_there() {
        let mut claims = Claims::default();
        for number in [9, 7, 9, 8] {
            claims.keep(claim(number));
        }
        assert_eq!(claims.take_up_to(Seq(6)), []);
        assert_eq!(claims.take_up_to(Seq(8)), [claim(7), claim(8)]);
        assert_eq!(claims.take_up_to(Seq(8)), []);
        assert_eq!(claims.count(), 1);
    }

    #[test]
    fn numbers_that_are_never_reached_take_no_place_from_those_that_are() {
        let mut claims = Claims::default();
        for number in 0..1_000 {
            claims.keep(claim((1 << 50) - number));
        }
        claims.keep(claim(3));
        assert_eq!((claims.count(), claims.take_up_to(Seq(5))), (KEPT, vec![claim(3)]));
    }
}
