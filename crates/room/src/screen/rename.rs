//! Edits under another client's id: for who finds that somebody else wrote under theirs.

use super::{Walk, copy::Copy, update};
use crate::replica::Damaged;

/// Which edits get another name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Renaming {
    /// The client whose they are.
    pub from: u64,
    /// The first of them; those before keep their name.
    pub since: u64,
    /// A client id that nobody has.
    pub to: u64,
}

/// Where the edits of an update begin, if all of them are of one client: its id, and the first one's clock.
///
/// # Errors
/// It is no update.
pub fn author(bytes: &[u8]) -> Result<Option<(u64, u64)>, Damaged> {
    if update(bytes)?.reach.len() != 1 {
        return Ok(None);
    }
    let mut walk = Walk::new(bytes);
    for _ in 0..2 {
        walk.varint()?;
    }
    Ok(Some((walk.varint()?, walk.varint()?)))
}

impl Renaming {
    /// The same update with other names. Updates that build on one another are renamed in the same way.
    ///
    /// # Errors
    /// It is no update, or only a part of one run of edits would get another name.
    pub fn apply(&self, bytes: &[u8]) -> Result<Vec<u8>, Damaged> {
        update(bytes)?;
        Copy::of(bytes, *self)
    }
}
