//! What docs/operating.md says of backups, step by step, with the real program.

use std::{fs, path::Path, process::Command};

use alongside_testkit::server_process::ServerProcess;
use alongside_wire::{Seq, frame::Welcome};
use rusqlite::Connection;

use crate::{
    client::RoomKey,
    process::{self, join_at, program},
};

/// Docs, "Backup", step 1: while the relay runs.
fn back_up(data: &Path, to: &Path) {
    let live = Connection::open(data.join("log.sqlite")).unwrap();
    live.execute("VACUUM INTO ?1", [to.to_str().unwrap()]).unwrap();
}

/// Docs, "Restore", step 2.
fn restore(data: &Path, backup: &Path) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_alongside-relay"));
    let said = command.args(["restore", "--data"]).args([data, backup]).output().unwrap();
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
}

#[cfg(unix)]
async fn stop(mut relay: ServerProcess) {
    relay.ask_to_stop();
    assert!(tokio::task::spawn_blocking(move || relay.wait()).await.unwrap());
}

/// Pushes frames of a replica to the room, with these counters.
async fn push(relay: &ServerProcess, replica: u8, counters: std::ops::Range<u64>) -> Welcome {
    let (mut client, welcome) = join_at(relay, &RoomKey::new(1), replica).await;
    for counter in counters {
        client.pushed(replica, counter, b"a point").await;
    }
    welcome
}

/// The log id, the number of frames that a new device reads, and the room's last number.
async fn read(relay: &ServerProcess) -> (alongside_wire::LogId, usize, Seq) {
    let (mut client, welcome) = join_at(relay, &RoomKey::new(1), 99).await;
    let (frames, _, upto) = client.pull(Seq(0)).await;
    (welcome.log, frames.len(), upto)
}

#[cfg(unix)]
#[tokio::test]
async fn a_backup_is_restored_as_the_documents_say_and_every_device_is_told_of_another_log() {
    let folder = tempfile::tempdir().unwrap();
    let (data, backup) = (folder.path().join("data"), folder.path().join("backup.sqlite"));
    let relay = process::start(&data);
    let before = push(&relay, 1, 0..3).await.log;
    back_up(&data, &backup);
    stop(relay).await;
    let relay = process::start(&data);
    assert_eq!(push(&relay, 2, 0..8).await.log, before, "a restart is no restore");
    let lost_upto = read(&relay).await.2;
    stop(relay).await;

    restore(&data, &backup);
    let relay = process::start(&data);
    let (log, frames, _) = read(&relay).await;
    assert_ne!(log, before);
    assert_eq!(frames, 3);
    // What the backup lacks is pushed again, under numbers that name no other frame.
    push(&relay, 2, 0..8).await;
    let (_, frames, upto) = read(&relay).await;
    assert_eq!(frames, 11);
    assert!(upto > lost_upto);
    drop(relay);
}

#[tokio::test]
async fn a_backup_copied_over_a_killed_relays_files_is_noticed_without_the_command() {
    let folder = tempfile::tempdir().unwrap();
    let (data, backup) = (folder.path().join("data"), folder.path().join("backup.sqlite"));
    let relay = process::start(&data);
    let before = push(&relay, 1, 0..3).await.log;
    back_up(&data, &backup);
    drop(relay);
    let relay = process::start(&data);
    push(&relay, 2, 0..8).await;
    drop(relay);
    assert!(fs::metadata(data.join("log.sqlite-wal")).unwrap().len() > 0, "it is left over");
    fs::copy(&backup, data.join("log.sqlite")).unwrap();
    let relay = process::start(&data);
    let (log, frames, _) = read(&relay).await;
    assert_ne!(log, before);
    assert_eq!(frames, 3);
    drop(relay);
}

#[cfg(unix)]
#[tokio::test]
async fn the_database_alone_is_a_backup_after_a_clean_stop() {
    let folder = tempfile::tempdir().unwrap();
    let (data, elsewhere) = (folder.path().join("data"), folder.path().join("elsewhere"));
    let relay = process::start(&data);
    push(&relay, 1, 0..20).await;
    stop(relay).await;
    restore(&elsewhere, &data.join("log.sqlite"));
    let relay = process::start(&elsewhere);
    assert_eq!(read(&relay).await.1, 20);
    drop(relay);
}

#[test]
fn a_restore_under_a_running_relay_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let relay = process::start(folder.path());
    let mut command = Command::new(env!("CARGO_BIN_EXE_alongside-relay"));
    let said = command.args(["restore", "--data"]).arg(folder.path()).output().unwrap();
    assert!(!said.status.success());
    assert!(String::from_utf8_lossy(&said.stderr).contains("another relay is using the data folder"));
    drop(relay);
    // The program's own options may still precede the command.
    assert!(program(folder.path()).arg("restore").output().is_ok());
}

#[cfg(unix)]
#[tokio::test]
async fn a_damaged_file_makes_the_relay_not_ready_in_the_right_words_and_what_can_be_read_is_served() {
    let folder = tempfile::tempdir().unwrap();
    let relay = process::start(folder.path());
    push(&relay, 1, 0..200).await;
    stop(relay).await;
    let path = folder.path().join("log.sqlite");
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 4096 / 2 * 4096;
    bytes[middle] ^= 0xff;
    fs::write(&path, bytes).unwrap();
    let relay = process::start(folder.path());
    let ready = crate::client::http(relay.address(), "GET /readyz HTTP/1.1").await;
    assert!(ready.starts_with("HTTP/1.1 503") && ready.contains("storage failed"), "{ready}");
    // Another room can be read and written to.
    let (mut eva, _) = join_at(&relay, &RoomKey::new(2), 5).await;
    let _ = eva.pushed(5, 0, b"another room").await;
    drop(relay);
}
