//! Two pages with a line to the relay each.

use std::collections::BTreeMap;

use alongside_peer::{
    Config, Input, Now, Output, Peer, RoomSecret,
    facts::{Connection, Sync},
    io::{DirectCommand, DirectEvent, WriteId},
    message::SignalBody,
};
use alongside_room::{AgendaEdit, Edit, ItemId, MemberId, MembersEdit, Place, Role, TextEdit, TextField};
use alongside_testkit::{
    device::Disk,
    relay::{EPOCH, RelayEffect, SimulatedRelay},
};
use alongside_wire::ReplicaId;

use crate::hop::{Hop, LineQuality};

pub const ANA: usize = 0;
pub const BEN: usize = 1;

/// By which way an edit comes to the other page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Path {
    /// Up to the relay and down again.
    Relay,
    /// Straight to it, over a line as good as each one's to the relay; and through the relay as well.
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
    /// Microseconds.
    now: u64,
    order: u64,
    agenda: BTreeMap<(u64, u64), Due>,
    quality: LineQuality,
    compact_above: u64,
    relay: SimulatedRelay,
    pages: [Page; 2],
    numbers: u64,
}

struct Page {
    peer: Option<Peer>,
    disk: Disk,
    /// Which page load and which attempt to connect this is: what came for another is nobody's.
    load: u32,
    dial: u32,
    socket: Option<u32>,
    up: Hop,
    down: Hop,
    /// From the other page to this one, where they meet directly.
    across: Hop,
    /// This end of their line is made.
    end: bool,
    heard: usize,
    wake: Option<u64>,
}

enum Due {
    Opened { page: usize, dial: u32 },
    Up { socket: u32, bytes: Vec<u8> },
    Down { page: usize, dial: u32, bytes: Vec<u8> },
    Across { page: usize, load: u32, from: ReplicaId, event: DirectEvent },
    Stored { page: usize, load: u32, id: WriteId },
    Wake { page: usize, load: u32 },
    Committed,
    Tick,
}

impl Pair {
    /// Both are there and caught up, with a point to write in.
    pub fn over(path: Path, quality: LineQuality, compact_above: u64) -> Self {
        let page = |at: u64| Page {
            peer: None,
            disk: Disk::default(),
            load: 0,
            dial: 0,
            socket: None,
            up: Hop::new(quality, 2 * at),
            down: Hop::new(quality, 2 * at + 1),
            across: Hop::new(quality, 2 * at + 4),
            end: false,
            heard: 0,
            wake: None,
        };
        let mut pair = Self {
            now: 0,
            order: 0,
            agenda: BTreeMap::new(),
            quality,
            compact_above,
            relay: SimulatedRelay::new(),
            pages: [page(0), page(1)],
            numbers: 0,
        };
        pair.after(1_000_000, Due::Tick);
        for (at, role) in [(ANA, Role::Coach), (BEN, Role::Coachee)] {
            pair.opens(at, &Disk::default());
            pair.edit(at, Edit::Members(MembersEdit::Join { member: member(at), name: format!("Person {at}"), role }));
        }
        pair.edit(ANA, Edit::Agenda(AgendaEdit::Add { item: ITEM, title: "A point".into(), place: Place::Last }));
        for at in [ANA, BEN] {
            pair.feed(at, Input::Willing(path == Path::Direct));
        }
        pair.pass(20_000);
        for at in [ANA, BEN] {
            let clock = pair.clock();
            let connection = pair.pages[at].peer.as_mut().map(|peer| peer.facts(clock).connection);
            assert_eq!(connection == Some(Connection::Direct), path == Path::Direct, "they meet as they should");
        }
        pair
    }

    /// Ana types so many letters, as a hand does; for each, the milliseconds until it stands on Ben's page, if he is there.
    pub fn types(&mut self, letters: usize) -> Vec<u64> {
        let before = self.letters(ANA);
        let mut typed = Vec::new();
        let mut took = Vec::new();
        for number in 0..letters {
            typed.push(self.now);
            self.type_one(number);
            // Between 90 and 290 ms, spread evenly enough by the golden ratio.
            let pause = 90_000 + (number as u64 * 123_607) % 200_000;
            self.run_to(self.now + pause, |pair| pair.note_arrived(before, &typed, &mut took));
        }
        if self.pages[BEN].peer.is_some() {
            self.run_to(self.now + 10_000_000, |pair| pair.note_arrived(before, &typed, &mut took));
            assert_eq!(took.len(), letters, "everything arrives");
        }
        took
    }

    fn note_arrived(&self, before: usize, typed: &[u64], took: &mut Vec<u64>) {
        let there = self.letters(BEN).saturating_sub(before).min(typed.len());
        took.extend(typed[took.len().min(there)..there].iter().map(|at| (self.now - at) / 1_000));
    }

