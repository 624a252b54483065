//! What passed between this page and the relay lately, as the relay has it: for "Sync details" to show.

use std::collections::VecDeque;

/// How many of the latest frames are remembered.
const REMEMBERED: usize = 8;
/// Bytes of its end that a frame is shown by: ciphertext, like all of a sealed blob.
const TAIL: usize = 4;

/// A frame on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passed {
    /// When, in milliseconds since 1970 by this device's clock.
    pub at: u64,
    /// Where to.
    pub way: Direction,
    /// What the relay does with it.
    pub load: Load,
    /// Its size in bytes.
    pub bytes: usize,
    /// Its last bytes.
    pub tail: [u8; TAIL],
}

/// Where a frame goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// To the relay.
    Out,
    /// To this page.
    In,
}

/// What the relay does with what is sealed in a frame. `[P 5]`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Load {
    /// It keeps it.
    Kept,
    /// It passes it on, and forgets it.
    PassedOn,
}

/// The latest frames that carry something sealed. (What else passes is short: joining, times, receipts of the relay.)
#[derive(Debug, Default)]
pub struct Traffic(VecDeque<Passed>);

impl Traffic {
    /// A frame passes.
    pub fn note(&mut self, at: u64, way: Direction, frame: &[u8]) {
        let load = match frame.get(1) {
            // push, snapshot put; deliver, page, snapshot part
            Some(0x02 | 0x04 | 0x43 | 0x45 | 0x47) => Load::Kept,
            // ephemeral; passed on
            Some(0x06 | 0x4a) => Load::PassedOn,
            _ => return,
        };
        let Some(tail) = frame.last_chunk() else { return };
        if self.0.len() == REMEMBERED {
            self.0.pop_front();
        }
        self.0.push_back(Passed { at, way, load, bytes: frame.len(), tail: *tail });
    }

    /// All that is remembered, the latest first.
    pub fn latest(&self) -> Vec<Passed> {
        self.0.iter().rev().cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use alongside_wire::{FromRelay, Peer, ToRelay, frame};

    use super::*;

    #[test]
    fn what_is_sealed_is_remembered_and_what_is_not_is_not() {
        let mut traffic = Traffic::default();
        let sealed = vec![0xab; 300];
        let word = ToRelay::Ephemeral(frame::Ephemeral { to: None, sealed: sealed.clone() }).encode();
        traffic.note(1, Direction::Out, &word);
        traffic.note(2, Direction::Out, &ToRelay::TimeAsk(frame::TimeAsk { echo: 7 }).encode());
        traffic.note(3, Direction::In, &FromRelay::PassedOn(frame::PassedOn { from: Peer(1), sealed }).encode());
        let [came, went] = &traffic.latest()[..] else { panic!("two frames carry something sealed") };
        assert_eq!((came.way, came.load, came.at), (Direction::In, Load::PassedOn, 3));
        assert_eq!((went.bytes, went.tail), (word.len(), [0xab; TAIL]));
    }

    #[test]
    fn only_the_latest_are_remembered() {
        let mut traffic = Traffic::default();
        for at in 0..20 {
            traffic.note(at, Direction::In, &[1, 0x43, 0, 0]);
        }
        assert_eq!(traffic.latest().len(), REMEMBERED);
        assert_eq!(traffic.latest()[0].at, 19);
    }
}
