//! Inputs in, exact outputs out.

mod counted;
mod elsewhere;
mod faults;
pub(super) mod harness;
mod logs;

use alongside_wire::{
    Counter, FromRelay, Nonce, Peer, ReplicaId, Seq, ToRelay,
    frame::{
        Bye, ByeReason, CaughtUp, Challenge, Ephemeral, Erase, Erased, ErrorCode, PeerUp, Pull, Push, SnapshotPut,
        Subject, TimeAsk, Welcome,
    },
    limits, statement,
};

use self::harness::*;
use super::io::{Input, Output, Read, SocketId};
use crate::{
    clock::RunDay,
    config::{Bytes, Limits},
    log::{Activity, Batch, Log},
};

#[test]
fn a_stranger_becomes_a_member() {
    let mut harness = HubHarness::new();
    let nonce = Nonce([1; 32]);
    let opened = Input::Opened { socket: SocketId(1), address: None, origin: ORIGIN.into(), nonce };
    assert_eq!(harness.handle(opened), [says(1, FromRelay::Challenge(Challenge { nonce }))]);
    let auth = auth(1, 1, nonce);
    harness.hub.handle(harness.now, frame(1, &auth));
    assert_eq!(harness.hub.poll(harness.now), Some(Output::Read(Read::Room(room(1)))));
    assert_eq!(harness.hub.poll(harness.now), None);
    let read = Read::Room(room(1)).answer(&harness.log);
    assert_eq!(harness.handle(read), [says(1, FromRelay::Welcome(welcome(1, Seq(0), &[])))]);
    assert_eq!(
        harness.written.last(),
        Some(&Batch {
            activity: vec![Activity { room: room(1), day: RunDay(1), shared: false }],
            ..harness.written.last().cloned().unwrap()
        })
    );
    // The second to join is told of the first, and the first of the second.
    let heard = harness.join(2, 1, 2);
    assert_eq!(
        heard,
        [says(2, FromRelay::Welcome(welcome(2, Seq(0), &[1]))), says(1, FromRelay::PeerUp(PeerUp { peer: Peer(2) })),]
    );
    assert_eq!(harness.handle(Input::Closed { socket: SocketId(1) }), [says(2, down(1))]);
}

/// `[P 21, 22]`
#[test]
fn delivery_does_not_wait_for_the_disk_and_durable_does() {
    let mut harness = HubHarness::two();
    harness.hold_writes = true;
    assert_eq!(harness.say(1, &push(1, 0, b"one")), [says(2, deliver(0, FIRST, 1, 0, b"one"))]);
    // What arrives while the disk is busy is written together, with one row for the room.
    assert_eq!(harness.say(1, &push(1, 1, b"two")), [says(2, deliver(FIRST, FIRST + 1, 1, 1, b"two"))]);
    assert_eq!(harness.say(2, &push(2, 0, b"three")), [says(1, deliver(FIRST + 1, FIRST + 2, 2, 0, b"three"))]);
    assert_eq!(harness.finish_write(), [says(1, durable(FIRST, &[(0, FIRST)])), says(2, durable(FIRST, &[]))]);
    let second = harness.held_write.as_ref().unwrap();
    assert_eq!((second.rows.len(), second.rows[0].last), (1, Seq(FIRST + 2)));
    assert_eq!(
        harness.finish_write(),
        [says(1, durable(FIRST + 2, &[(FIRST, FIRST + 1)])), says(2, durable(FIRST + 2, &[(FIRST + 1, FIRST + 2)]))]
    );
    assert_eq!(harness.log.frames(room(1), Seq(0), Seq(u64::MAX), 10_000).unwrap().frames.len(), 3);
}

/// `[P 13]`
#[test]
fn a_client_that_joins_before_a_frame_is_durable_is_delivered_it_too() {
    let mut harness = HubHarness::two();
    harness.hold_writes = true;
    harness.say(1, &push(1, 0, b"one"));
    let heard = harness.join(3, 1, 3);
    assert_eq!(
        heard[..2],
        [
            says(3, FromRelay::Welcome(Welcome { log_bytes: 343, kept_bytes: 343, ..welcome(3, Seq(0), &[1, 2]) })),
            says(3, deliver(0, FIRST, 1, 0, b"one")),
        ]
    );
    assert!(harness.finish_write().contains(&says(3, durable(FIRST, &[]))));
}

