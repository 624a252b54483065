//! Subtracts known clock ranges from an update. `[Y 8]` `[Y 9]`
//!
//! This is done in the bytes: the rest of a block that is known in part becomes a block to the right of the known
//! part, as if it had been typed there.

use std::ops::Range;

use super::{
    Damaged,
    rewrite::write,
    validate::{Content, GAP, GARBAGE, HAS_KEY, HAS_LEFT, KIND, Walk},
};

/// An encoded list of no clients, or of no deletions.
const NONE: &[u8] = &[0];

/// The known clock ranges of each client, the highest client first: ascending ranges that do not touch.
pub(crate) type Known = Vec<(u64, Vec<Range<u64>>)>;

/// The known clock ranges of one client.
pub(crate) fn known_of(known: &Known, client: u64) -> &[Range<u64>] {
    known.binary_search_by(|(other, _)| client.cmp(other)).map_or(&[], |at| &known[at].1)
}

/// The clock ranges in a v1 update that yrs has written.
pub(crate) fn known(update: &[u8]) -> Result<Known, Damaged> {
    let mut walk = Walk::new(update);
    let mut known = Known::new();
    for _ in 0..walk.varint()? {
        let blocks = walk.varint()?;
        let (client, mut clock) = (walk.varint()?, walk.varint()?);
        let mut ranges: Vec<Range<u64>> = Vec::new();
        for _ in 0..blocks {
            let is_gap = walk.bytes.first() == Some(&GAP);
            let end = clock + walk.block(client, clock)?;
            match ranges.last_mut() {
                _ if is_gap => {}
                Some(last) if last.end == clock => last.end = end,
                _ => ranges.push(clock..end),
            }
            clock = end;
        }
        known.push((client, ranges));
    }
    Ok(known)
}

/// A validated v1 update without the known clock ranges: as updates to be merged in this order, in none of which a
/// client's blocks have a gap.
///
/// # Errors
/// A block cannot be divided where a known range ends.
pub(crate) fn subtract(update: &[u8], known: &Known) -> Result<Vec<Vec<u8>>, Damaged> {
    let mut walk = Walk::new(update);
    let mut rounds: Vec<Round> = Vec::new();
    for _ in 0..walk.varint()? {
        let blocks = walk.varint()?;
        let (client, mut clock) = (walk.varint()?, walk.varint()?);
        let known = known_of(known, client);
        let mut runs: Vec<Run> = Vec::new();
        for _ in 0..blocks {
            let (bytes, length) = walk.pass(|walk| walk.block(client, clock))?;
            let block = Block { client, clock, length, bytes };
            let is_gap = bytes.first() == Some(&GAP);
            for piece in without(block.clocks(), known).into_iter().filter(|_| !is_gap) {
                match runs.last_mut() {
                    Some(run) if run.clocks.end == piece.start => run.append(&block, piece)?,
                    _ => runs.push(Run::of(&block, piece)?),
                }
            }
            clock = block.clocks().end;
        }
        for (at, run) in runs.into_iter().enumerate() {
            if at == rounds.len() {
                rounds.push(Round::default());
            }
            rounds[at].append(client, run);
        }
    }
    let mut updates: Vec<Vec<u8>> = rounds.into_iter().map(Round::update).collect();
    if walk.bytes != NONE {
        updates.push([NONE, walk.bytes].concat());
    }
    Ok(updates)
}

/// The parts of a range that are in none of the known ones.
fn without(range: Range<u64>, known: &[Range<u64>]) -> Vec<Range<u64>> {
    let mut parts = Vec::new();
    let mut from = range.start;
    for known in known {
        if from < known.start.min(range.end) {
            parts.push(from..known.start.min(range.end));
        }
        from = from.max(known.end);
    }
    if from < range.end {
        parts.push(from..range.end);
    }
    parts
}

/// One update being written: at most one run of blocks for each client.
#[derive(Default)]
struct Round {
    clients: u64,
    written: Vec<u8>,
}

impl Round {
    fn append(&mut self, client: u64, run: Run) {
        self.clients += 1;
        for number in [run.blocks, client, run.clocks.start] {
            write(&mut self.written, number);
        }
        self.written.extend(run.written);
    }

    fn update(self) -> Vec<u8> {
        let mut update = Vec::with_capacity(self.written.len() + 4);
        write(&mut update, self.clients);
        update.extend(self.written);
        update.extend_from_slice(NONE);
        update
    }
}

/// A block as it is encoded.
struct Block<'a> {
    client: u64,
    clock: u64,
    length: u64,
    bytes: &'a [u8],
}

impl Block<'_> {
    fn clocks(&self) -> Range<u64> {
        self.clock..self.clock + self.length
    }
}

/// Consecutive blocks of one client.
struct Run {
    clocks: Range<u64>,
    blocks: u64,
    written: Vec<u8>,
}

impl Run {
    fn of(block: &Block<'_>, piece: Range<u64>) -> Result<Self, Damaged> {
        let mut run = Self { clocks: piece.start..piece.start, blocks: 0, written: Vec::new() };
        run.append(block, piece).map(|()| run)
    }

    fn append(&mut self, block: &Block<'_>, piece: Range<u64>) -> Result<(), Damaged> {
        self.blocks += 1;
        self.clocks.end = piece.end;
        if piece == block.clocks() {
            self.written.extend_from_slice(block.bytes);
            return Ok(());
        }
        let (skip, keep) = (piece.start - block.clock, piece.end - piece.start);
        let info = block.bytes.first().copied().ok_or(Damaged)?;
        if info == GARBAGE {
            self.written.push(GARBAGE);
            write(&mut self.written, keep);
            return Ok(());
        }
        let mut walk = Walk::new(block.bytes);
        let (head, right) = walk.pass(|walk| walk.head(block.client, block.clock))?;
        if skip == 0 {
            self.written.extend_from_slice(head);
        } else {
            // It is to the right of its known part, as if it had been typed there.
            self.written.push(info & !HAS_KEY | HAS_LEFT);
            write(&mut self.written, block.client);
            write(&mut self.written, piece.start - 1);
            self.written.extend_from_slice(right);
        }
        self.content(&mut walk, info & KIND, skip, keep)
    }

    /// Writes `keep` units of what a block holds, after skipping `skip`.
    fn content(&mut self, walk: &mut Walk<'_>, kind: u8, skip: u64, keep: u64) -> Result<(), Damaged> {
        match Content::of(kind)? {
            Content::Deleted => write(&mut self.written, keep),
            Content::Text => {
                let text = walk.text()?;
                let (from, to) = (byte_at(text, skip)?, byte_at(text, skip + keep)?);
                write(&mut self.written, (to - from) as u64);
                self.written.extend_from_slice(&text.as_bytes()[from..to]);
            }
            Content::Plain => {
                walk.varint()?;
                (0..skip).try_for_each(|_| walk.value(0))?;
                let (values, ()) = walk.pass(|walk| (0..keep).try_for_each(|_| walk.value(0)))?;
                write(&mut self.written, keep);
                self.written.extend_from_slice(values);
            }
            // These blocks have length one.
            Content::Binary | Content::Shared => return Err(Damaged),
        }
        Ok(())
    }
}

/// The byte of a text at which so many UTF-16 units end.
fn byte_at(text: &str, units: u64) -> Result<usize, Damaged> {
    let mut left = units;
    for (at, letter) in text.char_indices() {
        if left == 0 {
            return Ok(at);
        }
        left = left.checked_sub(letter.len_utf16() as u64).ok_or(Damaged)?;
    }
    if left == 0 { Ok(text.len()) } else { Err(Damaged) }
}
