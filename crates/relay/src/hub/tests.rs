//! Input in, exact outputs out; then years of bad luck in a second.

use alongside_wire::{
    Counter, Decoded, FromRelay, LogId, Nonce, Peer, ReplicaId, RoomId, Seq, Signature, ToRelay, WriteKey,
    frame::{
        Auth, Bye, ByeReason, CaughtUp, Challenge, Confirm, Deliver, Durable, Erase, Error as Refused, ErrorCode,
        Logged, PeerDown, PeerUp, Pull, Push, SnapshotHead, SnapshotPut, Subject, TimeAsk, Welcome,
    },
    statement,
};
use ed25519_dalek::{Signer, SigningKey};
use proptest::prelude::*;

use super::{Hub, Input, Output, Read, SocketId};
use crate::{
    Log,
    clock::{Day, Now},
    config::{Address, Limits},
    log::{Batch, Failing, Memory},
};

#[test]
fn a_stranger_becomes_a_member() {
    let mut world = World::new();
    let nonce = Nonce([1; 32]);
    let opened = Input::Opened { socket: SocketId(1), address: None, origin: ORIGIN.into(), nonce };
    assert_eq!(world.feed(opened), [says(1, FromRelay::Challenge(Challenge { nonce }))]);
    let auth = auth(1, 1, nonce);
    world.hub.handle(world.now, frame(1, &auth));
    assert_eq!(world.hub.poll(world.now), Some(Output::Read(Read::Room(room(1)))));
    assert_eq!(world.hub.poll(world.now), None);
    let read = Read::Room(room(1)).from(&world.log);
    assert_eq!(world.feed(read), [says(1, FromRelay::Welcome(welcome(1, Seq(0), &[])))]);
    assert_eq!(world.written.last(), Some(&Batch { seen: vec![(room(1), TODAY)], ..Batch::default() }));
    // Who comes second is told of the first, and the first of the second.
    let heard = world.join(2, 1, 2);
    assert_eq!(
        heard,
        [says(2, FromRelay::Welcome(welcome(2, Seq(0), &[1]))), says(1, FromRelay::PeerUp(PeerUp { peer: Peer(2) })),]
    );
    assert_eq!(world.feed(Input::Closed { socket: SocketId(1) }), [says(2, down(1))]);
}

#[test]
fn delivery_does_not_wait_for_the_disk_and_durable_does() {
    let mut world = World::two();
    world.hold = true;
    assert_eq!(world.say(1, &push(1, 0, b"one")), [says(2, deliver(0, FIRST, 1, 0, b"one"))]);
    // What comes while the disk is busy goes together, and both rows of a room are one.
    assert_eq!(world.say(1, &push(1, 1, b"two")), [says(2, deliver(FIRST, FIRST + 1, 1, 1, b"two"))]);
    assert_eq!(world.say(2, &push(2, 0, b"three")), [says(1, deliver(FIRST + 1, FIRST + 2, 2, 0, b"three"))]);
    assert_eq!(world.release(), [says(1, durable(FIRST, &[FIRST])), says(2, durable(FIRST, &[]))]);
    let second = world.held.as_ref().unwrap();
    assert_eq!((second.rows.len(), second.rows[0].last), (1, Seq(FIRST + 2)));
    assert_eq!(world.release(), [says(1, durable(FIRST + 2, &[FIRST + 1])), says(2, durable(FIRST + 2, &[FIRST + 2]))]);
    assert_eq!(world.log.frames(room(1), Seq(0), Seq(u64::MAX), 10_000).unwrap().frames.len(), 3);
}

#[test]
fn who_joins_between_delivery_and_disk_is_delivered_it_too() {
    let mut world = World::two();
    world.hold = true;
    world.say(1, &push(1, 0, b"one"));
    let heard = world.join(3, 1, 3);
    assert_eq!(
        heard[..2],
        [
            says(3, FromRelay::Welcome(Welcome { log_bytes: 25, kept_bytes: 25, ..welcome(3, Seq(0), &[1, 2]) })),
            says(3, deliver(0, FIRST, 1, 0, b"one")),
        ]
    );
    assert!(world.release().contains(&says(3, durable(FIRST, &[]))));
}

