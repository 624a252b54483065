//! `alongside-relay forget`, `compact` and `repair`: what an operator does to a log that no relay is using.

use std::{
    fs,
    path::{Path, PathBuf},
};

use alongside_wire::{LogId, RoomId, Seq};
use rusqlite::{Connection, params, types::Value};

use super::{
    check::reading,
    claim_file::{self, ClaimFile, Claimed, Found},
    folder::{DataFolder, existing, set_aside, with_suffix},
    inspect::{check_frames, shortened},
    restore::read_unshared,
    schema::{prepare, random_id},
    statements::{Begun, forget, forget_invitations, number},
};
use crate::error::Error;

/// What a repair has kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Repaired {
    /// Rooms that were read whole.
    pub kept: u64,
    /// Rooms that begin anew, by the first letters of their ids.
    pub lost: Vec<String>,
    /// Whether rooms may be lost whose ids did not read either.
    pub list_is_incomplete: bool,
    /// Where the damaged file is now.
    pub aside: PathBuf,
}

/// Deletes a room that no member has erased, with its invitations: its devices fill it again when they come. `room` is
/// its id, or at least six of the letters that it begins with; returns the whole id.
///
/// # Errors
/// [`Error::Room`] when no room or several have such an id; else as when the log is opened.
pub fn forget_room(folder: &Path, room: &str) -> Result<RoomId, Error> {
    let (_held, mut connection) = unused(folder)?;
    let refused = |reason: &str| Error::Room { room: room.to_owned(), reason: reason.to_owned() };
    if room.chars().count() < LEAST_LETTERS {
        return Err(refused("give the id, or at least six letters of its beginning"));
    }
    let mut found: Vec<RoomId> = {
        let mut select = connection.prepare("SELECT room FROM rooms UNION SELECT room FROM frames")?;
        let rooms = select.query_map([], |row| row.get(0).map(RoomId))?.collect::<Result<Vec<_>, _>>()?;
        rooms.into_iter().filter(|found| found.to_string().starts_with(room)).collect()
    };
    let found = match (found.pop(), found.is_empty()) {
        (Some(found), true) => found,
        (Some(_), false) => return Err(refused("several rooms begin like this: give more letters")),
        (None, _) => return Err(refused("there is no such room")),
    };
    prepare(&mut connection, 0)?;
    let transaction = Begun::begin(&connection)?;
    forget(&transaction, found)?;
    forget_invitations(&transaction, found)?;
    transaction.commit()?;
    fold(&connection)?;
    Ok(found)
}

/// Gives space back to the file system that nothing needs any more; returns the bytes of the file before and after.
///
/// # Errors
/// As when the log is opened, and [`Error::DiskFull`]: while it runs, the log takes up to twice its space.
pub fn compact(folder: &Path) -> Result<(u64, u64), Error> {
    let (_held, mut connection) = unused(folder)?;
    let file = existing(folder)?;
    prepare(&mut connection, 0)?;
    fold(&connection)?;
    let before = fs::metadata(&file)?.len();
    connection.execute("VACUUM", [])?;
    fold(&connection)?;
    Ok((before, fs::metadata(&file)?.len()))
}

/// Makes a new file of what can be read of a damaged one, under a new log id. A room that does not read whole begins
/// anew. Every device reads its rooms from the beginning and pushes what they lack. `[P 15]`
///
/// # Errors
/// [`Error::DataFolder`], [`Error::DataInUse`], [`Error::NoLog`], and [`Error::Log`] when the new file cannot be written.
pub fn repair(folder: &Path) -> Result<Repaired, Error> {
    let held = DataFolder::lock(folder)?;
    let file = existing(folder)?;
    let claimed = claim_file::read(folder);
    let coming = held.path("log.sqlite.repairing");
    let _ = fs::remove_file(&coming);
    let mut to = Connection::open(&coming)?;
    prepare(&mut to, 0)?;
    let mut repaired = Repaired::default();
    // With its write-ahead log; without it, where that is what cannot be read.
    let from = reading(&file).ok().filter(|from| from.query_row("SELECT 1 FROM sqlite_schema", [], |_| Ok(())).is_ok());
    let highest = match from.or_else(|| read_unshared(&file).ok()) {
        Some(from) => salvage(&from, &mut to, &mut repaired)?,
        None => Seq(0),
    };
    let before = match claimed {
        Found::Ours(claimed) | Found::Copied(claimed) => claimed.highest,
        Found::Nothing => Seq(0),
    };
    let highest = highest.max(before);
    let id = random_id()?;
    to.execute("UPDATE meta SET log = ?1, last = max(last, ?2)", params![id, number(highest)])?;
    fold(&to)?;
    drop(to);
    set_aside(&file, DAMAGED)?;
    repaired.aside = with_suffix(&file, DAMAGED);
    fs::rename(&coming, &file)?;
    let mut claim = ClaimFile::open(folder)?;
    claim.write(Claimed { log: LogId(id), run: Seq(0), highest })?;
    claim.sync()?;
    Ok(repaired)
}

