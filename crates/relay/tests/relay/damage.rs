//! A disk that is full or does not keep what was written to it: the relay says so, serves what it can, and devices fill
//! the rest again.

use std::{fs, path::Path, sync::Arc};

use alongside_relay::Sqlite;
use alongside_wire::{Seq, frame::ErrorCode};

use crate::{
    client::{Relay, RoomKey, http},
    kept::{fill, frames, said},
    process::{self, join_at},
};

/// Flips a byte in the middle of every page that holds this room's frames.
fn damage(file: &Path, room: u8) -> usize {
    let mut bytes = fs::read(file).unwrap();
    let mut damaged = 0;
    for page in bytes.chunks_mut(4096).skip(1) {
        // What `fill` pushes is this byte many times over; an id of a room is not.
        let is_of_room = page.windows(200).any(|some| some.iter().all(|byte| *byte == room));
        if is_of_room {
            // The page's header: SQLite can make nothing of the page then.
            page[0] ^= 0xff;
            damaged += 1;
        }
    }
    fs::write(file, bytes).unwrap();
    damaged
}

#[tokio::test]
async fn flipped_bytes_cost_the_rooms_they_are_in_and_after_a_repair_their_devices_fill_them_again() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let mut relay = process::start(data);
    for room in 1..=3 {
        fill(&relay, room, 60).await;
    }
    let log = join_at(&relay, &RoomKey::new(1), 9).await.1.log;
    relay.ask_to_stop();
    assert!(relay.wait());
    assert!(damage(&data.join("log.sqlite"), 2) > 0);
    let name: String = RoomKey::new(2).id().to_string().chars().take(6).collect();

    let checked = said("check", data, &[]).unwrap_err();
    assert!(checked.contains(&name) && checked.contains("alongside-relay repair"), "{checked}");
    let relay = process::start(data);
    let ready = http(relay.address(), "GET /readyz HTTP/1.1").await;
    assert!(ready.starts_with("HTTP/1.1 503") && ready.contains(&name), "{ready}");
    assert!(said("repair", data, &[]).unwrap_err().contains("another relay is using"));
    drop(relay);

    let repaired = said("repair", data, &[]).unwrap();
    assert!(repaired.contains(&name) && repaired.contains("log.sqlite.damaged"), "{repaired}");
    assert!(data.join("log.sqlite.damaged").exists());
    let checked = said("check", data, &[]).unwrap();
    assert!(checked.contains("No damage was found."), "{checked}");
    let relay = process::start(data);
    let ready = http(relay.address(), "GET /readyz HTTP/1.1").await;
    assert!(ready.starts_with("HTTP/1.1 200"), "{ready}");
    assert_ne!(join_at(&relay, &RoomKey::new(1), 9).await.1.log, log, "every device is told of another log");
    for room in [1, 3] {
        let kept = frames(&relay, room).await;
        assert!(kept == 60 || repaired.contains(&short(room)), "room {room} has {kept}: {repaired}");
    }
    assert_eq!(frames(&relay, 2).await, 0);
    fill(&relay, 2, 60).await;
    assert_eq!(frames(&relay, 2).await, 60);
    drop(relay);
}

fn short(room: u8) -> String {
    RoomKey::new(room).id().to_string().chars().take(6).collect()
}

#[tokio::test]
async fn a_file_in_which_nothing_can_be_read_is_set_aside_by_a_repair_and_every_room_begins_anew() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let mut relay = process::start(data);
    fill(&relay, 1, 5).await;
    let last = join_at(&relay, &RoomKey::new(1), 9).await.1.durable;
    relay.ask_to_stop();
    assert!(relay.wait());
    fs::write(data.join("log.sqlite"), vec![0xa5; 40_000]).unwrap();
    let refused = process::program(data).output().unwrap();
    let words = String::from_utf8(refused.stderr).unwrap();
    assert!(!refused.status.success() && words.contains("alongside-relay repair"), "{words}");
    said("repair", data, &[]).unwrap();
    let relay = process::start(data);
    let (mut ana, welcome) = join_at(&relay, &RoomKey::new(1), 1).await;
    assert_eq!(welcome.durable, Seq(0));
    // The claim file remembers how far the numbers went: none names two frames.
    assert!(ana.pushed(1, 0, b"again").await > last);
    drop(relay);
}

/// What SQLite drops with the torn end was acknowledged: the log is another one then, and devices push it again.
#[tokio::test]
async fn a_write_ahead_log_that_was_torn_or_flipped_loses_its_end_and_devices_are_told_of_another_log() {
    for how in ["torn", "flipped"] {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path();
        let relay = process::start(data);
        fill(&relay, 1, 40).await;
        let log = join_at(&relay, &RoomKey::new(1), 9).await.1.log;
        drop(relay);
        let wal = data.join("log.sqlite-wal");
        let mut bytes = fs::read(&wal).unwrap();
        let middle = bytes.len() / 2;
        match how {
            "torn" => bytes.truncate(middle + 100),
            _ => bytes[middle] ^= 0x10,
        }
        fs::write(&wal, bytes).unwrap();
        let relay = process::start(data);
        let left = frames(&relay, 1).await;
        assert!(left < 40, "{how}: {left}");
        assert_ne!(join_at(&relay, &RoomKey::new(1), 9).await.1.log, log, "{how}");
        // A device that knows of all 40 pushes them; those that are there are recognised.
        fill(&relay, 1, 40).await;
        assert_eq!(frames(&relay, 1).await, 40, "{how}");
        drop(relay);
        assert!(said("check", data, &[]).unwrap().contains("No damage was found."), "{how}");
    }
}

#[tokio::test]
async fn a_disk_that_is_full_refuses_new_frames_in_words_and_what_is_there_is_served() {
    let folder = tempfile::tempdir().unwrap();
    // The file may not grow beyond this, as if the disk ended there.
    let log = Arc::new(Sqlite::open(folder.path(), 400_000).unwrap());
    let relay = Relay::over(log, |config| config.limits.disk.0 = 0).await;
    let room = RoomKey::new(1);
    let (mut ana, _) = relay.join(&room, 1).await;
    let mut counter = 0;
    let stored = loop {
        ana.push(1, counter, &[7; 10_000]).await;
        match ana.hear_or_end().await {
            Some(alongside_wire::FromRelay::Durable(_)) => counter += 1,
            Some(alongside_wire::FromRelay::Error(error)) => {
                assert_eq!(error.code, ErrorCode::DiskFull);
                break counter;
            }
            // The connection ends with the commit that failed.
            Some(alongside_wire::FromRelay::Bye(_)) | None => break counter,
            Some(other) => panic!("{other:?}"),
        }
    };
    assert!(stored > 10, "{stored}");
    let ready = relay.http("GET /readyz HTTP/1.1").await;
    assert!(ready.starts_with("HTTP/1.1 503") && ready.contains("the disk is full"), "{ready}");
    let (mut ben, _) = relay.join(&room, 2).await;
    assert_eq!(ben.pull(Seq(0)).await.0.len() as u64, stored);
    ben.push(2, 0, &[7; 10_000]).await;
    assert_eq!(ben.error().await.code, ErrorCode::DiskFull);
}

/// `/sys` takes no folders, whoever asks.
#[cfg(target_os = "linux")]
#[test]
fn a_data_folder_that_cannot_be_written_is_named() {
    let refused = process::program(Path::new("/sys/alongside")).output().unwrap();
    let words = String::from_utf8(refused.stderr).unwrap();
    assert!(!refused.status.success(), "{words}");
    assert!(words.contains("cannot write to the data folder /sys/alongside") && words.contains("--data"), "{words}");
}