#[test]
fn a_push_that_comes_again_is_answered_in_its_place() {
    let mut world = World::two();
    world.say(1, &push(1, 0, b"one"));
    // Durable already, nothing before it: at once, and to nobody else.
    assert_eq!(world.say(2, &push(1, 0, b"one")), [says(2, durable(FIRST, &[FIRST]))]);
    world.hold = true;
    world.say(2, &push(2, 0, b"two"));
    assert_eq!(world.say(2, &push(1, 0, b"one")), [], "after the one that waits for the disk");
    assert_eq!(world.say(2, &push(2, 0, b"two")), []);
    assert_eq!(
        world.release(),
        [says(1, durable(FIRST + 1, &[])), says(2, durable(FIRST + 1, &[FIRST + 1, FIRST, FIRST + 1]))]
    );
    let conflict = refused(Subject::Push { replica: ReplicaId([1; 16]), counter: Counter(0) }, ErrorCode::Conflict);
    assert_eq!(world.say(1, &push(1, 0, b"other")), [says(1, conflict)]);
}

#[test]
fn a_room_that_rests_forgets_what_the_log_knows_and_asks_it_again() {
    let mut world = World::two();
    world.say(1, &push(1, 0, b"one"));
    for _ in 0..70 {
        world.pass(1_000);
    }
    world.hub.handle(world.now, frame(1, &push(1, 0, b"one")));
    assert_eq!(world.hub.poll(world.now), Some(Output::Read(Read::Pushed(room(1)))));
    // What comes meanwhile keeps its order.
    assert_eq!(world.say(1, &push(1, 1, b"two")), []);
    let heard = world.feed(Read::Pushed(room(1)).from(&world.log));
    assert_eq!(
        heard,
        [
            says(2, deliver(FIRST, FIRST + 1, 1, 1, b"two")),
            says(1, durable(FIRST, &[FIRST])),
            says(1, durable(FIRST + 1, &[FIRST + 1])),
            says(2, durable(FIRST + 1, &[])),
        ]
    );
}

#[test]
fn when_the_disk_fails_its_rooms_begin_again_and_no_number_comes_back() {
    let mut world = World::two();
    world.join(3, 2, 3);
    world.say(1, &push(1, 0, b"kept"));
    world.hold = true;
    world.say(1, &push(1, 1, b"lost"));
    world.say(2, &push(2, 0, b"lost behind it"));
    world.log.fail(Some(Failing::Full));
    let bye = FromRelay::Bye(Bye { reason: ByeReason::StorageFailed, retry_after: Some(30_000) });
    let heard = world.release();
    for socket in [1, 2] {
        assert!(heard.contains(&says(socket, bye.clone())) && heard.contains(&Heard::Closed(socket)), "{heard:?}");
    }
    assert!(!heard.iter().any(|heard| matches!(heard, Heard::Says(3, _))), "another room goes on");
    assert!(!world.hub.is_writable());
    // Until a probe succeeds, nothing is taken.
    let full = |replica, counter| {
        refused(Subject::Push { replica: ReplicaId([replica; 16]), counter: Counter(counter) }, ErrorCode::DiskFull)
    };
    assert_eq!(world.say(3, &push(3, 0, b"refused")), [says(3, full(3, 0))]);
    world.hold = false;
    world.pass(4_999);
    assert!(!world.hub.is_writable());
    world.pass(1);
    assert!(!world.hub.is_writable(), "probed, and it failed again");
    world.log.fail(None);
    world.pass(5_000);
    assert!(world.hub.is_writable());
    // The room is as the log has it, and the lost numbers name nothing.
    world.join(4, 1, 1);
    let heard = world.say(4, &push(1, 1, b"lost"));
    assert_eq!(heard, [says(4, durable(FIRST + 3, &[FIRST + 3]))]);
}

#[test]
fn who_does_not_authenticate_is_shown_out_when_the_time_is_up() {
    let mut world = World::new();
    world.open(1, None);
    assert_eq!(world.pass(4_999), []);
    let bye = FromRelay::Bye(Bye { reason: ByeReason::AuthTimeout, retry_after: Some(1_000) });
    assert_eq!(world.pass(1), [says(1, bye), Heard::Closed(1)]);
    assert_eq!(world.say(1, &auth(1, 1, Nonce([1; 32]))), [], "what comes after the end is ignored");
    assert_eq!(world.hub.population(), (0, 0));
}

