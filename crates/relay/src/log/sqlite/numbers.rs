//! The numbers that tell one log from another, and how far it goes.

use alongside_wire::{LogId, Seq};
use rusqlite::Connection;

use crate::error::Error;

/// The numbers in a database.
pub(super) struct Numbers {
    pub(super) log: LogId,
    /// The highest number that was claimed or given to a stored frame.
    pub(super) highest: Seq,
}

impl Numbers {
    pub(super) fn read(connection: &Connection) -> Result<Self, Error> {
        let (log, last): ([u8; 16], i64) =
            connection.query_row("SELECT log, last FROM meta", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let kept: Option<i64> = connection.query_row("SELECT max(seq) FROM frames", [], |row| row.get(0))?;
        Ok(Self { log: LogId(log), highest: Seq(last.max(kept.unwrap_or(0)) as u64) })
    }
}
