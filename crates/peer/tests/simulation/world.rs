//! A small world: people at pages on devices, a relay, and weather between them, on one virtual clock.
//!
//! Everything random follows from one seed. Connections are as TCP makes them, in order and whole until they break; what
//! breaks, is lost or comes twice follows from connections that break, pages that crash and relays that die.

use std::collections::BTreeMap;

use alongside_peer::{
    Config, Input, Now, Output, Peer, RoomSecret,
    facts::Sync,
    io::{Write, WriteId},
};
use alongside_room::{Edit, MemberId, edit::Role};
use chacha20::ChaCha20Rng;
use rand_core::{Rng, SeedableRng};

use super::{
    device::Disk,
    people,
    server::{Crash, Doing, Server},
};

/// Milliseconds since 1970 when a world begins.
pub const EPOCH: u64 = 1_800_000_000_000;

/// Bytes of log that are worth a snapshot: little, so that there are many.
const COMPACT_ABOVE: u64 = 4 * 1024;

/// How bad it gets.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// Everything follows from it.
    pub seed: u64,
    /// Pages: the first two are Ana's and Ben's, then each another device or tab.
    pub pages: usize,
    /// Milliseconds of bad weather; then it clears.
    pub weather: u64,
    /// Edits that each page does meanwhile.
    pub edits: usize,
}

/// Everything there is.
pub struct World {
    plan: Plan,
    rng: ChaCha20Rng,
    now: u64,
    agenda: BTreeMap<(u64, u64), Event>,
    order: u64,
    server: Server,
    commit_under_way: bool,
    disks: Vec<Disk>,
    pages: Vec<Page>,
    /// The relay lost its disk at least once.
    disk_lost: bool,
    /// The promises made by chips, and how many of each were checked.
    pub checks: Checks,
}

/// How often each promise was put to the test.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Checks {
    /// "Sent", before a crash of the relay.
    pub sent: usize,
    /// "Saved here" or better, before a crash of a page.
    pub saved: usize,
    /// "<Name> has it".
    pub has_it: usize,
    /// Logs that were trimmed to what a confirmed snapshot left.
    pub trims: usize,
}

impl std::ops::AddAssign for Checks {
    fn add_assign(&mut self, more: Self) {
        self.sent += more.sent;
        self.saved += more.saved;
        self.has_it += more.has_it;
        self.trims += more.trims;
    }
}

struct Page {
    peer: Option<Peer>,
    member: MemberId,
    device: usize,
    life: u32,
    link: Option<Connection>,
    dialled: u32,
    wake: Option<u64>,
    /// Wall clock minus true time.
    skew: i64,
    /// Items that this page added.
    added: Vec<alongside_room::ItemId>,
    /// Items that were added in an earlier life and are at the relay only, as far as was promised.
    elsewhere: Vec<alongside_room::ItemId>,
    /// How many of `added` were promised to be on the device, at the relay.
    saved: usize,
    sent: usize,
}

#[derive(Debug, Clone, Copy)]
struct Connection {
    socket: u32,
    dial: u32,
    /// When the last byte each way arrives.
    up_at: u64,
    down_at: u64,
}

#[derive(Debug)]
enum Event {
    Opened { page: usize, life: u32, dial: u32 },
    Dropped { page: usize, life: u32, dial: u32 },
    ToRelay { socket: u32, bytes: Vec<u8> },
    ToPage { page: usize, life: u32, dial: u32, bytes: Vec<u8> },
    Heard { page: usize, life: u32, bytes: Vec<u8> },
    Stored { page: usize, life: u32, id: WriteId, writes: Vec<Write> },
    Wake { page: usize, life: u32 },
    Edit { page: usize },
    Trouble,
    Commit,
    Tick,
    Reopen { page: usize },
}

impl World {
    /// A world at its beginning: Ana has started the room, nobody is connected.
    pub fn new(plan: Plan) -> Self {
        let mut seed = [0; 32];
        seed[..8].copy_from_slice(&plan.seed.to_le_bytes());
        let mut world = Self {
            plan,
            rng: ChaCha20Rng::from_seed(seed),
            now: 0,
            agenda: BTreeMap::new(),
            order: 0,
            server: Server::new(),
            commit_under_way: false,
            disks: Vec::new(),
            pages: Vec::new(),
            disk_lost: false,
            checks: Checks::default(),
        };
        for page in 0..plan.pages {
            world.add_page(page);
        }
        world.at(1000, Event::Tick);
        world.schedule_weather();
        world
    }

