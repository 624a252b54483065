//! The log on disk: one SQLite file in WAL mode, one connection that writes and one that reads.
//!
//! A row of `frames` holds what one commit brought to one room; its key is the number of the last frame in it. There
//! is an index on the room and none on (replica, counter): that one would cost more than all the rest of a frame.

use std::{
    fs::{self, File, TryLockError},
    ops::Deref,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use alongside_wire::{LogId, RoomId, Seq, SnapshotId, frame::SnapshotHead};
use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension, Row, params};

use super::{
    batch::{Batch, EXPIRE_AT_ONCE, Erasure, NewSnapshot, PutOutcome, Trim, Written},
    record::{FrameRun, RoomRecord, RoomSummary, RunBuilder},
    store::{Claim, Log, first_number_after},
};
use crate::{clock::Day, error::Error};

/// The layout below; a file with a higher one is a newer relay's.
const SCHEMA: i64 = 1;

const LAYOUT: &str = "
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
";

/// Keeps everything in a folder of its own.
#[derive(Debug)]
pub struct Sqlite {
    writer: Mutex<Writer>,
    reader: Mutex<Connection>,
    /// Held for as long as the log is open: no second relay may number frames in this folder.
    _lock: File,
}

/// The connection that writes, and what it knows of the disk.
#[derive(Debug)]
struct Writer {
    connection: Connection,
    /// Bytes taken when that was last asked, and those of rows since.
    disk: u64,
    rows_since: u32,
}

/// The file that holds the log, inside the data folder.
const FILE: &str = "log.sqlite";