/// Copies room by room; returns the highest number that was seen.
fn salvage(from: &Connection, to: &mut Connection, repaired: &mut Repaired) -> Result<Seq, Error> {
    let mut highest = Seq(0);
    if let Ok((last, today, calendar)) = from.query_row("SELECT last, today, calendar FROM meta", [], |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?))
    }) {
        highest = Seq(last as u64);
        to.execute("UPDATE meta SET today = ?1, calendar = ?2", params![today, calendar])?;
    }
    let (erasures, whole) = read_from_both_ends(from, "erasures", |row| row.get::<_, [u8; 16]>(0));
    repaired.list_is_incomplete |= !whole;
    for room in erasures {
        let copied = copy_rows(from, to, "erasures", "room, signature, day, origin, nonce", room);
        repaired.list_is_incomplete |= copied.is_err();
    }
    let (rooms, whole) = read_from_both_ends(from, "rooms", |row| row.get::<_, [u8; 16]>(0));
    repaired.list_is_incomplete |= !whole;
    for room in rooms {
        match salvage_room(from, to, RoomId(room)) {
            Ok(last) => {
                highest = highest.max(last);
                repaired.kept += 1;
            }
            Err(Error::Damaged(_)) => repaired.lost.push(shortened(RoomId(room))),
            Err(other) => return Err(other),
        }
    }
    // Without the list of rooms: nobody has been anywhere for the longest time.
    to.execute("UPDATE meta SET today = max(today, coalesce((SELECT max(seen) FROM rooms), 0))", [])?;
    Ok(highest)
}

/// Copies a room whole, or nothing of it; returns its last number.
fn salvage_room(from: &Connection, to: &mut Connection, room: RoomId) -> Result<Seq, Error> {
    check_frames(from, room)?;
    let transaction = to.transaction()?;
    copy_rows(from, &transaction, "rooms", "room, seen, trimmed, began, shared", room.0)?;
    copy_rows(from, &transaction, "frames", "seq, room, body", room.0)?;
    copy_rows(from, &transaction, "snapshots", "key, room, id, covers, bytes, current", room.0)?;
    let mut keys = from.prepare_cached("SELECT key FROM snapshots WHERE room = ?1")?;
    for key in keys.query_map([room.0], |row| row.get::<_, i64>(0))? {
        let mut parts = from.prepare_cached("SELECT part, bytes FROM parts WHERE snapshot = ?1")?;
        let mut insert = transaction.prepare_cached("INSERT INTO parts(snapshot, part, bytes) VALUES (?1, ?2, ?3)")?;
        let key = key?;
        let mut rows = parts.query([key])?;
        while let Some(row) = rows.next()? {
            insert.execute(params![key, row.get::<_, Value>(0)?, row.get::<_, Value>(1)?])?;
        }
    }
    let last: Option<i64> =
        transaction.query_row("SELECT max(seq) FROM frames WHERE room = ?1", [room.0], |row| row.get(0))?;
    transaction.commit()?;
    Ok(Seq(last.unwrap_or(0) as u64))
}

/// Copies the rows of one room from a table.
fn copy_rows(from: &Connection, to: &Connection, table: &str, columns: &str, room: [u8; 16]) -> Result<(), Error> {
    let count = columns.split(',').count();
    let places: Vec<String> = (1..=count).map(|place| format!("?{place}")).collect();
    let mut select = from.prepare_cached(&format!("SELECT {columns} FROM {table} WHERE room = ?1"))?;
    let mut insert = to.prepare_cached(&format!("INSERT INTO {table}({columns}) VALUES ({})", places.join(", ")))?;
    let mut rows = select.query([room])?;
    while let Some(row) = rows.next()? {
        let values = (0..count).map(|column| row.get::<_, Value>(column)).collect::<Result<Vec<_>, _>>()?;
        insert.execute(rusqlite::params_from_iter(values))?;
    }
    Ok(())
}

/// The ids of the rooms in a table, and whether that is all of them. A damaged page ends a scan: what is behind it is
/// read from the other end.
fn read_from_both_ends(
    from: &Connection,
    table: &str,
    id: impl Fn(&rusqlite::Row<'_>) -> rusqlite::Result<[u8; 16]>,
) -> (Vec<[u8; 16]>, bool) {
    let mut found = std::collections::BTreeSet::new();
    for order in ["ASC", "DESC"] {
        let scanned =
            from.prepare(&format!("SELECT room FROM {table} ORDER BY room {order}")).and_then(|mut select| {
                let mut rows = select.query([])?;
                while let Some(row) = rows.next()? {
                    found.insert(id(row)?);
                }
                Ok(())
            });
        if scanned.is_ok() {
            return (found.into_iter().collect(), true);
        }
    }
    (found.into_iter().collect(), false)
}

/// The log of a folder that no relay is using.
fn unused(folder: &Path) -> Result<(DataFolder, Connection), Error> {
    let file = existing(folder)?;
    let held = DataFolder::lock(folder)?;
    Ok((held, Connection::open(file)?))
}

/// Folds the write-ahead log into the file, and forgets what it held.
fn fold(connection: &Connection) -> Result<(), Error> {
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    Ok(())
}

/// What is appended to the name of a damaged file.
const DAMAGED: &str = ".damaged";

const LEAST_LETTERS: usize = 6;