#[test]
fn an_address_waits_an_hour_for_its_rooms() {
    let mut world = World::with(Limits { address_rooms: 2, address_sockets: 3, ..Limits::default() });
    let address = Limits::default().counted([192, 0, 2, 1].into());
    let too_many = says(9, FromRelay::Bye(Bye { reason: ByeReason::TooMany, retry_after: Some(30_000) }));
    for (socket, room) in [(1, 1), (2, 2)] {
        assert_eq!(world.join_from(socket, room, 1, address).len(), 1);
    }
    assert_eq!(world.join_from(9, 3, 1, address)[0], too_many);
    world.pass(29 * 60 * 1000);
    assert_eq!(world.join_from(9, 3, 1, address)[0], too_many);
    world.pass(60 * 1000);
    assert!(matches!(world.join_from(3, 3, 1, address)[..], [Heard::Says(3, FromRelay::Welcome(_))]));
    // Three sockets are all it may have.
    assert_eq!(world.open(9, address)[0], too_many);
    world.feed(Input::Closed { socket: SocketId(1) });
    assert!(matches!(world.open(9, address)[..], [Heard::Says(9, FromRelay::Challenge(_))]));
}

#[test]
fn a_rate_is_a_bucket_that_time_fills() {
    let mut world = World::with(Limits { frame_rate: 2, ..Limits::default() });
    world.join(1, 1, 1);
    let asked = |world: &mut World| world.say(1, &ToRelay::TimeAsk(TimeAsk { echo: 7 })).len();
    // Ten seconds' worth at once, of which auth took one.
    assert_eq!((0..30).map(|_| asked(&mut world)).sum::<usize>(), 19);
    world.pass(499);
    assert_eq!(asked(&mut world), 0);
    world.pass(1);
    assert_eq!((asked(&mut world), asked(&mut world)), (1, 0));
}

#[test]
fn who_overflowed_is_told_to_connect_again() {
    let mut world = World::two();
    let bye = FromRelay::Bye(Bye { reason: ByeReason::Resync, retry_after: Some(1_000) });
    let heard = world.feed(Input::Overflowed { socket: SocketId(2) });
    assert_eq!(heard, [says(2, bye), Heard::Closed(2), says(1, down(2))]);
}

#[test]
fn a_stopping_relay_tells_everyone_and_waits_for_the_disk() {
    let mut world = World::two();
    world.hold = true;
    world.say(1, &push(1, 0, b"one"));
    let bye = FromRelay::Bye(Bye { reason: ByeReason::Stopping, retry_after: Some(1_000) });
    let heard = world.feed(Input::Stop);
    assert!(heard.contains(&says(1, bye.clone())) && heard.contains(&says(2, bye.clone())));
    assert!(!world.hub.is_quiet());
    world.release();
    assert!(world.hub.is_quiet());
    assert_eq!(world.hub.population(), (0, 0));
    assert_eq!(world.open(3, None), [says(3, bye), Heard::Closed(3)]);
}

#[test]
fn rooms_expire_and_those_with_someone_in_them_do_not() {
    let mut world = World::new();
    world.join(1, 1, 1);
    world.join(2, 2, 2);
    world.feed(Input::Closed { socket: SocketId(2) });
    for _ in 0..402 {
        world.pass(24 * 60 * 60 * 1000);
    }
    assert!(matches!(world.log.room(room(1)).unwrap(), crate::log::Record::Known(_)));
    assert_eq!(world.log.room(room(2)).unwrap(), crate::log::Record::Unknown);
    assert_eq!(world.hub.counts().expired, 1);
}

