//! Pages around the relay's real hub, every frame at once, and somebody in between who may change what the relay says.

mod direct;

use std::collections::VecDeque;

use alongside_peer::{
    Config, Facts, Input, Now, Output, Peer, RoomSecret,
    facts::Notice,
    io::{Caret, Write, WriteId},
    message::{Digest, Heartbeat, Message},
    seal::{self, Kind},
    snapshot::Snapshot,
};
use alongside_relay::{Log, log::RoomRecord};
use alongside_room::{
    AgendaEdit, Edit, ItemId, MemberId, MembersEdit, Moment, Place, Role, Room, TextEdit, TextField, Who, author,
};
use alongside_wire::{Counter, Decoded, FromRelay, ReplicaId, Seq, ToRelay, frame};
use chacha20::ChaCha20Rng;
use rand_core::SeedableRng;

use self::direct::DirectConnections;
use crate::{
    device::Disk,
    relay::{EPOCH, RelayEffect, SimulatedRelay},
};

/// What becomes of a frame on its way to a page.
pub type Tamper = Box<dyn FnMut(usize, FromRelay) -> Vec<FromRelay>>;

/// Everyone, and what is on its way.
pub struct Harness {
    pub now: u64,
    pub relay: SimulatedRelay,
    pub tamper: Tamper,
    pub direct: DirectConnections,
    /// Every frame that a page gave to its connection, in order.
    pub sent: Vec<(usize, ToRelay)>,
    compact_above: u64,
    seats: Vec<Seat>,
    down: VecDeque<(u32, Vec<u8>)>,
    writes: usize,
}

struct Seat {
    peer: Peer,
    disk: Disk,
    /// The device takes nothing any more.
    refuses: bool,
    away: bool,
    /// Bytes that the relay sent it.
    heard: usize,
    socket: Option<u32>,
    notices: Vec<Notice>,
    /// The write under way, and whether the device takes it.
    stored: Option<(WriteId, bool)>,
}

/// One who has the key, and says with it what no page would.
pub struct Rogue {
    socket: u32,
    replica: ReplicaId,
    next: Counter,
}

/// What opens the room of every simulation.
pub fn secret() -> RoomSecret {
    RoomSecret::from_bytes([7; 32])
}

/// Who sits at a page: Ana is 0, Ben is 1.
pub fn member(seat: usize) -> MemberId {
    MemberId([seat as u8 + 1; 8])
}

/// The point of this number.
pub fn item(number: u8) -> ItemId {
    ItemId([number; 8])
}

impl Harness {
    /// Ana and Ben, joined, in a room that is compacted often.
    pub fn for_two() -> Self {
        Self::of(2_000)
    }

    /// The same, where so many bytes of log are worth a snapshot.
    pub fn of(compact_above: u64) -> Self {
        let mut harness = Self {
            now: 0,
            compact_above,
            relay: SimulatedRelay::new(),
            tamper: Box::new(|_, frame| vec![frame]),
            direct: DirectConnections::default(),
            sent: Vec::new(),
            seats: Vec::new(),
            down: VecDeque::new(),
            writes: 0,
        };
        for (seat, role) in [Role::Coach, Role::Coachee].into_iter().enumerate() {
            harness.sit(seat, seat as u8 + 1);
            harness
                .edit(seat, Edit::Members(MembersEdit::Join { member: member(seat), name: format!("P{seat}"), role }));
            harness.pass(500);
        }
        harness
    }

    /// A page of this member opens, with nothing on its device.
    pub fn sit(&mut self, person: usize, seed: u8) -> usize {
        self.sit_at(Disk::default(), person, seed, false)
    }

    /// A page goes, and stays away; its device stays.
    pub fn goes(&mut self, seat: usize) {
        self.cut(seat);
        self.seats[seat].away = true;
    }

    /// A page closes.
    pub fn leaves(&mut self, seat: usize) {
        let clock = self.clock();
        self.seats[seat].peer.handle(clock, Input::Flush);
        self.settle();
    }

    /// A page that went finds the relay again.
    pub fn finds_the_relay(&mut self, seat: usize) {
        let clock = self.clock();
        self.seats[seat].away = false;
        self.seats[seat].peer.handle(clock, Input::Nudge);
        self.settle();
    }

