//! The single reads and writes inside a transaction.

use std::ops::Deref;

use alongside_wire::{Claimant, MailboxId, Nonce, RoomId, Seq, Signature, SnapshotId, frame::SnapshotHead, limits};
use rusqlite::{Connection, ErrorCode, OptionalExtension, Row, params};

use crate::{
    clock::{DayCount, RunDay},
    error::Error,
    log::{
        batch::{Activity, EXPIRE_AT_ONCE, Erasure, Expiry, NewSnapshot, PutOutcome, Trim},
        invitations::{Fate, InvitationOutcome, InvitationWrite, StoredInvitation},
    },
};

/// A transaction whose statements are prepared once; it is rolled back unless it is committed.
pub(super) struct Begun<'a>(&'a Connection);

impl<'a> Begun<'a> {
    pub(super) fn begin(connection: &'a Connection) -> Result<Self, Error> {
        connection.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
        Ok(Self(connection))
    }

    pub(super) fn commit(self) -> Result<(), Error> {
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
        // After some failures SQLite has rolled back already.
        if !self.0.is_autocommit() {
            let _ = self.0.execute_batch("ROLLBACK");
        }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged(error.to_string()),
            // A value has another type than what was written there.
            None => Self::Damaged(error.to_string()),
            _ => Self::Log(error.to_string()),
        }
    }
}

