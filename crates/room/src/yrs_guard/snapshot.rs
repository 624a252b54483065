//! Validates a v2 snapshot: nine columns, most of them run-length encoded, and the rest.
//!
//! A few bytes can stand for billions of blocks here, so the number of blocks is bounded as well. `[Y 2]`

use super::{
    Damaged,
    validate::{CLIENTS, CLOCKS, Content, GAP, GARBAGE, HAS_KEY, HAS_LEFT, HAS_RIGHT, KIND, Outline, Walk},
};

/// The most blocks of one snapshot. A room of 700,000 edits has fewer than a hundred thousand.
const MOST_BLOCKS: u64 = 2_000_000;

/// Validates a v2 snapshot.
pub(crate) fn snapshot(bytes: &[u8]) -> Result<Outline, Damaged> {
    let mut rest = Walk::new(bytes);
    let mut seen = Outline::default();
    rest.byte()?;
    let mut columns = Columns::read(&mut rest)?;
    let mut blocks = 0;
    for _ in 0..rest.count()? {
        let count = rest.below(MOST_BLOCKS)?;
        blocks += count;
        if blocks > MOST_BLOCKS {
            return Err(Damaged);
        }
        let client = columns.client.next()?;
        let start = rest.below(CLOCKS)?;
        let mut clock = start;
        for _ in 0..count {
            clock += columns.block(&mut rest, client, clock)?;
            if client >= CLIENTS || clock >= CLOCKS {
                return Err(Damaged);
            }
        }
        seen.note(client, start, clock)?;
    }
    for _ in 0..rest.count()? {
        rest.below(CLIENTS)?;
        let mut clock = 0;
        for _ in 0..rest.count()? {
            clock += rest.below(CLOCKS)? + rest.below(CLOCKS)? + 1;
            if clock >= CLOCKS {
                return Err(Damaged);
            }
        }
    }
    seen.binary = columns.binary;
    rest.end().map(|()| seen)
}

struct Columns<'a> {
    client: Numbers<'a>,
    left: Clocks<'a>,
    right: Clocks<'a>,
    info: Bytes<'a>,
    text: Texts<'a>,
    named: Bytes<'a>,
    kind: Numbers<'a>,
    length: Numbers<'a>,
    binary: bool,
}

impl<'a> Columns<'a> {
    fn read(rest: &mut Walk<'a>) -> Result<Self, Damaged> {
        // The column of keys of formatted text, which our documents do not use.
        rest.column()?;
        Ok(Self {
            client: Numbers::new(rest.column()?),
            left: Clocks::new(rest.column()?),
            right: Clocks::new(rest.column()?),
            info: Bytes::new(rest.column()?),
            text: Texts::new(rest.column()?)?,
            named: Bytes::new(rest.column()?),
            kind: Numbers::new(rest.column()?),
            length: Numbers::new(rest.column()?),
            binary: false,
        })
    }

    fn block(&mut self, rest: &mut Walk<'a>, client: u64, clock: u64) -> Result<u64, Damaged> {
        let info = self.info.next()?;
        let length = match info {
            GARBAGE => self.length.next()?,
            GAP => rest.below(CLOCKS)?,
            _ => {
                let earlier = |other: u64, at: u64| {
                    if other >= CLIENTS || (other == client && at >= clock) { Err(Damaged) } else { Ok(()) }
                };
                if info & HAS_LEFT != 0 {
                    earlier(self.client.next()?, self.left.next()?)?;
                }
                if info & HAS_RIGHT != 0 {
                    earlier(self.client.next()?, self.right.next()?)?;
                }
                if info & (HAS_LEFT | HAS_RIGHT) == 0 {
                    match self.named.next()? {
                        1 => drop(self.text.next()?),
                        _ => earlier(self.client.next()?, self.left.next()?)?,
                    }
                    if info & HAS_KEY != 0 {
                        self.text.next()?;
                    }
                }
                self.content(rest, info)?
            }
        };
        if length == 0 || length >= CLOCKS { Err(Damaged) } else { Ok(length) }
    }