/// `[P 20, 22]`
#[test]
fn a_repeated_push_is_answered_in_its_place() {
    let mut harness = HubHarness::two();
    harness.say(1, &push(1, 0, b"one"));
    // The push is durable already and nothing before it is unreported, so the answer comes at once, and only to its
    // sender.
    assert_eq!(harness.say(2, &push(1, 0, b"one")), [says(2, durable(FIRST, &[(FIRST, FIRST)]))]);
    harness.hold_writes = true;
    harness.say(2, &push(2, 0, b"two"));
    assert_eq!(harness.say(2, &push(1, 0, b"one")), [], "after the push that is not durable yet");
    assert_eq!(harness.say(2, &push(2, 0, b"two")), []);
    assert_eq!(
        harness.finish_write(),
        [
            says(1, durable(FIRST + 1, &[])),
            says(2, durable(FIRST + 1, &[(FIRST, FIRST + 1), (FIRST, FIRST), (FIRST + 1, FIRST + 1)]))
        ]
    );
    let conflict = refused(Subject::Push { replica: ReplicaId([1; 16]), counter: Counter(0) }, ErrorCode::Conflict);
    assert_eq!(harness.say(1, &push(1, 0, b"other")), [says(1, conflict)]);
}

#[test]
fn an_idle_room_drops_its_push_index_and_reads_it_again() {
    let mut harness = HubHarness::two();
    harness.say(1, &push(1, 0, b"one"));
    for _ in 0..70 {
        harness.pass(1_000);
    }
    harness.hub.handle(harness.now, frame(1, &push(1, 0, b"one")));
    assert_eq!(harness.hub.poll(harness.now), Some(Output::Read(Read::Pushed(room(1)))));
    // Pushes that arrive meanwhile keep their order.
    assert_eq!(harness.say(1, &push(1, 1, b"two")), []);
    let heard = harness.handle(Read::Pushed(room(1)).answer(&harness.log));
    assert_eq!(
        heard,
        [
            says(2, deliver(FIRST, FIRST + 1, 1, 1, b"two")),
            says(1, durable(FIRST, &[(FIRST, FIRST)])),
            says(1, durable(FIRST + 1, &[(FIRST, FIRST + 1)])),
            says(2, durable(FIRST + 1, &[])),
        ]
    );
}

#[test]
fn a_socket_that_does_not_authenticate_in_time_is_ended() {
    let mut harness = HubHarness::new();
    harness.open(1, None);
    assert_eq!(harness.pass(4_999), []);
    let bye = FromRelay::Bye(Bye { reason: ByeReason::AuthTimeout, retry_after: Some(1_000) });
    assert_eq!(harness.pass(1), [says(1, bye), Heard::Closed(1)]);
    assert_eq!(harness.say(1, &auth(1, 1, Nonce([1; 32]))), [], "input after the end is ignored");
    assert_eq!(harness.hub.population(), (0, 0));
}

#[test]
fn an_address_may_begin_new_rooms_again_after_an_hour() {
    let mut harness = HubHarness::with(Limits { address_rooms: 2, address_sockets: 3, ..Limits::default() });
    let address = Limits::default().counted([192, 0, 2, 1].into());
    let too_many = says(9, FromRelay::Bye(Bye { reason: ByeReason::TooMany, retry_after: Some(30_000) }));
    for (socket, room) in [(1, 1), (2, 2)] {
        assert_eq!(harness.join_from(socket, room, 1, address).len(), 1);
    }
    assert_eq!(harness.join_from(9, 3, 1, address)[0], too_many);
    harness.pass(29 * 60 * 1000);
    assert_eq!(harness.join_from(9, 3, 1, address)[0], too_many);
    harness.pass(60 * 1000);
    assert!(matches!(harness.join_from(3, 3, 1, address)[..], [Heard::Says(3, FromRelay::Welcome(_))]));
    // Three sockets are all that the address may have.
    assert_eq!(harness.open(9, address)[0], too_many);
    harness.handle(Input::Closed { socket: SocketId(1) });
    assert!(matches!(harness.open(9, address)[..], [Heard::Says(9, FromRelay::Challenge(_))]));
}

#[test]
fn a_rate_limit_is_a_token_bucket() {
    let mut harness = HubHarness::with(Limits { frame_rate: 2, ..Limits::default() });
    harness.join(1, 1, 1);
    let asked = |harness: &mut HubHarness| harness.say(1, &ToRelay::TimeAsk(TimeAsk { echo: 7 })).len();
    // Ten seconds' worth at once, of which auth took one.
    assert_eq!((0..30).map(|_| asked(&mut harness)).sum::<usize>(), 19);
    harness.pass(499);
    assert_eq!(asked(&mut harness), 0);
    harness.pass(1);
    assert_eq!((asked(&mut harness), asked(&mut harness)), (1, 0));
}