pub(super) fn put(transaction: &Connection, new: &NewSnapshot) -> Result<PutOutcome, Error> {
    let current = head(transaction, new.room, Which::Current)?;
    if current.map(|head| head.id) != new.expects {
        return Ok(PutOutcome::Conflict { current });
    }
    // A snapshot that nobody confirmed is replaced; the one that the log was trimmed to stays.
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

/// Trims the log to what this snapshot does not cover, if it is the current one.
pub(super) fn trim(transaction: &Connection, room: RoomId, confirmed: SnapshotId) -> Result<Option<Trim>, Error> {
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

pub(super) fn trimmed(connection: &Connection, room: RoomId) -> Result<Seq, Error> {
    let select = "SELECT trimmed FROM rooms WHERE room = ?1";
    let found = connection.prepare_cached(select)?.query_row([room.0], |row| seq(row, 0)).optional()?;
    Ok(found.unwrap_or(Seq(0)))
}

/// Remembers the last number, so that numbers of deleted frames are not given again.
pub(super) fn keep_last_number(transaction: &Connection) -> Result<(), Error> {
    transaction.execute("UPDATE meta SET last = max(last, coalesce((SELECT max(seq) FROM frames), 0))", [])?;
    Ok(())
}

pub(super) fn erase(transaction: &Connection, erasure: &Erasure) -> Result<(), Error> {
    forget(transaction, erasure.room)?;
    transaction
        .prepare_cached(
            "INSERT OR REPLACE INTO erasures(room, signature, day, origin, nonce) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            erasure.room.0,
            erasure.signature.to_bytes(),
            erasure.day.0,
            erasure.origin,
            erasure.nonce.0
        ])?;
    Ok(())
}

/// Who erased this room, if somebody did.
pub(super) fn erasure(connection: &Connection, room: RoomId) -> Result<Option<Erasure>, Error> {
    let select = "SELECT signature, day, origin, nonce FROM erasures WHERE room = ?1";
    let found = connection.prepare_cached(select)?.query_row([room.0], |row| {
        let signature: [u8; 64] = row.get(0)?;
        Ok(Erasure {
            room,
            signature: Signature::from_bytes(&signature),
            day: RunDay(row.get(1)?),
            origin: row.get(2)?,
            nonce: Nonce(row.get(3)?),
        })
    });
    Ok(found.optional()?)
}

pub(super) fn note_activity(transaction: &Connection, activity: &Activity) -> Result<(), Error> {
    let note = "INSERT INTO rooms(room, seen, began, shared) VALUES (?1, ?2, ?2, ?3)
        ON CONFLICT DO UPDATE SET seen = max(seen, ?2), shared = max(shared, ?3)";
    transaction.prepare_cached(note)?.execute(params![activity.room.0, activity.day.0, activity.shared])?;
    Ok(())
}

pub(super) fn expire(transaction: &Connection, expiry: Expiry) -> Result<usize, Error> {
    let Expiry { unused_since, lone_since, .. } = expiry;
    transaction.execute("DELETE FROM erasures WHERE day < ?1", [unused_since.0])?;
    let select = "SELECT room FROM rooms WHERE seen < max(?1, ?2)
        AND (seen < ?1 OR (seen < ?2 AND shared = 0 AND seen = began)) LIMIT ?3";
    let mut old = transaction.prepare_cached(select)?;
    let rooms = old
        .query_map(params![unused_since.0, lone_since.0, EXPIRE_AT_ONCE as i64], |row| row.get(0))?
        .collect::<Result<Vec<[u8; 16]>, _>>()?;
    for room in &rooms {
        forget(transaction, RoomId(*room))?;
        forget_invitations(transaction, RoomId(*room))?;
    }
    Ok(rooms.len())
}

/// What stands under this name.
pub(super) fn invitation(connection: &Connection, mailbox: MailboxId) -> Result<Option<StoredInvitation>, Error> {
    let select =
        "SELECT room, day, deposited, lasts, fate, at, claimant, card, key FROM invitations WHERE mailbox = ?1";
    let found = connection.prepare_cached(select)?.query_row([mailbox.0], |row| {
        Ok(StoredInvitation {
            room: RoomId(row.get(0)?),
            day: RunDay(row.get(1)?),
            deposited: row.get::<_, i64>(2)? as u64,
            lasts: row.get(3)?,
            fate: match row.get::<_, u8>(4)? {
                0 => Fate::Waiting,
                1 => Fate::Used { at: row.get::<_, i64>(5)? as u64, by: Claimant(row.get(6)?) },
                2 => Fate::Withdrawn,
                _ => Fate::Erased,
            },
            card: row.get(7)?,
            key: row.get(8)?,
        })
    });
    Ok(found.optional()?)
}

/// Does what is wanted, as far as what stands there allows.
pub(super) fn write_invitation(transaction: &Connection, write: &InvitationWrite) -> Result<InvitationOutcome, Error> {
    let outcome = write.decide(invitation(transaction, write.mailbox)?, |room| waiting(transaction, room))?;
    if let InvitationOutcome::Stands { stored, is_new: true } = &outcome {
        let (fate, at, claimant) = match stored.fate {
            Fate::Waiting => (0, 0, None),
            Fate::Used { at, by } => (1, at as i64, Some(by.0)),
            Fate::Withdrawn => (2, 0, None),
            Fate::Erased => (3, 0, None),
        };
        let insert =
            "INSERT OR REPLACE INTO invitations(mailbox, room, day, deposited, lasts, fate, at, claimant, card, key)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
        transaction.prepare_cached(insert)?.execute(params![
            write.mailbox.0,
            stored.room.0,
            stored.day.0,
            stored.deposited as i64,
            stored.lasts,
            fate,
            at,
            claimant,
            stored.card,
            stored.key
        ])?;
    }
    Ok(outcome)
}

fn waiting(connection: &Connection, room: RoomId) -> Result<u32, Error> {
    let select = "SELECT count(*) FROM invitations WHERE room = ?1 AND fate = 0";
    Ok(connection.prepare_cached(select)?.query_row([room.0], |row| row.get(0))?)
}

/// The room was erased: nobody gets into it any more.
pub(super) fn erase_invitations(transaction: &Connection, room: RoomId) -> Result<(), Error> {
    let update = "UPDATE invitations SET fate = 3, card = x'', key = x'' WHERE room = ?1";
    transaction.prepare_cached(update)?.execute([room.0])?;
    Ok(())
}

/// The room expired.
pub(super) fn forget_invitations(transaction: &Connection, room: RoomId) -> Result<(), Error> {
    transaction.prepare_cached("DELETE FROM invitations WHERE room = ?1")?.execute([room.0])?;
    Ok(())
}

/// Wipes the content of those whose time is over, and forgets those that nobody will ask for any more. `[P 113]`
pub(super) fn expire_invitations(transaction: &Connection, today: RunDay) -> Result<(), Error> {
    let (over, old) = (today.before(limits::INVITATION_DAYS), today.before(2 * limits::INVITATION_DAYS));
    let wipe = "UPDATE invitations SET card = x'', key = x'' WHERE mailbox IN
        (SELECT mailbox FROM invitations WHERE day < ?1 AND key != x'' LIMIT ?2)";
    transaction.prepare_cached(wipe)?.execute(params![over.0, MOST_AT_ONCE])?;
    let delete = "DELETE FROM invitations WHERE mailbox IN (SELECT mailbox FROM invitations WHERE day < ?1 LIMIT ?2)";
    transaction.prepare_cached(delete)?.execute(params![old.0, MOST_AT_ONCE])?;
    Ok(())
}

/// What a backup says of invitations is not so any more: who claimed one since then did. Members deposit those anew that
/// still wait. `[P 113]`
pub(super) fn forget_all_invitations(connection: &Connection) -> Result<(), Error> {
    connection.execute("DELETE FROM invitations", [])?;
    Ok(())
}

const MOST_AT_ONCE: i64 = 100 * EXPIRE_AT_ONCE as i64;

pub(super) fn note_days(transaction: &Connection, days: DayCount) -> Result<(), Error> {
    transaction.execute("UPDATE meta SET today = ?1, calendar = ?2", params![days.today.0, days.calendar])?;
    Ok(())
}

pub(super) fn forget(transaction: &Connection, room: RoomId) -> Result<(), Error> {
    keep_last_number(transaction)?;
    delete_snapshots(transaction, room, "")?;
    transaction.execute("DELETE FROM frames WHERE room = ?1", [room.0])?;
    transaction.execute("DELETE FROM rooms WHERE room = ?1", [room.0])?;
    Ok(())
}

pub(super) fn delete_snapshots(transaction: &Connection, room: RoomId, which: &str) -> Result<(), Error> {
    let delete = format!("DELETE FROM parts WHERE snapshot IN (SELECT key FROM snapshots WHERE room = ?1 {which})");
    transaction.prepare_cached(&delete)?.execute([room.0])?;
    transaction.prepare_cached(&format!("DELETE FROM snapshots WHERE room = ?1 {which}"))?.execute([room.0])?;
    Ok(())
}

#[derive(Clone, Copy)]
pub(super) enum Which {
    Previous = 0,
    Current = 1,
}

pub(super) fn head(connection: &Connection, room: RoomId, which: Which) -> Result<Option<SnapshotHead>, Error> {
    let select = "SELECT id, covers, bytes FROM snapshots WHERE room = ?1 AND current = ?2";
    let head = connection.prepare_cached(select)?.query_row(params![room.0, which as i64], |row| {
        Ok(SnapshotHead { id: SnapshotId(row.get(0)?), covers: seq(row, 1)?, bytes: row.get(2)? })
    });
    Ok(head.optional()?)
}

pub(super) fn bytes_after(connection: &Connection, room: RoomId, covered: Seq) -> Result<u64, Error> {
    let select = "SELECT coalesce(sum(length(body)), 0) FROM frames WHERE room = ?1 AND seq > ?2";
    let bytes: i64 =
        connection.prepare_cached(select)?.query_row(params![room.0, number(covered)], |row| row.get(0))?;
    Ok(bytes as u64)
}

pub(super) fn disk(connection: &Connection) -> Result<u64, Error> {
    let pages =
        |pragma| -> Result<i64, Error> { Ok(connection.prepare_cached(pragma)?.query_row([], |row| row.get(0))?) };
    let used = pages("PRAGMA page_count")? - pages("PRAGMA freelist_count")?;
    Ok((used * pages("PRAGMA page_size")?) as u64)
}

/// SQLite's integers are signed; ours stay far below 2^63.
pub(super) fn number(seq: Seq) -> i64 {
    i64::try_from(seq.0).unwrap_or(i64::MAX)
}

pub(super) fn seq(row: &Row<'_>, column: usize) -> Result<Seq, rusqlite::Error> {
    row.get::<_, i64>(column).map(|number| Seq(number as u64))
}

pub(super) fn damaged(error: rusqlite::types::FromSqlError) -> Error {
    Error::Damaged(error.to_string())
}
