//! The log on disk: one SQLite file in WAL mode, with one connection that writes and one that reads.
//!
//! A row of `frames` holds what one commit stored of one room; its key is the number of the last frame in it. There
//! is an index by room and none by (replica, counter), which would cost more than everything else about a frame.

use std::{
    fs,
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
};

use alongside_wire::{LogId, MailboxId, RoomId, Seq, SnapshotId};
use rusqlite::{Connection, OpenFlags, OptionalExtension, params};

mod backup;
mod check;
mod claim_file;
mod folder;
mod inspect;
mod moved;
mod numbers;
mod restore;
#[cfg(test)]
mod restored;
mod schema;
mod statements;
mod upkeep;

pub use backup::{Backup, backup};
use check::{Check, reading};
use claim_file::{ClaimFile, Claimed, Found};
use folder::{DataFolder, database, with_suffix};
pub use inspect::{Report, Stats, check, stats};
use numbers::Numbers;
use restore::immutable;
pub use restore::restore;
use schema::{prepare, random_id};
use statements::{
    Begun, Which, bytes_after, damaged, disk, erase, erase_invitations, erasure, expire, expire_invitations,
    forget_all_invitations, head, invitation, note_activity, note_days, number, put, seq, trim, trimmed,
    write_invitation,
};
pub use upkeep::{Repaired, compact, forget_room, repair};

use super::{
    batch::{Batch, Written},
    invitations::StoredInvitation,
    record::{FrameRun, RoomRecord, RoomSummary, RunBuilder},
    store::{Claim, Log, first_number_after},
};
use crate::{
    clock::{DayCount, RunDay},
    error::Error,
};

/// Stores everything in a folder of its own.
#[derive(Debug)]
pub struct Sqlite {
    // Dropped before the writer: the connection that closes last folds the write-ahead log into the file.
    check: Check,
    reader: Mutex<Connection>,
    writer: Mutex<Writer>,
    /// Locked for as long as the log is open: no second relay may number frames in this folder.
    _folder: DataFolder,
}

/// The connection that writes, and what it knows of the disk.
#[derive(Debug)]
struct Writer {
    connection: Connection,
    claim_file: ClaimFile,
    /// The content of the claim file; `None` before the first claim.
    claim: Option<Claimed>,
    vouched: Vouched,
    /// Bytes taken when that was last measured, plus those of the rows since.
    disk: u64,
    rows_since: u32,
}

/// Whether the database holds everything that the relay ever made durable in it, as far as the claim file can tell.
#[derive(Debug, Clone, Copy)]
enum Vouched {
    /// It does, so the log keeps its id.
    Same,
    /// It may not: it was restored from a backup, or copied here. Numbers up to this one were given to frames.
    Not { highest: Seq },
}

impl Sqlite {
    /// Opens the log in this folder, or begins one. `disk_cap` (in bytes; 0: none) is more than it may ever take.
    ///
    /// # Errors
    /// [`Error::DataFolder`] when the folder cannot be created or written, [`Error::DataInUse`] when another relay
    /// has it open, [`Error::NewerLog`], [`Error::Damaged`] and [`Error::Log`] when the file in it cannot be used.
    pub fn open(path: &Path, disk_cap: u64) -> Result<Self, Error> {
        let folder = DataFolder::lock(path)?;
        let file = database(path);
        let found = claim_file::read(path);
        let is_new = !file.exists();
        if let Found::Ours(claimed) | Found::Copied(claimed) = &found {
            set_foreign_wal_aside(&file, claimed)?;
        }
        let mut connection = Connection::open(&file)?;
        prepare(&mut connection, disk_cap)?;
        let vouched = if is_new { Vouched::Same } else { vouch(&Numbers::read(&connection)?, &found) };
        let claim_file = ClaimFile::open(path)?;
        let writer = Writer { claim: None, claim_file, vouched, disk: disk(&connection)?, rows_since: 0, connection };
        let reader = Mutex::new(reading(&file)?);
        Ok(Self { check: Check::start(&file)?, reader, writer: Mutex::new(writer), _folder: folder })
    }

    /// Gives the log this id, for tests that name it.
    #[cfg(test)]
    pub(crate) fn take_id(&self, id: LogId) {
        self.writer().connection.execute("UPDATE meta SET log = ?1", [id.0]).unwrap();
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
        let vouched = writer.vouched;
        let transaction = writer.connection.transaction()?;
        let position = Numbers::read(&transaction)?;
        let id = match vouched {
            Vouched::Same => position.log,
            Vouched::Not { .. } => LogId(random_id()?),
        };
        let days = transaction.query_row("SELECT today, calendar FROM meta", [], |row| {
            Ok(DayCount { today: RunDay(row.get(0)?), calendar: row.get(1)? })
        })?;
        let first = first_number_after(position.highest.max(vouched.highest()));
        if id != position.log {
            forget_all_invitations(&transaction)?;
        }
        transaction.execute("UPDATE meta SET last = ?1, log = ?2", params![number(first), id.0])?;
        transaction.commit()?;
        writer.claimed(id, first)?;
        Ok(Claim { id, first, disk: writer.disk, days })
    }