    /// A seat's person lets it be met directly, or no more.
    pub fn agrees(&mut self, seat: usize, willing: bool) {
        let clock = self.clock();
        self.seats[seat].peer.handle(clock, Input::Willing(willing));
        self.settle();
    }

    /// A seat's device refuses to store anything from now on.
    pub fn stores_no_more(&mut self, seat: usize) {
        self.seats[seat].refuses = true;
    }

    /// The lines of all pages break.
    pub fn direct_connections_break(&mut self) {
        self.direct.break_all();
        self.settle();
    }

    /// A page opens on the device of one that went.
    pub fn comes_back(&mut self, seat: usize, person: usize, seed: u8) -> usize {
        let disk = self.seats[seat].disk.clone();
        self.sit_at(disk, person, seed, false)
    }

    /// The same, where no relay can be reached.
    pub fn comes_back_far_away(&mut self, seat: usize, person: usize, seed: u8) -> usize {
        let disk = self.seats[seat].disk.clone();
        self.sit_at(disk, person, seed, true)
    }

    /// Frames on a seat's device.
    pub fn frames_kept(&self, seat: usize) -> usize {
        self.seats[seat].disk.load().frames.len()
    }

    /// A page opens with a copy of what a seat holds, as after the key was changed: what a relay says it knows nothing of.
    pub fn brings_a_copy(&mut self, of: usize, person: usize, seed: u8) -> usize {
        let mut disk = Disk::default();
        disk.commit(vec![self.seats[of].peer.copy_to(&secret())]);
        self.sit_at(disk, person, seed, false)
    }

    /// The same, where no relay can be reached.
    pub fn brings_a_copy_far_away(&mut self, of: usize, person: usize, seed: u8) -> usize {
        let mut disk = Disk::default();
        disk.commit(vec![self.seats[of].peer.copy_to(&secret())]);
        self.sit_at(disk, person, seed, true)
    }

    /// Bytes that a seat was sent so far.
    pub fn heard(&self, seat: usize) -> usize {
        self.seats[seat].heard
    }

    fn sit_at(&mut self, disk: Disk, person: usize, seed: u8, away: bool) -> usize {
        let config = Config {
            secret: secret(),
            me: Some(member(person)),
            seed: [seed; 32],
            origin: "relay.example".into(),
            compact_above: self.compact_above,
        };
        let mut peer = Peer::new(self.clock(), config);
        peer.handle(self.clock(), Input::Loaded(Box::new(disk.load())));
        self.seats.push(Seat {
            peer,
            disk,
            refuses: false,
            away,
            heard: 0,
            socket: None,
            notices: Vec::new(),
            stored: None,
        });
        let seat = self.seats.len() - 1;
        self.settle();
        seat
    }

    /// A page is gone without a word.
    pub fn crash(&mut self, seat: usize) {
        let socket = self.seats[seat].socket.take().expect("it is connected");
        let effects = self.relay.closed(self.now, socket);
        self.obey(effects);
        self.settle();
    }

    /// A page's line breaks; it dials again by itself.
    pub fn cut(&mut self, seat: usize) {
        let clock = self.clock();
        if let Some(socket) = self.seats[seat].socket.take() {
            self.seats[seat].peer.handle(clock, Input::LinkDown);
            let effects = self.relay.closed(self.now, socket);
            self.obey(effects);
        }
    }

    /// A person does this at a page, where it applies.
    pub fn edit(&mut self, seat: usize, edit: Edit) {
        let clock = self.clock();
        self.seats[seat].peer.handle(clock, edit.into());
        self.settle();
    }

    /// A person adds a point.
    pub fn adds(&mut self, seat: usize, number: u8) {
        let title = format!("point {number}");
        self.edit(seat, Edit::Agenda(AgendaEdit::Add { item: item(number), title, place: Place::Last }));
    }

    /// A person writes at the end of a point's notes.
    pub fn writes(&mut self, seat: usize, number: u8, text: &str) {
        let field = TextField::ItemNotes(item(number));
        let base = self.seats[seat].peer.text(field).expect("the point is there").to_string();
        self.edit(seat, Edit::Text(TextEdit::Retype { field, text: format!("{base}{text}"), base, caret: None }));
    }

