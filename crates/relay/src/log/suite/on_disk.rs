//! What only a log on disk can show.

use super::*;

/// `[P 15]`
#[test]
fn a_log_that_is_opened_again_is_the_same_log() {
    let folder = tempfile::tempdir().unwrap();
    let first = Sqlite::open(folder.path(), 0).unwrap();
    let claim = first.claim().unwrap();
    assert_eq!(claim.first, Seq(BLOCK));
    first.write(&seen(ANA, 1)).unwrap();
    first.write(&rows([row(ANA, &[frame(5 * BLOCK, b"kept"), frame(5 * BLOCK + 1, b"kept")])])).unwrap();
    drop(first);
    let again = Sqlite::open(folder.path(), 0).unwrap();
    assert_eq!(again.claim().unwrap().id, claim.id);
    assert_eq!(again.frames(ANA, Seq(0), END, 10_000).unwrap().frames.len(), 2);
    let erasure = erased_on(10);
    again.write(&Batch { erasures: vec![erasure], ..Batch::default() }).unwrap();
    drop(again);
    let last = Sqlite::open(folder.path(), 0).unwrap();
    let first = last.claim().unwrap().first;
    assert_eq!(first, Seq(7 * BLOCK), "numbers of erased frames are not given again");
    let other = tempfile::tempdir().unwrap();
    assert_ne!(Sqlite::open(other.path(), 0).unwrap().claim().unwrap().id, claim.id);
}

#[test]
fn what_was_erased_is_not_in_the_files_any_more() {
    let folder = tempfile::tempdir().unwrap();
    let log = Sqlite::open(folder.path(), 0).unwrap();
    let canary = b"canary, canary, canary";
    log.write(&rows([row(ANA, &[frame(1, canary)])])).unwrap();
    put(&log, &snapshot(ANA, None, 1, &[canary]));
    assert!(is_in(folder.path(), canary));
    let erasure = erased_on(10);
    log.write(&Batch { erasures: vec![erasure], ..Batch::default() }).unwrap();
    assert!(!is_in(folder.path(), canary));
}

#[test]
fn one_folder_serves_one_log() {
    let folder = tempfile::tempdir().unwrap();
    let first = Sqlite::open(folder.path(), 0).unwrap();
    assert!(matches!(Sqlite::open(folder.path(), 0), Err(Error::DataInUse(_))));
    drop(first);
    Sqlite::open(folder.path(), 0).unwrap();
}

#[test]
fn an_unusable_folder_is_named_in_the_error() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, b"in the way").unwrap();
    let error = Sqlite::open(&file, 0).unwrap_err();
    assert!(matches!(&error, Error::DataFolder { path, .. } if *path == file), "{error}");
}

#[test]
fn a_newer_relays_log_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    drop(Sqlite::open(folder.path(), 0).unwrap());
    let file = rusqlite::Connection::open(folder.path().join("log.sqlite")).unwrap();
    file.pragma_update(None, "user_version", 99).unwrap();
    assert!(matches!(Sqlite::open(folder.path(), 0), Err(Error::NewerLog { found: 99, known: 3 })));
}

#[test]
fn a_full_disk_fails_the_whole_batch_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let log = Sqlite::open(folder.path(), 256 * 1024).unwrap();
    let mut seq = 0;
    let mut kept = 0;
    let error = loop {
        seq += 2;
        let frames = [frame(seq - 1, &[7; 4000]), frame(seq, &[7; 4000])];
        match log.write(&rows([row(ANA, &frames[..1]), row(BEN, &frames[1..])])) {
            Ok(_) => kept += 1,
            Err(error) => break error,
        }
        assert!(seq < 1000, "the hard limit holds");
    };
    assert!(matches!(error, Error::DiskFull), "{error}");
    assert!(kept > 5);
    for room in [ANA, BEN] {
        assert_eq!(log.frames(room, Seq(0), END, usize::MAX).unwrap().frames.len(), kept);
    }
    // What frees space is still written, and then there is space.
    let erasure = erased_on(10);
    log.write(&Batch { erasures: vec![erasure], ..Batch::default() }).unwrap();
    log.write(&rows([row(BEN, &[frame(seq + 1, &[7; 4000])])])).unwrap();
}

#[test]
fn a_log_of_layout_1_is_migrated_and_no_room_in_it_ages() {
    let folder = tempfile::tempdir().unwrap();
    let file = rusqlite::Connection::open(folder.path().join("log.sqlite")).unwrap();
    file.execute_batch(LAYOUT_1).unwrap();
    drop(file);
    let log = Sqlite::open(folder.path(), 0).unwrap();
    assert_eq!(log.claim().unwrap().days.today, RunDay(20_400));
    assert_eq!((known(&log, ANA).last_active, known(&log, ANA).shared), (RunDay(20_400), true));
    log.write(&Batch { erasures: vec![Erasure { room: BEN, ..erased_on(3) }], ..Batch::default() }).unwrap();
    assert!(matches!(log.room(BEN).unwrap(), RoomRecord::Erased(_)));
}

fn is_in(folder: &std::path::Path, needle: &[u8]) -> bool {
    std::fs::read_dir(folder).unwrap().any(|file| {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        bytes.windows(needle.len()).any(|window| window == needle)
    })
}

const LAYOUT_1: &str = "
    CREATE TABLE meta(log BLOB NOT NULL, last INTEGER NOT NULL, probes INTEGER NOT NULL);
    CREATE TABLE rooms(room BLOB PRIMARY KEY, seen INTEGER NOT NULL, trimmed INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
    CREATE INDEX rooms_seen ON rooms(seen);
    CREATE TABLE frames(seq INTEGER PRIMARY KEY, room BLOB NOT NULL, body BLOB NOT NULL);
    CREATE INDEX frames_room ON frames(room);
    CREATE TABLE snapshots(key INTEGER PRIMARY KEY, room BLOB NOT NULL, id BLOB NOT NULL, covers INTEGER NOT NULL,
        bytes INTEGER NOT NULL, current INTEGER NOT NULL);
    CREATE INDEX snapshots_room ON snapshots(room);
    CREATE TABLE parts(snapshot INTEGER NOT NULL, part INTEGER NOT NULL, bytes BLOB NOT NULL);
    CREATE UNIQUE INDEX parts_snapshot ON parts(snapshot, part);
    CREATE TABLE erasures(room BLOB PRIMARY KEY, signature BLOB NOT NULL, day INTEGER NOT NULL) WITHOUT ROWID;
    CREATE INDEX erasures_day ON erasures(day);
    INSERT INTO meta VALUES (x'09090909090909090909090909090909', 16777216, 0);
    INSERT INTO rooms(room, seen) VALUES (x'01010101010101010101010101010101', 20400);
    PRAGMA user_version = 1;
";
