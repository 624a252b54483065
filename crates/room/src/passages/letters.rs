//! Whose the letters of a shared text are: each has an id, the client id of the page that wrote it and a clock, and letters that
//! were written one after the other have clocks one after the other.

use yrs::{Assoc, GetString, ID, IndexedSequence, ReadTxn, TextRef};

use crate::text;

/// Letters side by side whose clocks ascend by one.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct LetterRun {
    /// The id of its first letter.
    pub(crate) first: ID,
    pub(crate) text: String,
}

impl LetterRun {
    /// The id of its last letter.
    pub(crate) fn last(&self) -> ID {
        ID::new(self.first.client, self.first.clock + text::units(&self.text).saturating_sub(1) as u32)
    }
}

/// All letters of a text.
pub(crate) fn runs_of_all(txn: &impl ReadTxn, shared: &TextRef) -> Vec<LetterRun> {
    let whole = shared.get_string(txn);
    let length = text::units(&whole) as u32;
    runs(txn, shared, &whole, 0, length)
}

/// `length` letters from `at` on, in UTF-16 units; `whole` is the text.
pub(crate) fn runs(txn: &impl ReadTxn, shared: &TextRef, whole: &str, at: u32, length: u32) -> Vec<LetterRun> {
    let units: Vec<u16> = whole.encode_utf16().skip(at as usize).take(length as usize).collect();
    let mut runs = Vec::new();
    let mut from = 0;
    while from < units.len() as u32 {
        let Some(first) = letter_at(txn, shared, at + from) else { break };
        let end = from + run_length(txn, shared, at + from, first, units.len() as u32 - from);
        let text = String::from_utf16_lossy(&units[from as usize..end as usize]);
        runs.push(LetterRun { first, text });
        from = end;
    }
    runs
}

/// The letter in front of this place; none at the beginning.
pub(crate) fn letter_before(txn: &impl ReadTxn, shared: &TextRef, at: u32) -> Option<ID> {
    shared.sticky_index(txn, at, Assoc::Before)?.id().copied()
}

/// The letter behind this place; none at the end.
pub(crate) fn letter_at(txn: &impl ReadTxn, shared: &TextRef, at: u32) -> Option<ID> {
    shared.sticky_index(txn, at, Assoc::After)?.id().copied()
}

/// How many letters from `at` on, whose id is `first`, have ascending ids; of at most `most`. Each look walks the text, so the
/// looks are few: in steps that double, then halve.
fn run_length(txn: &impl ReadTxn, shared: &TextRef, at: u32, first: ID, most: u32) -> u32 {
    let goes_on = |to: u32| {
        letter_at(txn, shared, at + to).is_some_and(|id| id.client == first.client && id.clock == first.clock + to)
    };
    let (mut known, mut step) = (0, 1);
    while known + step < most && goes_on(known + step) {
        known += step;
        step *= 2;
    }
    while step > 0 {
        if known + step < most && goes_on(known + step) {
            known += step;
        }
        step /= 2;
    }
    known + 1
}