    /// Plays the plan to its end, clears the weather, and waits until all is quiet.
    pub fn run(&mut self) {
        self.run_until(self.plan.weather);
        self.clear();
        self.run_until(self.plan.weather + 180_000);
    }

    /// Every page has the same room, nothing waits, and everything that was ever added is there.
    pub fn assert_whole(&mut self) {
        let now = self.now;
        let seed = self.plan.seed;
        let mut digests = Vec::new();
        for at in 0..self.pages.len() {
            let clock = self.clock(at);
            let page = &mut self.pages[at];
            let peer = page.peer.as_mut().expect("every page is open at the end");
            let facts = peer.facts(clock);
            assert_eq!(facts.waiting, 0, "seed {seed}: page {at} still waits at {now}: {facts:?}");
            assert!(matches!(facts.sync, Sync::Sent | Sync::HasIt(_)), "seed {seed}: page {at}: {facts:?}");
            digests.push(peer.digest());
        }
        assert!(digests.windows(2).all(|pair| pair[0] == pair[1]), "seed {seed}: the copies differ: {digests:?}");
        for at in 0..self.pages.len() {
            for item in [&self.pages[at].added[..], &self.pages[at].elsewhere].concat() {
                assert!(self.has(0, item), "seed {seed}: page {at}'s {item:?} is lost");
            }
        }
    }

    /// A cold client that only ever saw the relay comes to the same room.
    pub fn assert_cold_reader_agrees(&mut self) {
        let at = self.pages.len();
        self.add_page_on(at, at, self.disks.len());
        self.run_until(self.now + 60_000);
        let clock = self.clock(at);
        let cold = self.pages[at].peer.as_mut().expect("just opened");
        assert!(cold.facts(clock).caught_up, "seed {}: the cold reader is stuck", self.plan.seed);
        let (cold, warm) = (cold.digest(), self.pages[0].peer.as_ref().expect("open").digest());
        assert_eq!(cold, warm, "seed {}: a cold reader differs", self.plan.seed);
        self.checks.trims = self.server.trims() as usize;
    }

    fn add_page(&mut self, at: usize) {
        // Ana, Ben, then another device of each, then another tab of Ana's first device.
        let device = if at == 4 { 0 } else { at };
        self.add_page_on(at, at % 2, device);
    }

    fn add_page_on(&mut self, at: usize, person: usize, device: usize) {
        while self.disks.len() <= device {
            self.disks.push(Disk::default());
        }
        let member = people::member(person);
        let skew = (self.rng.next_u64() % 600_000) as i64 - 300_000;
        self.pages.push(Page {
            peer: None,
            member,
            device,
            life: 0,
            link: None,
            dialled: 0,
            wake: None,
            skew,
            added: Vec::new(),
            elsewhere: Vec::new(),
            saved: 0,
            sent: 0,
        });
        self.open(at);
        if at < 2 {
            let role = if at == 0 { Role::Coach } else { Role::Coachee };
            let join = Edit::Join { member, name: format!("Person {at}"), role };
            self.edit(at, join);
        }
    }

    fn open(&mut self, at: usize) {
        let mut seed = [0; 32];
        self.rng.fill_bytes(&mut seed);
        let clock = self.clock(at);
        let page = &mut self.pages[at];
        page.life += 1;
        let secret = RoomSecret::from_bytes([7; 32]);
        let config = Config {
            secret,
            me: Some(page.member),
            seed,
            origin: "relay.example".into(),
            compact_above: COMPACT_ABOVE,
        };
        page.peer = Some(Peer::new(clock, config));
        page.link = None;
        let kept = self.disks[page.device].load();
        self.feed(at, Input::Loaded(Box::new(kept)));
    }

    fn schedule_weather(&mut self) {
        for page in 0..self.plan.pages {
            for _ in 0..self.plan.edits {
                let at = self.rng.next_u64() % self.plan.weather.max(1);
                self.at(at, Event::Edit { page });
            }
        }
        for _ in 0..self.plan.weather / 4_000 {
            let at = self.rng.next_u64() % self.plan.weather.max(1);
            self.at(at, Event::Trouble);
        }
    }

    fn at(&mut self, time: u64, event: Event) {
        self.order += 1;
        self.agenda.insert((time.max(self.now), self.order), event);
    }

    fn after(&mut self, most: u64, event: Event) {
        let delay = self.rng.next_u64() % (most + 1);
        self.at(self.now + delay, event);
    }

