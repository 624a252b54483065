//! The loop itself, and the decisions of a driver.

use alongside_peer::{
    Config, Input, Now, Output, Peer,
    io::{DirectCommand, DirectEvent, Write},
};
use alongside_wire::ReplicaId;

use super::{DialOutcome, Direction, Due, End, Network, RelayConnection};
use crate::relay::{EPOCH, RelayEffect};

/// Decides what the network is like. The loop itself is in the provided methods, which are not to be overridden.
pub trait Driver: Sized {
    /// The driver's own kind of events.
    type Own;

    /// Units of time in a millisecond.
    const MILLISECOND: u64;

    /// The network that this drives.
    fn network(&self) -> &Network<Self::Own>;

    /// The network that this drives, to be changed.
    fn network_mut(&mut self) -> &mut Network<Self::Own>;

    // What the driver decides.

    /// What both clocks of a page show.
    fn clock(&self, _page: usize) -> Now {
        let mono = self.network().now / Self::MILLISECOND;
        Now { mono, wall: EPOCH + mono }
    }

    /// When a page's monotonic clock was 0, in units of time.
    fn clock_zero(&self, _page: usize) -> u64 {
        0
    }

    /// The outcome of a page's attempt to connect, as far as it is known at its beginning, and how long the attempt
    /// takes.
    fn dials(&mut self, page: usize) -> (DialOutcome, u64);

    /// The outcome of an attempt that has reached the relay.
    fn accepts(&mut self, _page: usize) -> DialOutcome {
        DialOutcome::Connects
    }

    /// 32 fresh bytes.
    fn nonce(&mut self, page: usize) -> [u8; 32];

    /// How long so many bytes take to arrive.
    fn latency(&mut self, page: usize, way: Direction, bytes: usize) -> u64;

    /// How long an event of a direct connection takes to this page.
    fn direct_latency(&mut self, to: usize, event: &DirectEvent) -> u64;

    /// Whether packets get from one page to the other without the relay.
    fn gets_through(&self, _one: usize, _other: usize) -> bool {
        true
    }

    /// How long a device takes to commit a transaction.
    fn storing_takes(&mut self, page: usize) -> u64;

    /// Whether a device accepts transactions.
    fn stores(&self, _device: usize) -> bool {
        true
    }

    /// How long the relay takes to commit; `None`: until nothing else is due.
    fn committing_takes(&mut self) -> Option<u64>;

    /// Whether the relay's process runs.
    fn relay_runs(&self) -> bool {
        true
    }

    // What the driver is told.

    /// An event of its own is due.
    fn happens(&mut self, own: Self::Own);

    /// An input reaches a page.
    fn arrives(&mut self, page: usize, dial: Option<u32>, input: Input) {
        self.take_in(page, dial, input);
    }

    /// A page has produced this output, which the loop has not obeyed yet.
    fn hears(&mut self, _page: usize, _output: &Output) {}

    /// The other tabs of the browser are to receive this.
    fn tells_tabs(&mut self, _page: usize, _bytes: &[u8]) {}

    /// The loop has obeyed an output of a page; returns whether the page is still open.
    fn obeyed(&mut self, _page: usize) -> bool {
        true
    }

    /// A page has no more outputs for now.
    fn is_drained(&mut self, _page: usize) {}

    // The loop.

    /// Runs all events up to this moment.
    fn run_until(&mut self, end: u64) {
        while let Some(due) = self.network_mut().pop(end) {
            self.happen(due);
        }
        self.network_mut().now = end;
    }

    /// Runs the next event.
    fn step(&mut self) {
        if let Some(due) = self.network_mut().pop(u64::MAX) {
            self.happen(due);
        }
    }

    /// Performs an event that is due.
    fn happen(&mut self, due: Due<Self::Own>) {
        let now = self.network().now;
        match due {
            Due::Connects { page, load, dial } => self.connect(page, load, dial),
            Due::ToRelay { socket, bytes } => {
                if self.network().connections.contains_key(&socket) {
                    let now = self.relay_time();
                    let effects = self.network_mut().relay.frame(now, socket, bytes);
                    self.obey(effects);
                }
            }
            Due::Ends { socket } => self.end_at_relay(socket),
            Due::ToPage { page, load, dial, input } => {
                if self.network().is_alive(page, load) {
                    self.arrives(page, dial, input);
                }
            }
            Due::Stored { page, load, id, writes } => {
                if self.network().is_alive(page, load) {
                    let stored = self.commit(page, writes);
                    self.arrives(page, None, if stored { Input::Stored(id) } else { Input::StoreFailed(id) });
                }
            }
            Due::Wake { page, load } => {
                if self.network().is_alive(page, load) && self.network().pages[page].wake == Some(now) {
                    self.network_mut().pages[page].wake = None;
                    self.arrives(page, None, Input::Wake);
                }
            }
            Due::Committed => {
                let now = self.relay_time();
                let effects = self.network_mut().relay.commit(now);
                self.obey(effects);
            }
            Due::Tick => {
                if self.relay_runs() {
                    let now = self.relay_time();
                    let effects = self.network_mut().relay.tick(now);
                    self.obey(effects);
                }
                self.network_mut().at(now + 1_000 * Self::MILLISECOND, Due::Tick);
            }
            Due::Own(own) => self.happens(own),
        }
    }

