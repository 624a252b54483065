//! Relays that share a log in NATS: two people of one room at two of them, and what an operator is told.

use std::process::{Command, Output};

use alongside_testkit::nats_server::{self, NatsServer};
use alongside_wire::{
    FromRelay, ReplicaId, Seq, ToRelay,
    frame::{ByeReason, Confirm, SnapshotGet, SnapshotPut},
};

use crate::{
    client::{RoomKey, join, push, sealed_as},
    process::{self, join_at},
};

/// `[P 13, 21, 22, 26]`
#[tokio::test]
async fn two_people_at_two_relays_are_in_one_room() {
    let prefix = format!("shared-{}", nats_server::prefix());
    let relays = [0, 1].map(|_| process::over_nats(nats_server::shared(), &prefix, 1, &[]));
    let room = RoomKey::numbered(1);
    let (mut ana, welcome) = join_at(&relays[0], &room, 1).await;
    let (mut ben, other) = join_at(&relays[1], &room, 2).await;
    assert_eq!((welcome.log, other.peers.len()), (other.log, 1));
    ana.hear_until(|frame| matches!(frame, FromRelay::PeerUp(_)).then_some(())).await;
    // Letters go both ways, and each is acknowledged to whoever wrote it.
    let first = ana.pushed(1, 0, b"from Ana").await;
    let heard = ben.deliver().await;
    assert_eq!((heard.frame.seq, heard.frame.sealed), (first, sealed_as(b"from Ana")));
    let second = ben.pushed(2, 0, b"from Ben").await;
    let heard = ana.deliver().await;
    assert_eq!((heard.prev, heard.frame.seq), (first, second));
    // A frame that was pushed at the other relay keeps its number.
    assert_eq!(ana.pushed(2, 0, b"from Ben").await, second);
    for client in [&mut ana, &mut ben] {
        let (frames, _, upto) = client.pull(Seq(0)).await;
        assert_eq!((frames.len(), upto), (2, second));
    }
    // Who is connected to the other relay puts a snapshot, reads it and has the log trimmed.
    let bytes = sealed_as(&[7; 5_000]);
    let put = SnapshotPut { covers: second, expects: None, part: 0, parts: 1, bytes: bytes.clone() };
    ben.say(ToRelay::SnapshotPut(put)).await;
    let head = ben.hear_until(|frame| if let FromRelay::SnapshotOk(ok) = frame { Some(ok.head) } else { None }).await;
    ben.say(ToRelay::SnapshotGet(SnapshotGet { id: head.id })).await;
    let part = ben.hear_until(|frame| if let FromRelay::SnapshotPart(part) = frame { Some(part) } else { None }).await;
    assert_eq!(part.bytes, bytes);
    ben.say(ToRelay::Confirm(Confirm { id: head.id })).await;
    let trimmed = ana.hear_until(|frame| if let FromRelay::Trimmed(it) = frame { Some(it.upto) } else { None }).await;
    assert_eq!(trimmed, second);
    // And erases the room, for everybody and at every relay.
    ben.erase(&room).await;
    assert_eq!(ana.bye().await.reason, ByeReason::Erased);
    let refused = join(relays[0].address(), &room, 3).await.err().expect("it is erased");
    assert_eq!(refused.reason, ByeReason::Erased);
}

/// `[P 24]`
#[tokio::test]
async fn a_long_log_is_read_through_another_relay_as_fast_as_its_reader_takes_it() {
    let prefix = format!("long-{}", nats_server::prefix());
    let relays = [0, 1].map(|_| process::over_nats(nats_server::shared(), &prefix, 1, &[]));
    let room = RoomKey::numbered(2);
    let (mut ana, _) = join_at(&relays[0], &room, 1).await;
    for counter in 0..60 {
        ana.say(push(1, counter, &[counter as u8; 60_000])).await;
    }
    let mut acknowledged = 0;
    while acknowledged < 60 {
        acknowledged += ana.durable().await.yours.len();
    }
    // A relay that gets no processor for a second and more counts as gone: its people are told so, and join again.
    let frames = loop {
        let (ben, _) = join_at(&relays[1], &room, 2).await;
        if let Some(frames) = ben.pull_to_the_end().await {
            break frames;
        }
    };
    assert_eq!(frames.len(), 60);
    assert!(frames.iter().all(|frame| frame.replica == ReplicaId([1; 16])));
}