    fn type_one(&mut self, number: usize) {
        let base = self.pages[ANA].peer.as_ref().and_then(|peer| peer.text(FIELD)).expect("the point is there");
        let letter = char::from(b'a' + (number % 26) as u8);
        self.edit(
            ANA,
            Edit::Text(TextEdit::Retype {
                field: FIELD,
                text: format!("{base}{letter}"),
                base: base.to_string(),
                caret: None,
            }),
        );
    }

    fn letters(&self, at: usize) -> usize {
        self.pages[at].peer.as_ref().and_then(|peer| peer.text(FIELD)).map_or(0, |text| text.len())
    }

    /// A page is closed: what its device holds.
    pub fn leaves(&mut self, at: usize) -> Disk {
        self.hang_up(at);
        self.pages[at].peer = None;
        self.pages[at].disk.clone()
    }

    /// A page is opened on a device that holds this.
    pub fn opens(&mut self, at: usize, disk: &Disk) {
        let seed = self.number();
        let config = Config {
            secret: RoomSecret::from_bytes([7; 32]),
            me: Some(member(at)),
            seed,
            origin: "relay.example".into(),
            compact_above: self.compact_above,
        };
        let clock = self.clock();
        let page = &mut self.pages[at];
        page.load += 1;
        (page.wake, page.disk) = (None, disk.clone());
        page.peer = Some(Peer::new(clock, config));
        self.feed(at, Input::Loaded(Box::new(disk.load())));
    }

    pub fn now(&self) -> u64 {
        self.now / 1_000
    }

    /// Bytes that the relay sent a page so far, and that arrived.
    pub fn heard(&self, at: usize) -> usize {
        self.pages[at].heard
    }

    pub fn is_caught_up(&mut self, at: usize) -> bool {
        let clock = self.clock();
        let facts = self.pages[at].peer.as_mut().map(|peer| peer.facts(clock));
        facts.is_some_and(|facts| matches!(facts.sync, Sync::Sent | Sync::HasIt(_)))
    }

    pub fn digest(&self, at: usize) -> Option<[u8; 32]> {
        self.pages[at].peer.as_ref().map(Peer::digest)
    }

    /// So many milliseconds go by.
    pub fn pass(&mut self, millis: u64) {
        self.run_to(self.now + millis * 1_000, |_| {});
    }

    /// Until it is so.
    pub fn pass_until(&mut self, is_so: impl Fn(&mut Self) -> bool) {
        while !is_so(self) {
            self.step();
        }
    }

    fn run_to(&mut self, end: u64, mut after_each: impl FnMut(&Self)) {
        while self.agenda.first_key_value().is_some_and(|((time, _), _)| *time <= end) {
            self.step();
            after_each(self);
        }
        self.now = end;
    }

    fn step(&mut self) {
        let ((time, _), due) = self.agenda.pop_first().expect("the relay's clock ticks for ever");
        self.now = time;
        match due {
            Due::Opened { page, dial } if self.pages[page].dial == dial => {
                let nonce = self.number();
                let (socket, effects) = self.relay.open(self.now(), nonce);
                self.pages[page].socket = Some(socket);
                self.feed(page, Input::LinkUp);
                self.obey(effects);
            }
            Due::Up { socket, bytes } => {
                let effects = self.relay.frame(self.now(), socket, bytes);
                self.obey(effects);
            }
            Due::Down { page, dial, bytes } if self.pages[page].dial == dial => {
                self.pages[page].heard += bytes.len();
                self.feed(page, Input::Frame(bytes));
            }
            Due::Across { page, load, from, event } if self.pages[page].load == load => {
                self.feed(page, Input::Direct(from, event));
            }
            Due::Stored { page, load, id } if self.pages[page].load == load => self.feed(page, Input::Stored(id)),
            Due::Wake { page, load } if self.pages[page].load == load && self.pages[page].wake == Some(time) => {
                self.pages[page].wake = None;
                self.feed(page, Input::Wake);
            }
            Due::Opened { .. } | Due::Down { .. } | Due::Across { .. } | Due::Stored { .. } | Due::Wake { .. } => {}
            Due::Committed => {
                let effects = self.relay.commit(self.now());
                self.obey(effects);
            }
            Due::Tick => {
                let effects = self.relay.tick(self.now());
                self.obey(effects);
                self.after(1_000_000, Due::Tick);
            }
        }
    }

    fn edit(&mut self, at: usize, edit: Edit) {
        self.feed(at, edit.into());
    }

    fn feed(&mut self, at: usize, input: Input) {
        let clock = self.clock();
        if let Some(peer) = &mut self.pages[at].peer {
            peer.handle(clock, input);
            self.drain(at);
        }
    }

