//! Validates the structure of bytes from outside before yrs gets them. `[Y 1]` `[Y 3]` to `[Y 7]`
//!
//! The bytes are walked once. Nothing is allocated for what they claim to hold, and every length must be backed by
//! bytes. What our documents never hold (subdocuments, rich text, XML, JSON) is refused as well: a later schema that
//! needs it comes with a later protocol version. `[P 100]`

use std::ops::Range;

use super::Damaged;

/// The deepest nesting of values; honest ones nest twice. `[Y 5]`
const DEEPEST: usize = 8;
/// Client ids have 53 bits. `[Y 4]`
pub(super) const CLIENTS: u64 = 1 << 53;
/// The most clients of an update that does not list them as yrs and Yjs do, the highest first.
const OUT_OF_ORDER: usize = 4_096;
/// yrs calculates with clocks as signed numbers. `[Y 3]`
pub(super) const CLOCKS: u64 = 1 << 31;

pub(super) const HAS_LEFT: u8 = 0x80;
pub(super) const HAS_RIGHT: u8 = 0x40;
pub(super) const HAS_KEY: u8 = 0x20;
pub(super) const KIND: u8 = 0x0f;

/// A yrs block that was garbage-collected: only its length is known.
pub(super) const GARBAGE: u8 = 0;
/// Blocks that are missing.
pub(super) const GAP: u8 = 10;
pub(super) const BINARY: u8 = 3;
pub(super) const PLAIN: u8 = 8;
/// The tag of a plain value that is an array of bytes.
pub(super) const BUFFER: u8 = 116;

/// Which blocks an update holds, and which it refers to.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    /// The clock range of each client's blocks, the highest client first.
    pub(crate) reach: Vec<(u64, Range<u32>)>,
    /// Blocks that are referred to or deleted, by client and clock; some more than once.
    pub(crate) refers: Vec<(u64, u64)>,
    /// Whether a block holds an array of bytes. `[Y 13]`
    pub(crate) binary: bool,
}

impl Outline {
    /// Whether this block is in the bytes, or in a gap within them.
    pub(super) fn brings(&self, (client, clock): &(u64, u64)) -> bool {
        let clocks = self.reach.binary_search_by(|(other, _)| client.cmp(other)).map(|at| &self.reach[at].1);
        clocks.is_ok_and(|clocks| (u64::from(clocks.start)..u64::from(clocks.end)).contains(clock))
    }

    /// Notes the blocks of a client, `from` one clock `to` another. Each client may come once `[Y 6]`. They come with
    /// the highest first, as yrs and Yjs write them; in another order they must be few.
    pub(super) fn note(&mut self, client: u64, from: u64, to: u64) -> Result<(), Damaged> {
        match self.reach.binary_search_by(|(other, _)| client.cmp(other)) {
            Err(at) if at == self.reach.len() || self.reach.len() < OUT_OF_ORDER => {
                self.reach.insert(at, (client, from as u32..to as u32));
                Ok(())
            }
            _ => Err(Damaged),
        }
    }
}

/// Validates a v1 update.
pub(crate) fn update(bytes: &[u8]) -> Result<Outline, Damaged> {
    let mut walk = Walk::new(bytes);
    let mut seen = Outline::default();
    for _ in 0..walk.count()? {
        let structs = walk.count()?;
        let client = walk.below(CLIENTS)?;
        let start = walk.below(CLOCKS)?;
        let mut clock = start;
        for _ in 0..structs {
            seen.binary |= walk.bytes.first().is_some_and(|info| info & KIND == BINARY);
            clock += walk.block(client, clock)?;
            if clock >= CLOCKS {
                return Err(Damaged);
            }
        }
        seen.note(client, start, clock)?;
    }
    for _ in 0..walk.count()? {
        let client = walk.below(CLIENTS)?;
        for _ in 0..walk.count()? {
            let clock = walk.below(CLOCKS)?;
            let end = clock + walk.below(CLOCKS)?;
            if end >= CLOCKS {
                return Err(Damaged);
            }
            seen.refers.extend([(client, clock), (client, end.saturating_sub(1))]);
        }
    }
    walk.end()?;
    seen.refers.append(&mut walk.refers);
    Ok(seen)
}

/// Validates a v1 state vector.
pub(crate) fn state_vector(bytes: &[u8]) -> Result<(), Damaged> {
    let mut walk = Walk::new(bytes);
    for _ in 0..walk.count()? {
        walk.below(CLIENTS)?;
        walk.below(CLOCKS)?;
    }
    walk.end()
}

/// The kinds of content that an item of ours can hold.
pub(super) enum Content {
    Deleted,
    Binary,
    Text,
    Shared,
    Plain,
}

impl Content {
    pub(super) fn of(kind: u8) -> Result<Self, Damaged> {
        match kind {
            1 => Ok(Self::Deleted),
            BINARY => Ok(Self::Binary),
            4 => Ok(Self::Text),
            7 => Ok(Self::Shared),
            PLAIN => Ok(Self::Plain),
            _ => Err(Damaged),
        }
    }
}