impl Sqlite {
    /// Opens the log in this folder, or begins one; `disk_cap` bytes (0: none) is more than it will ever take.
    ///
    /// # Errors
    /// [`Error::DataFolder`] when the folder cannot be made or written, [`Error::DataInUse`] when another relay has
    /// it open, [`Error::NewerLog`] and [`Error::Log`] when the file in it cannot be used.
    pub fn open(folder: &Path, disk_cap: u64) -> Result<Self, Error> {
        let refused = |source| Error::DataFolder { path: folder.to_owned(), source };
        fs::create_dir_all(folder).map_err(refused)?;
        keep_private(folder).map_err(refused)?;
        let lock = File::create(folder.join("lock")).map_err(refused)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Error::DataInUse(folder.to_owned())),
            Err(TryLockError::Error(source)) => return Err(refused(source)),
        }
        let file = folder.join(FILE);
        let mut connection = Connection::open(&file)?;
        prepare(&mut connection, disk_cap)?;
        let writer = Writer { disk: disk(&connection)?, rows_since: 0, connection };
        let reader = reading(&file)?;
        Ok(Self { writer: Mutex::new(writer), reader: Mutex::new(reader), _lock: lock })
    }

    fn writer(&self) -> MutexGuard<'_, Writer> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn reader(&self) -> MutexGuard<'_, Connection> {
        self.reader.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Log for Sqlite {
    fn claim(&self) -> Result<Claim, Error> {
        let mut writer = self.writer();
        let transaction = writer.connection.transaction()?;
        let (id, last): ([u8; 16], i64) =
            transaction.query_row("SELECT log, last FROM meta", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let kept: Option<i64> = transaction.query_row("SELECT max(seq) FROM frames", [], |row| row.get(0))?;
        let first = first_number_after(Seq(last.max(kept.unwrap_or(0)) as u64));
        transaction.execute("UPDATE meta SET last = ?1", [number(first)])?;
        transaction.commit()?;
        Ok(Claim { id: LogId(id), first, disk: writer.disk })
    }

    fn room(&self, room: RoomId) -> Result<RoomRecord, Error> {
        let reader = self.reader();
        let erased = reader
            .prepare_cached("SELECT 1 FROM erasures WHERE room = ?1")?
            .query_row([room.0], |_| Ok(()))
            .optional()?;
        if erased.is_some() {
            return Ok(RoomRecord::Erased);
        }
        let known = reader
            .prepare_cached("SELECT seen, trimmed FROM rooms WHERE room = ?1")?
            .query_row([room.0], |row| Ok((Day(row.get(0)?), seq(row, 1)?)))
            .optional()?;
        let Some((seen, trimmed)) = known else { return Ok(RoomRecord::Unknown) };
        let durable: Option<i64> = reader
            .prepare_cached("SELECT max(seq) FROM frames WHERE room = ?1")?
            .query_row([room.0], |row| row.get(0))?;
        let snapshot = head(&reader, room, Which::Current)?;
        Ok(RoomRecord::Known(RoomSummary {
            durable: durable.map_or(trimmed, |seq| Seq(seq as u64)),
            trimmed,
            log_bytes: bytes_after(&reader, room, snapshot.map_or(Seq(0), |head| head.covers))?,
            kept_bytes: bytes_after(&reader, room, Seq(0))?,
            snapshot,
            previous: head(&reader, room, Which::Previous)?,
            seen,
        }))
    }

    fn frames(&self, room: RoomId, after: Seq, upto: Seq, bytes: usize) -> Result<FrameRun, Error> {
        let mut reader = self.reader();
        // One view of both: a trim between the two reads would leave a gap that nobody sees.
        let view = reader.transaction()?;
        let trimmed = trimmed(&view, room)?;
        let mut select = view.prepare_cached("SELECT body FROM frames WHERE room = ?1 AND seq > ?2 ORDER BY seq")?;
        let mut rows = select.query(params![room.0, number(after)])?;
        let mut running = RunBuilder::new(after, upto, bytes);
        running.run.trimmed = trimmed;
        while let Some(row) = rows.next()? {
            if !running.take(row.get_ref(0)?.as_blob().map_err(damaged)?)? {
                break;
            }
        }
        Ok(running.run)
    }

    fn part(&self, room: RoomId, snapshot: SnapshotId, part: u16) -> Result<Option<Vec<u8>>, Error> {
        let select = "SELECT parts.bytes FROM snapshots JOIN parts ON parts.snapshot = snapshots.key
            WHERE snapshots.room = ?1 AND snapshots.id = ?2 AND parts.part = ?3";
        let reader = self.reader();
        let mut select = reader.prepare_cached(select)?;
        Ok(select.query_row(params![room.0, snapshot.0, part], |row| row.get(0)).optional()?)
    }

    fn write(&self, batch: &Batch) -> Result<Written, Error> {
        let mut writer = self.writer();
        let transaction = Begun::begin(&writer.connection)?;
        let mut written = Written::default();
        {
            let mut insert = transaction.prepare_cached("INSERT INTO frames(seq, room, body) VALUES (?1, ?2, ?3)")?;
            for row in &batch.rows {
                insert.execute(params![number(row.last), row.room.0, row.body])?;
            }
        }
        for (room, day) in &batch.seen {
            let note = "INSERT INTO rooms(room, seen) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET seen = max(seen, ?2)";
            transaction.prepare_cached(note)?.execute(params![room.0, day.0])?;
        }
        for (room, snapshot) in &batch.trims {
            written.trims.push(trim(&transaction, *room, *snapshot)?);
        }
        for new in &batch.snapshots {
            written.snapshots.push(put(&transaction, new)?);
        }
        for erasure in &batch.erasures {
            erase(&transaction, erasure)?;
        }
        if let Some(day) = batch.expire {
            written.expired = expire(&transaction, day)?;
        }
        if batch.probe {
            transaction.execute("UPDATE meta SET probes = probes + 1", [])?;
        }
        transaction.commit()?;
        if !batch.erasures.is_empty() {
            // What was erased must not live on in the write-ahead log. A reader in the way only delays that.
            let _ = writer.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        }
        written.disk = writer.count(batch)?;
        Ok(written)
    }
}

impl Writer {
    /// Bytes taken after this batch: asked for now and then, for asking costs as much as a small commit.
    fn count(&mut self, batch: &Batch) -> Result<u64, Error> {
        let only_rows =
            batch.trims.is_empty() && batch.snapshots.is_empty() && batch.erasures.is_empty() && batch.expire.is_none();
        self.rows_since += batch.rows.len() as u32;
        if only_rows && self.rows_since < COUNT_EVERY {
            self.disk += batch.rows.iter().map(|row| row.body.len() as u64).sum::<u64>();
        } else {
            (self.disk, self.rows_since) = (disk(&self.connection)?, 0);
        }
        Ok(self.disk)
    }
}

/// A transaction whose statements are prepared once; rolled back unless it is committed.
struct Begun<'a>(&'a Connection);

impl<'a> Begun<'a> {
    fn begin(connection: &'a Connection) -> Result<Self, Error> {
        connection.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
        Ok(Self(connection))
    }

    fn commit(self) -> Result<(), Error> {
        self.prepare_cached("COMMIT")?.execute([])?;
        Ok(())
    }
}

impl Deref for Begun<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.0
    }
}

impl Drop for Begun<'_> {
    fn drop(&mut self) {
        // Some failures have rolled back already, and then there is nothing to do.
        if !self.0.is_autocommit() {
            let _ = self.0.execute_batch("ROLLBACK");
        }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            _ => Self::Log(error.to_string()),
        }
    }
}