    fn drain(&mut self, at: usize) {
        while let Some(output) = self.pages[at].peer.as_mut().and_then(Peer::poll) {
            self.carry_out(at, output);
        }
        let page = &mut self.pages[at];
        let deadline = page.peer.as_ref().and_then(Peer::deadline);
        let wake = deadline.map(|at| at.saturating_mul(1_000).max(self.now + 1_000));
        if let Some(wake) = wake.filter(|wake| page.wake != Some(*wake)) {
            page.wake = Some(wake);
            let due = Due::Wake { page: at, load: page.load };
            self.after(wake - self.now, due);
        }
    }

    fn carry_out(&mut self, at: usize, output: Output) {
        match output {
            Output::Dial => {
                self.hang_up(at);
                let page = &mut self.pages[at];
                page.dial += 1;
                // One round trip each for TCP, TLS 1.3 and the WebSocket's own handshake.
                let handshakes = (0..6).map(|_| page.up.half_trip()).sum();
                let due = Due::Opened { page: at, dial: page.dial };
                self.after(handshakes, due);
            }
            Output::HangUp => self.hang_up(at),
            Output::Send(bytes) => {
                let page = &mut self.pages[at];
                if let Some(socket) = page.socket {
                    let arrives = page.up.arrives(self.now, bytes.len());
                    self.after(arrives - self.now, Due::Up { socket, bytes });
                }
            }
            Output::Store(id, writes) => {
                self.pages[at].disk.commit(writes);
                let due = Due::Stored { page: at, load: self.pages[at].load, id };
                self.after(DISK, due);
            }
            Output::Direct(_, order) => self.line(at, order),
            Output::Refused(why) => panic!("an edit that applies was refused: {why:?}"),
            Output::TellTabs(_) | Output::View | Output::Facts | Output::Did(_) | Output::Notice(_) => {}
            Output::Edited | Output::Undone(_) | Output::Redone(_) => {}
            Output::EraseRequested | Output::EraseUnreachable => {}
        }
    }

    /// The two ends find each other at once, when both are made; what goes over their line takes its time.
    fn line(&mut self, at: usize, order: DirectCommand) {
        let other = 1 - at;
        match order {
            DirectCommand::Open { polite, .. } => {
                self.pages[at].end = true;
                if !polite {
                    self.across(at, 0, DirectEvent::Says(SignalBody::Offer(String::new())));
                }
            }
            DirectCommand::Hear(SignalBody::Offer(_)) => {
                self.across(at, 0, DirectEvent::Says(SignalBody::Answer(String::new())))
            }
            DirectCommand::Hear(_) => {
                self.across(at, 0, DirectEvent::Opened);
                self.across(other, 0, DirectEvent::Opened);
            }
            DirectCommand::Send(bytes) => {
                if self.pages[other].end {
                    let arrives = self.pages[other].across.arrives(self.now, bytes.len());
                    self.across(other, arrives - self.now, DirectEvent::Arrived(bytes));
                }
            }
            DirectCommand::Close => self.pages[at].end = false,
        }
    }

    fn across(&mut self, to: usize, micros: u64, event: DirectEvent) {
        let from = self.pages[1 - to].peer.as_ref().map(Peer::replica);
        if let Some(from) = from {
            let due = Due::Across { page: to, load: self.pages[to].load, from, event };
            self.after(micros, due);
        }
    }

    fn hang_up(&mut self, at: usize) {
        let page = &mut self.pages[at];
        page.dial += 1;
        (page.up, page.down) = (page.up.anew(self.quality), page.down.anew(self.quality));
        if let Some(socket) = page.socket.take() {
            let effects = self.relay.closed(self.now(), socket);
            self.obey(effects);
        }
    }

    fn obey(&mut self, effects: Vec<RelayEffect>) {
        for effects in effects {
            match effects {
                RelayEffect::Send(socket, bytes) => {
                    let Some(at) = self.pages.iter().position(|page| page.socket == Some(socket)) else { continue };
                    let page = &mut self.pages[at];
                    let arrives = page.down.arrives(self.now, bytes.len());
                    let due = Due::Down { page: at, dial: page.dial, bytes };
                    self.after(arrives - self.now, due);
                }
                RelayEffect::Close(socket) => panic!("the relay ends {socket}"),
                RelayEffect::Write => self.after(DISK, Due::Committed),
            }
        }
    }

    fn after(&mut self, micros: u64, due: Due) {
        self.order += 1;
        self.agenda.insert((self.now + micros, self.order), due);
    }

    /// 32 bytes that were not there before.
    fn number(&mut self) -> [u8; 32] {
        self.numbers += 1;
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&self.numbers.to_le_bytes());
        bytes
    }

    fn clock(&self) -> Now {
        Now { mono: self.now(), wall: EPOCH + self.now() }
    }
}

fn member(at: usize) -> MemberId {
    MemberId([at as u8 + 1; 8])
}

const ITEM: ItemId = ItemId([9; 8]);

const FIELD: TextField = TextField::ItemNotes(ITEM);

/// Microseconds that a transaction takes, on a device and at the relay.
const DISK: u64 = 3_000;
