//! Pages around the relay's real hub. Every frame is delivered at once, and a test may change what the relay says.

mod rogue;

use alongside_peer::{
    Config, Facts, Input, Output, Peer, RoomSecret,
    facts::Notice,
    io::{Caret, DirectCommand, DirectEvent},
    message::SignalBody,
};
use alongside_relay::{Log, log::RoomRecord};
use alongside_room::{AgendaEdit, Edit, ItemId, MemberId, MembersEdit, Place, Role, TextEdit, TextField};
use alongside_wire::{Decoded, FromRelay, Seq, ToRelay};

pub use self::rogue::{Rogue, rng};
use crate::{
    device::Disk,
    network::{DialOutcome, Direction, Driver, Due, Network},
    relay::SimulatedRelay,
};

/// Replaces a frame on its way to a page (by its seat) with other frames.
pub type Tamper = Box<dyn FnMut(usize, FromRelay) -> Vec<FromRelay>>;

/// All pages, and everything that is on its way.
pub struct Harness {
    pub tamper: Tamper,
    /// Every frame that a page sent, in order.
    pub sent: Vec<(usize, ToRelay)>,
    /// Every offer, answer and candidate that a page's browser was given, with the page.
    pub signals: Vec<(usize, SignalBody)>,
    /// Whether direct connections are cut: nothing sent over them arrives, and none can be made.
    pub direct_is_cut: bool,
    compact_above: u64,
    /// Its unit of time is the millisecond.
    network: Network<()>,
    seats: Vec<Seat>,
}

/// What the harness knows of a page, besides the network.
#[derive(Default)]
struct Seat {
    /// The device refuses to store anything.
    refuses: bool,
    /// The page cannot reach the relay.
    away: bool,
    /// Bytes that the relay sent to the page.
    heard: usize,
    notices: Vec<Notice>,
}

/// The room secret of every simulation.
pub fn secret() -> RoomSecret {
    RoomSecret::from_bytes([7; 32])
}

/// The member at a seat: Ana is 0, Ben is 1.
pub fn member(seat: usize) -> MemberId {
    MemberId([seat as u8 + 1; 8])
}

/// The id of the point with this number.
pub fn item(number: u8) -> ItemId {
    ItemId([number; 8])
}

impl Harness {
    /// Ana and Ben, joined, in a room that is compacted often.
    pub fn for_two() -> Self {
        Self::of(2_000)
    }

    /// Ana and Ben, joined, in a room that is compacted when its log has more bytes than this.
    pub fn of(compact_above: u64) -> Self {
        let mut harness = Self {
            tamper: Box::new(|_, frame| vec![frame]),
            sent: Vec::new(),
            signals: Vec::new(),
            direct_is_cut: false,
            compact_above,
            network: Network::new(),
            seats: Vec::new(),
        };
        harness.network.at(1_000, Due::Tick);
        for (seat, role) in [Role::Coach, Role::Coachee].into_iter().enumerate() {
            harness.sit(seat, seat as u8 + 1);
            harness
                .edit(seat, Edit::Members(MembersEdit::Join { member: member(seat), name: format!("P{seat}"), role }));
            harness.pass(500);
        }
        harness
    }

    /// Opens a page of this member on a new device.
    pub fn sit(&mut self, person: usize, seed: u8) -> usize {
        self.sit_at(Disk::default(), person, seed, false)
    }

    /// Closes a page without another try to connect; its device stays.
    pub fn goes(&mut self, seat: usize) {
        self.cut(seat);
        self.seats[seat].away = true;
    }

    /// Closes a page.
    pub fn leaves(&mut self, seat: usize) {
        self.tell(seat, Input::Flush);
    }

    /// Lets a page reach the relay again.
    pub fn finds_the_relay(&mut self, seat: usize) {
        self.seats[seat].away = false;
        self.tell(seat, Input::Nudge);
    }

    /// Sets whether a seat's person allows direct connections.
    pub fn agrees(&mut self, seat: usize, willing: bool) {
        self.tell(seat, Input::Willing(willing));
    }

    /// Makes a seat's device refuse to store anything from now on.
    pub fn stores_no_more(&mut self, seat: usize) {
        self.seats[seat].refuses = true;
    }

    /// A browser clears the storage of a seat's device under the open page.
    pub fn is_cleared(&mut self, seat: usize) {
        self.network.disks[seat] = Disk::default();
        self.tell(seat, Input::StorageCleared);
    }

    /// A person erases the room for both.
    pub fn erases(&mut self, seat: usize) {
        self.tell(seat, Input::Erase);
    }

    /// Breaks the direct connections of all pages.
    pub fn direct_connections_break(&mut self) {
        for page in 0..self.seats.len() {
            self.break_direct_connections(page);
        }
        self.settle();
    }

