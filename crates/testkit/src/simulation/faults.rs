//! Performs the events of a plan: what happens to people, pages, connections and the relay.

use alongside_peer::Input;

use super::{
    copy,
    lies::{ActiveLie, Field},
    page::PlannedCrash,
    plan::Happening,
    state::{Simulation, SimulationDue},
};
use crate::{
    chance::Chance,
    network::{Direction, Driver, Due},
    relay::Crash,
};

impl Simulation {
    /// Performs the plan's event with this number. If its page is not there at that moment, nothing happens.
    pub(super) fn planned(&mut self, number: usize) {
        let what = self.plan.events[number].what.clone();
        if self.does(&what) {
            *self.checks.happened.entry(what.name()).or_default() += 1;
        }
    }

    fn does(&mut self, what: &Happening) -> bool {
        match *what {
            Happening::Does { page, action, draw } => {
                if !self.is_awake(page) {
                    return false;
                }
                let clock = self.clock(page);
                let mut chance = Chance::of(u64::from(draw), "act");
                let Some(peer) = self.network.pages[page].peer.as_mut() else { return false };
                let Some(input) = action.input(&mut chance, peer, clock) else { return false };
                let done = self.wants(page, input);
                if done {
                    *self.checks.actions.entry(action).or_default() += 1;
                }
                done
            }
            Happening::Erases { page } => self.network.pages[page].peer.is_some() && self.wants(page, Input::Erase),
            Happening::Crashes { page, after: 0, commits, back_in } => {
                let open = self.network.pages[page].peer.is_some();
                self.crash_page(page, commits, back_in);
                open
            }
            Happening::Crashes { page, after, commits, back_in } => {
                let open = self.network.pages[page].peer.is_some();
                self.pages[page].crash = open.then_some(PlannedCrash { after, commits, back_in });
                open
            }
            Happening::Leaves { page, back_in } => self.leave(page, back_in),
            Happening::IsSuspended { page, millis } => self.suspend(page, millis),
            Happening::Sleeps { page, millis } => self.sleep(page, millis),
            Happening::IsHidden { page, millis } => self.hide(page, millis),
            Happening::ClockJumps { page, by } => {
                self.pages[page].skew += by;
                true
            }
            Happening::StorageRefuses { device, millis } => {
                later(&mut self.refuses_until[device], self.network.now + millis)
            }
            Happening::TabIsDeaf { page, millis } => later(&mut self.pages[page].deaf_until, self.network.now + millis),
            Happening::Agrees { page, willing } => {
                self.pages[page].willing = willing;
                self.arrives(page, None, Input::Willing(willing));
                true
            }
            Happening::DirectConnectionsBreak { page } => self.break_direct_connections(page),
            Happening::ConnectionBreaks { page } => self.break_connection(page),
            Happening::ConnectionFallsSilent { page } => self.silence(page, true, true),
            Happening::ConnectionIsOneWay { page, way } => {
                self.silence(page, way == Direction::Down, way == Direction::Up)
            }
            Happening::IsCutOff { page, millis } => {
                self.silence(page, true, true);
                self.break_direct_connections(page);
                later(&mut self.pages[page].cut_off_until, self.network.now + millis)
            }
            Happening::ConnectionIsSlow { page, millis } => {
                later(&mut self.pages[page].slow_until, self.network.now + millis)
            }
            Happening::RelayDies { commits, back_in } => self.crash_relay(commits, back_in),
            Happening::RelayLosesDisk => {
                self.disk_lost = true;
                self.network.relay.lose_disk();
                self.relay_is_gone();
                self.forget_lost_promises();
                true
            }
            Happening::RelayIsBackedUp => {
                self.network.relay.back_up();
                true
            }
            Happening::RelayIsRestored { notices } => {
                self.assert_sent();
                let restored = self.network.relay.restore(notices);
                if restored {
                    self.relay_is_gone();
                    self.forget_lost_promises();
                }
                restored
            }
            Happening::RelayLies { page, field, lie, millis } => {
                let until = self.network.now + millis;
                self.pages[page].lies.push(ActiveLie { until, field, lie });
                self.send_pretext(page, field);
                true
            }
        }
    }

