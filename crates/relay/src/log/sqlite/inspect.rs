//! `alongside-relay check` and `stats`: what a log holds, and whether it is what was written.

use std::{collections::BTreeSet, path::Path};

use alongside_wire::{LogId, RoomId, Seq, frame::Logged};
use rusqlite::Connection;

use super::{
    check::reading,
    claim_file::{self, Found},
    folder::existing,
    numbers::Numbers,
    schema::{SCHEMA, layout},
    statements::{Which, disk, head, trimmed},
};
use crate::error::Error;

/// How much a log holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stats {
    pub log: LogId,
    /// The version of the file's layout.
    pub layout: i64,
    /// Days on which the relay ran.
    pub days: u32,
    pub rooms: u64,
    /// Rooms that two page loads were ever in at once.
    pub shared: u64,
    /// Commits of rooms that are kept, and their bytes.
    pub rows: u64,
    pub log_bytes: u64,
    pub snapshots: u64,
    pub snapshot_bytes: u64,
    pub invitations: u64,
    pub erasures: u64,
    /// Bytes that the log takes on the disk.
    pub disk: u64,
    /// The rooms with most bytes, by the first letters of their ids, the largest first.
    pub largest: Vec<(String, u64)>,
}

/// What a check of a whole log has found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    pub rooms: u64,
    /// Frames that are as they were written.
    pub frames: u64,
    pub snapshots: u64,
    /// What is wrong, in words.
    pub faults: Vec<String>,
    /// Rooms that cannot be read whole, by the first letters of their ids.
    pub damaged: Vec<String>,
    /// What is worth knowing and no fault.
    pub notes: Vec<String>,
}

/// How much the log in this folder holds. A relay may be using it.
///
/// # Errors
/// [`Error::NoLog`], [`Error::NewerLog`], [`Error::Damaged`] and [`Error::Log`].
pub fn stats(folder: &Path) -> Result<Stats, Error> {
    stats_of(&opened(folder)?)
}

/// Reads everything in this folder's log. A relay may be using it.
///
/// # Errors
/// As [`stats`]; damage is no error but in the report.
pub fn check(folder: &Path) -> Result<Report, Error> {
    let connection = opened(folder)?;
    let mut report = Report::default();
    report.check_pages(&connection);
    report.check_numbers(&connection, folder);
    for room in rooms(&connection, &mut report) {
        match check_room(&connection, room, &mut report) {
            Ok(()) => report.rooms += 1,
            Err(fault) => {
                let name = shortened(room);
                report.faults.push(format!("room {name}: {fault}"));
                report.damaged.push(name);
            }
        }
    }
    Ok(report)
}

fn opened(folder: &Path) -> Result<Connection, Error> {
    let connection = reading(&existing(folder)?)?;
    match layout(&connection)? {
        found if found > SCHEMA => Err(Error::NewerLog { found, known: SCHEMA }),
        _ => Ok(connection),
    }
}

impl Report {
    /// Has SQLite look at every page and index.
    fn check_pages(&mut self, connection: &Connection) {
        let found = connection.prepare("PRAGMA integrity_check(20)").and_then(|mut check| {
            let lines = check.query_map([], |row| row.get::<_, String>(0))?;
            lines.collect::<Result<Vec<_>, _>>()
        });
        match found {
            Ok(lines) => self.faults.extend(lines.into_iter().filter(|line| line != "ok")),
            Err(error) => self.faults.push(error.to_string()),
        }
    }

    fn check_numbers(&mut self, connection: &Connection, folder: &Path) {
        let numbers = match Numbers::read(connection) {
            Ok(numbers) => numbers,
            Err(error) => return self.faults.push(format!("the log's id and its last number do not read: {error}")),
        };
        match claim_file::read(folder) {
            Found::Ours(claimed) if claimed.log != numbers.log || claimed.highest > numbers.highest => self.notes.push(
                "the claim file is another log's or ahead of this one: a backup was put here, and the log gets a new id when \
                 the relay starts"
                    .to_owned(),
            ),
            Found::Ours(_) => {}
            Found::Copied(_) => {
                self.notes.push("the folder is a copy: the log gets a new id when a relay starts here".to_owned());
            }
            Found::Nothing => {
                self.notes.push("there is no claim file: the log gets a new id when a relay starts here".to_owned());
            }
        }
    }
}

/// Every room that the log has anything of.
fn rooms(connection: &Connection, report: &mut Report) -> BTreeSet<RoomId> {
    let mut rooms = BTreeSet::new();
    for select in ["SELECT room FROM rooms", "SELECT DISTINCT room FROM frames", "SELECT room FROM snapshots"] {
        let read = connection.prepare(select).and_then(|mut select| {
            let mut rows = select.query([])?;
            while let Some(row) = rows.next()? {
                rooms.insert(RoomId(row.get(0)?));
            }
            Ok(())
        });
        if let Err(error) = read {
            report.faults.push(format!("the list of rooms does not read whole: {error}"));
        }
    }
    rooms
}

