//! Direct connections between pages, as two browsers make them: in order and complete until they break, without the
//! relay.

use std::collections::BTreeMap;

use alongside_peer::{
    io::{DirectCommand, DirectEvent},
    message::SignalBody,
};

/// One end of a direct connection: on this page, to that one.
pub type End = (usize, usize);

/// All ends.
#[derive(Default)]
pub struct DirectConnections(BTreeMap<End, DirectEnd>);

#[derive(Debug, Clone, Copy)]
struct DirectEnd {
    open: bool,
    /// When the last message that was sent to this end arrives.
    arrives: u64,
}

impl DirectConnections {
    /// Performs a command of the peer on page `mine.0`; returns the events that follow at each end, in order. If no
    /// packet gets through, nothing that is sent arrives and no two ends connect.
    pub fn obey(&mut self, mine: End, gets_through: bool, command: DirectCommand) -> Vec<(End, DirectEvent)> {
        let theirs = (mine.1, mine.0);
        let says = |said| vec![(mine, DirectEvent::Says(said))];
        match command {
            DirectCommand::Open { polite, .. } => {
                self.0.insert(mine, DirectEnd { open: false, arrives: 0 });
                if polite { Vec::new() } else { says(SignalBody::Offer(format!("offer of {}", mine.0))) }
            }
            DirectCommand::Hear(SignalBody::Offer(offer)) => says(SignalBody::Answer(format!("answer to {offer}"))),
            DirectCommand::Hear(SignalBody::Answer(_)) => {
                says(SignalBody::Candidate { candidate: String::new(), mid: None, line: Some(0) })
            }
            DirectCommand::Hear(_) if gets_through => self.meet(mine, theirs),
            DirectCommand::Send(bytes) if gets_through && self.is_open(mine) && self.is_open(theirs) => {
                vec![(theirs, DirectEvent::Arrived(bytes))]
            }
            DirectCommand::Hear(_) | DirectCommand::Send(_) => Vec::new(),
            DirectCommand::Close => {
                self.0.remove(&mine);
                if self.is_open(theirs) { vec![(theirs, DirectEvent::Closed)] } else { Vec::new() }
            }
        }
    }

    /// When a message arrives that is sent now and takes until `time`: after all earlier ones. `None` if the end no
    /// longer exists.
    pub fn arrival(&mut self, end: End, time: u64) -> Option<u64> {
        let end = self.0.get_mut(&end)?;
        end.arrives = end.arrives.max(time);
        Some(end.arrives)
    }

    /// Removes an end.
    pub fn remove(&mut self, end: End) {
        self.0.remove(&end);
    }

    /// Whether both ends exist and are connected.
    pub fn is_open(&self, end: End) -> bool {
        self.0.get(&end).is_some_and(|end| end.open)
    }

    /// Whether this end exists.
    pub fn is_there(&self, end: End) -> bool {
        self.0.contains_key(&end)
    }

    /// Breaks all connections of a page; returns their ends.
    pub fn break_all_of(&mut self, page: usize) -> Vec<End> {
        let ends: Vec<End> = self.0.keys().copied().filter(|(one, other)| *one == page || *other == page).collect();
        for end in &ends {
            self.0.remove(end);
        }
        ends
    }

    fn meet(&mut self, mine: End, theirs: End) -> Vec<(End, DirectEvent)> {
        let ready = |end: &End| self.0.get(end).is_some_and(|end| !end.open);
        if !ready(&mine) || !ready(&theirs) {
            return Vec::new();
        }
        let mut opened = Vec::new();
        for end in [mine, theirs] {
            if let Some(made) = self.0.get_mut(&end) {
                made.open = true;
            }
            opened.push((end, DirectEvent::Opened));
        }
        opened
    }
}
