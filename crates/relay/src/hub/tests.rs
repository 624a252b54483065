//! Input in, exact outputs out.

mod luck;
mod world;

use alongside_wire::{
    Counter, FromRelay, Nonce, Peer, ReplicaId, Seq, ToRelay,
    frame::{
        Bye, ByeReason, CaughtUp, Challenge, Erase, ErrorCode, PeerUp, Pull, SnapshotPut, Subject, TimeAsk, Welcome,
    },
    statement,
};

use self::world::*;
use super::io::{Input, Output, Read, SocketId};
use crate::{
    config::Limits,
    log::{Batch, Failing, Log},
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
