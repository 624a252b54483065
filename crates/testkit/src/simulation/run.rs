//! Plays a plan. Loss and repetition are never simulated by themselves: they follow from connections that break,
//! pages that crash and relays that die.

use alongside_peer::{Config, Input, Now, Output, io::DirectEvent};
use alongside_room::{AgendaEdit, Edit, MembersEdit, Role};

use super::{
    checks::Checks,
    copy,
    page::{Page, Wanted},
    plan::{PageSetup, Plan},
    state::{Simulation, SimulationDue},
};
use crate::{
    chance::{Chance, Choices},
    network::{DialOutcome, Direction, Driver, Due, Network},
    relay::EPOCH,
};

impl Simulation {
    /// The beginning of a simulation: Ana has started the room, nobody is connected.
    pub fn new(plan: Plan) -> Self {
        let mut simulation = Self {
            chance: Chance::of(plan.seed, "relay"),
            network: Network::new(),
            pages: Vec::new(),
            relay_runs: true,
            refuses_until: Vec::new(),
            disk_lost: false,
            checks: Checks::default(),
            plan,
        };
        for setup in simulation.plan.pages.clone() {
            simulation.add_page(&setup);
        }
        simulation.network.at(1_000, Due::Tick);
        for (number, event) in simulation.plan.events.iter().enumerate() {
            simulation.network.at(event.at, Due::Own(SimulationDue::Planned(number)));
        }
        simulation
    }

    /// Plays the plan to its end, ends all faults, and waits until everything is quiet.
    pub fn run(&mut self) {
        self.run_until(self.plan.faults_until);
        self.clear();
        self.run_until(self.plan.faults_until + CALM);
    }

    /// Adds a page on an existing or a new device.
    pub(super) fn add_page(&mut self, setup: &PageSetup) {
        let at = self.network.add_page(setup.device);
        self.refuses_until.resize(self.network.disks.len(), 0);
        self.pages.push(Page::new(self.plan.seed, at, setup));
        if setup.opens == 0 {
            self.open(at);
        } else {
            self.at(setup.opens, SimulationDue::Opens { page: at });
        }
    }

    pub(super) fn open(&mut self, at: usize) {
        let page = &mut self.pages[at];
        page.zero = self.network.now;
        page.crash = None;
        let (member, willing) = (page.member, page.willing);
        let config = Config {
            secret: copy::secret(),
            me: Some(member),
            seed: page.chance.bytes(),
            origin: "relay.example".into(),
            compact_above: COMPACT_ABOVE,
        };
        self.load_page(at, config);
        self.feed(at, Input::Willing(willing));
        if self.network.pages[at].load == 1 && at < 2 {
            let role = if at == 0 { Role::Coach } else { Role::Coachee };
            let join = Edit::Members(MembersEdit::Join { member, name: format!("Person {at}"), role });
            assert!(self.wants(at, join.into()), "a new member may join");
        }
    }

    /// Gives a person's input to a page; returns whether it was performed.
    pub(super) fn wants(&mut self, at: usize, input: Input) -> bool {
        self.pages[at].wanted = Some(match &input {
            Input::Edit { edit: Edit::Agenda(AgendaEdit::Add { item, .. }), .. } => Wanted::Item(*item),
            _ => Wanted::Other,
        });
        self.feed(at, input);
        self.pages[at].wanted.take().is_none_or(|wanted| wanted == Wanted::Other)
    }

    pub(super) fn at(&mut self, time: u64, due: SimulationDue) {
        self.network.at(time, Due::Own(due));
    }

    /// Whether a person can do something at this page.
    pub(super) fn is_awake(&self, at: usize) -> bool {
        self.network.pages[at].peer.is_some() && !self.pages[at].is_suspended
    }

    fn open_again(&mut self, at: usize) {
        if self.network.pages[at].peer.is_none() {
            self.open(at);
            self.assert_saved(at);
        }
    }
}

impl Driver for Simulation {
    type Own = SimulationDue;

    const MILLISECOND: u64 = 1;

    fn network(&self) -> &Network<SimulationDue> {
        &self.network
    }

    fn network_mut(&mut self) -> &mut Network<SimulationDue> {
        &mut self.network
    }

    fn clock(&self, at: usize) -> Now {
        let page = &self.pages[at];
        let now = page.sleeps_since.unwrap_or(self.network.now);
        Now { mono: now - page.zero, wall: (EPOCH + now).saturating_add_signed(page.skew) }
    }

    fn clock_zero(&self, at: usize) -> u64 {
        self.pages[at].zero
    }

    fn dials(&mut self, at: usize) -> (DialOutcome, u64) {
        let faulty = self.network.now < self.plan.faults_until;
        let chance = &mut self.pages[at].chance;
        let refused = faulty && chance.below(100) < self.plan.refused_dials;
        (if refused { DialOutcome::Refused } else { DialOutcome::Connects }, chance.below(201))
    }