    /// Opens a page on the device of a page that was closed.
    pub fn comes_back(&mut self, seat: usize, person: usize, seed: u8) -> usize {
        let disk = self.network.disks[seat].clone();
        self.sit_at(disk, person, seed, false)
    }

    /// Opens a page on the device of one that was closed, while no relay can be reached.
    pub fn comes_back_far_away(&mut self, seat: usize, person: usize, seed: u8) -> usize {
        let disk = self.network.disks[seat].clone();
        self.sit_at(disk, person, seed, true)
    }

    /// How many frames a seat's device stores.
    pub fn frames_kept(&self, seat: usize) -> usize {
        self.network.disks[seat].load().frames.len()
    }

    /// Opens a page with a copy of a seat's document, as after a key rotation: of a room that the relay knows nothing
    /// of.
    pub fn brings_a_copy(&mut self, of: usize, person: usize, seed: u8) -> usize {
        let mut disk = Disk::default();
        disk.commit(vec![self.peer_mut(of).copy_to(&secret())]);
        self.sit_at(disk, person, seed, false)
    }

    /// Opens a page with a copy of a seat's document, while no relay can be reached.
    pub fn brings_a_copy_far_away(&mut self, of: usize, person: usize, seed: u8) -> usize {
        let mut disk = Disk::default();
        disk.commit(vec![self.peer_mut(of).copy_to(&secret())]);
        self.sit_at(disk, person, seed, true)
    }

    /// How many bytes the relay has sent to a seat.
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
        let seat = self.network.add_page(self.seats.len());
        self.network.disks[seat] = disk;
        self.seats.push(Seat { away, ..Seat::default() });
        self.load_page(seat, config);
        self.settle();
        seat
    }

    /// Ends a page without closing it.
    pub fn crash(&mut self, seat: usize) {
        let socket = self.network.pages[seat].socket.take().expect("it is connected");
        self.end_at_relay(socket);
        self.settle();
    }

    /// Breaks a page's connection; the page dials again by itself.
    pub fn cut(&mut self, seat: usize) {
        if let Some(socket) = self.network.pages[seat].socket {
            self.take_in(seat, None, Input::LinkDown);
            self.end_at_relay(socket);
        }
    }

    /// Makes an edit at a page, if it applies.
    pub fn edit(&mut self, seat: usize, edit: Edit) {
        self.tell(seat, edit.into());
    }

    /// Adds a point.
    pub fn adds(&mut self, seat: usize, number: u8) {
        let title = format!("point {number}");
        self.edit(seat, Edit::Agenda(AgendaEdit::Add { item: item(number), title, place: Place::Last }));
    }

    /// Appends to a point's notes.
    pub fn writes(&mut self, seat: usize, number: u8, text: &str) {
        let field = TextField::ItemNotes(item(number));
        let base = self.peer(seat).text(field).expect("the point is there").to_string();
        self.edit(seat, Edit::Text(TextEdit::Retype { field, text: format!("{base}{text}"), base, caret: None }));
    }

    /// The notes of a point.
    pub fn notes(&self, seat: usize, number: u8) -> String {
        self.peer(seat).text(TextField::ItemNotes(item(number))).expect("the point is there").to_string()
    }

    /// Places the caret in the notes.
    pub fn point(&mut self, seat: usize, number: u8, at: u32) {
        let caret = Caret { field: TextField::ItemNotes(item(number)), at };
        self.tell(seat, Input::Caret(Some(caret)));
    }

    /// Whether a page shows the point.
    pub fn has(&mut self, seat: usize, number: u8) -> bool {
        let clock = self.clock(seat);
        self.peer_mut(seat).view(clock).item(item(number)).is_some()
    }

    /// The facts that a page's chips show.
    pub fn facts(&mut self, seat: usize) -> Facts {
        let clock = self.clock(seat);
        Facts::clone(&self.peer_mut(seat).facts(clock))
    }

    /// The digest of a page's document.
    pub fn digest(&self, seat: usize) -> [u8; 32] {
        self.peer(seat).digest()
    }

    /// The bytes of this room's log and of its snapshot at the relay.
    pub fn kept(&self) -> (u64, u32) {
        match self.network.relay.log().room(secret().keys().room()) {
            Ok(RoomRecord::Known(known)) => (known.kept_bytes, known.snapshot.map_or(0, |head| head.bytes)),
            _ => (0, 0),
        }
    }

    /// The relay's last durable number in this room.
    pub fn durable(&self) -> Seq {
        match self.network.relay.log().room(secret().keys().room()) {
            Ok(RoomRecord::Known(known)) => known.durable,
            _ => Seq(0),
        }
    }

    /// The notices that a seat has shown.
    pub fn notices(&self, seat: usize) -> &[Notice] {
        &self.seats[seat].notices
    }

    /// Asserts that all copies are equal, and that a new page reads the same from the relay.
    pub fn assert_whole(&mut self) {
        self.tamper = Box::new(|_, frame| vec![frame]);
        self.pass(120_000);
        assert_eq!(self.digest(0), self.digest(1), "the copies differ");
        let cold = self.sit(0, 99);
        self.pass(60_000);
        assert!(self.facts(cold).caught_up, "the cold reader is stuck");
        assert_eq!(self.digest(cold), self.digest(0), "a cold reader differs");
    }

    /// Lets so many milliseconds pass.
    pub fn pass(&mut self, millis: u64) {
        let end = self.network.now + millis;
        while let Some(time) = self.network.next().filter(|time| *time <= end) {
            self.run_until(time);
            let deadlines = (0..self.seats.len()).filter_map(|seat| self.peer(seat).deadline());
            assert!(deadlines.min().is_none_or(|deadline| deadline > time), "it wakes for nothing");
        }
        self.run_until(end);
    }

    /// The relay that the pages share.
    pub fn relay(&mut self) -> &mut SimulatedRelay {
        &mut self.network.relay
    }

    /// Gives a page an input, then lets everything that follows happen.
    fn tell(&mut self, seat: usize, input: Input) {
        self.feed(seat, input);
        self.settle();
    }

    /// Runs until nothing is on its way.
    fn settle(&mut self) {
        self.run_until(self.network.now);
    }

    fn peer(&self, seat: usize) -> &Peer {
        self.network.pages[seat].peer.as_ref().expect("no page of a harness is closed")
    }

    fn peer_mut(&mut self, seat: usize) -> &mut Peer {
        self.network.pages[seat].peer.as_mut().expect("no page of a harness is closed")
    }
}

