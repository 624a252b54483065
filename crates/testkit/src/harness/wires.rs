//! Direct lines between the pages of a table, as two browsers would make them, without a network.

use std::{
    collections::{BTreeMap, VecDeque},
    rc::Rc,
};

use alongside_peer::{
    io::{LineEvent, LineOrder},
    message::Said,
};
use alongside_wire::ReplicaId;

/// One end: whose, and to whom.
type End = (ReplicaId, ReplicaId);

/// All ends, and what is on its way.
#[derive(Default)]
pub struct Wires {
    ends: BTreeMap<End, Made>,
    /// What is to happen at an end.
    due: VecDeque<(End, LineEvent)>,
    /// Every offer and answer that an end was told, and who told it.
    pub heard: Vec<(End, Said)>,
    /// Nothing that is sent arrives, and no line can be made.
    pub cut: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Made {
    Here,
    Open,
}

impl Wires {
    /// Does what this page's peer says.
    pub fn obey(&mut self, me: ReplicaId, page: ReplicaId, order: LineOrder) {
        let (mine, theirs) = ((me, page), (page, me));
        match order {
            LineOrder::Open { polite, ice } => {
                assert_eq!(ice, Rc::from([]), "the operator names none");
                self.ends.insert(mine, Made::Here);
                if !polite {
                    self.due.push_back((mine, LineEvent::Says(Said::Offer(format!("offer of {me:?}")))));
                }
            }
            LineOrder::Hear(said) => {
                assert!(self.ends.contains_key(&mine), "an end that is not there is told nothing");
                let next = match &said {
                    Said::Offer(offer) => Some(Said::Answer(format!("answer to {offer}"))),
                    Said::Answer(_) => {
                        let candidate = Said::Candidate { candidate: String::new(), mid: None, line: Some(0) };
                        Some(candidate)
                    }
                    Said::Candidate { .. } => {
                        self.meet(mine, theirs);
                        None
                    }
                    Said::HungUp => panic!("hanging up is not for the line's ends to know"),
                };
                self.heard.push((mine, said));
                self.due.extend(next.map(|said| (mine, LineEvent::Says(said))));
            }
            LineOrder::Send(bytes) => {
                assert_eq!(self.ends.get(&mine), Some(&Made::Open), "what is not open carries nothing");
                if !self.cut && self.ends.get(&theirs) == Some(&Made::Open) {
                    self.due.push_back((theirs, LineEvent::Arrived(bytes)));
                }
            }
            LineOrder::Close => {
                self.ends.remove(&mine);
                self.due.retain(|(end, _)| *end != mine);
                if self.ends.get(&theirs) == Some(&Made::Open) {
                    self.ends.remove(&theirs);
                    self.due.push_back((theirs, LineEvent::Closed));
                }
            }
        }
    }

    fn meet(&mut self, mine: End, theirs: End) {
        if !self.cut && self.ends.get(&mine) == Some(&Made::Here) && self.ends.get(&theirs) == Some(&Made::Here) {
            for end in [mine, theirs] {
                self.ends.insert(end, Made::Open);
                self.due.push_back((end, LineEvent::Opened));
            }
        }
    }

    /// All lines break at once.
    pub fn break_all(&mut self) {
        self.due.clear();
        self.due.extend(std::mem::take(&mut self.ends).into_keys().map(|end| (end, LineEvent::Closed)));
    }

    /// What happens next, and to whose line.
    pub fn next(&mut self) -> Option<(End, LineEvent)> {
        self.due.pop_front()
    }
}
