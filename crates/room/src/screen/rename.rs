//! Edits under another client's id: for who finds that somebody else wrote under theirs.

use super::{CLIENTS, CLOCKS, HAS_KEY, HAS_LEFT, HAS_RIGHT, KIND, Walk, update};
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
    if update(bytes)?.len() != 1 {
        return Ok(None);
    }
    let mut walk = Walk { bytes };
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
        let mut copy = Copy { walk: Walk { bytes }, written: Vec::with_capacity(bytes.len() + 16), renaming: *self };
        for _ in 0..copy.number()? {
            copy.client()?;
        }
        copy.deletions()?;
        Ok(copy.written)
    }
}

/// An update on its way into another.
struct Copy<'a> {
    walk: Walk<'a>,
    written: Vec<u8>,
    renaming: Renaming,
}

impl Copy<'_> {
    /// The edits of a client.
    fn client(&mut self) -> Result<(), Damaged> {
        let edits = self.number()?;
        let (client, clock) = (self.walk.below(CLIENTS)?, self.walk.below(CLOCKS)?);
        self.id(client, clock);
        let mut reached = clock;
        for _ in 0..edits {
            let Walk { bytes } = self.walk;
            reached += Walk { bytes }.block(client, reached)?;
            self.block()?;
        }
        let is_cut = client == self.renaming.from && clock < self.renaming.since && reached > self.renaming.since;
        if is_cut { Err(Damaged) } else { Ok(()) }
    }

    fn block(&mut self) -> Result<(), Damaged> {
        let info = self.walk.byte()?;
        self.written.push(info);
        if info == 0 || info == 10 {
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
        self.as_it_is(|walk| walk.content(info & KIND).map(drop))
    }

    /// What is deleted: of a client whose edits get two names, before and after.
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

    /// An id that is referred to.
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

    /// What holds no ids.
    fn as_it_is(&mut self, pass: impl FnOnce(&mut Walk<'_>) -> Result<(), Damaged>) -> Result<(), Damaged> {
        let Walk { bytes } = self.walk;
        pass(&mut self.walk)?;
        self.written.extend_from_slice(&bytes[..bytes.len() - self.walk.bytes.len()]);
        Ok(())
    }

    /// A number in its shortest form.
    fn write(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.written.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.written.push(number as u8);
    }
}
