//! A database that was restored, by whatever means, is noticed and its log gets another id; any other keeps its id.

use std::{
    fs,
    path::{Path, PathBuf},
};

use alongside_wire::{Counter, LogId, ReplicaId, RoomId, Seq, frame::Logged};
use rusqlite::Connection;

use super::{Sqlite, restore::restore};
use crate::log::{
    batch::{Batch, FrameRow},
    store::{Claim, Log},
};

const ROOM: RoomId = RoomId([1; 16]);

struct Folder {
    folder: tempfile::TempDir,
}

impl Folder {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn file(&self, name: &str) -> PathBuf {
        self.data().join(name)
    }

    fn backup(&self) -> PathBuf {
        self.folder.path().join("backup.sqlite")
    }

    fn open(&self) -> (Sqlite, Claim) {
        let log = Sqlite::open(&self.data(), 0).unwrap();
        let claim = log.claim().unwrap();
        (log, claim)
    }

    /// A run that writes frames under its first numbers and stops.
    fn run(&self, frames: u64) -> LogId {
        let (log, claim) = self.open();
        write(&log, claim.first, frames);
        claim.id
    }

    /// Copies the database as `sqlite3 … ".backup"` does, while the relay runs.
    fn back_up(&self) {
        let _ = fs::remove_file(self.backup());
        let live = Connection::open(self.file("log.sqlite")).unwrap();
        live.execute("VACUUM INTO ?1", [self.backup().to_str().unwrap()]).unwrap();
    }
}

fn write(log: &Sqlite, first: Seq, frames: u64) {
    for seq in first.0..first.0 + frames {
        let sealed = seq.to_le_bytes().repeat(40);
        let frame = Logged { seq: Seq(seq), replica: ReplicaId([3; 16]), counter: Counter(seq), sealed };
        let row = FrameRow { room: ROOM, last: Seq(seq), body: postcard::to_stdvec(&frame).unwrap() };
        log.write(&Batch { rows: vec![row], ..Batch::default() }).unwrap();
    }
}

fn kept(log: &Sqlite) -> usize {
    log.frames(ROOM, Seq(0), Seq(u64::MAX), usize::MAX).unwrap().frames.len()
}

#[test]
fn a_log_that_was_stopped_or_killed_keeps_its_id() {
    let folder = Folder::new();
    let id = folder.run(3);
    assert_eq!(folder.run(3), id);
    // Killed: nothing that a clean stop does has happened.
    let (log, claim) = folder.open();
    write(&log, claim.first, 3);
    let killed = folder.folder.path().join("killed");
    fs::create_dir(&killed).unwrap();
    for name in ["log.sqlite", "log.sqlite-wal"] {
        fs::copy(folder.file(name), killed.join(name)).unwrap();
    }
    drop(log);
    for name in ["log.sqlite", "log.sqlite-wal"] {
        fs::copy(killed.join(name), folder.file(name)).unwrap();
    }
    let (log, claim) = folder.open();
    assert_eq!((claim.id, kept(&log)), (id, 9));
}

#[test]
fn a_restored_backup_is_another_log_and_no_number_is_given_twice() {
    for restarts in [0, 1] {
        let folder = Folder::new();
        let (log, claim) = folder.open();
        write(&log, claim.first, 3);
        folder.back_up();
        let mut highest = claim.first;
        if restarts == 0 {
            write(&log, Seq(claim.first.0 + 3), 8);
            drop(log);
        } else {
            drop(log);
            let (log, claim) = folder.open();
            write(&log, claim.first, 8);
            highest = claim.first;
        }
        fs::copy(folder.backup(), folder.file("log.sqlite")).unwrap();
        let (log, restored) = folder.open();
        assert_ne!(restored.id, claim.id, "{restarts} restarts");
        assert!(restored.first.0 > highest.0 + 8);
        assert_eq!(kept(&log), 3);
        drop(log);
        assert_eq!(folder.open().1.id, restored.id, "a restore is noticed once");
    }
}

#[test]
fn a_backup_put_over_a_left_over_write_ahead_log_is_not_mixed_with_it() {
    let folder = Folder::new();
    let id = folder.run(3);
    folder.back_up();
    folder.run(3);
    let (log, claim) = folder.open();
    write(&log, claim.first, 3);
    let wal = fs::read(folder.file("log.sqlite-wal")).unwrap();
    assert!(!wal.is_empty());
    drop(log);
    fs::copy(folder.backup(), folder.file("log.sqlite")).unwrap();
    fs::write(folder.file("log.sqlite-wal"), wal).unwrap();
    let (log, restored) = folder.open();
    assert_ne!(restored.id, id);
    assert_eq!((kept(&log), log.damage()), (3, None));
}

#[test]
fn a_folder_that_was_copied_back_is_another_log() {
    let folder = Folder::new();
    let id = folder.run(3);
    let copy = folder.folder.path().join("copy");
    copy_folder(&folder.data(), &copy);
    folder.run(8);
    fs::rename(folder.data(), folder.folder.path().join("gone")).unwrap();
    copy_folder(&copy, &folder.data());
    assert_ne!(folder.open().1.id, id);
}

#[test]
fn a_log_without_its_claim_file_is_another_log() {
    let folder = Folder::new();
    let id = folder.run(3);
    fs::remove_file(folder.file("log.claim")).unwrap();
    assert_ne!(folder.open().1.id, id);
}

#[test]
fn after_a_clean_stop_the_database_is_whole_by_itself() {
    let folder = Folder::new();
    folder.run(20);
    let elsewhere = Folder::new();
    fs::create_dir(elsewhere.data()).unwrap();
    fs::copy(folder.file("log.sqlite"), elsewhere.file("log.sqlite")).unwrap();
    assert_eq!(kept(&elsewhere.open().0), 20);
}

#[test]
fn the_restore_command_puts_a_backup_in_place_and_keeps_what_was_there() {
    let folder = Folder::new();
    let id = folder.run(3);
    folder.back_up();
    folder.run(8);
    restore(&folder.data(), Some(&folder.backup())).unwrap();
    assert!(folder.file("log.sqlite.before-restore").exists());
    let (log, claim) = folder.open();
    assert_ne!(claim.id, id);
    assert_eq!(kept(&log), 3);
    drop(log);
    // Declares a log that was restored by other means.
    restore(&folder.data(), None).unwrap();
    assert_ne!(folder.open().1.id, claim.id);
}

#[test]
fn a_file_that_is_no_log_is_not_restored_and_nothing_changes() {
    let folder = Folder::new();
    let id = folder.run(3);
    for (name, bytes) in [("text", &b"not a database, not at all, not even nearly"[..]), ("empty", b"")] {
        let path = folder.folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        assert!(restore(&folder.data(), Some(&path)).is_err(), "{name}");
    }
    assert!(restore(&folder.data(), Some(Path::new("/nowhere"))).is_err());
    let (log, claim) = folder.open();
    assert_eq!((claim.id, kept(&log)), (id, 3));
}

#[test]
fn a_damaged_file_is_noticed_at_the_start_and_the_room_is_named() {
    let folder = Folder::new();
    folder.run(200);
    let path = folder.file("log.sqlite");
    let mut bytes = fs::read(&path).unwrap();
    let pages = bytes.len() / 4096;
    assert!(pages > 12);
    // The header of a page in the middle, where only frames are stored.
    bytes[4096 * (pages / 2)] ^= 0xff;
    fs::write(&path, bytes).unwrap();
    let log = Sqlite::open(&folder.data(), 0).unwrap();
    let damage = log.damage().unwrap();
    assert!(damage.starts_with("storage failed"), "{damage}");
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}