/// `[P 15, 23]`
#[tokio::test]
async fn a_room_goes_on_at_another_relay_when_the_one_that_served_it_is_killed() {
    let prefix = format!("goes-on-{}", nats_server::prefix());
    let mut relays = [0, 1].map(|_| process::over_nats(nats_server::shared(), &prefix, 1, &[]));
    let room = RoomKey::numbered(3);
    let (mut ana, welcome) = join_at(&relays[0], &room, 1).await;
    let (mut ben, _) = join_at(&relays[1], &room, 2).await;
    let first = ana.pushed(1, 0, b"before").await;
    relays[0].kill();
    assert_eq!(ben.bye().await.reason, ByeReason::Resync);
    let (mut ben, again) = join_at(&relays[1], &room, 2).await;
    assert_eq!((again.log, again.durable), (welcome.log, first), "the log is the same");
    let second = ben.pushed(2, 0, b"after").await;
    assert!(second > first);
    // Whoever comes back finds both.
    relays[0] = process::over_nats(nats_server::shared(), &prefix, 1, &[]);
    let (mut ana, _) = join_at(&relays[0], &room, 1).await;
    let (frames, ..) = ana.pull(Seq(0)).await;
    assert_eq!(frames.iter().map(|frame| frame.seq).collect::<Vec<_>>(), [first, second]);
    let third = ben.pushed(2, 1, b"and on").await;
    assert!(third > second);
}

/// What the relay says when it cannot begin.
fn refusal(servers: &str, more: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_alongside-relay"));
    command.args(["--listen", "127.0.0.1:0", "--nats", servers, "--nats-prefix", "refused"]).args(more);
    let Output { status, stderr, .. } = command.output().unwrap();
    assert!(!status.success());
    String::from_utf8_lossy(&stderr).into_owned()
}

#[test]
fn what_is_wrong_with_nats_is_said_in_words_at_the_start() {
    let nobody = refusal("nats://127.0.0.1:1", &[]);
    assert!(nobody.contains("nobody answers there"), "{nobody}");
    let one = refusal(nats_server::shared(), &["--nats-replicas", "3"]);
    assert!(one.contains("--nats-replicas 1"), "{one}");
    let guarded = NatsServer::alone("authorization { user: ana, password: secret }");
    let wrong = refusal(&guarded.url().replace("://", "://ana:other@"), &["--nats-replicas", "1"]);
    assert!(wrong.contains("--nats-credentials") && !wrong.contains("other"), "{wrong}");
    let off = NatsServer::alone("jetstream: disabled");
    let off = refusal(&off.url(), &["--nats-replicas", "1"]);
    assert!(off.contains("JetStream is off"), "{off}");
}

/// `[P 41]`
#[tokio::test]
async fn a_quota_that_is_used_up_is_like_a_full_disk() {
    let server = NatsServer::alone("jetstream { store_dir: STORE, max_file_store: 400000 }");
    let relay = process::over_nats(&server.url(), "quota", 1, &[]);
    let room = RoomKey::numbered(1);
    let (mut ana, _) = join_at(&relay, &room, 1).await;
    let mut last = Seq(0);
    let refused = 'filling: {
        for counter in 0..40 {
            ana.push(1, counter, &[counter as u8; 20_000]).await;
            match ana.hear().await {
                FromRelay::Durable(durable) => last = durable.upto,
                FromRelay::Bye(bye) => break 'filling bye.reason,
                FromRelay::Error(_) => break 'filling ByeReason::DiskFull,
                other => panic!("{other:?}"),
            }
        }
        panic!("the quota holds")
    };
    assert!(matches!(refused, ByeReason::StorageFailed | ByeReason::DiskFull), "{refused:?}");
    assert!(last > Seq(0));
    // What is there is read.
    let (mut ana, welcome) = join_at(&relay, &room, 1).await;
    assert_eq!(welcome.durable, last);
    assert!(!ana.pull(Seq(0)).await.0.is_empty());
}