    /// The notes of a point.
    pub fn notes(&self, seat: usize, number: u8) -> String {
        self.seats[seat].peer.text(TextField::ItemNotes(item(number))).expect("the point is there").to_string()
    }

    /// The client id that a page writes under, and the clock of what it writes next, as somebody knows them who reads along.
    pub fn next_name_of(&mut self, seat: usize) -> (u64, u64) {
        author(&self.edit_in_the_name_of(seat, 250)).expect("a genuine update").expect("the page's own")
    }

    /// The name of the last frame that a page has put on its device and after it.
    pub fn next_frame_of(&self, seat: usize) -> (ReplicaId, Counter) {
        let Seat { peer, disk, .. } = &self.seats[seat];
        let own = disk.load().frames.into_iter().filter(|frame| frame.replica == peer.replica());
        let last = own.map(|frame| frame.counter).max().expect("it wrote something");
        (peer.replica(), last.next())
    }

    /// What a page would send to add a point, made by somebody who knows its client id.
    pub fn edit_in_the_name_of(&mut self, seat: usize, number: u8) -> Vec<u8> {
        let Seat { peer, disk, .. } = &mut self.seats[seat];
        let keys = secret().keys();
        let mut said =
            disk.load().frames.into_iter().filter(|frame| frame.replica == peer.replica()).filter_map(|frame| {
                let plain = seal::open(&keys, frame.replica, frame.counter, &frame.sealed).ok()?;
                Message::decode(&plain).ok()?.updates.pop()
            });
        let last = said.next_back().expect("it wrote something");
        let (client, _) = author(&last).expect("a genuine update").expect("the page's own");
        let Write::Snapshot { sealed, .. } = peer.copy_to(&secret()) else { unreachable!("a copy is a snapshot") };
        let (_, _, plain) = seal::open_carried(&keys, Kind::Snapshot, &sealed).expect("well sealed");
        let mut room = Room::new(client);
        room.load(&Snapshot::decode(&plain).expect("a snapshot").document).expect("a document");
        let who = Who { me: member(1), now: Moment(EPOCH + self.now) };
        room.edit(
            who,
            Edit::Agenda(AgendaEdit::Add { item: item(number), title: "theirs".to_owned(), place: Place::Last }),
        )
        .expect("an edit that applies");
        room.take_updates().pop().expect("an update")
    }

    /// Puts the caret into the notes.
    pub fn point(&mut self, seat: usize, number: u8, at: u32) {
        let clock = self.clock();
        let caret = Caret { field: TextField::ItemNotes(item(number)), at };
        self.seats[seat].peer.handle(clock, Input::Caret(Some(caret)));
        self.settle();
    }

    /// Whether a page shows the point.
    pub fn has(&mut self, seat: usize, number: u8) -> bool {
        let clock = self.clock();
        self.seats[seat].peer.view(clock).item(item(number)).is_some()
    }

    /// What a page's chips say.
    pub fn facts(&mut self, seat: usize) -> Facts {
        let clock = self.clock();
        Facts::clone(&self.seats[seat].peer.facts(clock))
    }

    /// What a page's replica comes to.
    pub fn digest(&self, seat: usize) -> [u8; 32] {
        self.seats[seat].peer.digest()
    }

    /// Bytes of log that the relay keeps of this room, and of its snapshot.
    pub fn kept(&self) -> (u64, u32) {
        match self.relay.log().room(secret().keys().room()) {
            Ok(RoomRecord::Known(known)) => (known.kept_bytes, known.snapshot.map_or(0, |head| head.bytes)),
            _ => (0, 0),
        }
    }

    /// The relay's last durable number in this room.
    pub fn durable(&self) -> Seq {
        match self.relay.log().room(secret().keys().room()) {
            Ok(RoomRecord::Known(known)) => known.durable,
            _ => Seq(0),
        }
    }

    /// What a seat was told so far.
    pub fn notices(&self, seat: usize) -> &[Notice] {
        &self.seats[seat].notices
    }