    fn room(&self, room: RoomId) -> Result<RoomRecord, Error> {
        let reader = self.reader();
        if let Some(erasure) = erasure(&reader, room)? {
            return Ok(RoomRecord::Erased(erasure));
        }
        let known = reader
            .prepare_cached("SELECT seen, trimmed, began, shared FROM rooms WHERE room = ?1")?
            .query_row([room.0], |row| Ok((RunDay(row.get(0)?), seq(row, 1)?, RunDay(row.get(2)?), row.get(3)?)))
            .optional()?;
        let Some((last_active, trimmed, began, shared)) = known else { return Ok(RoomRecord::Unknown) };
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
            last_active,
            began,
            shared,
            first: Seq(0),
        }))
    }

    fn frames(&self, room: RoomId, after: Seq, upto: Seq, bytes: usize) -> Result<FrameRun, Error> {
        let mut reader = self.reader();
        // One view for both reads: a trim between them would leave a gap that nobody notices.
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

    fn invitation(&self, mailbox: MailboxId) -> Result<Option<StoredInvitation>, Error> {
        invitation(&self.reader(), mailbox)
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
        for activity in &batch.activity {
            note_activity(&transaction, activity)?;
        }
        for (room, snapshot) in &batch.trims {
            written.trims.push(trim(&transaction, *room, *snapshot)?);
        }
        for new in &batch.snapshots {
            written.snapshots.push(put(&transaction, new)?);
        }
        for write in &batch.invitations {
            written.invitations.push(write_invitation(&transaction, write)?);
        }
        for erasure in &batch.erasures {
            erase(&transaction, erasure)?;
            erase_invitations(&transaction, erasure.room)?;
        }
        if let Some(expiry) = batch.expire {
            written.expired = expire(&transaction, expiry)?;
            expire_invitations(&transaction, expiry.today)?;
        }
        if let Some(days) = batch.days {
            note_days(&transaction, days)?;
        }
        if batch.probe {
            transaction.execute("UPDATE meta SET probes = probes + 1", [])?;
        }
        transaction.commit()?;
        if let Some(last) = batch.rows.iter().map(|row| row.last).max() {
            writer.note_highest(last);
        }
        if !batch.erasures.is_empty() {
            // Erased content must not live on in the write-ahead log. A concurrent reader only delays that.
            let _ = writer.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        }
        written.disk = writer.count(batch)?;
        Ok(written)
    }

    fn damage(&self) -> Option<String> {
        self.check.damage()
    }
}

impl Writer {
    /// Bytes taken after this batch. They are measured now and then only, since that costs as much as a small commit.
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

    /// Notes in the claim file that this run begins with this number, once the database's own file holds the claim.
    fn claimed(&mut self, log: LogId, first: Seq) -> Result<(), Error> {
        let run = if self.fold()? { first } else { self.claim.map_or(Seq(0), |claim| claim.run) };
        let claim = Claimed { log, run, highest: first };
        self.claim_file.write(claim)?;
        self.claim_file.sync()?;
        self.claim = Some(claim);
        self.vouched = Vouched::Same;
        Ok(())
    }

    /// Notes in the claim file that frames up to this number are durable.
    fn note_highest(&mut self, last: Seq) {
        let Some(claim) = &mut self.claim else { return };
        claim.highest = claim.highest.max(last);
        if let Err(error) = self.claim_file.write(*claim) {
            tracing::warn!(%error, "the claim file cannot be written: a backup that is put back may not be noticed");
        }
    }

    /// Folds the write-ahead log into the file; false if a concurrent reader prevents that.
    fn fold(&self) -> Result<bool, Error> {
        let blocked: i64 = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        Ok(blocked == 0)
    }
}

/// After a clean stop the database file is complete without its write-ahead log, and the claim file says how far it
/// goes.
impl Drop for Writer {
    fn drop(&mut self) {
        let folded = self.fold();
        if !matches!(folded, Ok(true)) {
            tracing::warn!(?folded, "the write-ahead log could not be folded into the file");
        }
        if self.claim.is_some()
            && let Err(error) = self.claim_file.sync()
        {
            tracing::warn!(%error, "the claim file could not be synced");
        }
    }
}

impl Vouched {
    fn highest(self) -> Seq {
        match self {
            Self::Same => Seq(0),
            Self::Not { highest } => highest,
        }
    }
}

/// Compares a database with its claim file.
fn vouch(numbers: &Numbers, found: &Found) -> Vouched {
    let (reason, highest) = match found {
        Found::Ours(claimed) if claimed.log != numbers.log => ("is another than the relay's own", claimed.highest),
        Found::Ours(claimed) if claimed.highest > numbers.highest => {
            ("is older than what the relay made durable", claimed.highest)
        }
        Found::Ours(_) => return Vouched::Same,
        Found::Copied(claimed) => ("was copied into this folder", claimed.highest),
        // A log that was never claimed has given out no numbers.
        Found::Nothing if numbers.highest == Seq(0) => return Vouched::Same,
        Found::Nothing => ("lies in this folder without its claim file", Seq(0)),
    };
    tracing::warn!("the log {reason}: it gets a new id, and every device reads it from its beginning");
    Vouched::Not { highest }
}

/// Sets a write-ahead log aside that was written beside another database file. SQLite would apply it to this one,
/// page by page, if a backup was put in the place of the first. Every run writes its claim into its own file; a file
/// without that claim is another one.
fn set_foreign_wal_aside(file: &Path, claimed: &Claimed) -> Result<(), Error> {
    let wal = with_suffix(file, "-wal");
    if fs::metadata(&wal).map_or(0, |metadata| metadata.len()) == 0 {
        return Ok(());
    }
    let Some(uri) = immutable(file) else { return Ok(()) };
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    let alone = Connection::open_with_flags(uri, flags)
        .and_then(|alone| alone.query_row("SELECT last FROM meta", [], |row| row.get::<_, i64>(0)));
    if alone.is_ok_and(|last| (last as u64) < claimed.run.0) {
        tracing::warn!("the write-ahead log is not this database's: it is set aside as log.sqlite-wal.foreign");
        fs::rename(&wal, with_suffix(file, "-wal.foreign"))?;
        let _ = fs::remove_file(with_suffix(file, "-shm"));
    }
    Ok(())
}

/// Rows after which the space taken is measured again.
const COUNT_EVERY: u32 = 1_000;
