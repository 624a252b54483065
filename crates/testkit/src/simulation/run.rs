//! A small simulation: people at pages on devices, a relay, and faults between them, on one virtual clock.
//!
//! Everything follows from a plan. Connections are as TCP makes them, in order and whole until they break; what breaks,
//! is lost or comes twice follows from connections that break, pages that crash and relays that die.

use std::collections::BTreeMap;

use alongside_peer::{
    Config, Input, Now, Output, Peer,
    io::{Write, WriteId},
};
use alongside_room::{AgendaEdit, Edit, MembersEdit, Role};

use super::{
    copy,
    direct::DirectConnections,
    judge::Checks,
    page::{Page, Wanted},
    plan::{PageSetup, Plan},
};
use crate::{
    chance::{Chance, Choices},
    device::Disk,
    relay::{EPOCH, RelayEffect, SimulatedRelay},
};

/// Everything there is.
pub struct Simulation {
    pub(super) plan: Plan,
    pub(super) chance: Chance,
    pub(super) now: u64,
    pub(super) queue: BTreeMap<(u64, u64), Due>,
    order: u64,
    pub(super) relay: SimulatedRelay,
    /// The relay's process runs.
    pub(super) relay_runs: bool,
    pub(super) disks: Vec<Disk>,
    /// Until when each device takes nothing.
    pub(super) refuses_until: Vec<u64>,
    pub(super) pages: Vec<Page>,
    pub(super) connections: BTreeMap<u32, RelayConnection>,
    /// Direct connections.
    pub(super) direct: DirectConnections,
    /// The relay lost its disk at least once.
    pub(super) disk_lost: bool,
    /// The promises made by chips, and how many of each were checked.
    pub checks: Checks,
}

/// One connection.
#[derive(Debug, Clone, Copy)]
pub struct RelayConnection {
    pub page: usize,
    pub life: u32,
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
pub enum Due {
    /// The plan's event of this number.
    Planned(usize),
    /// A page is opened, if it is closed.
    Opens { page: usize },
    /// It goes on.
    Resumes { page: usize, life: u32 },
    /// An attempt to connect arrives.
    Connects { page: usize, life: u32, dial: u32 },
    /// Bytes arrive at the relay.
    ToRelay { socket: u32, bytes: Vec<u8> },
    /// The end of a connection arrives at the relay.
    Ends { socket: u32 },
    /// The relay gives up a connection that it heard nothing from.
    GivenUp { socket: u32 },
    /// Something arrives at a page; by this attempt to connect, if it comes by one.
    ToPage { page: usize, life: u32, dial: Option<u32>, input: Input },
    /// A device commits a transaction.
    Stored { page: usize, life: u32, id: WriteId, writes: Vec<Write> },
    /// A page asked to be woken.
    Wake { page: usize, life: u32 },
    /// What the relay writes is on its disk.
    Committed,
    /// Time goes by at the relay.
    Tick,
    /// The relay's process runs again.
    RelayStarts,
}

impl Simulation {
    /// A simulation at its beginning: Ana has started the room, nobody is connected.
    pub fn new(plan: Plan) -> Self {
        let mut simulation = Self {
            chance: Chance::of(plan.seed, "relay"),
            now: 0,
            queue: BTreeMap::new(),
            order: 0,
            relay: SimulatedRelay::new(),
            relay_runs: true,
            disks: Vec::new(),
            refuses_until: Vec::new(),
            pages: Vec::new(),
            connections: BTreeMap::new(),
            direct: DirectConnections::default(),
            disk_lost: false,
            checks: Checks::default(),
            plan,
        };
        for seat in simulation.plan.pages.clone() {
            simulation.add_page(&seat);
        }
        simulation.at(1000, Due::Tick);
        for (number, at) in simulation.plan.events.iter().map(|event| event.at).enumerate().collect::<Vec<_>>() {
            simulation.at(at, Due::Planned(number));
        }
        simulation
    }

    /// Plays the plan to its end, ends all faults, and waits until all is quiet.
    pub fn run(&mut self) {
        self.run_until(self.plan.faults_until);
        self.clear();
        self.run_until(self.plan.faults_until + CALM);
    }

