//! Starting, stopping, and being killed in between.

use std::process::Command;

use alongside_relay::{Log, Sqlite};
use alongside_testkit::server_process::ServerProcess;
use alongside_wire::{
    FromRelay, Seq,
    frame::{ByeReason, ErrorCode, Subject},
};

use crate::{
    client::{Relay, RoomKey},
    process::{self, join_at, program},
};

#[tokio::test]
async fn a_restart_keeps_everything_and_the_numbers_jump() {
    let room = RoomKey::new(1);
    let relay = Relay::start().await;
    let (mut ana, before) = relay.join(&room, 1).await;
    let first = ana.pushed(1, 0, b"one").await;
    let second = ana.pushed(1, 1, b"two").await;
    assert_eq!((first, second), (Seq(1 << 24), Seq((1 << 24) + 1)));
    let data = relay.stop().await;
    assert_eq!(ana.bye().await.reason, ByeReason::Stopping);

    let relay = Relay::start_at(data, |_| {}).await;
    let (mut ana, after) = relay.join(&room, 2).await;
    assert_eq!((after.log, after.durable), (before.log, second));
    assert_eq!(ana.pull(Seq(0)).await.0.iter().map(|frame| frame.seq).collect::<Vec<_>>(), [first, second]);
    // Earlier pushes are still known [P 20], and no number is given twice [P 23].
    assert_eq!(ana.pushed(1, 1, b"two").await, second);
    ana.push(1, 0, b"another").await;
    assert_eq!(ana.error().await.code, ErrorCode::Conflict);
    assert_eq!(ana.pushed(2, 0, b"three").await, Seq(2 << 24));
}

/// `[P 40]`
#[tokio::test]
async fn an_erased_room_stays_erased() {
    let (room, other) = (RoomKey::new(1), RoomKey::new(2));
    let relay = Relay::start().await;
    let (mut ana, _) = relay.join(&room, 1).await;
    let (mut ben, _) = relay.join(&room, 2).await;
    ana.pushed(1, 0, b"gone soon").await;
    // Neither another key nor another statement erases it [P 40].
    ana.erase(&other).await;
    let error = ana.error().await;
    assert_eq!((error.subject, error.code), (Subject::Erase, ErrorCode::BadSignature));
    ana.erase(&room).await;
    for client in [&mut ana, &mut ben] {
        let proof =
            client.hear_until(|frame| if let FromRelay::Erased(proof) = frame { Some(proof) } else { None }).await;
        assert!(room.signed(&proof) && !other.signed(&proof), "anyone can verify that a member did it");
        let bye = client.bye().await;
        assert_eq!((bye.reason, bye.retry_after), (ByeReason::Erased, None));
        assert_eq!(client.hear_or_end().await, None);
    }
    assert_eq!(relay.try_join(&room, 1).await.err().unwrap().reason, ByeReason::Erased);
    relay.join(&other, 1).await;
    let relay = Relay::start_at(relay.stop().await, |_| {}).await;
    assert_eq!(relay.try_join(&room, 1).await.err().unwrap().reason, ByeReason::Erased);
}

#[test]
fn a_second_relay_on_the_same_folder_says_why_it_does_not_start() {
    let data = tempfile::tempdir().unwrap();
    let _first = process::start(data.path());
    let second = program(data.path()).output().unwrap();
    let said = String::from_utf8(second.stderr).unwrap();
    assert!(!second.status.success() && said.contains("another relay is using the data folder"), "{said}");
}

#[test]
fn a_port_in_use_is_named() {
    let (data, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let first = process::start(data.path());
    let mut command = Command::new(env!("CARGO_BIN_EXE_alongside-relay"));
    command.args(["--listen", &first.address().to_string(), "--data"]).arg(other.path());
    let second = command.output().unwrap();
    let said = String::from_utf8(second.stderr).unwrap();
    assert!(!second.status.success() && said.contains(&format!("cannot listen on {}", first.address())), "{said}");
}

#[cfg(unix)]
#[tokio::test]
async fn a_relay_that_is_asked_to_stop_says_goodbye() {
    let data = tempfile::tempdir().unwrap();
    let mut relay = process::start(data.path());
    let (mut ana, _) = join_at(&relay, &RoomKey::new(1), 1).await;
    ana.pushed(1, 0, b"kept").await;
    relay.ask_to_stop();
    let bye = ana.bye().await;
    assert_eq!(bye.reason, ByeReason::Stopping);
    assert!(bye.retry_after.is_some());
    drop(ana);
    assert!(tokio::task::spawn_blocking(move || relay.wait()).await.unwrap());
    let log = Sqlite::open(data.path(), 0).unwrap();
    assert_eq!(log.frames(RoomKey::new(1).id(), Seq(0), Seq(u64::MAX), 1_000).unwrap().frames.len(), 1);
}

#[cfg(unix)]
#[tokio::test]
async fn a_relay_started_with_a_low_limit_of_open_files_raises_it() {
    let data = tempfile::tempdir().unwrap();
    let relay = program(data.path());
    let mut few = Command::new("sh");
    few.args(["-c", "ulimit -Sn 64 && exec \"$0\" \"$@\""]).arg(relay.get_program()).args(relay.get_args());
    let relay = ServerProcess::start(&mut few);
    let mut held = Vec::new();
    for room in 0..100 {
        held.push(join_at(&relay, &RoomKey::numbered(room), 1).await);
    }
}