fn prepare(writer: &mut Connection, disk_cap: u64) -> Result<(), Error> {
    writer.set_prepared_statement_cache_capacity(32);
    writer.pragma_update(None, "journal_mode", "WAL")?;
    // Not NORMAL: what is acknowledged has reached the disk.
    writer.pragma_update(None, "synchronous", "FULL")?;
    // What was erased is overwritten, not only unlinked.
    writer.pragma_update(None, "secure_delete", "ON")?;
    writer.pragma_update(None, "journal_size_limit", 64 * 1024 * 1024)?;
    if disk_cap > 0 {
        let page: i64 = writer.pragma_query_value(None, "page_size", |row| row.get(0))?;
        writer.pragma_update(None, "max_page_count", (i64::try_from(disk_cap).unwrap_or(i64::MAX) / page).max(16))?;
    }
    let found: i64 = writer.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found > SCHEMA {
        return Err(Error::NewerLog { found, known: SCHEMA });
    }
    if found == 0 {
        let mut id = [0; 16];
        getrandom::fill(&mut id).map_err(|error| Error::Log(error.to_string()))?;
        let transaction = writer.transaction()?;
        transaction.execute_batch(LAYOUT)?;
        transaction.execute("INSERT INTO meta(log, last, probes) VALUES (?1, 0, 0)", [id])?;
        transaction.pragma_update(None, "user_version", SCHEMA)?;
        transaction.commit()?;
    }
    Ok(())
}

fn reading(file: &PathBuf) -> Result<Connection, Error> {
    let reader = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    reader.set_prepared_statement_cache_capacity(32);
    Ok(reader)
}

fn put(transaction: &Connection, new: &NewSnapshot) -> Result<PutOutcome, Error> {
    let current = head(transaction, new.room, Which::Current)?;
    if current.map(|head| head.id) != new.expects {
        return Ok(PutOutcome::Conflict { current });
    }
    // One that nobody confirmed gives way; what the log goes on from stays.
    let trimmed = trimmed(transaction, new.room)?;
    if current.is_some_and(|current| current.covers <= trimmed) {
        delete_snapshots(transaction, new.room, "AND current = 0")?;
        transaction.prepare_cached("UPDATE snapshots SET current = 0 WHERE room = ?1")?.execute([new.room.0])?;
    } else {
        delete_snapshots(transaction, new.room, "AND current = 1")?;
    }
    let insert = "INSERT INTO snapshots(room, id, covers, bytes, current) VALUES (?1, ?2, ?3, ?4, 1)";
    transaction.prepare_cached(insert)?.execute(params![
        new.room.0,
        new.head.id.0,
        number(new.head.covers),
        new.head.bytes
    ])?;
    let key = transaction.last_insert_rowid();
    let mut insert = transaction.prepare_cached("INSERT INTO parts(snapshot, part, bytes) VALUES (?1, ?2, ?3)")?;
    for (part, bytes) in new.parts.iter().enumerate() {
        insert.execute(params![key, part as i64, bytes])?;
    }
    Ok(PutOutcome::Stored {
        log_bytes: bytes_after(transaction, new.room, new.head.covers)?,
        previous: head(transaction, new.room, Which::Previous)?,
    })
}

/// The log begins after what this snapshot covers, if it is the current one.
fn trim(transaction: &Connection, room: RoomId, confirmed: SnapshotId) -> Result<Option<Trim>, Error> {
    let current = head(transaction, room, Which::Current)?.filter(|head| head.id == confirmed);
    let before = trimmed(transaction, room)?;
    let Some(SnapshotHead { covers, .. }) = current.filter(|head| head.covers > before) else { return Ok(None) };
    keep_last_number(transaction)?;
    transaction
        .prepare_cached("DELETE FROM frames WHERE room = ?1 AND seq <= ?2")?
        .execute(params![room.0, number(covers)])?;
    delete_snapshots(transaction, room, "AND current = 0")?;
    let note = "INSERT INTO rooms(room, seen, trimmed) VALUES (?1, 0, ?2) ON CONFLICT DO UPDATE SET trimmed = ?2";
    transaction.prepare_cached(note)?.execute(params![room.0, number(covers)])?;
    Ok(Some(Trim { trimmed: covers, kept_bytes: bytes_after(transaction, room, Seq(0))? }))
}

fn trimmed(connection: &Connection, room: RoomId) -> Result<Seq, Error> {
    let select = "SELECT trimmed FROM rooms WHERE room = ?1";
    let found = connection.prepare_cached(select)?.query_row([room.0], |row| seq(row, 0)).optional()?;
    Ok(found.unwrap_or(Seq(0)))
}