    fn send_pretext(&mut self, at: usize, field: Field) {
        let page = &self.network.pages[at];
        let Some(replica) = page.peer.as_ref().filter(|_| page.socket.is_some()).map(|peer| peer.replica()) else {
            return;
        };
        let dial = page.dial;
        if let Some(frame) = field.pretext(replica) {
            self.arrives(at, Some(dial), Input::Frame(frame.encode()));
        }
    }

    /// Ends all faults.
    pub(super) fn clear(&mut self) {
        self.refuses_until.fill(0);
        self.relay_runs = true;
        for at in 0..self.pages.len() {
            let page = &mut self.pages[at];
            (page.cut_off_until, page.slow_until, page.deaf_until, page.crash) = (0, 0, 0, None);
            page.lies.clear();
            if self.network.pages[at].peer.is_none() {
                self.open(at);
                self.assert_saved(at);
            }
            self.resume(at);
        }
    }

    /// Ends a page; everything that was not committed is lost.
    pub(super) fn crash_page(&mut self, at: usize, commits: bool, back_in: u64) {
        if self.network.pages[at].peer.is_none() {
            return;
        }
        self.break_direct_connections(at);
        self.network.pages[at].peer = None;
        self.hang_up(at);
        if commits {
            self.commit_running_transactions(at);
        }
        let page = &mut self.pages[at];
        (page.is_suspended, page.sleeps_since, page.crash) = (false, None, None);
        page.held.clear();
        // Items that the page reported as sent are at the relay, and this device need not have them. Items that it
        // never reported as saved or sent may be lost.
        page.added.truncate(page.saved.max(page.sent));
        page.only_at_relay.extend(page.added.split_off(page.saved));
        page.sent = page.sent.min(page.saved);
        self.at(self.network.now + back_in, SimulationDue::Opens { page: at });
    }

    /// Completes the transactions of a page that has ended, as a browser does.
    fn commit_running_transactions(&mut self, at: usize) {
        let load = self.network.pages[at].load;
        let stored = self
            .network
            .take_due(|due| matches!(due, Due::Stored { page, load: theirs, .. } if (*page, *theirs) == (at, load)));
        for due in stored {
            if let Due::Stored { writes, .. } = due {
                self.commit(at, writes);
            }
        }
    }

    fn leave(&mut self, at: usize, back_in: u64) -> bool {
        if !self.is_awake(at) {
            return false;
        }
        self.feed(at, Input::Flush);
        self.crash_page(at, true, back_in);
        true
    }

    fn suspend(&mut self, at: usize, millis: u64) -> bool {
        if !self.is_awake(at) {
            return false;
        }
        self.pages[at].is_suspended = true;
        let load = self.network.pages[at].load;
        self.at(self.network.now + millis, SimulationDue::Resumes { page: at, load });
        true
    }

    /// Suspends every page of the device.
    fn sleep(&mut self, at: usize, millis: u64) -> bool {
        let device = self.network.pages[at].device;
        let theirs: Vec<_> = (0..self.pages.len()).filter(|page| self.network.pages[*page].device == device).collect();
        let mut any = false;
        for page in theirs {
            if self.suspend(page, millis) {
                self.pages[page].sleeps_since = Some(self.network.now);
                self.silence(page, true, true);
                self.break_direct_connections(page);
                any = true;
            }
        }
        any
    }