#[test]
fn an_erased_room_keeps_nothing_that_was_under_way() {
    let mut world = World::two();
    world.hold = true;
    world.say(1, &push(1, 0, b"under way"));
    world.say(1, &push(1, 1, b"waiting"));
    let signature = sign(1, &statement::erase(ORIGIN, room(1), Nonce([2; 32])));
    assert_eq!(world.say(2, &ToRelay::Erase(Erase { signature })), []);
    world.release();
    let heard = world.release();
    let bye = FromRelay::Bye(Bye { reason: ByeReason::Erased, retry_after: None });
    for socket in [1, 2] {
        assert!(heard.contains(&says(socket, FromRelay::Erased)) && heard.contains(&says(socket, bye.clone())));
    }
    assert_eq!(world.log.room(room(1)).unwrap(), crate::log::Record::Erased);
    assert!(world.hub.is_quiet());
    assert_eq!(world.hub.population(), (0, 0));
    world.hold = false;
    assert_eq!(world.join(3, 1, 3), [says(3, bye), Heard::Closed(3)]);
}

#[test]
fn a_pull_of_nothing_reads_nothing() {
    let mut world = World::two();
    world.say(1, &push(1, 0, b"one"));
    world.hub.handle(world.now, frame(1, &ToRelay::Pull(Pull { after: Seq(FIRST) })));
    let caught_up = FromRelay::CaughtUp(CaughtUp { upto: Seq(FIRST) });
    assert_eq!(world.hub.poll(world.now), Some(Output::Send { to: SocketId(1), frame: caught_up.encode().into() }));
    assert_eq!(world.hub.poll(world.now), None);
}

#[test]
fn a_snapshot_that_stalls_gives_back_its_room() {
    let mut world = World::with(Limits { uploads: crate::config::Bytes(61_440), ..Limits::default() });
    world.join(1, 1, 1);
    world.join(2, 1, 2);
    let bytes = vec![7; alongside_wire::limits::SNAPSHOT_PART];
    let part = ToRelay::SnapshotPut(SnapshotPut { covers: Seq(0), expects: None, part: 0, parts: 2, bytes });
    assert_eq!(world.say(1, &part), []);
    assert_eq!(world.say(2, &part), [says(2, refused(Subject::SnapshotPut, ErrorCode::TooFast))]);
    assert_eq!(world.pass(30_000), [says(1, refused(Subject::SnapshotPut, ErrorCode::OutOfOrder))]);
    assert_eq!(world.say(2, &part), []);
}

/// What happens to a relay, at random.
#[derive(Debug, Clone)]
enum Luck {
    Join { room: u8 },
    Leave { socket: usize },
    Push { socket: usize, again: bool },
    Junk { socket: usize, bytes: Vec<u8> },
    Pull { socket: usize },
    Compact { socket: usize },
    Confirm { socket: usize },
    Release,
    Fail(Option<Failing>),
    Pass(u64),
    Restart,
}

fn luck() -> impl Strategy<Value = Luck> {
    prop_oneof![
        4 => (1u8..4).prop_map(|room| Luck::Join { room }),
        1 => any::<usize>().prop_map(|socket| Luck::Leave { socket }),
        12 => (any::<usize>(), prop::bool::weighted(0.2)).prop_map(|(socket, again)| Luck::Push { socket, again }),
        1 => (any::<usize>(), prop::collection::vec(any::<u8>(), 0..40))
            .prop_map(|(socket, bytes)| Luck::Junk { socket, bytes }),
        1 => any::<usize>().prop_map(|socket| Luck::Pull { socket }),
        2 => any::<usize>().prop_map(|socket| Luck::Compact { socket }),
        2 => any::<usize>().prop_map(|socket| Luck::Confirm { socket }),
        6 => Just(Luck::Release),
        1 => prop_oneof![Just(None), Just(Some(Failing::Full)), Just(Some(Failing::Broken))].prop_map(Luck::Fail),
        2 => prop_oneof![Just(300), Just(6_000), Just(70_000)].prop_map(Luck::Pass),
        1 => Just(Luck::Restart),
    ]
}

proptest! {
    #[test]
    fn whatever_happens_nothing_acknowledged_is_lost_and_no_number_names_two_frames(
        lucks in prop::collection::vec(luck(), 1..120)
    ) {
        let mut world = World::new();
        world.hold = true;
        let mut years = Years::default();
        for luck in lucks {
            years.live(&mut world, luck);
        }
        world.log.fail(None);
        world.hold = false;
        world.release();
        years.check(&world);
    }
}