    fn content(&mut self, rest: &mut Walk<'a>, info: u8) -> Result<u64, Damaged> {
        match Content::of(info & KIND)? {
            Content::Deleted => self.length.next(),
            Content::Binary => {
                self.binary = true;
                rest.column().map(|_| 1)
            }
            Content::Text => self.text.next(),
            Content::Shared => match self.kind.next()? {
                0..=2 => Ok(1),
                _ => Err(Damaged),
            },
            Content::Plain => {
                let values = self.length.next()?;
                if values > rest.bytes.len() as u64 {
                    return Err(Damaged);
                }
                (0..values).try_for_each(|_| rest.value(0))?;
                Ok(values)
            }
        }
    }
}

/// A column of numbers: a repeated one is written as negative, followed by how often it repeats.
struct Numbers<'a> {
    walk: Walk<'a>,
    last: u64,
    left: u64,
}

impl<'a> Numbers<'a> {
    fn new(walk: Walk<'a>) -> Self {
        Self { walk, last: 0, left: 0 }
    }

    fn next(&mut self) -> Result<u64, Damaged> {
        if self.left == 0 {
            let (number, negative) = self.walk.signed()?;
            self.last = number;
            self.left = if negative { self.walk.below(CLOCKS)? + 2 } else { 1 };
        }
        self.left -= 1;
        Ok(self.last)
    }
}

/// A column of clock differences: a repeated one is marked by its lowest bit.
struct Clocks<'a> {
    walk: Walk<'a>,
    last: i64,
    difference: i64,
    left: u64,
}

impl<'a> Clocks<'a> {
    fn new(walk: Walk<'a>) -> Self {
        Self { walk, last: 0, difference: 0, left: 0 }
    }

    fn next(&mut self) -> Result<u64, Damaged> {
        if self.left == 0 {
            let (number, negative) = self.walk.signed()?;
            let number = i64::try_from(number).map_err(|_| Damaged)?;
            let number = i64::from(i32::try_from(if negative { -number } else { number }).map_err(|_| Damaged)?);
            self.difference = number >> 1;
            self.left = if number & 1 == 0 { 1 } else { self.walk.below(CLOCKS)? + 2 };
        }
        self.left -= 1;
        self.last += self.difference;
        u64::try_from(self.last).ok().filter(|clock| *clock < CLOCKS).ok_or(Damaged)
    }
}

/// A column of bytes, each followed by how often it repeats; the last one repeats for ever.
struct Bytes<'a> {
    walk: Walk<'a>,
    last: u8,
    left: Option<u64>,
}

impl<'a> Bytes<'a> {
    fn new(walk: Walk<'a>) -> Self {
        Self { walk, last: 0, left: Some(0) }
    }

    fn next(&mut self) -> Result<u8, Damaged> {
        match self.left {
            Some(0) => {
                self.last = self.walk.byte()?;
                self.left = if self.walk.bytes.is_empty() { None } else { Some(self.walk.below(CLOCKS)?) };
            }
            Some(left) => self.left = Some(left - 1),
            None => {}
        }
        Ok(self.last)
    }
}

/// A column of texts: all texts in one, and their lengths in UTF-16 units.
struct Texts<'a> {
    text: &'a str,
    lengths: Numbers<'a>,
}

impl<'a> Texts<'a> {
    fn new(mut walk: Walk<'a>) -> Result<Self, Damaged> {
        let text = std::str::from_utf8(walk.column()?.bytes).map_err(|_| Damaged)?;
        Ok(Self { text, lengths: Numbers::new(walk) })
    }

    /// The length of the next text.
    fn next(&mut self) -> Result<u64, Damaged> {
        let length = self.lengths.next()?;
        let (mut units, mut end) = (0, 0);
        for c in self.text.chars() {
            if units >= length {
                break;
            }
            units += c.len_utf16() as u64;
            end += c.len_utf8();
        }
        self.text = &self.text[end..];
        if units == length { Ok(length) } else { Err(Damaged) }
    }
}