#[test]
fn a_socket_that_overflowed_is_told_to_reconnect() {
    let mut harness = HubHarness::two();
    let bye = FromRelay::Bye(Bye { reason: ByeReason::Resync, retry_after: Some(1_000) });
    let heard = harness.handle(Input::Overflowed { socket: SocketId(2) });
    assert_eq!(heard, [says(2, bye), Heard::Closed(2), says(1, down(2))]);
}

#[test]
fn a_stopping_relay_tells_everyone_and_waits_for_the_disk() {
    let mut harness = HubHarness::two();
    harness.hold_writes = true;
    harness.say(1, &push(1, 0, b"one"));
    let bye = FromRelay::Bye(Bye { reason: ByeReason::Stopping, retry_after: Some(1_000) });
    let heard = harness.handle(Input::Stop);
    assert!(heard.contains(&says(1, bye.clone())) && heard.contains(&says(2, bye.clone())));
    assert!(!harness.hub.is_quiet());
    harness.finish_write();
    assert!(harness.hub.is_quiet());
    assert_eq!(harness.hub.population(), (0, 0));
    assert_eq!(harness.open(3, None), [says(3, bye), Heard::Closed(3)]);
}

#[test]
fn rooms_expire_and_those_with_someone_in_them_do_not() {
    let mut harness = HubHarness::new();
    harness.join(1, 1, 1);
    harness.join(2, 2, 2);
    harness.handle(Input::Closed { socket: SocketId(2) });
    for _ in 0..402 {
        harness.pass(24 * 60 * 60 * 1000);
    }
    assert!(matches!(harness.log.room(room(1)).unwrap(), crate::log::RoomRecord::Known(_)));
    assert_eq!(harness.log.room(room(2)).unwrap(), crate::log::RoomRecord::Unknown);
    assert_eq!(harness.hub.counts().expired, 1);
}

#[test]
fn an_erasure_drops_everything_queued_for_the_room() {
    let mut harness = HubHarness::two();
    harness.hold_writes = true;
    harness.say(1, &push(1, 0, b"under way"));
    harness.say(1, &push(1, 1, b"waiting"));
    let signature = RoomKey::new(1).sign(&statement::erase(ORIGIN, room(1), Nonce([2; 32])));
    assert_eq!(harness.say(2, &ToRelay::Erase(Erase { signature })), []);
    harness.finish_write();
    let heard = harness.finish_write();
    let bye = FromRelay::Bye(Bye { reason: ByeReason::Erased, retry_after: None });
    for socket in [1, 2] {
        assert!(heard.contains(&says(socket, erased(signature))) && heard.contains(&says(socket, bye.clone())));
    }
    assert!(matches!(harness.log.room(room(1)).unwrap(), crate::log::RoomRecord::Erased(_)));
    assert!(harness.hub.is_quiet());
    assert_eq!(harness.hub.population(), (0, 0));
    harness.hold_writes = false;
    assert_eq!(harness.join(3, 1, 3), [says(3, erased(signature)), says(3, bye), Heard::Closed(3)]);
}

fn erased(signature: alongside_wire::Signature) -> FromRelay {
    FromRelay::Erased(Erased { origin: ORIGIN.to_owned(), nonce: Nonce([2; 32]), signature })
}

#[test]
fn a_pull_of_nothing_reads_nothing() {
    let mut harness = HubHarness::two();
    harness.say(1, &push(1, 0, b"one"));
    harness.hub.handle(harness.now, frame(1, &ToRelay::Pull(Pull { after: Seq(FIRST) })));
    let caught_up = FromRelay::CaughtUp(CaughtUp { upto: Seq(FIRST) });
    assert_eq!(harness.hub.poll(harness.now), Some(Output::Send { to: SocketId(1), frame: caught_up.encode().into() }));
    assert_eq!(harness.hub.poll(harness.now), None);
}

/// `[P 32]`
#[test]
fn a_snapshot_that_stalls_gives_back_its_space() {
    let mut harness = HubHarness::with(Limits { uploads: Bytes(61_440), ..Limits::default() });
    harness.join(1, 1, 1);
    harness.join(2, 1, 2);
    let bytes = vec![7; limits::SNAPSHOT_PART];
    let part = ToRelay::SnapshotPut(SnapshotPut { covers: Seq(0), expects: None, part: 0, parts: 2, bytes });
    assert_eq!(harness.say(1, &part), []);
    assert_eq!(harness.say(2, &part), [says(2, refused(Subject::SnapshotPut, ErrorCode::TooFast))]);
    assert_eq!(harness.pass(30_000), [says(1, refused(Subject::SnapshotPut, ErrorCode::OutOfOrder))]);
    assert_eq!(harness.say(2, &part), []);
}

