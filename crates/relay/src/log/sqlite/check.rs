//! Checks whether the file holds what was written to it.
//!
//! SQLite notices a damaged page only when it reads it, which may happen in the middle of everybody's commit. So the
//! relay checks in advance, and names the rooms that are affected.

use std::{
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    thread,
};

use alongside_wire::RoomId;
use rusqlite::{Connection, InterruptHandle, OpenFlags};

use crate::error::Error;

/// A check, running or finished.
pub(super) struct Check {
    damage: Arc<Mutex<Option<String>>>,
    under_way: Option<(InterruptHandle, thread::JoinHandle<()>)>,
}

impl Check {
    /// Checks the file: a small one before this returns, a large one in the background.
    pub(super) fn start(file: &Path) -> Result<Self, Error> {
        let damage = Arc::new(Mutex::new(None));
        let connection = reading(file)?;
        if std::fs::metadata(file).map_or(0, |metadata| metadata.len()) <= SMALL {
            note(&damage, find_damage(&connection));
            return Ok(Self { damage, under_way: None });
        }
        let (interrupt, noted) = (connection.get_interrupt_handle(), damage.clone());
        let thread = thread::Builder::new()
            .name("log-check".to_owned())
            .spawn(move || note(&noted, find_damage(&connection)))?;
        Ok(Self { damage, under_way: Some((interrupt, thread)) })
    }

    /// The damage found so far, in words for the operator.
    pub(super) fn damage(&self) -> Option<String> {
        self.damage.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl std::fmt::Debug for Check {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Check").field("damage", &self.damage()).finish_non_exhaustive()
    }
}

impl Drop for Check {
    #[expect(
        clippy::disallowed_methods,
        reason = "an interrupt that comes before the query begins is lost: it is given again until the thread has ended"
    )]
    fn drop(&mut self) {
        if let Some((interrupt, thread)) = self.under_way.take() {
            while !thread.is_finished() {
                interrupt.interrupt();
                thread::sleep(std::time::Duration::from_millis(5));
            }
            let _ = thread.join();
        }
    }
}

/// A read-only connection.
pub(super) fn reading(file: &Path) -> Result<Connection, Error> {
    let reader = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    reader.set_prepared_statement_cache_capacity(32);
    Ok(reader)
}

/// Whether SQLite finds the file intact; if not, what it reports.
pub(super) fn quick_check(connection: &Connection) -> Result<(), String> {
    let found: Result<String, _> = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0));
    match found {
        Ok(found) if found == "ok" => Ok(()),
        Ok(found) => Err(found.lines().collect::<Vec<_>>().join(" ")),
        Err(error) => Err(error.to_string()),
    }
}

fn note(damage: &Mutex<Option<String>>, found: Option<String>) {
    if let Some(found) = found {
        tracing::error!(
            damage = found,
            "the log's file is damaged. What can be read is served. Stop the relay and run `alongside-relay repair`, or `restore` \
             with a backup (docs/operating.md, \"A damaged file\")"
        );
        *damage.lock().unwrap_or_else(PoisonError::into_inner) = Some(found);
    }
}

fn find_damage(connection: &Connection) -> Option<String> {
    let found = match quick_check(connection) {
        Ok(()) => return None,
        // The relay is stopping; nothing is wrong with the file.
        Err(found) if found == "interrupted" => return None,
        Err(found) => found,
    };
    Some(match damaged_rooms(connection) {
        Ok(rooms) if rooms.is_empty() => format!("storage failed: {found}; every room can be read"),
        Ok(rooms) => format!("storage failed: {found}; rooms that cannot be read whole: {}", rooms.join(", ")),
        Err(_) => format!("storage failed: {found}; not even the list of rooms can be read"),
    })
}

/// The rooms whose frames or snapshots cannot be read, by the first letters of their ids.
fn damaged_rooms(connection: &Connection) -> Result<Vec<String>, rusqlite::Error> {
    let mut rooms = connection.prepare("SELECT room FROM rooms")?;
    let rooms = rooms.query_map([], |row| row.get::<_, [u8; 16]>(0))?.collect::<Result<Vec<_>, _>>()?;
    let damaged = rooms
        .into_iter()
        .filter(|room| [READ_FRAMES, READ_PARTS].iter().any(|read| read_all(connection, read, *room).is_err()));
    Ok(damaged.map(|room| RoomId(room).to_string().chars().take(6).collect()).collect())
}

fn read_all(connection: &Connection, select: &str, room: [u8; 16]) -> Result<(), rusqlite::Error> {
    let mut select = connection.prepare_cached(select)?;
    let mut rows = select.query([room])?;
    while let Some(row) = rows.next()? {
        row.get_ref(0)?;
    }
    Ok(())
}

const READ_FRAMES: &str = "SELECT body FROM frames WHERE room = ?1";

const READ_PARTS: &str =
    "SELECT parts.bytes FROM snapshots JOIN parts ON parts.snapshot = snapshots.key WHERE snapshots.room = ?1";

/// The largest file that is checked before the relay begins: that takes less than half a second.
const SMALL: u64 = 64 << 20;
