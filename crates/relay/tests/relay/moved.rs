//! `alongside-relay move`: a running relay's rooms go to NATS, and back, and no device notices.

use std::{path::Path, process::Command};

use alongside_testkit::nats_server;
use alongside_wire::{
    FromRelay, Seq, ToRelay,
    frame::{ByeReason, Confirm, Logged, SnapshotHead, SnapshotPut, Welcome},
};

use crate::{
    client::{Client, RoomKey, join, sealed_as},
    process::{self, join_at},
};

/// What somebody new finds in a room.
#[derive(Debug, PartialEq)]
struct RoomAsFound {
    log: alongside_wire::LogId,
    durable: Seq,
    trimmed: Seq,
    snapshots: [Option<SnapshotHead>; 2],
    frames: Vec<Logged>,
}

async fn look(mut client: Client, welcome: Welcome) -> RoomAsFound {
    let (frames, ..) = client.pull(welcome.trimmed).await;
    client.say(ToRelay::Bye).await;
    let snapshots = [welcome.snapshot, welcome.previous];
    RoomAsFound { log: welcome.log, durable: welcome.durable, trimmed: welcome.trimmed, snapshots, frames }
}

fn moves(data: &Path, prefix: &str, more: &[&str]) -> (bool, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_alongside-relay"));
    command.arg("move").arg("--data").arg(data).args(["--nats", nats_server::shared(), "--nats-prefix", prefix]);
    let said = command.args(["--nats-replicas", "1", "--nats-streams", "4"]).args(more).output().unwrap();
    let text = format!("{}{}", String::from_utf8_lossy(&said.stdout), String::from_utf8_lossy(&said.stderr));
    (said.status.success(), text)
}

async fn put(client: &mut Client, covers: Seq, expects: Option<SnapshotHead>, byte: u8) -> SnapshotHead {
    let expects = expects.map(|head| head.id);
    let bytes = sealed_as(&[byte; 3_000]);
    client.say(ToRelay::SnapshotPut(SnapshotPut { covers, expects, part: 0, parts: 1, bytes })).await;
    client.hear_until(|frame| if let FromRelay::SnapshotOk(ok) = frame { Some(ok.head) } else { None }).await
}

/// `[P 15, 23]`
#[tokio::test]
async fn a_running_relays_rooms_move_to_nats_and_back_and_no_device_notices() {
    let prefix = format!("moved-{}", nats_server::prefix());
    let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let data = first.path().join("data");
    let mut relay = process::start(&data);
    let [room, other, erased] = [1, 2, 3].map(RoomKey::numbered);
    let (mut ana, _) = join_at(&relay, &room, 1).await;
    // A room that was trimmed, with a snapshot that nobody has confirmed yet, and frames behind that.
    let upto = ana.pushed(1, 0, b"covered").await;
    let base = put(&mut ana, upto, None, 1).await;
    ana.say(ToRelay::Confirm(Confirm { id: base.id })).await;
    ana.hear_until(|frame| matches!(frame, FromRelay::Trimmed(_)).then_some(())).await;
    let upto = ana.pushed(1, 1, b"behind it").await;
    put(&mut ana, upto, Some(base), 2).await;
    ana.pushed(1, 2, b"behind both").await;
    let (mut ben, _) = join_at(&relay, &other, 1).await;
    ben.pushed(1, 0, b"another room").await;
    let (mut eva, _) = join_at(&relay, &erased, 1).await;
    eva.erase(&erased).await;
    eva.bye().await;

    let (ok, said) = moves(&data, &prefix, &[]);
    assert!(ok && said.contains("3 rooms") || said.contains("2 rooms"), "{said}");
    // Meanwhile the relay has gone on.
    ana.pushed(1, 3, b"while it moved").await;
    let (client, welcome) = join_at(&relay, &room, 9).await;
    let before = look(client, welcome).await;
    relay.ask_to_stop();
    assert!(relay.wait());
    let (ok, said) = moves(&data, &prefix, &[]);
    assert!(ok && said.contains("1 rooms are copied with 1 frames"), "only what is new: {said}");

    let mut relay = process::over_nats(nats_server::shared(), &prefix, 1, &[]);
    let (client, welcome) = join_at(&relay, &room, 9).await;
    assert_eq!(look(client, welcome).await, before);
    assert_eq!(join(relay.address(), &erased, 9).await.err().map(|bye| bye.reason), Some(ByeReason::Erased));
    let (mut ana, _) = join_at(&relay, &room, 1).await;
    let last = ana.pushed(1, 4, b"in NATS").await;
    assert!(last > before.durable);
    let (client, welcome) = join_at(&relay, &room, 9).await;
    let before = look(client, welcome).await;
    relay.ask_to_stop();
    assert!(relay.wait());

    let data = second.path().join("data");
    let (ok, said) = moves(&data, &prefix, &["--back"]);
    assert!(ok, "{said}");
    let relay = process::start(&data);
    let (client, welcome) = join_at(&relay, &room, 9).await;
    assert_eq!(look(client, welcome).await, before);
    let (ok, said) = moves(&data, &prefix, &["--back"]);
    assert!(!ok && said.contains("there is a log in it"), "{said}");
}

#[tokio::test]
async fn rooms_do_not_move_to_where_rooms_of_another_log_are() {
    let prefix = format!("taken-{}", nats_server::prefix());
    let relay = process::over_nats(nats_server::shared(), &prefix, 1, &[]);
    join_at(&relay, &RoomKey::numbered(1), 1).await.0.pushed(1, 0, b"there already").await;
    let folder = tempfile::tempdir().unwrap();
    let other = process::start(folder.path());
    join_at(&other, &RoomKey::numbered(2), 1).await.0.pushed(1, 0, b"to be moved").await;
    let (ok, said) = moves(folder.path(), &prefix, &[]);
    assert!(!ok && said.contains("another log"), "{said}");
}