    /// Resumes a suspended page; it receives everything that arrived meanwhile.
    pub(super) fn resume(&mut self, at: usize) {
        let page = &mut self.pages[at];
        if !std::mem::take(&mut page.is_suspended) {
            return;
        }
        let slept = page.sleeps_since.take();
        page.zero += slept.map_or(0, |since| self.network.now - since);
        let held = std::mem::take(&mut page.held);
        let load = self.network.pages[at].load;
        for (dial, input) in held {
            if self.network.pages[at].load == load {
                self.arrives(at, dial, input);
            }
        }
        if slept.is_some() {
            self.arrives(at, None, Input::Nudge);
        }
    }

    fn hide(&mut self, at: usize, millis: u64) -> bool {
        if !self.is_awake(at) {
            return false;
        }
        let load = self.network.pages[at].load;
        self.arrives(at, None, Input::Visible(false));
        let shown = Due::ToPage { page: at, load, dial: None, input: Input::Visible(true) };
        self.network.at(self.network.now + millis, shown);
        true
    }

    /// Breaks a connection, with everything on its way; both ends are told.
    fn break_connection(&mut self, at: usize) -> bool {
        let Some(socket) = self.network.pages[at].socket else { return false };
        if self.network.connections.remove(&socket).is_none() {
            return false;
        }
        let now_dialled = self.network.pages[at].dial;
        self.network.take_due(
            |due| matches!(due, Due::ToPage { page, dial: Some(dial), .. } if *page == at && *dial == now_dialled),
        );
        let effects = self.network.relay.closed(self.network.now, socket);
        self.obey(effects);
        self.arrives(at, Some(now_dialled), Input::LinkDown);
        true
    }

    /// Lets nothing through in these directions any more; neither end notices until a timeout.
    fn silence(&mut self, at: usize, down: bool, up: bool) -> bool {
        let Some(socket) = self.network.pages[at].socket else { return false };
        let Some(connection) = self.network.connections.get_mut(&socket) else { return false };
        connection.down &= !down;
        connection.up &= !up;
        if !connection.up {
            self.at(self.network.now + RELAY_TIMEOUT, SimulationDue::GivenUp { socket });
        }
        true
    }

    fn crash_relay(&mut self, commits: bool, back_in: u64) -> bool {
        if !self.relay_runs {
            return false;
        }
        self.assert_sent();
        self.network.relay.crash(if commits { Crash::AfterCommit } else { Crash::BeforeCommit });
        self.relay_is_gone();
        self.relay_runs = false;
        self.at(self.network.now + back_in, SimulationDue::RelayStarts);
        true
    }

    /// Ends the relay's connections; what it sent before still arrives.
    fn relay_is_gone(&mut self) {
        self.network.take_due(|due| matches!(due, Due::Committed));
        for socket in self.network.connections.keys().copied().collect::<Vec<_>>() {
            self.send_down(socket, Input::LinkDown);
        }
        self.network.connections.clear();
    }

    /// Forgets the promises about items that only the lost disk held.
    fn forget_lost_promises(&mut self) {
        let mut held = Vec::new();
        for disk in &self.network.disks {
            held.extend(copy::items_of(disk.load(), copy::member(0)));
        }
        for at in 0..self.pages.len() {
            let clock = self.clock(at);
            if let Some(peer) = self.network.pages[at].peer.as_mut() {
                held.extend(copy::ids(&peer.view(clock)));
            }
        }
        for (at, page) in self.pages.iter_mut().enumerate() {
            // An attempt to connect that is still on its way reaches the new disk.
            let network = &self.network.pages[at];
            page.reached_lost_disk = Some(network.dial.saturating_sub(u32::from(network.socket.is_none())));
            page.saved = page.added[..page.saved].iter().filter(|item| held.contains(item)).count();
            page.added.retain(|item| held.contains(item));
            page.only_at_relay.retain(|item| held.contains(item));
            page.on_lost_disk = page.only_at_relay.len();
            page.sent = 0;
        }
    }
}

fn later(until: &mut u64, at: u64) -> bool {
    *until = at.max(*until);
    true
}

/// Milliseconds after which the relay drops a connection that it hears nothing from.
const RELAY_TIMEOUT: u64 = 75_000;