    /// The copies are equal, and a page that knows nothing comes to the same.
    pub fn assert_whole(&mut self) {
        self.tamper = Box::new(|_, frame| vec![frame]);
        self.pass(120_000);
        assert_eq!(self.digest(0), self.digest(1), "the copies differ");
        let cold = self.sit(0, 99);
        self.pass(60_000);
        assert!(self.facts(cold).caught_up, "the cold reader is stuck");
        assert_eq!(self.digest(cold), self.digest(0), "a cold reader differs");
    }

    /// So many milliseconds go by.
    pub fn pass(&mut self, millis: u64) {
        let end = self.now + millis;
        while self.now < end {
            let due = self.seats.iter().filter_map(|seat| seat.peer.deadline()).min().unwrap_or(end);
            self.now = due.max(self.now + 1).min(end);
            let clock = self.clock();
            for seat in &mut self.seats {
                if seat.peer.deadline().is_some_and(|deadline| deadline <= clock.mono) {
                    seat.peer.handle(clock, Input::Wake);
                }
            }
            let effects = self.relay.tick(self.now);
            self.obey(effects);
            self.settle();
            for seat in &self.seats {
                assert!(seat.peer.deadline().is_none_or(|deadline| deadline > self.now), "it wakes for nothing");
            }
        }
    }

    /// One more socket of somebody who has the key.
    pub fn rogue(&mut self, replica: u8) -> Rogue {
        let nonce = [replica; 32];
        let (socket, effects) = self.relay.open(self.now, nonce);
        self.obey(effects);
        let (keys, replica) = (secret().keys(), ReplicaId([replica; 16]));
        let signature = keys.sign_auth("relay.example", alongside_wire::Nonce(nonce), replica);
        let auth = frame::Auth { room: keys.room(), key: keys.write_key(), replica, signature };
        let rogue = Rogue { socket, replica, next: Counter(0) };
        self.say(&rogue, &ToRelay::Auth(auth));
        rogue
    }

    /// Pushes this message, well sealed.
    pub fn push(&mut self, rogue: &mut Rogue, message: &alongside_peer::message::Message) {
        let (replica, counter) = (rogue.replica, rogue.next);
        rogue.next = counter.next();
        let sealed = seal::seal(&secret().keys(), &mut rng(), replica, counter, &message.encode());
        self.say(rogue, &ToRelay::Push(frame::Push { replica, counter, sealed }));
    }

    /// Says to everybody what the room comes to.
    pub fn claims(&mut self, rogue: &mut Rogue, digest: Digest) {
        let presence = Some(Heartbeat { visible: true, nonce: 77, hears: Vec::new(), leaving: false });
        let message = Message { from: Some(member(1)), presence, digest: Some(digest), ..Message::default() };
        let counter = rogue.next;
        rogue.next = counter.next();
        let (keys, body) = (secret().keys(), message.encode());
        let sealed = seal::seal_carried(&keys, &mut rng(), Kind::Ephemeral, rogue.replica, counter, &body);
        self.say(rogue, &ToRelay::Ephemeral(frame::Ephemeral { to: None, sealed }));
    }

    /// Pushes bytes that nobody can open, under a name of another's.
    pub fn pushes_junk(&mut self, rogue: &Rogue, replica: ReplicaId, counter: Counter) {
        self.say(rogue, &ToRelay::Push(frame::Push { replica, counter, sealed: vec![0x55; 296] }));
    }

    /// The rogue sends a frame.
    pub fn say(&mut self, rogue: &Rogue, frame: &ToRelay) {
        let effects = self.relay.frame(self.now, rogue.socket, frame.encode());
        self.obey(effects);
        self.settle();
    }

    fn clock(&self) -> Now {
        Now { mono: self.now, wall: EPOCH + self.now }
    }