/// What clients were told, against which the log is held.
#[derive(Default)]
struct Years {
    next_socket: u32,
    next_counter: u64,
    members: Vec<Client>,
    acknowledged: Vec<(RoomId, Seq, Push)>,
    named: std::collections::BTreeMap<Seq, (ReplicaId, Counter)>,
    snapshots: u8,
}

struct Client {
    socket: u32,
    room: u8,
    sent: std::collections::VecDeque<Push>,
    last: Option<Push>,
    position: Seq,
    durable: Seq,
    snapshot: Option<SnapshotHead>,
}

impl Years {
    fn live(&mut self, world: &mut World, luck: Luck) {
        let pick = |socket: usize, members: &[Client]| (!members.is_empty()).then(|| socket % members.len());
        let heard = match luck {
            Luck::Join { room } => {
                self.next_socket += 1;
                let socket = self.next_socket;
                let heard = world.join(socket, room, socket as u8);
                if let Some(welcome) = heard.iter().find_map(|heard| match heard {
                    Heard::Says(to, FromRelay::Welcome(welcome)) if *to == socket => Some(welcome),
                    _ => None,
                }) {
                    let position = welcome.durable;
                    let (durable, snapshot) = (position, welcome.snapshot);
                    let (sent, last) = Default::default();
                    self.members.push(Client { socket, room, sent, last, position, durable, snapshot });
                }
                heard
            }
            Luck::Leave { socket } => {
                let Some(at) = pick(socket, &self.members) else { return };
                let gone = self.members.remove(at);
                world.feed(Input::Closed { socket: SocketId(gone.socket) })
            }
            Luck::Push { socket, again } => {
                let Some(at) = pick(socket, &self.members) else { return };
                let client = &mut self.members[at];
                let repeated = client.last.clone().filter(|_| again);
                let push = repeated.unwrap_or_else(|| {
                    self.next_counter += 1;
                    let sealed = self.next_counter.to_le_bytes().to_vec();
                    Push { replica: ReplicaId([client.room; 16]), counter: Counter(self.next_counter), sealed }
                });
                client.last = Some(push.clone());
                client.sent.push_back(push.clone());
                let from = client.socket;
                world.say(from, &ToRelay::Push(push))
            }
            Luck::Junk { socket, bytes } => {
                let Some(at) = pick(socket, &self.members) else { return };
                let from = SocketId(self.members[at].socket);
                world.feed(Input::Frame { from, bytes: bytes.into() })
            }
            Luck::Pull { socket } => {
                let Some(at) = pick(socket, &self.members) else { return };
                world.say(self.members[at].socket, &ToRelay::Pull(Pull { after: Seq(0) }))
            }
            Luck::Compact { socket } => {
                let Some(at) = pick(socket, &self.members) else { return };
                let Client { socket, durable: covers, snapshot, .. } = self.members[at];
                self.snapshots = self.snapshots.wrapping_add(1);
                let expects = snapshot.map(|head| head.id);
                let bytes = vec![self.snapshots; 3];
                world.say(socket, &ToRelay::SnapshotPut(SnapshotPut { covers, expects, part: 0, parts: 1, bytes }))
            }
            Luck::Confirm { socket } => {
                let Some(at) = pick(socket, &self.members) else { return };
                let Client { socket, snapshot: Some(head), .. } = self.members[at] else { return };
                world.say(socket, &ToRelay::Confirm(Confirm { id: head.id }))
            }
            Luck::Release => world.release(),
            Luck::Fail(how) => {
                world.log.fail(how);
                return;
            }
            Luck::Pass(millis) => world.pass(millis),
            Luck::Restart => {
                world.restart();
                self.members.clear();
                return;
            }
        };
        self.hear(heard);
    }