    /// One more page, on a device that is there or a new one.
    pub(super) fn add_page(&mut self, seat: &PageSetup) {
        while self.disks.len() <= seat.device {
            self.disks.push(Disk::default());
            self.refuses_until.push(0);
        }
        let at = self.pages.len();
        self.pages.push(Page::new(self.plan.seed, at, seat));
        if seat.opens == 0 {
            self.open(at);
        } else {
            self.at(seat.opens, Due::Opens { page: at });
        }
    }

    pub(super) fn open(&mut self, at: usize) {
        let page = &mut self.pages[at];
        page.life += 1;
        page.zero = self.now;
        (page.socket, page.wake, page.dies) = (None, None, None);
        let config = Config {
            secret: copy::secret(),
            me: Some(page.member),
            seed: page.chance.bytes(),
            origin: "relay.example".into(),
            compact_above: COMPACT_ABOVE,
        };
        let (first, member) = (page.life == 1, page.member);
        let clock = self.clock(at);
        self.pages[at].peer = Some(Peer::new(clock, config));
        let kept = self.disks[self.pages[at].device].load();
        self.feed(at, Input::Loaded(Box::new(kept)));
        let willing = self.pages[at].willing;
        self.feed(at, Input::Willing(willing));
        if first && at < 2 {
            let role = if at == 0 { Role::Coach } else { Role::Coachee };
            let join = Edit::Members(MembersEdit::Join { member, name: format!("Person {at}"), role });
            assert!(self.wants(at, join.into()), "who is new may join");
        }
    }

    /// Somebody at a page wants something done; whether it was.
    pub(super) fn wants(&mut self, at: usize, input: Input) -> bool {
        self.pages[at].wanted = Some(match &input {
            Input::Edit { edit: Edit::Agenda(AgendaEdit::Add { item, .. }), .. } => Wanted::Item(*item),
            _ => Wanted::Other,
        });
        self.feed(at, input);
        self.pages[at].wanted.take().is_none_or(|wanted| wanted == Wanted::Other)
    }

    pub(super) fn at(&mut self, time: u64, due: Due) {
        self.order += 1;
        self.queue.insert((time.max(self.now), self.order), due);
    }

    /// At some moment within so many milliseconds, as chance has it at this page.
    fn after(&mut self, page: usize, most: u64, due: Due) {
        let delay = self.pages[page].chance.below(most + 1);
        self.at(self.now + delay, due);
    }

    /// Both clocks of a page, as they stand for it.
    pub(super) fn clock(&self, at: usize) -> Now {
        let page = &self.pages[at];
        let now = page.sleeps_since.unwrap_or(self.now);
        Now { mono: now - page.zero, wall: (EPOCH + now).saturating_add_signed(page.skew) }
    }

    pub(super) fn run_until(&mut self, end: u64) {
        while let Some(((time, _), _)) = self.queue.first_key_value() {
            if *time > end {
                break;
            }
            let ((time, _), due) = self.queue.pop_first().expect("just seen");
            self.now = time;
            self.happen(due);
        }
        self.now = end;
    }

    fn happen(&mut self, due: Due) {
        match due {
            Due::Planned(number) => self.planned(number),
            Due::Opens { page } => {
                if self.pages[page].peer.is_none() {
                    self.open(page);
                    self.assert_saved(page);
                }
            }
            Due::Resumes { page, life } => {
                if self.is_alive(page, life) {
                    self.resume(page);
                }
            }
            Due::Connects { page, life, dial } => self.connects(page, life, dial),
            Due::ToRelay { socket, bytes } => {
                if self.connections.contains_key(&socket) {
                    let effects = self.relay.frame(self.now, socket, bytes);
                    self.obey(effects);
                }
            }
            Due::Ends { socket } => self.relay_loses(socket),
            Due::GivenUp { socket } => {
                if self.connections.get(&socket).is_some_and(|connection| !connection.up) {
                    self.relay_loses(socket);
                }
            }
            Due::ToPage { page, life, dial, input } => {
                if self.is_alive(page, life) {
                    self.give(page, dial, input);
                }
            }
            Due::Stored { page, life, id, writes } => {
                if self.is_alive(page, life) {
                    let stored = self.commit(page, writes);
                    self.give(page, None, if stored { Input::Stored(id) } else { Input::StoreFailed(id) });
                }
            }
            Due::Wake { page, life } => {
                if self.is_alive(page, life) && self.pages[page].wake == Some(self.now) {
                    self.pages[page].wake = None;
                    self.give(page, None, Input::Wake);
                }
            }
            Due::Committed => {
                let effects = self.relay.commit(self.now);
                self.obey(effects);
            }
            Due::Tick => {
                if self.relay_runs {
                    let effects = self.relay.tick(self.now);
                    self.obey(effects);
                }
                self.at(self.now + 1000, Due::Tick);
            }
            Due::RelayStarts => self.relay_runs = true,
        }
    }

