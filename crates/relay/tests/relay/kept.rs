//! What an operator does to a log with the program, as docs/operating.md says it: check, backup, stats, forget, compact,
//! and the versions of the data folder.

use std::{fs, path::Path, process::Command};

use alongside_testkit::server_process::ServerProcess;
use alongside_wire::{FromRelay, Seq, ToRelay, frame::SnapshotPut};
use rusqlite::Connection;

use crate::{
    client::RoomKey,
    process::{self, join_at},
};

/// What the program says to a task in this folder; the error if it fails.
pub fn said(task: &str, data: &Path, more: &[&str]) -> Result<String, String> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_alongside-relay"));
    let output = command.args([task, "--data"]).arg(data).args(more).output().unwrap();
    match output.status.success() {
        true => Ok(String::from_utf8(output.stdout).unwrap()),
        false => Err(String::from_utf8(output.stderr).unwrap()),
    }
}

/// Pushes so many frames to a room.
pub async fn fill(relay: &ServerProcess, room: u8, frames: u64) {
    let (mut client, _) = join_at(relay, &RoomKey::new(room), 1).await;
    for counter in 0..frames {
        client.pushed(1, counter, &[room; 300]).await;
    }
}

/// How many frames a new device reads in a room.
pub async fn frames(relay: &ServerProcess, room: u8) -> usize {
    let (mut client, _) = join_at(relay, &RoomKey::new(room), 99).await;
    client.pull(Seq(0)).await.0.len()
}

#[tokio::test]
async fn a_running_relays_log_is_checked_counted_and_backed_up_with_a_manifest() {
    let folder = tempfile::tempdir().unwrap();
    let (data, backup) = (folder.path().join("data"), folder.path().join("backup.sqlite"));
    let relay = process::start(&data);
    fill(&relay, 1, 30).await;
    fill(&relay, 2, 3).await;
    let (mut ana, welcome) = join_at(&relay, &RoomKey::new(2), 7).await;
    let put = SnapshotPut { covers: welcome.durable, expects: None, part: 0, parts: 1, bytes: vec![7; 400] };
    ana.say(ToRelay::SnapshotPut(put)).await;
    ana.hear_until(|frame| matches!(frame, FromRelay::SnapshotOk(_)).then_some(())).await;
    let checked = said("check", &data, &[]).unwrap();
    assert!(checked.contains("2 rooms read whole, with 33 frames and 1 snapshots."), "{checked}");
    assert!(checked.contains("No damage was found."), "{checked}");
    let stats = said("stats", &data, &[]).unwrap();
    assert!(stats.contains("rooms: 2, of them 0 that two were in at once"), "{stats}");
    assert!(stats.contains("snapshots: 1 with 400 bytes"), "{stats}");
    let name: String = RoomKey::new(1).id().to_string().chars().take(6).collect();
    assert!(stats.contains(&format!("largest rooms: {name} (")), "{stats}");

    let made = said("backup", &data, &[backup.to_str().unwrap()]).unwrap();
    let manifest = fs::read_to_string(folder.path().join("backup.sqlite.manifest")).unwrap();
    let hash = manifest.lines().last().unwrap().split_whitespace().next().unwrap();
    assert!(made.contains(hash) && manifest.contains("# rooms: 2,"), "{made}\n{manifest}");
    let summed =
        Command::new("sha256sum").args(["--check", "backup.sqlite.manifest"]).current_dir(folder.path()).output();
    if let Ok(summed) = summed {
        assert!(summed.status.success(), "{}", String::from_utf8_lossy(&summed.stdout));
    }
    let again = said("backup", &data, &[backup.to_str().unwrap()]).unwrap_err();
    assert!(again.contains("there is such a file already"), "{again}");
    drop(relay);

    // Put back elsewhere, it is the whole log; with one byte changed, it is refused.
    let elsewhere = folder.path().join("elsewhere");
    said("restore", &elsewhere, &[backup.to_str().unwrap()]).unwrap();
    let relay = process::start(&elsewhere);
    assert_eq!((frames(&relay, 1).await, frames(&relay, 2).await), (30, 3));
    drop(relay);
    let mut bytes = fs::read(&backup).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    fs::write(&backup, bytes).unwrap();
    let refused = said("restore", &elsewhere, &[backup.to_str().unwrap()]).unwrap_err();
    assert!(refused.contains("not the file that its manifest describes"), "{refused}");
}