    fn clock(&self, at: usize) -> Now {
        Now { mono: self.now, wall: (EPOCH + self.now).saturating_add_signed(self.pages[at].skew) }
    }

    fn run_until(&mut self, end: u64) {
        while let Some(((time, _), _)) = self.agenda.first_key_value() {
            if *time > end {
                break;
            }
            let ((time, _), event) = self.agenda.pop_first().expect("just seen");
            self.now = time;
            self.happen(event);
        }
        self.now = end;
    }

    fn happen(&mut self, event: Event) {
        match event {
            Event::Opened { page, life, dial } => self.opened(page, life, dial),
            Event::Dropped { page, life, dial } => {
                if self.is_linked(page, life, dial) {
                    self.pages[page].link = None;
                    self.feed(page, Input::LinkDown);
                }
            }
            Event::ToRelay { socket, bytes } => {
                if self.pages.iter().any(|page| page.link.is_some_and(|link| link.socket == socket)) {
                    let doing = self.server.frame(self.now, socket, bytes);
                    self.obey(doing);
                }
            }
            Event::ToPage { page, life, dial, bytes } => {
                if self.is_linked(page, life, dial) {
                    self.feed(page, Input::Frame(bytes));
                }
            }
            Event::Heard { page, life, bytes } => {
                if self.is_alive(page, life) {
                    self.feed(page, Input::Heard(bytes));
                }
            }
            Event::Stored { page, life, id, writes } => {
                if self.is_alive(page, life) {
                    let device = self.pages[page].device;
                    if self.disks[device].refuses {
                        self.feed(page, Input::StoreFailed(id));
                    } else {
                        self.disks[device].commit(writes);
                        self.feed(page, Input::Stored(id));
                    }
                }
            }
            Event::Wake { page, life } => {
                if self.is_alive(page, life) && self.pages[page].wake == Some(self.now) {
                    self.pages[page].wake = None;
                    self.feed(page, Input::Wake);
                }
            }
            Event::Edit { page } => {
                if self.pages[page].peer.is_some() {
                    let edits = people::acts(&mut self.rng, self.pages[page].peer.as_mut(), self.now + EPOCH);
                    for edit in edits {
                        self.edit(page, edit);
                    }
                }
            }
            Event::Trouble => self.trouble(),
            Event::Commit => {
                self.commit_under_way = false;
                let doing = self.server.commit(self.now);
                self.obey(doing);
            }
            Event::Tick => {
                let doing = self.server.tick(self.now);
                self.obey(doing);
                self.at(self.now + 1000, Event::Tick);
            }
            Event::Reopen { page } => {
                if self.pages[page].peer.is_none() {
                    self.open(page);
                    self.assert_saved(page);
                }
            }
        }
    }

    fn is_alive(&self, page: usize, life: u32) -> bool {
        self.pages[page].life == life && self.pages[page].peer.is_some()
    }

    fn is_linked(&self, page: usize, life: u32, dial: u32) -> bool {
        self.is_alive(page, life) && self.pages[page].dialled == dial
    }

    fn opened(&mut self, page: usize, life: u32, dial: u32) {
        if !self.is_linked(page, life, dial) {
            return;
        }
        let mut nonce = [0; 32];
        self.rng.fill_bytes(&mut nonce);
        let (socket, doing) = self.server.open(self.now, nonce);
        self.pages[page].link = Some(Connection { socket, dial, up_at: self.now, down_at: self.now });
        self.feed(page, Input::LinkUp);
        self.obey(doing);
    }

    fn edit(&mut self, at: usize, edit: Edit) {
        let clock = self.clock(at);
        let added = match &edit {
            Edit::AddItem { item, .. } => Some(*item),
            _ => None,
        };
        let peer = self.pages[at].peer.as_mut().expect("only open pages edit");
        if peer.edit(clock, edit).is_ok() {
            self.pages[at].added.extend(added);
        }
        self.drain(at);
    }

    fn feed(&mut self, at: usize, input: Input) {
        let clock = self.clock(at);
        if let Some(peer) = self.pages[at].peer.as_mut() {
            peer.handle(clock, input);
            self.drain(at);
        }
    }