    fn is_alive(&self, page: usize, life: u32) -> bool {
        self.pages[page].life == life && self.pages[page].peer.is_some()
    }

    /// A device takes a transaction, or refuses.
    pub(super) fn commit(&mut self, page: usize, writes: Vec<Write>) -> bool {
        let device = self.pages[page].device;
        let takes = self.refuses_until[device] <= self.now;
        if takes {
            self.disks[device].commit(writes);
        }
        takes
    }

    fn connects(&mut self, page: usize, life: u32, dial: u32) {
        let cut_off = self.pages[page].cut_off_until > self.now;
        if !self.is_alive(page, life) || self.pages[page].dialled != dial || cut_off {
            return;
        }
        if !self.relay_runs {
            return self.give(page, Some(dial), Input::LinkDown);
        }
        let nonce = self.chance.bytes();
        let (socket, effects) = self.relay.open(self.now, nonce);
        let connection = RelayConnection { page, life, dial, up_at: self.now, down_at: self.now, up: true, down: true };
        self.connections.insert(socket, connection);
        self.pages[page].socket = Some(socket);
        self.give(page, Some(dial), Input::LinkUp);
        self.obey(effects);
    }

    /// The relay learns that a connection is over.
    fn relay_loses(&mut self, socket: u32) {
        if self.connections.remove(&socket).is_some() {
            let effects = self.relay.closed(self.now, socket);
            self.obey(effects);
        }
    }

    /// Something comes to a page, which takes it in when it does not stand still.
    pub(super) fn give(&mut self, at: usize, dial: Option<u32>, input: Input) {
        let page = &mut self.pages[at];
        if page.stands_still {
            page.held.push((dial, input));
        } else if dial.is_none_or(|dial| dial == page.dialled) {
            if input == Input::LinkDown {
                page.socket = None;
            }
            self.feed(at, input);
        }
    }

    pub(super) fn feed(&mut self, at: usize, input: Input) {
        let clock = self.clock(at);
        if let Some(peer) = self.pages[at].peer.as_mut() {
            peer.handle(clock, input);
            self.drain(at);
        }
    }

    /// Does what a page wants done, unless it is gone in the middle of it.
    pub(super) fn drain(&mut self, at: usize) {
        while let Some(output) = self.pages[at].peer.as_mut().and_then(Peer::poll) {
            let answers = self.answer(at, &output);
            if answers {
                continue;
            }
            self.carry_out(at, output);
            if let Some(death) = &mut self.pages[at].dies {
                death.after = death.after.saturating_sub(1);
                if death.after == 0 {
                    let death = *death;
                    return self.crash_page(at, death.commits, death.back_in);
                }
            }
        }
        let clock = self.clock(at);
        let Some(peer) = self.pages[at].peer.as_mut() else { return };
        let (deadline, facts) = (peer.deadline(), peer.facts(clock));
        self.believe(at, &facts);
        let page = &mut self.pages[at];
        let wake = deadline.map(|deadline| deadline.saturating_add(page.zero).max(self.now + 1));
        if let Some(wake) = wake.filter(|wake| page.wake != Some(*wake)) {
            page.wake = Some(wake);
            let life = page.life;
            self.at(wake, Due::Wake { page: at, life });
        }
    }

    /// What came of what somebody at the page wanted; true when this is that.
    fn answer(&mut self, at: usize, output: &Output) -> bool {
        let page = &mut self.pages[at];
        match output {
            Output::Edited | Output::Undone(_) | Output::Redone(_) | Output::EraseRequested => {
                if let Some(Wanted::Item(item)) = page.wanted.take() {
                    page.added.push(item);
                }
            }
            Output::Refused(_) | Output::EraseUnreachable => page.wanted = Some(Wanted::Refused),
            _ => return false,
        }
        true
    }