#[tokio::test]
async fn a_room_that_the_operator_forgets_is_gone_and_its_devices_fill_it_again() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let relay = process::start(data);
    fill(&relay, 1, 5).await;
    fill(&relay, 2, 4).await;
    let name = RoomKey::new(1).id().to_string();
    let in_use = said("forget", data, &[&name]).unwrap_err();
    assert!(in_use.contains("another relay is using the data folder"), "{in_use}");
    drop(relay);
    assert!(said("forget", data, &["abc"]).unwrap_err().contains("at least six letters"));
    assert!(said("forget", data, &["not-a-room"]).unwrap_err().contains("there is no such room"));
    let forgot = said("forget", data, &[&name[..8]]).unwrap();
    assert!(forgot.contains(&name[..6]) && !forgot.contains(&name), "the id appears shortened: {forgot}");
    let relay = process::start(data);
    assert_eq!((frames(&relay, 1).await, frames(&relay, 2).await), (0, 4));
    fill(&relay, 1, 5).await;
    assert_eq!(frames(&relay, 1).await, 5);
    drop(relay);
}

#[tokio::test]
async fn compacting_gives_back_the_space_of_what_is_gone_and_keeps_the_rest_and_the_logs_id() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let relay = process::start(data);
    fill(&relay, 1, 400).await;
    fill(&relay, 2, 4).await;
    let log = join_at(&relay, &RoomKey::new(2), 9).await.1.log;
    drop(relay);
    said("forget", data, &[&RoomKey::new(1).id().to_string()]).unwrap();
    let before = fs::metadata(data.join("log.sqlite")).unwrap().len();
    let compacted = said("compact", data, &[]).unwrap();
    let after = fs::metadata(data.join("log.sqlite")).unwrap().len();
    assert!(after < before / 2, "{before} → {after}");
    assert_eq!(compacted.trim(), format!("The log's file had {before} bytes and has {after}."));
    let relay = process::start(data);
    assert_eq!(join_at(&relay, &RoomKey::new(2), 9).await.1.log, log, "nothing was lost, so the log is the same");
    assert_eq!(frames(&relay, 2).await, 4);
    drop(relay);
}

#[tokio::test]
async fn a_data_folder_of_an_older_version_is_migrated_with_a_copy_kept_and_one_of_a_newer_is_refused_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let relay = process::start(data);
    fill(&relay, 1, 5).await;
    drop(relay);
    // Layout 2 was this one without invitations.
    let log = Connection::open(data.join("log.sqlite")).unwrap();
    log.execute_batch("DROP TABLE invitations; PRAGMA user_version = 2").unwrap();
    drop(log);
    let relay = process::start(data);
    assert_eq!(frames(&relay, 1).await, 5);
    drop(relay);
    let copy = Connection::open(data.join("log.sqlite.version-2")).unwrap();
    let version: i64 = copy.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    let rows: i64 = copy.query_row("SELECT count(*) FROM frames", [], |row| row.get(0)).unwrap();
    assert!(version == 2 && rows > 0);

    let log = Connection::open(data.join("log.sqlite")).unwrap();
    log.pragma_update(None, "user_version", 99).unwrap();
    drop(log);
    let refused = process::program(data).output().unwrap();
    let words = String::from_utf8(refused.stderr).unwrap();
    assert!(!refused.status.success() && words.contains("Use the newer relay again"), "{words}");
    for task in ["check", "stats"] {
        assert!(said(task, data, &[]).unwrap_err().contains("Use the newer relay again"), "{task}");
    }
}

#[test]
fn the_manual_pages_and_the_completions_name_every_task() {
    let folder = tempfile::tempdir().unwrap();
    let program = || Command::new(env!("CARGO_BIN_EXE_alongside-relay"));
    assert!(program().arg("man").arg(folder.path()).status().unwrap().success());
    let page = fs::read_to_string(folder.path().join("alongside-relay.1")).unwrap();
    let shells = ["bash", "zsh", "fish"].map(|shell| {
        let script = program().args(["completions", shell]).output().unwrap();
        String::from_utf8(script.stdout).unwrap()
    });
    for task in ["check", "backup", "restore", "stats", "forget", "compact", "repair"] {
        assert!(folder.path().join(format!("alongside-relay-{task}.1")).exists(), "{task}");
        assert!(page.contains(task) && shells.iter().all(|script| script.contains(task)), "{task}");
    }
    assert!(page.contains("trusted") && shells.iter().all(|script| script.contains("trusted-proxy")));
}

#[test]
fn a_task_in_a_folder_without_a_log_says_so_and_makes_none() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    for (task, more) in [
        ("check", &[][..]),
        ("stats", &[]),
        ("compact", &[]),
        ("repair", &[]),
        ("forget", &["abcdef"]),
        ("backup", &["backup.sqlite"]),
    ] {
        let words = said(task, &data, more).unwrap_err();
        assert!(words.contains("there is no log in"), "{task}: {words}");
        assert!(!data.join("log.sqlite").exists() && !Path::new("backup.sqlite").exists());
    }
}
