//! The tables of the log's file, and the migration from an older layout.

use rusqlite::Connection;

use crate::error::Error;

/// The layout below; a file with a higher one is a newer relay's.
pub(super) const SCHEMA: i64 = 3;

const LAYOUT: &str = "
    CREATE TABLE meta(log BLOB NOT NULL, last INTEGER NOT NULL, probes INTEGER NOT NULL,
        today INTEGER NOT NULL DEFAULT 0, calendar INTEGER NOT NULL DEFAULT 0);
    CREATE TABLE rooms(room BLOB PRIMARY KEY, seen INTEGER NOT NULL, trimmed INTEGER NOT NULL DEFAULT 0,
        began INTEGER NOT NULL DEFAULT 0, shared INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
    CREATE INDEX rooms_seen ON rooms(seen);
    CREATE TABLE frames(seq INTEGER PRIMARY KEY, room BLOB NOT NULL, body BLOB NOT NULL);
    CREATE INDEX frames_room ON frames(room);
    CREATE TABLE snapshots(key INTEGER PRIMARY KEY, room BLOB NOT NULL, id BLOB NOT NULL, covers INTEGER NOT NULL,
        bytes INTEGER NOT NULL, current INTEGER NOT NULL);
    CREATE INDEX snapshots_room ON snapshots(room);
    CREATE TABLE parts(snapshot INTEGER NOT NULL, part INTEGER NOT NULL, bytes BLOB NOT NULL);
    CREATE UNIQUE INDEX parts_snapshot ON parts(snapshot, part);
    CREATE TABLE erasures(room BLOB PRIMARY KEY, signature BLOB NOT NULL, day INTEGER NOT NULL,
        origin TEXT NOT NULL DEFAULT '', nonce BLOB NOT NULL DEFAULT (zeroblob(32))) WITHOUT ROWID;
    CREATE INDEX erasures_day ON erasures(day);
";

/// Part of the layout since 3.
const INVITATIONS: &str = "
    CREATE TABLE invitations(mailbox BLOB PRIMARY KEY, room BLOB NOT NULL, day INTEGER NOT NULL,
        deposited INTEGER NOT NULL, lasts INTEGER NOT NULL, fate INTEGER NOT NULL, at INTEGER NOT NULL, claimant BLOB,
        card BLOB NOT NULL, key BLOB NOT NULL) WITHOUT ROWID;
    CREATE INDEX invitations_room ON invitations(room);
    CREATE INDEX invitations_day ON invitations(day);
";

/// Layout 1 dated rooms by the calendar. The count of days goes on from there, so that what is old stays as old; what
/// it did not know of a room (how it began, whether it was shared) is taken for the best.
const FROM_1_TO_2: &str = "
    ALTER TABLE meta ADD COLUMN today INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE meta ADD COLUMN calendar INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE rooms ADD COLUMN began INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE rooms ADD COLUMN shared INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE erasures ADD COLUMN origin TEXT NOT NULL DEFAULT '';
    ALTER TABLE erasures ADD COLUMN nonce BLOB NOT NULL DEFAULT (x'0000000000000000000000000000000000000000000000000000000000000000');
    UPDATE rooms SET shared = 1;
    UPDATE meta SET today = coalesce((SELECT max(seen) FROM rooms), 0);
";

/// Configures the connection for writing, and migrates the file to the present layout.
pub(super) fn prepare(writer: &mut Connection, disk_cap: u64) -> Result<(), Error> {
    writer.set_prepared_statement_cache_capacity(32);
    writer.pragma_update(None, "journal_mode", "WAL")?;
    // Not NORMAL: what is acknowledged must have reached the disk.
    writer.pragma_update(None, "synchronous", "FULL")?;
    // Erased content is overwritten, not only unlinked.
    writer.pragma_update(None, "secure_delete", "ON")?;
    writer.pragma_update(None, "journal_size_limit", 64 * 1024 * 1024)?;
    if disk_cap > 0 {
        let page: i64 = writer.pragma_query_value(None, "page_size", |row| row.get(0))?;
        writer.pragma_update(None, "max_page_count", (i64::try_from(disk_cap).unwrap_or(i64::MAX) / page).max(16))?;
    }
    migrate(writer)
}

fn migrate(writer: &mut Connection) -> Result<(), Error> {
    let found = layout(writer)?;
    match found {
        SCHEMA => return Ok(()),
        newer if newer > SCHEMA => return Err(Error::NewerLog { found, known: SCHEMA }),
        0 => {}
        older => keep_copy(writer, older)?,
    }
    let transaction = writer.transaction()?;
    if found == 0 {
        transaction.execute_batch(LAYOUT)?;
        transaction.execute("INSERT INTO meta(log, last, probes) VALUES (?1, 0, 0)", [random_id()?])?;
    } else if found == 1 {
        transaction.execute_batch(FROM_1_TO_2)?;
    }
    transaction.execute_batch(INVITATIONS)?;
    transaction.pragma_update(None, "user_version", SCHEMA)?;
    transaction.commit()?;
    Ok(())
}

/// Keeps a copy of a log of an older layout before it is migrated: the relay that wrote it cannot read the new one.
fn keep_copy(connection: &Connection, older: i64) -> Result<(), Error> {
    let Some(file) = connection.path().filter(|path| !path.is_empty()) else { return Ok(()) };
    let copy = format!("{file}.version-{older}");
    // An earlier attempt may have been cut short.
    let _ = std::fs::remove_file(&copy);
    connection.execute("VACUUM INTO ?1", [&copy])?;
    tracing::warn!(
        copy,
        "the log is of an older version and is brought to the present one; a copy is kept for a relay of that version. When \
         everything is well, delete the copy"
    );
    Ok(())
}

/// The layout version of the file; 0 if it has none yet.
pub(super) fn layout(connection: &Connection) -> Result<i64, Error> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// 16 random bytes: the id of a log.
pub(super) fn random_id() -> Result<[u8; 16], Error> {
    let mut id = [0; 16];
    getrandom::fill(&mut id).map_err(|error| Error::Log(error.to_string()))?;
    Ok(id)
}