    /// Opens a page anew on its device.
    fn load_page(&mut self, page: usize, config: Config) {
        let slot = &mut self.network_mut().pages[page];
        slot.load += 1;
        (slot.socket, slot.wake) = (None, None);
        let peer = Peer::new(self.clock(page), config);
        let network = self.network_mut();
        network.pages[page].peer = Some(peer);
        let kept = network.disks[network.pages[page].device].load();
        self.feed(page, Input::Loaded(Box::new(kept)));
    }

    /// Gives an input to a page, unless it came by an earlier attempt to connect.
    fn take_in(&mut self, page: usize, dial: Option<u32>, input: Input) {
        let slot = &mut self.network_mut().pages[page];
        if dial.is_none_or(|dial| dial == slot.dial) {
            if input == Input::LinkDown {
                slot.socket = None;
            }
            self.feed(page, input);
        }
    }

    /// Gives an input to a page's peer, then obeys its outputs.
    fn feed(&mut self, page: usize, input: Input) {
        let clock = self.clock(page);
        if let Some(peer) = self.network_mut().pages[page].peer.as_mut() {
            peer.handle(clock, input);
            self.drain(page);
        }
    }

    /// Obeys all outputs of a page, and queues its next wake-up.
    fn drain(&mut self, page: usize) {
        while let Some(output) = self.network_mut().pages[page].peer.as_mut().and_then(Peer::poll) {
            self.hears(page, &output);
            self.carry_out(page, output);
            if !self.obeyed(page) {
                return;
            }
        }
        self.is_drained(page);
        let zero = self.clock_zero(page);
        let network = self.network_mut();
        let (now, slot) = (network.now, &mut network.pages[page]);
        let deadline = slot.peer.as_ref().and_then(Peer::deadline);
        let wake = deadline.map(|at| at.saturating_mul(Self::MILLISECOND).saturating_add(zero));
        let wake = wake.map(|wake| wake.max(now + Self::MILLISECOND));
        if let Some(wake) = wake.filter(|wake| slot.wake != Some(*wake)) {
            slot.wake = Some(wake);
            let load = slot.load;
            network.at(wake, Due::Wake { page, load });
        }
    }

    /// Obeys one output of a page.
    fn carry_out(&mut self, page: usize, output: Output) {
        match output {
            Output::Dial => self.dial(page),
            Output::HangUp => self.hang_up(page),
            Output::Send(bytes) => {
                let latency = self.latency(page, Direction::Up, bytes.len());
                let network = self.network_mut();
                let Some(socket) = network.pages[page].socket else { return };
                let Some(connection) = network.connections.get_mut(&socket).filter(|connection| connection.up) else {
                    return;
                };
                connection.up_at = connection.up_at.max(network.now + latency);
                let time = connection.up_at;
                network.at(time, Due::ToRelay { socket, bytes });
            }
            Output::Store(id, writes) => {
                let takes = self.storing_takes(page);
                let network = self.network_mut();
                let load = network.pages[page].load;
                network.at(network.now + takes, Due::Stored { page, load, id, writes });
            }
            Output::TellTabs(bytes) => self.tells_tabs(page, &bytes),
            Output::Direct(to, command) => self.connect_directly(page, to, command),
            Output::View | Output::Facts | Output::Changed(_) | Output::Notice(_) => {}
            Output::Edited | Output::Undone(_) | Output::Redone(_) | Output::Refused(_) => {}
            Output::EraseRequested | Output::EraseUnreachable => {}
        }
    }

    /// Starts a page's attempt to connect.
    fn dial(&mut self, page: usize) {
        self.hang_up(page);
        let (outcome, takes) = self.dials(page);
        let network = self.network_mut();
        let slot = &mut network.pages[page];
        slot.dial += 1;
        let (load, dial) = (slot.load, slot.dial);
        let due = match outcome {
            DialOutcome::Connects => Due::Connects { page, load, dial },
            DialOutcome::Refused => Due::ToPage { page, load, dial: Some(dial), input: Input::LinkDown },
            DialOutcome::Unanswered => return,
        };
        network.at(network.now + takes, due);
    }

