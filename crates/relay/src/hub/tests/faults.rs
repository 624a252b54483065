//! Failed writes, damage and restarts, one by one and in random orders: whatever happens, nothing acknowledged is lost, and no number names two frames.

use alongside_wire::{
    Counter, FromRelay, ReplicaId, RoomId, Seq, ToRelay,
    frame::{
        Bye, ByeReason, Confirm, Deliver, ErrorCode, ErrorFrame as Refused, Numbered, Pull, Push, SnapshotHead,
        SnapshotPut, Subject,
    },
};
use proptest::prelude::*;

use super::harness::*;
use crate::{
    hub::io::{Input, SocketId},
    log::{Failing, Log},
};

/// Something that happens to a relay.
#[derive(Debug, Clone)]
enum RelayEvent {
    Join { room: u8 },
    Leave { socket: usize },
    Push { socket: usize, again: bool },
    Junk { socket: usize, bytes: Vec<u8> },
    Pull { socket: usize },
    Compact { socket: usize },
    Confirm { socket: usize },
    FinishWrite,
    Fail(Option<Failing>),
    Pass(u64),
    Restart,
}

fn event() -> impl Strategy<Value = RelayEvent> {
    prop_oneof![
        4 => (1u8..4).prop_map(|room| RelayEvent::Join { room }),
        1 => any::<usize>().prop_map(|socket| RelayEvent::Leave { socket }),
        12 => (any::<usize>(), prop::bool::weighted(0.2)).prop_map(|(socket, again)| RelayEvent::Push { socket, again }),
        1 => (any::<usize>(), prop::collection::vec(any::<u8>(), 0..40))
            .prop_map(|(socket, bytes)| RelayEvent::Junk { socket, bytes }),
        1 => any::<usize>().prop_map(|socket| RelayEvent::Pull { socket }),
        2 => any::<usize>().prop_map(|socket| RelayEvent::Compact { socket }),
        2 => any::<usize>().prop_map(|socket| RelayEvent::Confirm { socket }),
        6 => Just(RelayEvent::FinishWrite),
        1 => prop_oneof![Just(None), Just(Some(Failing::Full)), Just(Some(Failing::Broken))].prop_map(RelayEvent::Fail),
        2 => prop_oneof![Just(300), Just(6_000), Just(70_000)].prop_map(RelayEvent::Pass),
        1 => Just(RelayEvent::Restart),
    ]
}

proptest! {
    /// `[P 23]`
    #[test]
    fn whatever_happens_nothing_acknowledged_is_lost_and_no_number_names_two_frames(
        events in prop::collection::vec(event(), 1..120)
    ) {
        play(events);
    }
}

fn play(events: impl IntoIterator<Item = RelayEvent>) {
    let mut harness = HubHarness::new();
    harness.hold_writes = true;
    let mut clients = ClientsView::default();
    for event in events {
        clients.play(&mut harness, event);
    }
    harness.log.fail(None);
    harness.hold_writes = false;
    harness.finish_write();
    clients.check(&harness);
}

/// The push was acknowledged to nobody; the number under which it was delivered names no other frame afterwards. `[P 23]`
#[test]
fn a_restart_in_the_middle_of_a_write_gives_no_number_twice() {
    use RelayEvent::{Join, Push, Restart};
    let push = |socket| Push { socket, again: false };
    let join = |room| Join { room };
    play([join(3), push(0), join(3), Restart, join(1), join(3), join(3), push(1)]);
}