/// Nothing takes any time.
impl Driver for Harness {
    type Own = ();

    const MILLISECOND: u64 = 1;

    fn network(&self) -> &Network<()> {
        &self.network
    }

    fn network_mut(&mut self) -> &mut Network<()> {
        &mut self.network
    }

    fn dials(&mut self, seat: usize) -> (DialOutcome, u64) {
        (if self.seats[seat].away { DialOutcome::Refused } else { DialOutcome::Connects }, 0)
    }

    fn nonce(&mut self, seat: usize) -> [u8; 32] {
        [seat as u8; 32]
    }

    fn latency(&mut self, _seat: usize, _way: Direction, _bytes: usize) -> u64 {
        0
    }

    fn direct_latency(&mut self, _to: usize, _event: &DirectEvent) -> u64 {
        0
    }

    fn gets_through(&self, _one: usize, _other: usize) -> bool {
        !self.direct_is_cut
    }

    fn storing_takes(&mut self, _seat: usize) -> u64 {
        0
    }

    fn stores(&self, device: usize) -> bool {
        !self.seats[device].refuses
    }

    fn committing_takes(&mut self) -> Option<u64> {
        None
    }

    fn happens(&mut self, (): ()) {}

    /// Applies `tamper` to what the relay sends.
    fn arrives(&mut self, seat: usize, dial: Option<u32>, input: Input) {
        let Input::Frame(bytes) = input else { return self.take_in(seat, dial, input) };
        self.seats[seat].heard += bytes.len();
        let Ok(Decoded::Known(frame)) = FromRelay::decode(&bytes) else { panic!("the relay says only what it knows") };
        for frame in (self.tamper)(seat, frame) {
            self.take_in(seat, dial, Input::Frame(frame.encode()));
        }
    }

    fn hears(&mut self, seat: usize, output: &Output) {
        match output {
            Output::Send(bytes) => {
                let Ok(Decoded::Known(frame)) = ToRelay::decode(bytes) else { panic!("it sent what does not read") };
                self.sent.push((seat, frame));
            }
            Output::Direct(to, command) => {
                let to = self.network.page_of(*to).expect("a page that was heard of");
                self.assert_fitting((seat, to), command);
            }
            Output::Notice(notice) => self.seats[seat].notices.push(*notice),
            Output::Refused(why) => panic!("an edit that applies was refused: {why:?}"),
            _ => {}
        }
    }
}

impl Harness {
    /// Asserts that a page asks of a direct connection only what a browser would accept.
    fn assert_fitting(&mut self, mine: (usize, usize), command: &DirectCommand) {
        let direct = &self.network.direct;
        match command {
            DirectCommand::Open { ice, .. } => assert!(ice.is_empty(), "the operator names none"),
            DirectCommand::Hear(SignalBody::HungUp) => panic!("hanging up is not for the connection's ends to know"),
            DirectCommand::Hear(said) => {
                assert!(direct.is_there(mine), "no event reaches an end that does not exist");
                self.signals.push((mine.0, said.clone()));
            }
            DirectCommand::Send(_) => assert!(direct.is_open(mine), "only an open end can send"),
            DirectCommand::Close => {}
        }
    }
}
