//! Rewrites an update: with blocks under another client id, where somebody else wrote under the same one `[Y 14]`;
//! with arrays of bytes as plain values `[Y 13]`.

use super::{
    Damaged,
    validate::{
        BINARY, BUFFER, CLIENTS, CLOCKS, GAP, GARBAGE, HAS_KEY, HAS_LEFT, HAS_RIGHT, KIND, PLAIN, Walk, update,
    },
};

/// Which yrs blocks get another client id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Renaming {
    /// The client id that they have now.
    pub from: u64,
    /// The clock of the first block to be renamed; earlier blocks keep their client id.
    pub since: u64,
    /// The new client id, which nobody uses.
    pub to: u64,
}

/// The client id and the first clock of an update, if all its blocks are of one client.
///
/// # Errors
/// The bytes are no update.
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
    /// The update with its blocks renamed. Updates that build on one another must be renamed alike.
    ///
    /// # Errors
    /// The bytes are no update, or only a part of one run of blocks would be renamed.
    pub fn apply(&self, bytes: &[u8]) -> Result<Vec<u8>, Damaged> {
        update(bytes)?;
        Rewriting::of(bytes, *self)
    }
}

/// Renames nothing: nobody has this client id.
const NOBODY: Renaming = Renaming { from: CLIENTS, since: 0, to: CLIENTS };

/// The v1 update with arrays of bytes as plain values, as yrs writes them. Yjs writes a block of its own kind for
/// them. `[Y 13]`
pub(crate) fn plain(bytes: &[u8]) -> Result<Vec<u8>, Damaged> {
    Rewriting::of(bytes, NOBODY)
}

/// Writes a number in its shortest form.
pub(super) fn write(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// The part of an update that is still to be read, and what is written of it so far.
struct Rewriting<'a> {
    walk: Walk<'a>,
    written: Vec<u8>,
    renaming: Renaming,
}

impl<'a> Rewriting<'a> {
    /// Rewrites an update that was validated before.
    fn of(bytes: &'a [u8], renaming: Renaming) -> Result<Vec<u8>, Damaged> {
        let mut update = Self { walk: Walk::new(bytes), written: Vec::with_capacity(bytes.len() + 16), renaming };
        for _ in 0..update.number()? {
            update.client()?;
        }
        update.deletions()?;
        Ok(update.written)
    }

    /// Rewrites the blocks of one client.
    fn client(&mut self) -> Result<(), Damaged> {
        let blocks = self.number()?;
        let (client, clock) = (self.walk.below(CLIENTS)?, self.walk.below(CLOCKS)?);
        self.id(client, clock);
        let mut reached = clock;
        for _ in 0..blocks {
            reached += Walk::new(self.walk.bytes).block(client, reached)?;
            self.block()?;
        }
        let is_divided = client == self.renaming.from && clock < self.renaming.since && reached > self.renaming.since;
        if is_divided { Err(Damaged) } else { Ok(()) }
    }

    fn block(&mut self) -> Result<(), Damaged> {
        let info = self.walk.byte()?;
        let is_binary = info & KIND == BINARY;
        self.written.push(if is_binary { info & !KIND | PLAIN } else { info });
        if matches!(info, GARBAGE | GAP) {
            return self.as_it_is(|walk| walk.varint().map(drop));
        }
        for side in [HAS_LEFT, HAS_RIGHT] {
            if info & side != 0 {
                self.reference()?;
            }
        }
        if info & (HAS_LEFT | HAS_RIGHT) == 0 {
            match self.number()? {
                1 => self.as_it_is(|walk| walk.text().map(drop))?,
                _ => self.reference()?,
            }
            if info & HAS_KEY != 0 {
                self.as_it_is(|walk| walk.text().map(drop))?;
            }
        }
        if is_binary {
            // One value, an array of bytes.
            self.written.extend([1, BUFFER]);
        }
        self.as_it_is(|walk| walk.content(info & KIND).map(drop))
    }

    /// Rewrites the deletions: those of a renamed client are divided at `since`.
    fn deletions(&mut self) -> Result<(), Damaged> {
        let mut of_clients = Vec::new();
        for _ in 0..self.walk.varint()? {
            let client = self.walk.varint()?;
            let (mut kept, mut renamed) = (Vec::new(), Vec::new());
            for _ in 0..self.walk.varint()? {
                let (clock, length) = (self.walk.varint()?, self.walk.varint()?);
                let before = match self.renaming {
                    Renaming { from, since, .. } if from == client => since.saturating_sub(clock).min(length),
                    _ => length,
                };
                if before > 0 {
                    kept.push((clock, before));
                }
                if before < length {
                    renamed.push((clock + before - self.renaming.since, length - before));
                }
            }
            of_clients.extend([(client, kept), (self.renaming.to, renamed)]);
        }
        of_clients.retain(|(_, ranges)| !ranges.is_empty());
        self.write(of_clients.len() as u64);
        for (client, ranges) in of_clients {
            self.write(client);
            self.write(ranges.len() as u64);
            for (clock, length) in ranges {
                self.write(clock);
                self.write(length);
            }
        }
        Ok(())
    }

    /// Rewrites the id that a block refers to.
    fn reference(&mut self) -> Result<(), Damaged> {
        let (client, clock) = (self.walk.varint()?, self.walk.varint()?);
        self.id(client, clock);
        Ok(())
    }

    fn id(&mut self, client: u64, clock: u64) {
        let Renaming { from, since, to } = self.renaming;
        let (client, clock) = if client == from && clock >= since { (to, clock - since) } else { (client, clock) };
        self.write(client);
        self.write(clock);
    }

    fn number(&mut self) -> Result<u64, Damaged> {
        let number = self.walk.varint()?;
        self.write(number);
        Ok(number)
    }

    /// Copies what holds no ids.
    fn as_it_is(&mut self, pass: impl FnOnce(&mut Walk<'a>) -> Result<(), Damaged>) -> Result<(), Damaged> {
        self.written.extend_from_slice(self.walk.pass(pass)?.0);
        Ok(())
    }

    fn write(&mut self, number: u64) {
        write(&mut self.written, number);
    }
}
