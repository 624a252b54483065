//! Two pages, each with a connection to the relay.

use alongside_peer::{
    Config, Input, Output, Peer, RoomSecret,
    facts::{Connection, Sync},
    io::DirectEvent,
};
use alongside_room::{AgendaEdit, Edit, ItemId, MemberId, MembersEdit, Place, Role, TextEdit, TextField};
use alongside_testkit::{
    device::Disk,
    network::{DialOutcome, Direction, Driver, Due, Network},
};

use crate::hop::{Hop, LineQuality};

pub const ANA: usize = 0;
pub const BEN: usize = 1;

/// The path of an edit to the other page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Path {
    /// Through the relay.
    Relay,
    /// Over a direct connection as good as those to the relay, and through the relay as well.
    Direct,
}

impl Path {
    pub fn name(self) -> &'static str {
        match self {
            Self::Relay => "through the relay",
            Self::Direct => "directly as well",
        }
    }
}

/// Ana, Ben and the relay.
pub struct Pair {
    /// Its unit of time is the microsecond.
    network: Network<()>,
    quality: LineQuality,
    compact_above: u64,
    hops: [Hops; 2],
    numbers: u64,
}

/// The connections of one page.
struct Hops {
    up: Hop,
    down: Hop,
    /// The direct connection from the other page.
    across: Hop,
    /// Bytes that have arrived from the relay.
    heard: usize,
}

impl Pair {
    /// Both pages are open and caught up, with a point to write in.
    pub fn over(path: Path, quality: LineQuality, compact_above: u64) -> Self {
        let hops = |page: u64| Hops {
            up: Hop::new(quality, 2 * page),
            down: Hop::new(quality, 2 * page + 1),
            across: Hop::new(quality, 2 * page + 4),
            heard: 0,
        };
        let mut pair = Self { network: Network::new(), quality, compact_above, hops: [hops(0), hops(1)], numbers: 0 };
        pair.network.at(1_000_000, Due::Tick);
        for device in [ANA, BEN] {
            pair.network.add_page(device);
        }
        for (at, role) in [(ANA, Role::Coach), (BEN, Role::Coachee)] {
            pair.opens(at, &Disk::default());
            pair.feed(
                at,
                Edit::Members(MembersEdit::Join { member: member(at), name: format!("Person {at}"), role }).into(),
            );
        }
        pair.feed(
            ANA,
            Edit::Agenda(AgendaEdit::Add { item: ITEM, title: "A point".into(), place: Place::Last }).into(),
        );
        for at in [ANA, BEN] {
            pair.feed(at, Input::Willing(path == Path::Direct));
        }
        pair.pass(20_000);
        for at in [ANA, BEN] {
            let clock = pair.clock(at);
            let connection = pair.network.pages[at].peer.as_mut().map(|peer| peer.facts(clock).connection);
            assert_eq!(connection == Some(Connection::Direct), path == Path::Direct, "the pages connect on this path");
        }
        pair
    }

    /// Ana types so many letters at a person's pace; returns the milliseconds until each is on Ben's page, if he is
    /// there.
    pub fn types(&mut self, letters: usize) -> Vec<u64> {
        let before = self.letters(ANA);
        let mut typed = Vec::new();
        let mut took = Vec::new();
        for number in 0..letters {
            typed.push(self.network.now);
            self.type_one(number);
            // Between 90 and 290 ms, spread evenly enough by the golden ratio.
            let pause = 90_000 + (number as u64 * 123_607) % 200_000;
            self.run_to(self.network.now + pause, |pair| pair.note_arrived(before, &typed, &mut took));
        }
        if self.network.pages[BEN].peer.is_some() {
            self.run_to(self.network.now + 10_000_000, |pair| pair.note_arrived(before, &typed, &mut took));
            assert_eq!(took.len(), letters, "everything arrives");
        }
        took
    }

    fn note_arrived(&self, before: usize, typed: &[u64], took: &mut Vec<u64>) {
        let there = self.letters(BEN).saturating_sub(before).min(typed.len());
        took.extend(typed[took.len().min(there)..there].iter().map(|at| (self.network.now - at) / 1_000));
    }

    fn type_one(&mut self, number: usize) {
        let base = self.network.pages[ANA].peer.as_ref().and_then(|peer| peer.text(FIELD)).expect("the point is there");
        let letter = char::from(b'a' + (number % 26) as u8);
        let text = format!("{base}{letter}");
        let edit = Edit::Text(TextEdit::Retype { field: FIELD, text, base: base.to_string(), caret: None });
        self.feed(ANA, edit.into());
    }

    fn letters(&self, at: usize) -> usize {
        self.network.pages[at].peer.as_ref().and_then(|peer| peer.text(FIELD)).map_or(0, |text| text.len())
    }