/// What the clients were told; the log is compared with it.
#[derive(Default)]
struct ClientsView {
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

impl ClientsView {
    fn play(&mut self, harness: &mut HubHarness, event: RelayEvent) {
        let pick = |socket: usize, members: &[Client]| (!members.is_empty()).then(|| socket % members.len());
        let heard = match event {
            RelayEvent::Join { room } => {
                self.next_socket += 1;
                let socket = self.next_socket;
                let heard = harness.join(socket, room, socket as u8);
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
            RelayEvent::Leave { socket } => {
                let Some(at) = pick(socket, &self.members) else { return };
                let gone = self.members.remove(at);
                harness.handle(Input::Closed { socket: SocketId(gone.socket) })
            }
            RelayEvent::Push { socket, again } => {
                let Some(at) = pick(socket, &self.members) else { return };
                let client = &mut self.members[at];
                let repeated = client.last.clone().filter(|_| again);
                let push = repeated.unwrap_or_else(|| {
                    self.next_counter += 1;
                    let sealed = sealed_as(&self.next_counter.to_le_bytes());
                    Push { replica: ReplicaId([client.room; 16]), counter: Counter(self.next_counter), sealed }
                });
                client.last = Some(push.clone());
                client.sent.push_back(push.clone());
                let from = client.socket;
                harness.say(from, &ToRelay::Push(push))
            }
            RelayEvent::Junk { socket, bytes } => {
                let Some(at) = pick(socket, &self.members) else { return };
                let from = SocketId(self.members[at].socket);
                harness.handle(Input::Frame { from, bytes: bytes.into() })
            }
            RelayEvent::Pull { socket } => {
                let Some(at) = pick(socket, &self.members) else { return };
                harness.say(self.members[at].socket, &ToRelay::Pull(Pull { after: Seq(0) }))
            }
            RelayEvent::Compact { socket } => {
                let Some(at) = pick(socket, &self.members) else { return };
                let Client { socket, durable: covers, snapshot, .. } = self.members[at];
                self.snapshots = self.snapshots.wrapping_add(1);
                let expects = snapshot.map(|head| head.id);
                let bytes = sealed_as(&[self.snapshots; 3]);
                harness.say(socket, &ToRelay::SnapshotPut(SnapshotPut { covers, expects, part: 0, parts: 1, bytes }))
            }
            RelayEvent::Confirm { socket } => {
                let Some(at) = pick(socket, &self.members) else { return };
                let Client { socket, snapshot: Some(head), .. } = self.members[at] else { return };
                harness.say(socket, &ToRelay::Confirm(Confirm { id: head.id }))
            }
            RelayEvent::FinishWrite => harness.finish_write(),
            RelayEvent::Fail(how) => {
                harness.log.fail(how);
                return;
            }
            RelayEvent::Pass(millis) => harness.pass(millis),
            RelayEvent::Restart => {
                harness.restart();
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
                // No other relay shares this log.
                Heard::HandedOver(..) | Heard::Forwarded(..) | Heard::Parted(_) => {}
                Heard::Says(to, frame) => {
                    let Some(client) = self.members.iter_mut().find(|client| client.socket == to) else { continue };
                    match frame {
                        FromRelay::SnapshotOk(ok) => client.snapshot = Some(ok.head),
                        FromRelay::SnapshotConflict(conflict) => client.snapshot = conflict.current,
                        FromRelay::Durable(durable) => {
                            client.durable = durable.upto;
                            for Numbered { seq, .. } in durable.yours {
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
                            client.sent.remove(at.expect("a refused push had been sent"));
                        }
                        _ => {}
                    }
                }
            }
        }
    }

    fn check(&self, harness: &HubHarness) {
        for (room, seq, push) in &self.acknowledged {
            let run = harness.log.frames(*room, Seq(0), Seq(u64::MAX), usize::MAX).unwrap();
            if *seq <= run.trimmed {
                let crate::log::RoomRecord::Known(known) = harness.log.room(*room).unwrap() else {
                    panic!("a room is gone")
                };
                assert!(
                    known.snapshot.is_some_and(|head| head.covers >= run.trimmed),
                    "only covered frames are trimmed"
                );
                continue;
            }
            let kept = run.frames;
            let frame = kept.iter().find(|frame| frame.seq == *seq).expect("an acknowledged frame is stored");
            assert_eq!((frame.replica, frame.counter, &frame.sealed), (push.replica, push.counter, &push.sealed));
            let copies = kept.iter().filter(|frame| frame.counter == push.counter).count();
            assert_eq!(copies, 1, "a repeated push is not stored twice");
            assert!(kept.windows(2).all(|two| two[0].seq < two[1].seq));
        }
    }
}

/// `[P 23, 41]`
#[test]
fn when_a_commit_fails_its_rooms_start_over_and_no_number_is_reused() {
    let mut harness = HubHarness::two();
    harness.join(3, 2, 3);
    harness.say(1, &push(1, 0, b"kept"));
    harness.hold_writes = true;
    harness.say(1, &push(1, 1, b"lost"));
    harness.say(2, &push(2, 0, b"lost behind it"));
    harness.log.fail(Some(Failing::Full));
    let bye = FromRelay::Bye(Bye { reason: ByeReason::StorageFailed, retry_after: Some(30_000) });
    let heard = harness.finish_write();
    for socket in [1, 2] {
        assert!(heard.contains(&says(socket, bye.clone())) && heard.contains(&Heard::Closed(socket)), "{heard:?}");
    }
    assert!(!heard.iter().any(|heard| matches!(heard, Heard::Says(3, _))), "another room goes on");
    assert!(!harness.hub.is_writable());
    // Until a probe succeeds, every push is refused.
    let full = |replica, counter| {
        refused(Subject::Push { replica: ReplicaId([replica; 16]), counter: Counter(counter) }, ErrorCode::DiskFull)
    };
    assert_eq!(harness.say(3, &push(3, 0, b"refused")), [says(3, full(3, 0))]);
    harness.hold_writes = false;
    harness.pass(4_999);
    assert!(!harness.hub.is_writable());
    harness.pass(1);
    assert!(!harness.hub.is_writable(), "probed, and it failed again");
    harness.log.fail(None);
    harness.pass(5_000);
    assert!(harness.hub.is_writable());
    // The room is what the log holds, and the lost numbers name no frame.
    harness.join(4, 1, 1);
    let heard = harness.say(4, &push(1, 1, b"lost"));
    assert_eq!(heard, [says(4, durable(FIRST + 3, &[(FIRST, FIRST + 3)]))]);
}

#[test]
fn a_snapshot_that_cannot_be_stored_takes_no_frames_with_it() {
    let mut harness = HubHarness::two();
    harness.hold_writes = true;
    harness.say(1, &push(1, 0, b"in flight"));
    let put = SnapshotPut { covers: Seq(0), expects: None, part: 0, parts: 1, bytes: vec![7; 400] };
    harness.say(2, &ToRelay::SnapshotPut(put));
    harness.say(1, &push(1, 1, b"waits"));
    while let Some(batch) = &harness.held_write {
        let is_snapshot = !batch.snapshots.is_empty();
        assert!(!is_snapshot || batch.rows.is_empty(), "a transaction of its own");
        harness.log.fail(is_snapshot.then_some(Failing::Full));
        let heard = harness.finish_write();
        if is_snapshot {
            assert_eq!(heard, [says(2, refused(Subject::SnapshotPut, ErrorCode::DiskFull))]);
        }
    }
    harness.log.fail(None);
    assert_eq!(harness.log.frames(room(1), Seq(0), Seq(u64::MAX), 10_000).unwrap().frames.len(), 2);
    assert!(harness.hub.is_writable());
}

#[test]
fn pushes_to_a_damaged_room_get_storage_failed_and_other_rooms_go_on() {
    let mut harness = HubHarness::two();
    harness.join(3, 2, 3);
    harness.hold_writes = true;
    harness.say(3, &push(3, 0, b"first"));
    harness.say(1, &push(1, 0, b"hit"));
    harness.say(3, &push(3, 1, b"whole"));
    harness.log.fail(Some(Failing::Damaged(room(1))));
    let mut heard = Vec::new();
    while harness.held_write.is_some() {
        heard.extend(harness.finish_write());
    }
    let bye = FromRelay::Bye(Bye { reason: ByeReason::StorageFailed, retry_after: Some(30_000) });
    assert!(heard.contains(&says(1, bye)), "{heard:?}");
    assert!(heard.contains(&says(3, durable(FIRST + 2, &[(FIRST, FIRST + 2)]))), "{heard:?}");
    assert!(harness.hub.trouble().is_some_and(|trouble| trouble.starts_with("storage failed")));
    harness.hold_writes = false;
    harness.join(4, 1, 4);
    let failed = refused(Subject::Push { replica: ReplicaId([4; 16]), counter: Counter(0) }, ErrorCode::StorageFailed);
    assert_eq!(harness.say(4, &push(4, 0, b"again")), [says(4, failed)]);
    assert!(matches!(harness.say(3, &push(3, 2, b"on"))[..], [Heard::Says(3, FromRelay::Durable(_))]));
}
