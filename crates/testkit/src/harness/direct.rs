//! Direct lines between the pages of a harness, as two browsers would make them, without a network.

use std::{
    collections::{BTreeMap, VecDeque},
    rc::Rc,
};

use alongside_peer::{
    io::{DirectCommand, DirectEvent},
    message::SignalBody,
};
use alongside_wire::ReplicaId;

/// One end: whose, and to whom.
type End = (ReplicaId, ReplicaId);

/// All ends, and what is on its way.
#[derive(Default)]
pub struct DirectConnections {
    ends: BTreeMap<End, Made>,
    /// What is to happen at an end.
    due: VecDeque<(End, DirectEvent)>,
    /// Every offer and answer that an end was told, and who told it.
    pub heard: Vec<(End, SignalBody)>,
    /// Nothing that is sent arrives, and no line can be made.
    pub cut: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Made {
    Here,
    Open,
}

impl DirectConnections {
    /// Does what this page's peer says.
    pub fn obey(&mut self, me: ReplicaId, page: ReplicaId, order: DirectCommand) {
        let (mine, theirs) = ((me, page), (page, me));
        match order {
            DirectCommand::Open { polite, ice } => {
                assert_eq!(ice, Rc::from([]), "the operator names none");
                self.ends.insert(mine, Made::Here);
                if !polite {
                    self.due.push_back((mine, DirectEvent::Says(SignalBody::Offer(format!("offer of {me:?}")))));
                }
            }
            DirectCommand::Hear(said) => {
                assert!(self.ends.contains_key(&mine), "an end that is not there is told nothing");
                let next = match &said {
                    SignalBody::Offer(offer) => Some(SignalBody::Answer(format!("answer to {offer}"))),
                    SignalBody::Answer(_) => {
                        let candidate = SignalBody::Candidate { candidate: String::new(), mid: None, line: Some(0) };
                        Some(candidate)
                    }
                    SignalBody::Candidate { .. } => {
                        self.meet(mine, theirs);
                        None
                    }
                    SignalBody::HungUp => panic!("hanging up is not for the line's ends to know"),
                };
                self.heard.push((mine, said));
                self.due.extend(next.map(|said| (mine, DirectEvent::Says(said))));
            }
            DirectCommand::Send(bytes) => {
                assert_eq!(self.ends.get(&mine), Some(&Made::Open), "what is not open carries nothing");
                if !self.cut && self.ends.get(&theirs) == Some(&Made::Open) {
                    self.due.push_back((theirs, DirectEvent::Arrived(bytes)));
                }
            }
            DirectCommand::Close => {
                self.ends.remove(&mine);
                self.due.retain(|(end, _)| *end != mine);
                if self.ends.get(&theirs) == Some(&Made::Open) {
                    self.ends.remove(&theirs);
                    self.due.push_back((theirs, DirectEvent::Closed));
                }
            }
        }
    }

    fn meet(&mut self, mine: End, theirs: End) {
        if !self.cut && self.ends.get(&mine) == Some(&Made::Here) && self.ends.get(&theirs) == Some(&Made::Here) {
            for end in [mine, theirs] {
                self.ends.insert(end, Made::Open);
                self.due.push_back((end, DirectEvent::Opened));
            }
        }
    }

    /// All lines break at once.
    pub fn break_all(&mut self) {
        self.due.clear();
        self.due.extend(std::mem::take(&mut self.ends).into_keys().map(|end| (end, DirectEvent::Closed)));
    }

    /// What happens next, and to whose line.
    pub fn next(&mut self) -> Option<(End, DirectEvent)> {
        self.due.pop_front()
    }
}