#[test]
fn a_blob_smaller_than_any_seal_ends_the_connection_and_costs_the_room_nothing() {
    let mut harness = HubHarness::two();
    let bye = FromRelay::Bye(Bye { reason: ByeReason::Malformed, retry_after: None });
    let tiny = Push { replica: ReplicaId([1; 16]), counter: Counter(0), sealed: vec![0; limits::SEALED_LEAST - 1] };
    assert_eq!(harness.say(1, &ToRelay::Push(tiny))[0], says(1, bye.clone()));
    let ephemeral = Ephemeral { to: None, sealed: vec![0; limits::CARRIED_LEAST - 1] };
    assert_eq!(harness.say(2, &ToRelay::Ephemeral(ephemeral))[0], says(2, bye.clone()));
    harness.join(3, 1, 3);
    let bytes = vec![0; limits::CARRIED_LEAST - 1];
    let put = ToRelay::SnapshotPut(SnapshotPut { covers: Seq(0), expects: None, part: 0, parts: 1, bytes });
    assert_eq!(harness.say(3, &put)[0], says(3, bye));
    assert_eq!(harness.hub.counts().pushed, 0);
}

#[test]
fn a_room_has_a_limit_of_frames() {
    let mut harness = HubHarness::with(Limits { room_frames: 3, ..Limits::default() });
    harness.join(1, 1, 1);
    for counter in 0..3 {
        assert_eq!(harness.say(1, &push(1, counter, b"x")).len(), 1);
    }
    let full = refused(Subject::Push { replica: ReplicaId([1; 16]), counter: Counter(3) }, ErrorCode::LogFull);
    assert_eq!(harness.say(1, &push(1, 3, b"x")), [says(1, full)]);
}

#[test]
fn a_client_that_rejoins_again_and_again_has_a_large_room_read_once() {
    let mut harness = HubHarness::new();
    harness.join(1, 1, 1);
    for counter in 0..100 {
        harness.say(1, &push(1, counter, b"x"));
    }
    harness.handle(Input::Closed { socket: SocketId(1) });
    for socket in 2..20 {
        harness.open(socket, None);
        harness.hub.handle(harness.now, frame(socket, &auth(1, 2, Nonce([socket as u8; 32]))));
        let first = harness.hub.poll(harness.now);
        assert!(matches!(first, Some(Output::Send { .. })), "no read: {first:?}");
        let heard = harness.say(socket, &push(2, u64::from(socket), b"x"));
        assert!(matches!(heard.last(), Some(Heard::Says(_, FromRelay::Durable(_)))), "no read: {heard:?}");
        harness.handle(Input::Closed { socket: SocketId(socket) });
    }
    harness.pass(70_000);
    assert_eq!(harness.hub.population(), (0, 0), "it is forgotten nevertheless");
}

#[test]
fn the_cost_of_a_join_is_charged_to_its_address() {
    let limits = Limits { address_reads: Bytes(16 * 1024), ..Limits::default() };
    let mut harness = HubHarness::with(limits.clone());
    let address = limits.counted([192, 0, 2, 1].into());
    let mut joined = 0;
    for socket in 1..100 {
        let heard = harness.join_from(socket, 1, 1, address);
        if !matches!(heard[0], Heard::Says(_, FromRelay::Welcome(_))) {
            break;
        }
        joined += 1;
        harness.handle(Input::Closed { socket: SocketId(socket) });
    }
    assert_eq!(joined, 10, "ten seconds' worth");
    harness.pass(1_000);
    assert!(matches!(harness.join_from(200, 1, 1, address)[0], Heard::Says(_, FromRelay::Welcome(_))));
}

#[test]
fn no_new_room_begins_on_a_disk_that_is_nearly_full_and_the_others_go_on() {
    let mut harness = HubHarness::with(Limits { disk: Bytes(4_000), ..Limits::default() });
    if !harness.log.counts_exactly() {
        // A file or a stream is larger than that when nothing is in it.
        return;
    }
    harness.join(1, 1, 1);
    for counter in 0..10 {
        harness.say(1, &push(1, counter, b"x"));
    }
    let bye = FromRelay::Bye(Bye { reason: ByeReason::DiskFull, retry_after: Some(30_000) });
    assert_eq!(harness.join(2, 2, 1)[0], says(2, bye));
    assert!(matches!(harness.say(1, &push(1, 10, b"x"))[..], [Heard::Says(1, FromRelay::Durable(_))]));
}