/// Reads all that is kept of a room.
fn check_room(connection: &Connection, room: RoomId, report: &mut Report) -> Result<(), Error> {
    let frames = check_frames(connection, room)?;
    let mut snapshots = 0;
    for which in [Which::Previous, Which::Current] {
        if let Some(head) = head(connection, room, which)? {
            let select = "SELECT parts.bytes FROM snapshots JOIN parts ON parts.snapshot = snapshots.key
                WHERE snapshots.room = ?1 AND snapshots.current = ?2 ORDER BY parts.part";
            let mut select = connection.prepare_cached(select)?;
            let mut rows = select.query(rusqlite::params![room.0, which as i64])?;
            let mut bytes = 0;
            while let Some(row) = rows.next()? {
                bytes += row.get_ref(0)?.as_blob().map_err(super::statements::damaged)?.len() as u64;
            }
            if bytes != u64::from(head.bytes) {
                return Err(Error::Damaged(format!("a snapshot of {} bytes has {bytes}", head.bytes)));
            }
            snapshots += 1;
        }
    }
    report.frames += frames;
    report.snapshots += snapshots;
    Ok(())
}

/// Reads a room's frames; returns how many they are.
pub(super) fn check_frames(connection: &Connection, room: RoomId) -> Result<u64, Error> {
    let (mut frames, mut last) = (0, trimmed(connection, room)?);
    let mut select = connection.prepare_cached("SELECT seq, body FROM frames WHERE room = ?1 ORDER BY seq")?;
    let mut rows = select.query([room.0])?;
    while let Some(row) = rows.next()? {
        let named = Seq(row.get::<_, i64>(0)? as u64);
        let mut body = row.get_ref(1)?.as_blob().map_err(super::statements::damaged)?;
        while !body.is_empty() {
            let (frame, rest) = postcard::take_from_bytes::<Logged>(body)
                .map_err(|_| Error::Damaged(format!("the frames up to {} do not read", named.0)))?;
            if frame.seq <= last && frames > 0 {
                return Err(Error::Damaged(format!("frame {} follows {}", frame.seq.0, last.0)));
            }
            (last, body) = (frame.seq, rest);
            frames += 1;
        }
        if last != named {
            return Err(Error::Damaged(format!("the frames up to {} end with {}", named.0, last.0)));
        }
    }
    Ok(frames)
}

/// How much the log behind this connection holds.
pub(super) fn stats_of(connection: &Connection) -> Result<Stats, Error> {
    let two = |select: &str| -> Result<(u64, u64), Error> {
        Ok(connection.query_row(select, [], |row| Ok((row.get::<_, i64>(0)? as u64, row.get::<_, i64>(1)? as u64)))?)
    };
    let one = |table: &str| two(&format!("SELECT count(*), 0 FROM {table}")).map(|(count, _)| count);
    let (rooms, shared) = two("SELECT count(*), coalesce(sum(shared), 0) FROM rooms")?;
    let (rows, log_bytes) = two("SELECT count(*), coalesce(sum(length(body)), 0) FROM frames")?;
    let (snapshots, snapshot_bytes) = two("SELECT count(*), coalesce(sum(bytes), 0) FROM snapshots")?;
    let largest = "SELECT room, sum(bytes) FROM (SELECT room, length(body) AS bytes FROM frames
        UNION ALL SELECT room, bytes FROM snapshots) GROUP BY room ORDER BY 2 DESC, room LIMIT 5";
    let mut largest = connection.prepare(largest)?;
    let largest = largest
        .query_map([], |row| Ok((shortened(RoomId(row.get(0)?)), row.get::<_, i64>(1)? as u64)))?
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Stats {
        log: Numbers::read(connection)?.log,
        layout: layout(connection)?,
        days: connection.query_row("SELECT today FROM meta", [], |row| row.get(0))?,
        rooms,
        shared,
        rows,
        log_bytes,
        snapshots,
        snapshot_bytes,
        invitations: one("invitations")?,
        erasures: one("erasures")?,
        disk: disk(connection)?,
        largest,
    })
}

impl Stats {
    /// A line for each figure.
    pub fn lines(&self) -> Vec<String> {
        let id: String = self.log.0.iter().map(|byte| format!("{byte:02x}")).collect();
        let mut lines = vec![
            format!("log: {id}, layout {}", self.layout),
            format!("rooms: {}, of them {} that two were in at once", self.rooms, self.shared),
            format!("frames: {} bytes in {} rows", self.log_bytes, self.rows),
            format!("snapshots: {} with {} bytes", self.snapshots, self.snapshot_bytes),
            format!("invitations: {}", self.invitations),
            format!("erased rooms: {}", self.erasures),
            format!("disk: {} bytes", self.disk),
            format!("days on which the relay ran: {}", self.days),
        ];
        if !self.largest.is_empty() {
            let rooms: Vec<String> =
                self.largest.iter().map(|(room, bytes)| format!("{room} ({bytes} bytes)")).collect();
            lines.push(format!("largest rooms: {}", rooms.join(", ")));
        }
        lines
    }
}

/// The first letters of a room's id, as the log of the relay has them.
pub(super) fn shortened(room: RoomId) -> String {
    room.to_string().chars().take(6).collect()
}
