//! `alongside-relay restore`: replaces the log by a backup, under a new log id.

use std::{fs, path::Path};

use alongside_wire::{LogId, Seq};
use rusqlite::{Connection, OpenFlags, params};

use super::{
    backup::compare_with_manifest,
    check::{quick_check, reading},
    claim_file::{self, ClaimFile, Claimed, Found},
    folder::{DataFolder, database, set_aside},
    schema::{SCHEMA, layout, random_id},
    statements::forget_all_invitations,
};
use crate::error::Error;

/// Replaces the log in this folder by the one in `backup`; without a backup, declares that the log in the folder was
/// restored already. The log before is kept as `log.sqlite.before-restore`. Either way the log gets a new id: every
/// device reads it from its beginning and pushes what it lacks. `[P 15]`
///
/// # Errors
/// [`Error::DataFolder`] and [`Error::DataInUse`] as when the log is opened, [`Error::Restore`] when the backup is no
/// log or is damaged; then nothing has changed.
pub fn restore(folder: &Path, backup: Option<&Path>) -> Result<(), Error> {
    let held = DataFolder::lock(folder)?;
    let before = claim_file::read(folder);
    let file = database(folder);
    if let Some(backup) = backup {
        let coming = held.path("log.sqlite.restoring");
        let refused = |reason: String| Error::Restore { path: backup.to_owned(), reason };
        copy(backup, &coming).map_err(refused)?;
        set_aside(&file, BEFORE).map_err(|error| refused(error.to_string()))?;
        fs::rename(&coming, &file)?;
    } else if !file.exists() {
        return Err(Error::Restore { path: file, reason: "there is no log in this folder".to_owned() });
    }
    let claimed = rename_log(&file, &before)?;
    let mut claim = ClaimFile::open(folder)?;
    claim.write(claimed)?;
    claim.sync()?;
    Ok(())
}

/// Copies the whole database, with the content of its write-ahead log, into one file.
fn copy(backup: &Path, to: &Path) -> Result<(), String> {
    let _ = fs::remove_file(to);
    if !backup.is_file() {
        return Err("there is no such file".to_owned());
    }
    compare_with_manifest(backup)?;
    let source = match reading(backup) {
        Ok(source) if layout(&source).is_ok() => source,
        // The backup's folder cannot be written to, so its write-ahead log cannot have an index there.
        _ => read_unshared(backup)?,
    };
    match layout(&source) {
        Ok(0) => return Err("it is not a relay's log".to_owned()),
        Ok(found) if found > SCHEMA => return Err(format!("it is of version {found}, a newer relay's")),
        Ok(_) => {}
        Err(error) => return Err(error.to_string()),
    }
    source.query_row("SELECT log, last FROM meta", [], |_| Ok(())).map_err(|_| "it is not a relay's log".to_owned())?;
    quick_check(&source).map_err(|found| format!("it is damaged: {found}"))?;
    let to = to.to_str().ok_or("the data folder's name is not UTF-8")?;
    source.execute("VACUUM INTO ?1", [to]).map_err(|error| error.to_string())?;
    Ok(())
}

pub(super) fn read_unshared(file: &Path) -> Result<Connection, String> {
    let uri = immutable(file).ok_or("its name is not UTF-8")?;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    Connection::open_with_flags(uri, flags).map_err(|error| error.to_string())
}

/// The file's URI for SQLite, which then reads it unchanged and without its write-ahead log.
pub(super) fn immutable(file: &Path) -> Option<String> {
    let path = file.to_str()?;
    let escaped: String = path
        .chars()
        .map(|c| match c {
            '%' => "%25".to_owned(),
            '?' => "%3f".to_owned(),
            '#' => "%23".to_owned(),
            c => c.to_string(),
        })
        .collect();
    Some(format!("file:{escaped}?immutable=1"))
}

/// Gives the log a new id, and numbers above all that this folder ever claimed.
fn rename_log(file: &Path, before: &Found) -> Result<Claimed, Error> {
    let connection = Connection::open(file)?;
    let id = random_id()?;
    let claimed_before = match before {
        Found::Ours(claimed) | Found::Copied(claimed) => claimed.highest,
        Found::Nothing => Seq(0),
    };
    forget_all_invitations(&connection)?;
    connection.execute(
        "UPDATE meta SET log = ?1, last = max(last, ?2, coalesce((SELECT max(seq) FROM frames), 0))",
        params![id, i64::try_from(claimed_before.0).unwrap_or(i64::MAX)],
    )?;
    let last: i64 = connection.query_row("SELECT last FROM meta", [], |row| row.get(0))?;
    let _ = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    Ok(Claimed { log: LogId(id), run: Seq(0), highest: Seq(last as u64) })
}

/// What is appended to the name of the log that a backup replaced.
const BEFORE: &str = ".before-restore";