/// The bytes that are still to be walked.
pub(super) struct Walk<'a> {
    pub(super) bytes: &'a [u8],
    /// The blocks that the walked ones refer to.
    refers: Vec<(u64, u64)>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, refers: Vec::new() }
    }

    /// Walks one block of a client; returns its length in clocks.
    pub(super) fn block(&mut self, client: u64, clock: u64) -> Result<u64, Damaged> {
        let info = self.bytes.first().copied().ok_or(Damaged)?;
        let length = if matches!(info, GARBAGE | GAP) {
            self.byte()?;
            self.below(CLOCKS)?
        } else {
            self.head(client, clock)?;
            self.content(info & KIND)?
        };
        if length == 0 { Err(Damaged) } else { Ok(length) }
    }

    /// Walks the position of an item; returns the encoded id of its right neighbour.
    pub(super) fn head(&mut self, client: u64, clock: u64) -> Result<&'a [u8], Damaged> {
        let info = self.byte()?;
        if info & HAS_LEFT != 0 {
            self.earlier(client, clock)?;
        }
        let right = match info & HAS_RIGHT {
            0 => &[],
            _ => self.pass(|walk| walk.earlier(client, clock))?.0,
        };
        if info & (HAS_LEFT | HAS_RIGHT) == 0 {
            match self.below(2)? {
                1 => drop(self.text()?),
                _ => self.earlier(client, clock)?,
            }
            if info & HAS_KEY != 0 {
                self.text()?;
            }
        }
        Ok(right)
    }

    /// Walks the content of an item; returns its length in clocks.
    pub(super) fn content(&mut self, kind: u8) -> Result<u64, Damaged> {
        match Content::of(kind)? {
            Content::Deleted => self.below(CLOCKS),
            Content::Binary => self.column().map(|_| 1),
            Content::Text => Ok(self.text()?.chars().map(|c| c.len_utf16() as u64).sum()),
            Content::Shared => match self.byte()? {
                0..=2 => Ok(1),
                _ => Err(Damaged),
            },
            Content::Plain => {
                let values = self.count()?;
                (0..values).try_for_each(|_| self.value(0))?;
                Ok(values)
            }
        }
    }

    /// Walks a plain value.
    pub(super) fn value(&mut self, depth: usize) -> Result<(), Damaged> {
        match self.byte()? {
            _ if depth > DEEPEST => Err(Damaged),
            120 | 121 | 126 | 127 => Ok(()),
            122 | 123 => self.take(8).map(drop),
            124 => self.take(4).map(drop),
            125 => self.signed().map(drop),
            119 => self.text().map(drop),
            BUFFER => self.column().map(drop),
            117 => (0..self.count()?).try_for_each(|_| self.value(depth + 1)),
            118 => (0..self.count()?).try_for_each(|_| {
                self.text()?;
                self.value(depth + 1)
            }),
            _ => Err(Damaged),
        }
    }

    /// Notes an id that a block refers to; within its own client it must be an earlier one. `[Y 7]`
    pub(super) fn earlier(&mut self, client: u64, clock: u64) -> Result<(), Damaged> {
        let (other, at) = (self.below(CLIENTS)?, self.below(CLOCKS)?);
        self.refers.push((other, at));
        if other == client && at >= clock { Err(Damaged) } else { Ok(()) }
    }

    pub(super) fn text(&mut self) -> Result<&'a str, Damaged> {
        std::str::from_utf8(self.column()?.bytes).map_err(|_| Damaged)
    }

    /// A column: its length, then its bytes.
    pub(super) fn column(&mut self) -> Result<Walk<'a>, Damaged> {
        let length = self.count()?;
        self.take(length).map(Walk::new)
    }

    /// How many elements follow: each takes a byte at least. `[Y 1]`
    pub(super) fn count(&mut self) -> Result<u64, Damaged> {
        let most = self.bytes.len() as u64;
        self.below(most)
    }

    /// A number below `end`.
    pub(super) fn below(&mut self, end: u64) -> Result<u64, Damaged> {
        self.varint().and_then(|number| if number < end { Ok(number) } else { Err(Damaged) })
    }

    /// A number in its shortest form: readers disagree on what longer forms mean.
    pub(super) fn varint(&mut self) -> Result<u64, Damaged> {
        let mut number = 0;
        for at in 0..9 {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << (7 * at);
            if byte < 0x80 {
                return if byte == 0 && at > 0 { Err(Damaged) } else { Ok(number) };
            }
        }
        Err(Damaged)
    }

    /// Returns the bytes that a step walks, and its result.
    pub(super) fn pass<T>(
        &mut self,
        step: impl FnOnce(&mut Self) -> Result<T, Damaged>,
    ) -> Result<(&'a [u8], T), Damaged> {
        let bytes = self.bytes;
        let came_of_it = step(self)?;
        Ok((&bytes[..bytes.len() - self.bytes.len()], came_of_it))
    }

    /// A number and whether it is negative (zero can be negative too).
    pub(super) fn signed(&mut self) -> Result<(u64, bool), Damaged> {
        let first = self.byte()?;
        let mut number = u64::from(first & 0x3f);
        let mut more = first >= 0x80;
        for at in 0..8 {
            if !more {
                break;
            }
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << (6 + 7 * at);
            more = byte >= 0x80;
        }
        if more { Err(Damaged) } else { Ok((number, first & 0x40 != 0)) }
    }

    pub(super) fn byte(&mut self) -> Result<u8, Damaged> {
        self.take(1).map(|bytes| bytes[0])
    }

    pub(super) fn take(&mut self, length: u64) -> Result<&'a [u8], Damaged> {
        let length = usize::try_from(length).map_err(|_| Damaged)?;
        let (taken, rest) = self.bytes.split_at_checked(length).ok_or(Damaged)?;
        self.bytes = rest;
        Ok(taken)
    }

    pub(super) fn end(&self) -> Result<(), Damaged> {
        if self.bytes.is_empty() { Ok(()) } else { Err(Damaged) }
    }
}