    fn drain(&mut self, at: usize) {
        let clock = self.clock(at);
        while let Some(output) = self.pages[at].peer.as_mut().and_then(Peer::poll) {
            self.carry_out(at, output);
        }
        let Some(peer) = self.pages[at].peer.as_mut() else { return };
        let (deadline, facts) = (peer.deadline(), peer.facts(clock));
        self.believe(at, facts.sync, facts.unsaved);
        let page = &mut self.pages[at];
        if let Some(deadline) = deadline.map(|deadline| deadline.max(self.now + 1)).filter(|at| page.wake != Some(*at))
        {
            page.wake = Some(deadline);
            let life = page.life;
            self.at(deadline, Event::Wake { page: at, life });
        }
    }

    fn carry_out(&mut self, at: usize, output: Output) {
        let life = self.pages[at].life;
        match output {
            Output::Dial => {
                self.hang_up(at);
                self.pages[at].dialled += 1;
                let dial = self.pages[at].dialled;
                let fails = self.now < self.plan.weather && self.rng.next_u64().is_multiple_of(4);
                let event = if fails {
                    Event::Dropped { page: at, life, dial }
                } else {
                    Event::Opened { page: at, life, dial }
                };
                self.after(200, event);
            }
            Output::HangUp => self.hang_up(at),
            Output::Send(bytes) => {
                let latency = self.rng.next_u64() % 80;
                if let Some(link) = &mut self.pages[at].link {
                    link.up_at = link.up_at.max(self.now + latency);
                    let (time, socket) = (link.up_at, link.socket);
                    self.at(time, Event::ToRelay { socket, bytes });
                }
            }
            Output::Store(id, writes) => self.after(30, Event::Stored { page: at, life, id, writes }),
            Output::Tell(bytes) => {
                let device = self.pages[at].device;
                for page in 0..self.pages.len() {
                    if page != at && self.pages[page].device == device {
                        let life = self.pages[page].life;
                        self.after(5, Event::Heard { page, life, bytes: bytes.clone() });
                    }
                }
            }
            Output::Line(..) | Output::View | Output::Facts | Output::Did(_) | Output::Notice(_) => {}
        }
    }

    fn obey(&mut self, doing: Vec<Doing>) {
        for doing in doing {
            match doing {
                Doing::Send(socket, bytes) => {
                    let latency = self.rng.next_u64() % 80;
                    let now = self.now;
                    let Some((page, link)) = self.linked(socket) else { continue };
                    link.down_at = link.down_at.max(now + latency);
                    let (time, dial) = (link.down_at, link.dial);
                    let life = self.pages[page].life;
                    self.at(time, Event::ToPage { page, life, dial, bytes });
                }
                Doing::Close(socket) => {
                    let Some((page, link)) = self.linked(socket) else { continue };
                    let (time, dial) = (link.down_at, link.dial);
                    let life = self.pages[page].life;
                    self.at(time, Event::Dropped { page, life, dial });
                }
                Doing::Write => {
                    self.commit_under_way = true;
                    self.after(20, Event::Commit);
                }
            }
        }
    }

    fn linked(&mut self, socket: u32) -> Option<(usize, &mut Connection)> {
        self.pages
            .iter_mut()
            .enumerate()
            .find_map(|(at, page)| page.link.as_mut().filter(|link| link.socket == socket).map(|link| (at, link)))
    }

    fn hang_up(&mut self, at: usize) {
        if let Some(link) = self.pages[at].link.take() {
            self.pages[at].dialled += 1;
            let doing = self.server.closed(self.now, link.socket);
            self.obey(doing);
        }
    }

    /// One piece of bad luck.
    fn trouble(&mut self) {
        let page = (self.rng.next_u64() % self.pages.len() as u64) as usize;
        match self.rng.next_u64() % 12 {
            0..4 => self.break_link(page),
            4..6 => self.go_silent(page),
            6 | 7 => self.crash_relay(),
            8 => self.lose_disk(),
            9 | 10 => self.crash_page(page),
            _ => {
                let device = self.pages[page].device;
                self.disks[device].refuses = !self.disks[device].refuses;
            }
        }
    }

    /// Both ends learn that the connection is gone.
    fn break_link(&mut self, at: usize) {
        if self.pages[at].link.is_some() {
            self.hang_up(at);
            self.feed(at, Input::LinkDown);
        }
    }

    /// Nobody learns it: frames go nowhere, until somebody loses patience.
    fn go_silent(&mut self, at: usize) {
        self.pages[at].link = None;
    }

    fn crash_relay(&mut self) {
        let crash = if self.rng.next_u64().is_multiple_of(2) { Crash::BeforeCommit } else { Crash::AfterCommit };
        self.assert_sent();
        self.server.crash(crash);
        self.drop_everyone();
    }