    /// Until nothing is on its way.
    fn settle(&mut self) {
        loop {
            let mut quiet = true;
            for at in 0..self.seats.len() {
                while let Some(output) = self.seats[at].peer.poll() {
                    quiet = false;
                    self.carry_out(at, output);
                }
                if let Some((id, stored)) = self.seats[at].stored.take() {
                    quiet = false;
                    let clock = self.clock();
                    let input = if stored { Input::Stored(id) } else { Input::StoreFailed(id) };
                    self.seats[at].peer.handle(clock, input);
                }
            }
            if let Some(((whose, page), event)) = self.direct.next() {
                quiet = false;
                let clock = self.clock();
                if let Some(seat) = self.seats.iter_mut().find(|seat| seat.peer.replica() == whose) {
                    seat.peer.handle(clock, Input::Direct(page, event));
                }
            }
            if let Some((socket, bytes)) = self.down.pop_front() {
                quiet = false;
                self.hear(socket, &bytes);
            } else if quiet && self.writes > 0 {
                quiet = false;
                self.writes -= 1;
                let effects = self.relay.commit(self.now);
                self.obey(effects);
            }
            if quiet {
                return;
            }
        }
    }

    fn carry_out(&mut self, at: usize, output: Output) {
        let clock = self.clock();
        match output {
            Output::Dial if self.seats[at].away => self.seats[at].peer.handle(clock, Input::LinkDown),
            Output::Dial => {
                let (socket, effects) = self.relay.open(self.now, [at as u8; 32]);
                self.seats[at].socket = Some(socket);
                self.seats[at].peer.handle(clock, Input::LinkUp);
                self.obey(effects);
            }
            Output::HangUp => {
                if let Some(socket) = self.seats[at].socket.take() {
                    let effects = self.relay.closed(self.now, socket);
                    self.obey(effects);
                }
            }
            Output::Send(bytes) => {
                if let Some(socket) = self.seats[at].socket {
                    let Ok(Decoded::Known(frame)) = ToRelay::decode(&bytes) else {
                        panic!("it sent what does not read")
                    };
                    self.sent.push((at, frame));
                    let effects = self.relay.frame(self.now, socket, bytes);
                    self.obey(effects);
                }
            }
            Output::Store(id, writes) => {
                let seat = &mut self.seats[at];
                seat.stored = Some((id, !seat.refuses));
                if !seat.refuses {
                    seat.disk.commit(writes);
                }
            }
            Output::Direct(page, order) => {
                let me = self.seats[at].peer.replica();
                self.direct.obey(me, page, order);
            }
            Output::Notice(notice) => self.seats[at].notices.push(notice),
            Output::Refused(why) => panic!("an edit that applies was refused: {why:?}"),
            Output::TellTabs(_) | Output::View | Output::Facts | Output::Did(_) | Output::Edited => {}
            Output::Undone(_) | Output::Redone(_) | Output::EraseRequested | Output::EraseUnreachable => {}
        }
    }

    fn obey(&mut self, effects: Vec<RelayEffect>) {
        for effects in effects {
            match effects {
                RelayEffect::Send(socket, bytes) => self.down.push_back((socket, bytes)),
                RelayEffect::Close(socket) => {
                    let clock = self.clock();
                    if let Some(seat) = self.seats.iter_mut().find(|seat| seat.socket == Some(socket)) {
                        seat.socket = None;
                        // What it was sent before it is heard first.
                        let theirs: Vec<_> = self.down.iter().filter(|(to, _)| *to == socket).cloned().collect();
                        self.down.retain(|(to, _)| *to != socket);
                        for (_, bytes) in theirs {
                            seat.peer.handle(clock, Input::Frame(bytes));
                        }
                        seat.peer.handle(clock, Input::LinkDown);
                    }
                }
                RelayEffect::Write => self.writes += 1,
            }
        }
    }

    fn hear(&mut self, socket: u32, bytes: &[u8]) {
        let clock = self.clock();
        let Some(at) = self.seats.iter().position(|seat| seat.socket == Some(socket)) else { return };
        self.seats[at].heard += bytes.len();
        let Ok(Decoded::Known(frame)) = FromRelay::decode(bytes) else { panic!("the relay says only what it knows") };
        for frame in (self.tamper)(at, frame) {
            self.seats[at].peer.handle(clock, Input::Frame(frame.encode()));
        }
    }
}

/// Where nonces come from that nobody looks at.
pub fn rng() -> ChaCha20Rng {
    ChaCha20Rng::from_seed([3; 32])
}