#[test]
fn a_new_room_has_a_limit_of_growth_a_day() {
    let mut harness = HubHarness::with(Limits { new_room: Bytes(1_100), ..Limits::default() });
    harness.join(1, 1, 1);
    let mut counter = 0;
    let mut until_full = |harness: &mut HubHarness| {
        let mut taken = 0;
        loop {
            counter += 1;
            match &harness.say(1, &push(1, counter, b"x"))[..] {
                [Heard::Says(1, FromRelay::Durable(_))] => taken += 1,
                [Heard::Says(1, FromRelay::Error(error))] if error.code == ErrorCode::LogFull => return taken,
                other => panic!("{other:?}"),
            }
        }
    };
    assert_eq!(until_full(&mut harness), 3);
    harness.pass(24 * 60 * 60 * 1000);
    assert_eq!(until_full(&mut harness), 3);
}

#[test]
fn an_address_has_a_daily_limit_of_bytes_over_all_its_rooms() {
    let limits = Limits { address_bytes: Bytes(1_100), ..Limits::default() };
    let mut harness = HubHarness::with(limits.clone());
    let address = limits.counted([192, 0, 2, 1].into());
    for socket in 1..=4 {
        harness.join_from(socket, socket as u8, 1, address);
        let heard = harness.say(socket, &push(1, 0, b"x"));
        let taken = matches!(heard[..], [Heard::Says(_, FromRelay::Durable(_))]);
        assert_eq!(taken, socket <= 3, "{heard:?}");
    }
    harness.pass(24 * 60 * 60 * 1000);
    assert!(matches!(harness.say(4, &push(1, 0, b"x"))[..], [Heard::Says(4, FromRelay::Durable(_))]));
}

#[test]
fn two_clients_put_snapshots_in_a_room_and_an_unfinished_one_keeps_nobody_out() {
    let mut harness = HubHarness::with(Limits { uploads: Bytes(3 * 61_440), ..Limits::default() });
    let bytes = vec![7; limits::SNAPSHOT_PART];
    let part = ToRelay::SnapshotPut(SnapshotPut { covers: Seq(0), expects: None, part: 0, parts: 3, bytes });
    for socket in 1..=4 {
        harness.join(socket, 1 + (socket as u8 - 1) / 3, socket as u8);
    }
    let too_fast = refused(Subject::SnapshotPut, ErrorCode::TooFast);
    assert_eq!((harness.say(1, &part), harness.say(2, &part)), (vec![], vec![]));
    assert_eq!(harness.say(3, &part), [says(3, too_fast.clone())]);
    assert_eq!(harness.say(4, &part), []);
    harness.join(5, 3, 5);
    harness.pass(11_000);
    assert_eq!(harness.say(5, &part), [says(1, too_fast)], "the oldest upload is dropped");
}

#[test]
fn a_wall_clock_that_is_a_year_ahead_for_a_second_deletes_no_room() {
    let mut harness = HubHarness::two();
    for socket in [1, 2] {
        harness.handle(Input::Closed { socket: SocketId(socket) });
    }
    let right = harness.now.wall;
    for wall in [right + 401 * 24 * 60 * 60 * 1000, right] {
        harness.now = crate::clock::Now { mono: harness.now.mono + 1_000, wall };
        harness.handle(Input::Tick);
    }
    harness.restart();
    harness.now.wall = right + 401 * 24 * 60 * 60 * 1000;
    harness.handle(Input::Tick);
    assert!(matches!(harness.log.room(room(1)).unwrap(), crate::log::RoomRecord::Known(_)));
}

#[test]
fn a_room_with_a_single_visit_expires_after_thirty_days_and_a_shared_one_does_not() {
    let mut harness = HubHarness::two();
    harness.join(3, 2, 3);
    for socket in [1, 2, 3] {
        harness.handle(Input::Closed { socket: SocketId(socket) });
    }
    for _ in 0..32 {
        harness.pass(24 * 60 * 60 * 1000);
    }
    assert!(matches!(harness.log.room(room(1)).unwrap(), crate::log::RoomRecord::Known(_)));
    assert_eq!(harness.log.room(room(2)).unwrap(), crate::log::RoomRecord::Unknown);
}
