//! The one event loop: pages with real peers, on simulated devices, around the relay's real hub, on one virtual clock.
//!
//! A [`Network`] holds all of these and what is due, in the order of time. Connections are as TCP makes them, in order and
//! whole until they break. How long things take, what fails, and what comes of what a page says to its person, a [`Driver`]
//! decides: the simulation, the harness of the peer's tests and the benchmark of an ordinary connection are one each.

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

/// Everything there is, and what is due. `Own` is what else can be due for its driver.
pub struct Network<Own> {
    /// In the driver's unit of time.
    pub now: u64,
    /// By time; at one moment what is not urgent comes last.
    queue: BTreeMap<(u64, bool, u64), Due<Own>>,
    order: u64,
    pub relay: SimulatedRelay,
    pub disks: Vec<Disk>,
    pub pages: Vec<NetworkPage>,
    pub connections: BTreeMap<u32, RelayConnection>,
    pub direct: DirectConnections,
}

/// A page, as its browser and the network know it.
#[derive(Default)]
pub struct NetworkPage {
    /// None while it is closed.
    pub peer: Option<Peer>,
    /// Two pages on one device are two tabs of one browser.
    pub device: usize,
    /// Which page load this is: what comes for another is nobody's.
    pub load: u32,
    /// Which attempt to connect this is.
    pub dial: u32,
    /// The relay's name for its connection.
    pub socket: Option<u32>,
    /// When it asked to be woken.
    wake: Option<u64>,
}

/// One connection between a page and the relay.
#[derive(Debug, Clone, Copy)]
pub struct RelayConnection {
    pub page: usize,
    pub load: u32,
    pub dial: u32,
    /// When the last byte each way arrives.
    pub up_at: u64,
    pub down_at: u64,
    /// Whether anything goes that way.
    pub up: bool,
    pub down: bool,
}

/// What is due at some moment.
#[derive(Debug)]
pub enum Due<Own> {
    /// An attempt to connect arrives.
    Connects { page: usize, load: u32, dial: u32 },
    /// Bytes arrive at the relay.
    ToRelay { socket: u32, bytes: Vec<u8> },
    /// The end of a connection arrives at the relay.
    Ends { socket: u32 },
    /// Something arrives at a page; by this attempt to connect, if it comes by one.
    ToPage { page: usize, load: u32, dial: Option<u32>, input: Input },
    /// A device commits a transaction.
    Stored { page: usize, load: u32, id: WriteId, writes: Vec<Write> },
    /// A page asked to be woken.
    Wake { page: usize, load: u32 },
    /// What the relay writes is on its disk.
    Committed,
    /// Time goes by at the relay.
    Tick,
    /// What only the driver knows of.
    Own(Own),
}

/// A direction between a page and the relay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    Up,
    Down,
}

/// What becomes of an attempt to connect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DialOutcome {
    Connects,
    Refused,
    /// Nobody ever answers.
    Unanswered,
}

impl<Own> Network<Own> {
    /// A relay, and nobody there.
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

    /// A closed page on a device that is there or a new one: its number.
    pub fn add_page(&mut self, device: usize) -> usize {
        if self.disks.len() <= device {
            self.disks.resize_with(device + 1, Disk::default);
        }
        self.pages.push(NetworkPage { device, ..NetworkPage::default() });
        self.pages.len() - 1
    }

    /// Puts something off until then.
    pub fn at(&mut self, time: u64, due: Due<Own>) {
        self.order += 1;
        self.queue.insert((time.max(self.now), false, self.order), due);
    }

    /// Puts something off for so long; with no time, until nothing else is due now.
    pub fn after(&mut self, time: Option<u64>, due: Due<Own>) {
        self.order += 1;
        self.queue.insert((self.now + time.unwrap_or(0), time.is_none(), self.order), due);
    }

    /// When the next thing is due.
    pub fn next(&self) -> Option<u64> {
        self.queue.first_key_value().map(|((time, ..), _)| *time)
    }

    /// Takes out of what is due whatever `wanted` says, in the order of time.
    pub fn take_due(&mut self, wanted: impl Fn(&Due<Own>) -> bool) -> Vec<Due<Own>> {
        let keys: Vec<_> = self.queue.iter().filter(|(_, due)| wanted(due)).map(|(key, _)| *key).collect();
        keys.into_iter().filter_map(|key| self.queue.remove(&key)).collect()
    }

    /// Whether this page load is still there.
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