    /// Closes a page; returns its device's storage.
    pub fn leaves(&mut self, at: usize) -> Disk {
        self.hang_up(at);
        self.network.pages[at].peer = None;
        self.network.disks[at].clone()
    }

    /// Opens a page on a device with this storage.
    pub fn opens(&mut self, at: usize, disk: &Disk) {
        let seed = self.number();
        let config = Config {
            secret: RoomSecret::from_bytes([7; 32]),
            me: Some(member(at)),
            seed,
            origin: "relay.example".into(),
            compact_above: self.compact_above,
        };
        self.network.disks[at] = disk.clone();
        self.load_page(at, config);
    }

    pub fn now(&self) -> u64 {
        self.network.now / 1_000
    }

    /// How many bytes from the relay have arrived at a page.
    pub fn heard(&self, at: usize) -> usize {
        self.hops[at].heard
    }

    pub fn is_caught_up(&mut self, at: usize) -> bool {
        let clock = self.clock(at);
        let facts = self.network.pages[at].peer.as_mut().map(|peer| peer.facts(clock));
        facts.is_some_and(|facts| matches!(facts.sync, Sync::Sent | Sync::HasIt(_)))
    }

    pub fn digest(&self, at: usize) -> Option<[u8; 32]> {
        self.network.pages[at].peer.as_ref().map(Peer::digest)
    }

    /// Lets so many milliseconds pass.
    pub fn pass(&mut self, millis: u64) {
        self.run_to(self.network.now + millis * 1_000, |_| {});
    }

    /// Lets time pass until a condition holds.
    pub fn pass_until(&mut self, is_so: impl Fn(&mut Self) -> bool) {
        while !is_so(self) {
            self.step();
        }
    }

    fn run_to(&mut self, end: u64, mut after_each: impl FnMut(&Self)) {
        while self.network.next().is_some_and(|time| time <= end) {
            self.step();
            after_each(self);
        }
        self.run_until(end);
    }

    /// 32 fresh bytes.
    fn number(&mut self) -> [u8; 32] {
        self.numbers += 1;
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&self.numbers.to_le_bytes());
        bytes
    }
}

impl Driver for Pair {
    type Own = ();

    const MILLISECOND: u64 = 1_000;

    fn network(&self) -> &Network<()> {
        &self.network
    }

    fn network_mut(&mut self) -> &mut Network<()> {
        &mut self.network
    }

    fn dials(&mut self, at: usize) -> (DialOutcome, u64) {
        let hops = &mut self.hops[at];
        (hops.up, hops.down) = (hops.up.anew(self.quality), hops.down.anew(self.quality));
        // One round trip each for TCP, TLS 1.3 and the WebSocket handshake.
        (DialOutcome::Connects, (0..6).map(|_| hops.up.half_trip()).sum())
    }

    fn nonce(&mut self, _at: usize) -> [u8; 32] {
        self.number()
    }

    fn latency(&mut self, at: usize, way: Direction, bytes: usize) -> u64 {
        let hops = &mut self.hops[at];
        let hop = if way == Direction::Up { &mut hops.up } else { &mut hops.down };
        hop.arrives(self.network.now, bytes) - self.network.now
    }

    /// The two ends connect at once; what is sent over their connection takes its time.
    fn direct_latency(&mut self, to: usize, event: &DirectEvent) -> u64 {
        match event {
            DirectEvent::Arrived(bytes) => {
                self.hops[to].across.arrives(self.network.now, bytes.len()) - self.network.now
            }
            _ => 0,
        }
    }

    fn storing_takes(&mut self, _at: usize) -> u64 {
        DISK
    }

    fn committing_takes(&mut self) -> Option<u64> {
        Some(DISK)
    }

    fn happens(&mut self, (): ()) {}

    fn arrives(&mut self, at: usize, dial: Option<u32>, input: Input) {
        match &input {
            Input::Frame(bytes) if dial == Some(self.network.pages[at].dial) => self.hops[at].heard += bytes.len(),
            Input::LinkDown => panic!("the relay ends a connection"),
            _ => {}
        }
        self.take_in(at, dial, input);
    }

    fn hears(&mut self, _at: usize, output: &Output) {
        if let Output::Refused(why) = output {
            panic!("an edit that applies was refused: {why:?}");
        }
    }
}

fn member(at: usize) -> MemberId {
    MemberId([at as u8 + 1; 8])
}

const ITEM: ItemId = ItemId([9; 8]);

const FIELD: TextField = TextField::ItemNotes(ITEM);

/// Microseconds that a transaction takes, on a device and at the relay.
const DISK: u64 = 3_000;