    fn lose_disk(&mut self) {
        self.disk_lost = true;
        self.server.lose_disk();
        self.drop_everyone();
        self.forgive();
    }

    /// What only the lost disk held is owed by nobody any more.
    fn forgive(&mut self) {
        let mut held = Vec::new();
        for disk in &self.disks {
            held.extend(people::items_of(disk.load(), people::member(0)));
        }
        for at in 0..self.pages.len() {
            let clock = self.clock(at);
            if let Some(peer) = self.pages[at].peer.as_mut() {
                held.extend(people::ids(&peer.view(clock)));
            }
        }
        for page in &mut self.pages {
            page.saved = page.added[..page.saved].iter().filter(|item| held.contains(item)).count();
            page.added.retain(|item| held.contains(item));
            page.elsewhere.retain(|item| held.contains(item));
            page.sent = 0;
        }
    }

    fn drop_everyone(&mut self) {
        self.agenda.retain(|_, event| !matches!(event, Event::Commit));
        self.commit_under_way = false;
        for at in 0..self.pages.len() {
            if self.pages[at].link.take().is_some() {
                self.feed(at, Input::LinkDown);
            }
        }
    }

    /// The page is gone with everything that was not committed.
    fn crash_page(&mut self, at: usize) {
        if self.pages[at].peer.take().is_none() {
            return;
        }
        self.hang_up(at);
        let page = &mut self.pages[at];
        // What was said to be sent is at the relay, and the device owes nothing of it; what was said to be nothing may be
        // lost.
        page.added.truncate(page.saved.max(page.sent));
        page.elsewhere.extend(page.added.split_off(page.saved));
        page.sent = page.sent.min(page.saved);
        self.after(5_000, Event::Reopen { page: at });
    }

    fn clear(&mut self) {
        for disk in &mut self.disks {
            disk.refuses = false;
        }
        for at in 0..self.pages.len() {
            if self.pages[at].peer.is_none() {
                self.open(at);
                self.assert_saved(at);
            }
        }
    }

    /// What a chip says is a promise about everything added so far.
    fn believe(&mut self, at: usize, sync: Sync, unsaved: u32) {
        let page = &mut self.pages[at];
        let all = page.added.len();
        match sync {
            Sync::SavedHere if unsaved == 0 => page.saved = all,
            Sync::Sent => page.sent = all,
            Sync::HasIt(member) => {
                page.sent = all;
                if self.rng.next_u64().is_multiple_of(48) {
                    self.assert_has_it(at, member);
                }
            }
            Sync::SavedHere | Sync::Offline { .. } | Sync::Connecting | Sync::NotSaved { .. } => {}
        }
    }

    /// "Saved here" holds when the page is opened again.
    fn assert_saved(&mut self, at: usize) {
        let owed = self.pages[at].added[..self.pages[at].saved].to_vec();
        for item in owed {
            self.checks.saved += 1;
            assert!(self.has(at, item), "seed {}: page {at} said it had saved {item:?}", self.plan.seed);
        }
    }

    /// "Sent" holds: a client that knows nothing but the relay's disk would find it.
    fn assert_sent(&mut self) {
        if self.disk_lost {
            return;
        }
        let frames = self.server_items();
        for (at, page) in self.pages.iter().enumerate() {
            for item in page.added[..page.sent].iter().chain(&page.elsewhere) {
                self.checks.sent += 1;
                assert!(frames.contains(item), "seed {}: page {at} said it had sent {item:?}", self.plan.seed);
            }
        }
    }

    /// "<Name> has it" holds: a page opened on one of their devices, without any network, shows it.
    fn assert_has_it(&mut self, at: usize, member: MemberId) {
        let owed = self.pages[at].added.clone();
        let devices: Vec<usize> =
            self.pages.iter().filter(|page| page.member == member).map(|page| page.device).collect();
        let mut found = Vec::new();
        for device in devices {
            found.extend(people::items_of(self.disks[device].load(), member));
        }
        for item in owed {
            self.checks.has_it += 1;
            assert!(
                found.contains(&item),
                "seed {}: at {}, page {at} said that {member:?} has {item:?}",
                self.plan.seed,
                self.now
            );
        }
    }

    fn server_items(&self) -> Vec<alongside_room::ItemId> {
        people::items_at(self.server.log())
    }

    fn has(&mut self, at: usize, item: alongside_room::ItemId) -> bool {
        let clock = self.clock(at);
        let peer = self.pages[at].peer.as_mut().expect("open");
        people::holds(&peer.view(clock), item)
    }
}