    /// Completes an attempt to connect that has reached the relay.
    fn connect(&mut self, page: usize, load: u32, dial: u32) {
        if !self.network().is_alive(page, load) || self.network().pages[page].dial != dial {
            return;
        }
        match self.accepts(page) {
            DialOutcome::Connects => {}
            DialOutcome::Refused => return self.arrives(page, Some(dial), Input::LinkDown),
            DialOutcome::Unanswered => return,
        }
        let (nonce, relay_time) = (self.nonce(page), self.relay_time());
        let network = self.network_mut();
        let (socket, effects) = network.relay.open(relay_time, nonce);
        let (up_at, down_at) = (network.now, network.now);
        let connection = RelayConnection { page, load, dial, up_at, down_at, up: true, down: true };
        network.connections.insert(socket, connection);
        network.pages[page].socket = Some(socket);
        self.arrives(page, Some(dial), Input::LinkUp);
        self.obey(effects);
    }

    /// Closes a page's connection. The relay is told after everything that was sent before.
    fn hang_up(&mut self, page: usize) {
        let Some(socket) = self.network_mut().pages[page].socket.take() else { return };
        self.network_mut().pages[page].dial += 1;
        let latency = self.latency(page, Direction::Up, 0);
        let network = self.network_mut();
        if let Some(connection) = network.connections.get(&socket).filter(|connection| connection.up) {
            let time = connection.up_at.max(network.now + latency);
            network.at(time, Due::Ends { socket });
        }
    }

    /// Tells the relay that a connection is over.
    fn end_at_relay(&mut self, socket: u32) {
        if self.network_mut().connections.remove(&socket).is_some() {
            let now = self.relay_time();
            let effects = self.network_mut().relay.closed(now, socket);
            self.obey(effects);
        }
    }

    /// Performs what the relay asks for.
    fn obey(&mut self, effects: Vec<RelayEffect>) {
        for effect in effects {
            match effect {
                RelayEffect::Send(socket, bytes) => self.send_down(socket, Input::Frame(bytes)),
                RelayEffect::Close(socket) => {
                    self.send_down(socket, Input::LinkDown);
                    self.network_mut().connections.remove(&socket);
                }
                RelayEffect::Write => {
                    let takes = self.committing_takes();
                    self.network_mut().after(takes, Due::Committed);
                }
            }
        }
    }

    /// Sends an input from the relay to a page; it arrives after everything that was sent before.
    fn send_down(&mut self, socket: u32, input: Input) {
        let connection = self.network().connections.get(&socket);
        let Some(page) = connection.filter(|connection| connection.down).map(|connection| connection.page) else {
            return;
        };
        let bytes = if let Input::Frame(bytes) = &input { bytes.len() } else { 0 };
        let latency = self.latency(page, Direction::Down, bytes);
        let network = self.network_mut();
        let Some(connection) = network.connections.get_mut(&socket) else { return };
        connection.down_at = connection.down_at.max(network.now + latency);
        let RelayConnection { load, dial, down_at, .. } = *connection;
        network.at(down_at, Due::ToPage { page, load, dial: Some(dial), input });
    }

    /// Commits a transaction on a device; returns false if the device refuses.
    fn commit(&mut self, page: usize, writes: Vec<Write>) -> bool {
        let device = self.network().pages[page].device;
        let stores = self.stores(device);
        if stores {
            self.network_mut().disks[device].commit(writes);
        }
        stores
    }

    /// Performs a command of a page for its direct connection to another.
    fn connect_directly(&mut self, page: usize, to: ReplicaId, command: DirectCommand) {
        let Some(to) = self.network().page_of(to) else { return };
        let gets_through = self.gets_through(page, to);
        for (end, event) in self.network_mut().direct.obey((page, to), gets_through, command) {
            let latency = self.direct_latency(end.0, &event);
            let network = self.network_mut();
            let closes = event == DirectEvent::Closed;
            if let Some(time) = network.direct.arrival(end, network.now + latency) {
                self.tell_end(end, time, event);
            }
            if closes {
                self.network_mut().direct.remove(end);
            }
        }
    }

    /// Queues an event for an end of a direct connection.
    fn tell_end(&mut self, (page, other): End, time: u64, event: DirectEvent) {
        let network = self.network_mut();
        let Some(from) = network.pages[other].peer.as_ref().map(|peer| peer.replica()) else { return };
        let load = network.pages[page].load;
        network.at(time, Due::ToPage { page, load, dial: None, input: Input::Direct(from, event) });
    }

    /// Breaks all direct connections of a page, with everything on its way; returns whether there were any.
    fn break_direct_connections(&mut self, page: usize) -> bool {
        let network = self.network_mut();
        let ends = network.direct.break_all_of(page);
        let replicas: Vec<_> = network.pages.iter().map(|page| page.peer.as_ref().map(|peer| peer.replica())).collect();
        network.take_due(|due| match due {
            Due::ToPage { page, input: Input::Direct(from, _), .. } => {
                ends.iter().any(|(mine, to)| page == mine && replicas[*to] == Some(*from))
            }
            _ => false,
        });
        let now = network.now;
        for end in &ends {
            self.tell_end(*end, now, DirectEvent::Closed);
        }
        !ends.is_empty()
    }

    /// What the relay's clock shows, in milliseconds.
    fn relay_time(&self) -> u64 {
        self.network().now / Self::MILLISECOND
    }
}