    fn hear(&mut self, heard: Vec<Heard>) {
        for heard in heard {
            match heard {
                Heard::Closed(socket) => self.members.retain(|client| client.socket != socket),
                Heard::Says(to, frame) => {
                    let Some(client) = self.members.iter_mut().find(|client| client.socket == to) else { continue };
                    match frame {
                        FromRelay::SnapshotOk(ok) => client.snapshot = Some(ok.head),
                        FromRelay::SnapshotConflict(conflict) => client.snapshot = conflict.current,
                        FromRelay::Durable(durable) => {
                            client.durable = durable.upto;
                            for seq in durable.yours {
                                assert!(seq <= durable.upto);
                                let push = client.sent.pop_front().expect("as many as were sent");
                                self.acknowledged.push((room(client.room), seq, push));
                            }
                        }
                        FromRelay::Deliver(Deliver { prev, frame }) => {
                            assert!(prev < frame.seq && client.position < frame.seq, "delivered in order");
                            client.position = frame.seq;
                            let name = (frame.replica, frame.counter);
                            assert_eq!(*self.named.entry(frame.seq).or_insert(name), name, "{:?} names two", frame.seq);
                        }
                        FromRelay::Error(Refused { subject: Subject::Push { counter, .. }, .. }) => {
                            let at = client.sent.iter().rposition(|push| push.counter == counter);
                            client.sent.remove(at.expect("what was refused was sent"));
                        }
                        _ => {}
                    }
                }
            }
        }
    }

    fn check(&self, world: &World) {
        for (room, seq, push) in &self.acknowledged {
            let run = world.log.frames(*room, Seq(0), Seq(u64::MAX), usize::MAX).unwrap();
            if *seq <= run.trimmed {
                let crate::log::Record::Known(known) = world.log.room(*room).unwrap() else { panic!("a room is gone") };
                assert!(known.snapshot.is_some_and(|head| head.covers >= run.trimmed), "trimmed only what is covered");
                continue;
            }
            let kept = run.frames;
            let frame = kept.iter().find(|frame| frame.seq == *seq).expect("what was acknowledged is kept");
            assert_eq!((frame.replica, frame.counter, &frame.sealed), (push.replica, push.counter, &push.sealed));
            let copies = kept.iter().filter(|frame| frame.counter == push.counter).count();
            assert_eq!(copies, 1, "what came again is not kept again");
            assert!(kept.windows(2).all(|two| two[0].seq < two[1].seq));
        }
    }
}

/// A hub, its log, and a clock that we move.
struct World {
    hub: Hub,
    log: Memory,
    now: Now,
    /// Whether writes wait for [`World::release`].
    hold: bool,
    held: Option<Batch>,
    written: Vec<Batch>,
    limits: Limits,
}

/// What a client heard.
#[derive(Debug, Clone, PartialEq)]
enum Heard {
    Says(u32, FromRelay),
    Closed(u32),
}

impl World {
    fn new() -> Self {
        Self::with(Limits::default())
    }

    fn with(limits: Limits) -> Self {
        let log = Memory::new(LogId([9; 16]));
        let now = Now { mono: 1_000_000, wall: u64::from(TODAY.0) * 24 * 60 * 60 * 1000 };
        let hub = Hub::new(limits.clone(), Vec::new(), log.claim().unwrap());
        Self { hub, log, now, hold: false, held: None, written: Vec::new(), limits }
    }

    /// Sockets 1 and 2 in room 1.
    fn two() -> Self {
        let mut world = Self::new();
        world.join(1, 1, 1);
        world.join(2, 1, 2);
        world
    }

    /// As after a SIGKILL: what was written is there, nothing else.
    fn restart(&mut self) {
        self.held = None;
        self.hub = Hub::new(self.limits.clone(), Vec::new(), self.log.claim().unwrap());
    }

    fn open(&mut self, socket: u32, address: Option<Address>) -> Vec<Heard> {
        let nonce = Nonce([socket as u8; 32]);
        self.feed(Input::Opened { socket: SocketId(socket), address, origin: ORIGIN.into(), nonce })
    }

    fn join(&mut self, socket: u32, room: u8, replica: u8) -> Vec<Heard> {
        self.join_from(socket, room, replica, None)
    }

    fn join_from(&mut self, socket: u32, room: u8, replica: u8, address: Option<Address>) -> Vec<Heard> {
        self.open(socket, address);
        self.say(socket, &auth(room, replica, Nonce([socket as u8; 32])))
    }

    fn say(&mut self, socket: u32, said: &ToRelay) -> Vec<Heard> {
        self.feed(frame(socket, said))
    }

    fn pass(&mut self, millis: u64) -> Vec<Heard> {
        self.now = Now { mono: self.now.mono + millis, wall: self.now.wall + millis };
        self.feed(Input::Tick)
    }

