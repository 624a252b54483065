//! What every concept of a room has: edits, facts that are read from the document, changes, and what undo calls an edit.
//!
//! A concept knows no other: what it needs of another (who is who, which session is which, what the clock is at) it is handed in
//! the [`Context`]. What an edit brings about in another
//! concept is said above them (`model.rs`).

use std::rc::Rc;

use yrs::{Any, MapRef, Out, ReadTxn};

use crate::{
    context::Context,
    schema::{Root, Slot},
    values::{Refused, UndoName, Who},
    writer::Writer,
};

/// The facts of one concept, and what is done with them.
pub(crate) trait Concept: Default {
    type Edit;
    type Change;
    /// What is remembered of the facts before a reading, to tell what changed.
    type Before;

    /// The roots of the document that are its own. Their keys are read in this order.
    const ROOTS: &'static [Root];

    /// What undo calls an edit. Every edit has a name: this is a `match` without a wildcard.
    fn undo_name(edit: &Self::Edit) -> UndoName;

    /// Takes in what stands under a key now; says what of it changed.
    fn read(&mut self, found: &Found<'_, impl ReadTxn>, context: &Context, changes: &mut Vec<Self::Change>);

    /// After a reading of all concepts: works out what follows from the facts. Where something of its own was read, renews
    /// what other concepts are told.
    fn settle(&mut self, _read: bool, _context: &mut Context) {}

    fn before(&self, context: &Context) -> Self::Before;

    /// What changed of the facts as a whole.
    fn compare(&self, _before: Self::Before, _context: &Context, _changes: &mut Vec<Self::Change>) {}

    /// Does an edit.
    ///
    /// # Errors
    /// The edit does not apply; nothing was written.
    fn perform(&self, writer: &mut Writer<'_, '_>, context: &Context, edit: &Self::Edit) -> Result<(), Refused>;

    /// The revision of the register in this slot, if its version is the one that counts.
    fn latest_rev(&self, _slot: &Slot) -> Option<u64> {
        None
    }

    /// Whether undo may put this value into a slot again: undo may do no more than an edit.
    fn may_set(&self, _slot: &Slot, _value: &Any, _context: &Context, _who: Who) -> bool {
        true
    }
}

/// What stands under a key of a root, if anything does.
pub(crate) struct Found<'a, T> {
    pub(crate) txn: &'a T,
    pub(crate) root: Root,
    pub(crate) key: &'a str,
    pub(crate) out: Option<Out>,
}

impl<T> Found<'_, T> {
    pub(crate) fn value(&self) -> Option<&Any> {
        match &self.out {
            Some(Out::Any(value)) => Some(value),
            _ => None,
        }
    }

    pub(crate) fn map(&self) -> Option<&MapRef> {
        match &self.out {
            Some(Out::YMap(map)) => Some(map),
            _ => None,
        }
    }
}

/// What screens have of a row, while it is right: what did not change stays the very same `Rc`.
#[derive(Debug)]
pub(crate) struct RowView<T> {
    row: Option<Rc<T>>,
    is_right: bool,
}

impl<T> Default for RowView<T> {
    fn default() -> Self {
        Self { row: None, is_right: false }
    }
}

impl<T: PartialEq> RowView<T> {
    /// The row may look otherwise now.
    pub(crate) fn doubt(&mut self) {
        self.is_right = false;
    }

    /// The row, made anew if it may look otherwise.
    pub(crate) fn row(&mut self, make: impl FnOnce() -> T) -> Rc<T> {
        match &self.row {
            Some(row) if self.is_right => row.clone(),
            _ => {
                let row = make();
                let row = self.row.take().filter(|shown| **shown == row).unwrap_or_else(|| Rc::new(row));
                self.is_right = true;
                self.row = Some(row.clone());
                row
            }
        }
    }
}

/// Shows this list, by the very same `Rc` if it is equal to the one before.
pub(crate) fn show_list<T: PartialEq>(shown: &mut Rc<[T]>, new: Vec<T>) {
    if **shown != new[..] {
        *shown = new.into();
    }
}

/// Shows this value, by the very same `Rc` if it is equal to the one before.
pub(crate) fn show_value<T: PartialEq>(shown: &mut Rc<T>, new: T) {
    if **shown != new {
        *shown = Rc::new(new);
    }
}
