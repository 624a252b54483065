//! The one event loop: pages with real peers, on simulated devices, around the relay's real hub, on one virtual
//! clock.
//!
//! A [`Network`] holds all of these and a queue of events in order of time. Connections behave like TCP: in order and
//! complete until they break. A [`Driver`] decides how long things take, what fails, and what follows from a page's
//! outputs. There are three drivers: the simulation, the harness of the peer's tests, and the benchmark of an
//! ordinary connection.

mod direct;
mod driver;

use std::collections::BTreeMap;

use alongside_peer::{
    Input, Peer,
    io::{Write, WriteId},
};
use alongside_wire::ReplicaId;
use serde::{Deserialize, Serialize};

use self::direct::DirectConnections;
pub use self::{direct::End, driver::Driver};
use crate::{device::Disk, relay::SimulatedRelay};

/// Pages, devices, connections, the relay, and the queue of events. `Own` is the driver's own kind of events.
pub struct Network<Own> {
    /// In the driver's unit of time.
    pub now: u64,
    /// Ordered by time; at the same moment, events that are not urgent come last.
    queue: BTreeMap<(u64, bool, u64), Due<Own>>,
    order: u64,
    pub relay: SimulatedRelay,
    pub disks: Vec<Disk>,
    pub pages: Vec<NetworkPage>,
    pub connections: BTreeMap<u32, RelayConnection>,
    pub direct: DirectConnections,
}

/// A page, as its browser and the network see it.
#[derive(Default)]
pub struct NetworkPage {
    /// `None` while it is closed.
    pub peer: Option<Peer>,
    /// Pages on the same device are tabs of one browser.
    pub device: usize,
    /// The number of this page load: an event for another page load is dropped.
    pub load: u32,
    /// The number of this attempt to connect.
    pub dial: u32,
    /// The relay's id for its connection.
    pub socket: Option<u32>,
    /// When it asked to be woken.
    wake: Option<u64>,
}

/// A connection between a page and the relay.
#[derive(Debug, Clone, Copy)]
pub struct RelayConnection {
    pub page: usize,
    pub load: u32,
    pub dial: u32,
    /// When the last byte in each direction arrives.
    pub up_at: u64,
    pub down_at: u64,
    /// Whether anything gets through in each direction.
    pub up: bool,
    pub down: bool,
}

/// An event in the queue.
#[derive(Debug)]
pub enum Due<Own> {
    /// An attempt to connect reaches the relay.
    Connects { page: usize, load: u32, dial: u32 },
    /// Bytes reach the relay.
    ToRelay { socket: u32, bytes: Vec<u8> },
    /// The end of a connection reaches the relay.
    Ends { socket: u32 },
    /// An input reaches a page; `dial` is the attempt to connect that it came by, if it came by one.
    ToPage { page: usize, load: u32, dial: Option<u32>, input: Input },
    /// A device commits a transaction.
    Stored { page: usize, load: u32, id: WriteId, writes: Vec<Write> },
    /// A page asked to be woken.
    Wake { page: usize, load: u32 },
    /// The relay's commit is on its disk.
    Committed,
    /// Time passes at the relay.
    Tick,
    /// The driver's own event.
    Own(Own),
}

/// A direction between a page and the relay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    Up,
    Down,
}

/// The outcome of an attempt to connect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DialOutcome {
    Connects,
    Refused,
    /// No answer ever comes.
    Unanswered,
}

impl<Own> Network<Own> {
    /// A relay without pages.
    pub fn new() -> Self {
        Self {
            now: 0,
            queue: BTreeMap::new(),
            order: 0,
            relay: SimulatedRelay::new(),
            disks: Vec::new(),
            pages: Vec::new(),
            connections: BTreeMap::new(),
            direct: DirectConnections::default(),
        }
    }

    /// Adds a closed page on an existing or a new device; returns its number.
    pub fn add_page(&mut self, device: usize) -> usize {
        if self.disks.len() <= device {
            self.disks.resize_with(device + 1, Disk::default);
        }
        self.pages.push(NetworkPage { device, ..NetworkPage::default() });
        self.pages.len() - 1
    }

    /// Queues an event for this moment.
    pub fn at(&mut self, time: u64, due: Due<Own>) {
        self.order += 1;
        self.queue.insert((time.max(self.now), false, self.order), due);
    }

    /// Queues an event for after this time; with `None`, for when nothing else is due now.
    pub fn after(&mut self, time: Option<u64>, due: Due<Own>) {
        self.order += 1;
        self.queue.insert((self.now + time.unwrap_or(0), time.is_none(), self.order), due);
    }

    /// The moment of the next event.
    pub fn next(&self) -> Option<u64> {
        self.queue.first_key_value().map(|((time, ..), _)| *time)
    }

    /// Removes the events that `wanted` selects, in order of time.
    pub fn take_due(&mut self, wanted: impl Fn(&Due<Own>) -> bool) -> Vec<Due<Own>> {
        let keys: Vec<_> = self.queue.iter().filter(|(_, due)| wanted(due)).map(|(key, _)| *key).collect();
        keys.into_iter().filter_map(|key| self.queue.remove(&key)).collect()
    }

    /// Whether this page load is still open.
    pub fn is_alive(&self, page: usize, load: u32) -> bool {
        self.pages[page].load == load && self.pages[page].peer.is_some()
    }

    /// The open page of this replica.
    pub fn page_of(&self, replica: ReplicaId) -> Option<usize> {
        self.pages.iter().position(|page| page.peer.as_ref().is_some_and(|peer| peer.replica() == replica))
    }

    fn pop(&mut self, end: u64) -> Option<Due<Own>> {
        let entry = self.queue.first_entry().filter(|entry| entry.key().0 <= end)?;
        let ((time, ..), due) = entry.remove_entry();
        self.now = time;
        Some(due)
    }
}

impl<Own> Default for Network<Own> {
    fn default() -> Self {
        Self::new()
    }
}