/// Numbers of deleted frames are not given again.
fn keep_last_number(transaction: &Connection) -> Result<(), Error> {
    transaction.execute("UPDATE meta SET last = max(last, coalesce((SELECT max(seq) FROM frames), 0))", [])?;
    Ok(())
}

fn erase(transaction: &Connection, erasure: &Erasure) -> Result<(), Error> {
    forget(transaction, erasure.room)?;
    transaction
        .prepare_cached("INSERT OR REPLACE INTO erasures(room, signature, day) VALUES (?1, ?2, ?3)")?
        .execute(params![erasure.room.0, erasure.signature.to_bytes(), erasure.day.0])?;
    Ok(())
}

fn expire(transaction: &Connection, day: Day) -> Result<usize, Error> {
    transaction.execute("DELETE FROM erasures WHERE day < ?1", [day.0])?;
    let mut old = transaction.prepare_cached("SELECT room FROM rooms WHERE seen < ?1 LIMIT ?2")?;
    let rooms = old
        .query_map(params![day.0, EXPIRE_AT_ONCE as i64], |row| row.get(0))?
        .collect::<Result<Vec<[u8; 16]>, _>>()?;
    for room in &rooms {
        forget(transaction, RoomId(*room))?;
    }
    Ok(rooms.len())
}

fn forget(transaction: &Connection, room: RoomId) -> Result<(), Error> {
    keep_last_number(transaction)?;
    delete_snapshots(transaction, room, "")?;
    transaction.execute("DELETE FROM frames WHERE room = ?1", [room.0])?;
    transaction.execute("DELETE FROM rooms WHERE room = ?1", [room.0])?;
    Ok(())
}

fn delete_snapshots(transaction: &Connection, room: RoomId, which: &str) -> Result<(), Error> {
    let delete = format!("DELETE FROM parts WHERE snapshot IN (SELECT key FROM snapshots WHERE room = ?1 {which})");
    transaction.prepare_cached(&delete)?.execute([room.0])?;
    transaction.prepare_cached(&format!("DELETE FROM snapshots WHERE room = ?1 {which}"))?.execute([room.0])?;
    Ok(())
}

#[derive(Clone, Copy)]
enum Which {
    Previous = 0,
    Current = 1,
}

fn head(connection: &Connection, room: RoomId, which: Which) -> Result<Option<SnapshotHead>, Error> {
    let select = "SELECT id, covers, bytes FROM snapshots WHERE room = ?1 AND current = ?2";
    let head = connection.prepare_cached(select)?.query_row(params![room.0, which as i64], |row| {
        Ok(SnapshotHead { id: SnapshotId(row.get(0)?), covers: seq(row, 1)?, bytes: row.get(2)? })
    });
    Ok(head.optional()?)
}

fn bytes_after(connection: &Connection, room: RoomId, covered: Seq) -> Result<u64, Error> {
    let select = "SELECT coalesce(sum(length(body)), 0) FROM frames WHERE room = ?1 AND seq > ?2";
    let bytes: i64 =
        connection.prepare_cached(select)?.query_row(params![room.0, number(covered)], |row| row.get(0))?;
    Ok(bytes as u64)
}

fn disk(connection: &Connection) -> Result<u64, Error> {
    let pages =
        |pragma| -> Result<i64, Error> { Ok(connection.prepare_cached(pragma)?.query_row([], |row| row.get(0))?) };
    let used = pages("PRAGMA page_count")? - pages("PRAGMA freelist_count")?;
    Ok((used * pages("PRAGMA page_size")?) as u64)
}

/// SQLite's integers are signed; ours stay far below 2^63.
fn number(seq: Seq) -> i64 {
    i64::try_from(seq.0).unwrap_or(i64::MAX)
}

fn seq(row: &Row<'_>, column: usize) -> Result<Seq, rusqlite::Error> {
    row.get::<_, i64>(column).map(|number| Seq(number as u64))
}

fn damaged(error: rusqlite::types::FromSqlError) -> Error {
    Error::Log(error.to_string())
}

#[cfg(unix)]
fn keep_private(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    // A folder of someone else's that we may write to is theirs to guard.
    match fs::set_permissions(folder, fs::Permissions::from_mode(0o700)) {
        Err(error) if error.kind() != std::io::ErrorKind::PermissionDenied => Err(error),
        _ => Ok(()),
    }
}

#[cfg(not(unix))]
fn keep_private(_folder: &Path) -> std::io::Result<()> {
    Ok(())
}

/// Rows after which the disk is asked again how much is taken.
const COUNT_EVERY: u32 = 1_000;