    /// The disk takes what is held, and what that leads to is held again.
    fn release(&mut self) -> Vec<Heard> {
        match self.held.take() {
            Some(batch) => {
                let written = self.write(batch);
                self.feed(written)
            }
            None => Vec::new(),
        }
    }

    fn write(&mut self, batch: Batch) -> Input {
        let written = self.log.write(&batch);
        self.written.push(batch);
        Input::Written(written)
    }

    fn feed(&mut self, input: Input) -> Vec<Heard> {
        self.hub.handle(self.now, input);
        let mut heard = Vec::new();
        while let Some(output) = self.hub.poll(self.now) {
            match output {
                Output::Send { to, frame } => match FromRelay::decode(&frame) {
                    Ok(Decoded::Known(frame)) => heard.push(Heard::Says(to.0, frame)),
                    other => panic!("{other:?}"),
                },
                Output::Close { socket } => heard.push(Heard::Closed(socket.0)),
                Output::Read(read) => {
                    let answer = read.from(&self.log);
                    self.hub.handle(self.now, answer);
                }
                Output::Write(batch) if self.hold => {
                    assert_eq!(self.held, None, "one write at a time");
                    self.held = Some(batch);
                }
                Output::Write(batch) => {
                    let written = self.write(batch);
                    self.hub.handle(self.now, written);
                }
            }
        }
        heard
    }
}

fn key(room: u8) -> SigningKey {
    SigningKey::from_bytes(&[room; 32])
}

fn room(room: u8) -> RoomId {
    RoomId::of(&WriteKey(key(room).verifying_key().to_bytes()))
}

fn sign(by: u8, bytes: &[u8]) -> Signature {
    Signature::from_bytes(&key(by).sign(bytes).to_bytes())
}

fn auth(of: u8, replica: u8, nonce: Nonce) -> ToRelay {
    let (key, replica) = (WriteKey(key(of).verifying_key().to_bytes()), ReplicaId([replica; 16]));
    let signature = sign(of, &statement::auth(ORIGIN, room(of), nonce, replica));
    ToRelay::Auth(Auth { room: room(of), key, replica, signature })
}

fn push(replica: u8, counter: u64, sealed: &[u8]) -> ToRelay {
    ToRelay::Push(Push { replica: ReplicaId([replica; 16]), counter: Counter(counter), sealed: sealed.to_vec() })
}

fn frame(from: u32, said: &ToRelay) -> Input {
    Input::Frame { from: SocketId(from), bytes: said.encode().into() }
}

fn says(to: u32, frame: FromRelay) -> Heard {
    Heard::Says(to, frame)
}

fn welcome(peer: u32, durable: Seq, peers: &[u32]) -> Welcome {
    Welcome {
        log: LogId([9; 16]),
        peer: Peer(peer),
        durable,
        trimmed: Seq(0),
        log_bytes: 0,
        kept_bytes: 0,
        snapshot: None,
        previous: None,
        peers: peers.iter().copied().map(Peer).collect(),
        now: u64::from(TODAY.0) * 24 * 60 * 60 * 1000,
        ice: Vec::new(),
    }
}

fn deliver(prev: u64, seq: u64, replica: u8, counter: u64, sealed: &[u8]) -> FromRelay {
    let (replica, counter) = (ReplicaId([replica; 16]), Counter(counter));
    let frame = Logged { seq: Seq(seq), replica, counter, sealed: sealed.to_vec() };
    FromRelay::Deliver(Deliver { prev: Seq(prev), frame })
}

fn durable(upto: u64, yours: &[u64]) -> FromRelay {
    FromRelay::Durable(Durable { upto: Seq(upto), yours: yours.iter().copied().map(Seq).collect() })
}

fn down(peer: u32) -> FromRelay {
    FromRelay::PeerDown(PeerDown { peer: Peer(peer) })
}

fn refused(subject: Subject, code: ErrorCode) -> FromRelay {
    FromRelay::Error(Refused { subject, code })
}

const ORIGIN: &str = "relay.example";

/// The first number of an empty log.
const FIRST: u64 = 1 << 24;

const TODAY: Day = Day(20_000);