    fn accepts(&mut self, at: usize) -> DialOutcome {
        match self.relay_runs {
            _ if self.pages[at].cut_off_until > self.network.now => DialOutcome::Unanswered,
            true => DialOutcome::Connects,
            false => DialOutcome::Refused,
        }
    }

    fn nonce(&mut self, _at: usize) -> [u8; 32] {
        self.chance.bytes()
    }

    fn latency(&mut self, at: usize, _way: Direction, _bytes: usize) -> u64 {
        let page = &mut self.pages[at];
        let most = if page.slow_until > self.network.now { SLOW } else { FAST };
        page.chance.below(most)
    }

    fn direct_latency(&mut self, to: usize, _event: &DirectEvent) -> u64 {
        self.pages[to].chance.below(DIRECT)
    }

    fn gets_through(&self, one: usize, other: usize) -> bool {
        [one, other].into_iter().all(|page| self.pages[page].cut_off_until <= self.network.now)
    }

    fn storing_takes(&mut self, at: usize) -> u64 {
        self.pages[at].chance.below(31)
    }

    fn stores(&self, device: usize) -> bool {
        self.refuses_until[device] <= self.network.now
    }

    fn committing_takes(&mut self) -> Option<u64> {
        Some(self.chance.below(21))
    }

    fn relay_runs(&self) -> bool {
        self.relay_runs
    }

    fn happens(&mut self, due: SimulationDue) {
        match due {
            SimulationDue::Planned(number) => self.planned(number),
            SimulationDue::Opens { page } => self.open_again(page),
            SimulationDue::Resumes { page, load } => {
                if self.network.is_alive(page, load) {
                    self.resume(page);
                }
            }
            SimulationDue::GivenUp { socket } => {
                if self.network.connections.get(&socket).is_some_and(|connection| !connection.up) {
                    self.end_at_relay(socket);
                }
            }
            SimulationDue::RelayStarts => self.relay_runs = true,
        }
    }

    /// Gives an input to a page, or keeps it while the page is suspended. An input that came by a connection may be
    /// changed by a lie.
    fn arrives(&mut self, at: usize, dial: Option<u32>, mut input: Input) {
        if dial.is_some() {
            for active in self.pages[at].lies.clone() {
                if let Some(lie) = active.changed(self.network.now, &input) {
                    *self.checks.lies.entry(active.field).or_default() += 1;
                    input = lie;
                }
            }
        }
        if self.pages[at].is_suspended {
            self.pages[at].held.push((dial, input));
        } else {
            self.take_in(at, dial, input);
        }
    }

    /// Notes the answer to what the page's person asked for.
    fn hears(&mut self, at: usize, output: &Output) {
        let page = &mut self.pages[at];
        page.answered = true;
        match output {
            Output::Edited | Output::Undone(_) | Output::Redone(_) | Output::EraseRequested => {
                if let Some(Wanted::Item(item)) = page.wanted.take() {
                    page.added.push(item);
                }
            }
            Output::Refused(_) | Output::EraseUnreachable => page.wanted = Some(Wanted::Refused),
            _ => page.answered = false,
        }
    }

    /// Delivers to the other tabs of the browser: sometimes twice, not always in order.
    fn tells_tabs(&mut self, at: usize, bytes: &[u8]) {
        let device = self.network.pages[at].device;
        for page in 0..self.pages.len() {
            if page == at || self.network.pages[page].device != device || self.pages[page].deaf_until > self.network.now
            {
                continue;
            }
            let load = self.network.pages[page].load;
            for _ in 0..=u8::from(self.pages[page].chance.one_in(8)) {
                let input = Input::FromTab(bytes.to_vec());
                let time = self.network.now + self.pages[page].chance.below(6);
                self.network.at(time, Due::ToPage { page, load, dial: None, input });
            }
        }
    }

    /// A planned crash may end the page in the middle of its outputs.
    fn obeyed(&mut self, at: usize) -> bool {
        let page = &mut self.pages[at];
        if page.answered {
            return true;
        }
        let Some(crash) = &mut page.crash else { return true };
        crash.after = crash.after.saturating_sub(1);
        let crash = *crash;
        if crash.after == 0 {
            self.crash_page(at, crash.commits, crash.back_in);
        }
        crash.after > 0
    }

    fn is_drained(&mut self, at: usize) {
        let clock = self.clock(at);
        if let Some(facts) = self.network.pages[at].peer.as_mut().map(|peer| peer.facts(clock)) {
            self.check_chips(at, &facts);
        }
    }
}

/// Bytes of log after which a room is compacted: few, so that there are many snapshots.
const COMPACT_ABOVE: u64 = 4 * 1024;

/// Milliseconds without faults after which everything must be well.
const CALM: u64 = 180_000;

/// The longest latency of a frame, usually and on a slow connection, in milliseconds.
const FAST: u64 = 80;
const SLOW: u64 = 4_000;

/// The longest latency of a direct connection, in milliseconds.
const DIRECT: u64 = 40;
