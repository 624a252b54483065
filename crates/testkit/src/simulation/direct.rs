//! Direct connections between pages: they carry in order and whole until they break, and no relay is asked.

use std::collections::BTreeMap;

use alongside_peer::{
    Input,
    io::{DirectCommand, DirectEvent},
    message::SignalBody,
};
use alongside_wire::ReplicaId;

use super::run::{Due, Simulation};
use crate::chance::Choices;

/// One end: of this page, to that one.
type End = (usize, usize);

/// The ends that there are.
#[derive(Default)]
pub struct DirectConnections(BTreeMap<End, Made>);

#[derive(Debug, Clone, Copy)]
struct Made {
    open: bool,
    /// When the last that was sent to this end arrives.
    arrives: u64,
}

impl Simulation {
    /// Does what a page wants done with its direct connection to another.
    pub(super) fn direct_connection(&mut self, at: usize, to: ReplicaId, order: DirectCommand) {
        let Some(to) = self.page_of(to) else { return };
        let (mine, theirs) = ((at, to), (to, at));
        match order {
            DirectCommand::Open { polite, .. } => {
                self.direct.0.insert(mine, Made { open: false, arrives: self.now });
                if !polite {
                    self.tell_end(mine, DirectEvent::Says(SignalBody::Offer(String::new())));
                }
            }
            DirectCommand::Hear(SignalBody::Offer(_)) => {
                self.tell_end(mine, DirectEvent::Says(SignalBody::Answer(String::new())))
            }
            DirectCommand::Hear(_) => self.meet(mine, theirs),
            DirectCommand::Send(bytes) => {
                if self.is_open(mine) && self.is_open(theirs) {
                    self.tell_end(theirs, DirectEvent::Arrived(bytes));
                }
            }
            DirectCommand::Close => {
                self.direct.0.remove(&mine);
                if self.is_open(theirs) {
                    self.tell_end(theirs, DirectEvent::Closed);
                    self.direct.0.remove(&theirs);
                }
            }
        }
    }

    /// All connections of a page break, and what is under way is lost. Whether it had any.
    pub(super) fn break_direct_connections(&mut self, at: usize) -> bool {
        let ends: Vec<End> = self.direct.0.keys().copied().filter(|(page, to)| *page == at || *to == at).collect();
        for end in &ends {
            self.direct.0.remove(end);
        }
        let replicas: Vec<_> = self.pages.iter().map(|page| page.peer.as_ref().map(|peer| peer.replica())).collect();
        let is_lost = |due: &Due| match due {
            Due::ToPage { page, input: Input::Direct(from, _), .. } => {
                ends.iter().any(|(mine, to)| page == mine && replicas[*to] == Some(*from))
            }
            _ => false,
        };
        self.queue.retain(|_, due| !is_lost(due));
        for (mine, to) in &ends {
            if let Some(from) = replicas[*to] {
                self.tell_page(*mine, from, self.now, DirectEvent::Closed);
            }
        }
        !ends.is_empty()
    }

    /// Both ends are there, and know of each other.
    fn meet(&mut self, mine: End, theirs: End) {
        let cut_off = [mine.0, theirs.0].into_iter().any(|page| self.pages[page].cut_off_until > self.now);
        let ready = |end: &End| self.direct.0.get(end).is_some_and(|made| !made.open);
        if cut_off || !ready(&mine) || !ready(&theirs) {
            return;
        }
        for end in [mine, theirs] {
            if let Some(made) = self.direct.0.get_mut(&end) {
                made.open = true;
            }
            self.tell_end(end, DirectEvent::Opened);
        }
    }

    fn is_open(&self, end: End) -> bool {
        self.direct.0.get(&end).is_some_and(|made| made.open)
    }

    /// After everything that this end was told before.
    fn tell_end(&mut self, (page, other): End, event: DirectEvent) {
        let latency = self.pages[page].chance.below(DIRECT);
        let now = self.now;
        let Some(from) = self.pages[other].peer.as_ref().map(|peer| peer.replica()) else { return };
        let Some(made) = self.direct.0.get_mut(&(page, other)) else { return };
        made.arrives = made.arrives.max(now + latency);
        let time = made.arrives;
        self.tell_page(page, from, time, event);
    }

    fn tell_page(&mut self, page: usize, from: ReplicaId, time: u64, event: DirectEvent) {
        let life = self.pages[page].life;
        self.at(time, Due::ToPage { page, life, dial: None, input: Input::Direct(from, event) });
    }

    fn page_of(&self, replica: ReplicaId) -> Option<usize> {
        self.pages.iter().position(|page| page.peer.as_ref().is_some_and(|peer| peer.replica() == replica))
    }
}

/// Most milliseconds that something is under way.
const DIRECT: u64 = 40;