    fn carry_out(&mut self, at: usize, output: Output) {
        let life = self.pages[at].life;
        match output {
            Output::Dial => self.dial(at),
            Output::HangUp => self.hang_up(at),
            Output::Send(bytes) => {
                let latency = self.latency(at);
                let Some(socket) = self.pages[at].socket else { return };
                if let Some(connection) = self.connections.get_mut(&socket).filter(|connection| connection.up) {
                    connection.up_at = connection.up_at.max(self.now + latency);
                    let time = connection.up_at;
                    self.at(time, Due::ToRelay { socket, bytes });
                }
            }
            Output::Store(id, writes) => self.after(at, 30, Due::Stored { page: at, life, id, writes }),
            Output::TellTabs(bytes) => self.tell(at, &bytes),
            Output::Direct(to, order) => self.direct_connection(at, to, order),
            Output::View | Output::Facts | Output::Did(_) | Output::Notice(_) => {}
            Output::Edited | Output::Undone(_) | Output::Redone(_) | Output::Refused(_) => {}
            Output::EraseRequested | Output::EraseUnreachable => {}
        }
    }

    fn dial(&mut self, at: usize) {
        self.hang_up(at);
        let refused = self.now < self.plan.faults_until && self.pages[at].chance.below(100) < self.plan.refused_dials;
        let page = &mut self.pages[at];
        page.dialled += 1;
        let (life, dial) = (page.life, page.dialled);
        self.after(
            at,
            200,
            if refused {
                Due::ToPage { page: at, life, dial: Some(dial), input: Input::LinkDown }
            } else {
                Due::Connects { page: at, life, dial }
            },
        );
    }

    /// The other tabs of this browser hear it, now and then twice, and not always in order.
    fn tell(&mut self, at: usize, bytes: &[u8]) {
        let device = self.pages[at].device;
        for page in 0..self.pages.len() {
            if page == at || self.pages[page].device != device || self.pages[page].deaf_until > self.now {
                continue;
            }
            let life = self.pages[page].life;
            for _ in 0..=u8::from(self.pages[page].chance.one_in(8)) {
                let input = Input::FromTab(bytes.to_vec());
                self.after(page, 5, Due::ToPage { page, life, dial: None, input });
            }
        }
    }

    pub(super) fn obey(&mut self, effects: Vec<RelayEffect>) {
        for effects in effects {
            match effects {
                RelayEffect::Send(socket, bytes) => self.send_down(socket, Input::Frame(bytes)),
                RelayEffect::Close(socket) => {
                    self.send_down(socket, Input::LinkDown);
                    self.connections.remove(&socket);
                }
                RelayEffect::Write => {
                    let at = self.now + self.chance.below(21);
                    self.at(at, Due::Committed);
                }
            }
        }
    }

    /// What the relay sends arrives after all that it sent before.
    pub(super) fn send_down(&mut self, socket: u32, input: Input) {
        let Some(at) =
            self.connections.get(&socket).filter(|connection| connection.down).map(|connection| connection.page)
        else {
            return;
        };
        let latency = self.latency(at);
        let now = self.now;
        let Some(connection) = self.connections.get_mut(&socket) else { return };
        connection.down_at = connection.down_at.max(now + latency);
        let due = Due::ToPage { page: connection.page, life: connection.life, dial: Some(connection.dial), input };
        let time = connection.down_at;
        self.at(time, due);
    }

    fn latency(&mut self, at: usize) -> u64 {
        let page = &mut self.pages[at];
        let most = if page.slow_until > self.now { SLOW } else { FAST };
        page.chance.below(most)
    }

    /// A page lets go of its connection. The relay hears of it after everything that was sent before.
    pub(super) fn hang_up(&mut self, at: usize) {
        let Some(socket) = self.pages[at].socket.take() else { return };
        self.pages[at].dialled += 1;
        let latency = self.latency(at);
        if let Some(connection) = self.connections.get(&socket).filter(|connection| connection.up) {
            let time = connection.up_at.max(self.now + latency);
            self.at(time, Due::Ends { socket });
        }
    }
}

/// Bytes of log that are worth a snapshot: little, so that there are many.
const COMPACT_ABOVE: u64 = 4 * 1024;

/// Milliseconds of calm after which everything has to be well.
const CALM: u64 = 180_000;

/// Most milliseconds that a frame is under way, as a rule and on a slow connection.
const FAST: u64 = 80;
const SLOW: u64 = 4_000;
