//! What every concept of a room has: edits, facts that are read from the document, changes, and the name that undo
//! gives to each edit.
//!
//! No concept knows another. The facts of others that a concept needs (who is who, which session is which, what the
//! timer is at) are handed to it in the [`Context`]. Where an edit entails an edit of another concept, `model.rs`
//! says so.

use std::rc::Rc;

use yrs::{Any, MapRef, Out, ReadTxn};

use crate::{
    context::Context,
    schema::{Root, Slot},
    values::{Refused, UndoName, Who},
    writer::Writer,
};

/// The facts of one concept, and how they are read, shown and edited.
pub(crate) trait Concept: Default {
    type Edit;
    type Change;
    /// What is remembered of the facts before a read, to tell afterwards what changed.
    type Before;

    /// The roots of the document that belong to this concept. Their keys are read in this order.
    const ROOTS: &'static [Root];

    /// The name that undo gives to an edit: a `match` without a wildcard, so that every edit has one.
    fn undo_name(edit: &Self::Edit) -> UndoName;

    /// Reads what is under one key now, and reports what changed.
    fn read(&mut self, found: &Found<'_, impl ReadTxn>, context: &Context, changes: &mut Vec<Self::Change>);

    /// Derives what follows from the facts; runs after the keys of all concepts were read. A concept of which
    /// something was read (`_read`) renews its part of the context.
    fn derive(&mut self, _read: bool, _context: &mut Context) {}

    fn before(&self, context: &Context) -> Self::Before;

    /// Reports changes that only a comparison of the facts before and after can tell.
    fn compare(&self, _before: Self::Before, _context: &Context, _changes: &mut Vec<Self::Change>) {}

    /// Performs an edit.
    ///
    /// # Errors
    /// The edit does not apply; nothing was written.
    fn perform(&self, writer: &mut Writer<'_, '_>, context: &Context, edit: &Self::Edit) -> Result<(), Refused>;

    /// Whether an edit applies, as far as this concept knows: asked before an edit of another concept is performed that it entails.
    ///
    /// # Errors
    /// It does not.
    fn check(&self, _context: &Context, _who: Who, _edit: &Self::Edit) -> Result<(), Refused> {
        Ok(())
    }

    /// The revision of the register in this slot, if its version is the one that counts.
    fn latest_rev(&self, _slot: &Slot) -> Option<u64> {
        None
    }

    /// Whether undo may write this value into a slot: undo may do nothing that an edit may not.
    fn may_set(&self, _slot: &Slot, _value: &Any, _context: &Context, _who: Who) -> bool {
        true
    }
}

/// The value under a key of a root; `out` is `None` if the key is gone.
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

/// The view of one row, kept while it is up to date, so that an unchanged row stays the very same `Rc`.
#[derive(Debug)]
pub(crate) struct RowView<T> {
    row: Option<Rc<T>>,
    is_fresh: bool,
}

impl<T> Default for RowView<T> {
    fn default() -> Self {
        Self { row: None, is_fresh: false }
    }
}

impl<T: PartialEq> RowView<T> {
    /// Marks the view as out of date.
    pub(crate) fn mark_stale(&mut self) {
        self.is_fresh = false;
    }

    /// The view, derived again if it is out of date.
    pub(crate) fn row(&mut self, make: impl FnOnce() -> T) -> Rc<T> {
        match &self.row {
            Some(row) if self.is_fresh => row.clone(),
            _ => {
                let row = make();
                let row = self.row.take().filter(|shown| **shown == row).unwrap_or_else(|| Rc::new(row));
                self.is_fresh = true;
                self.row = Some(row.clone());
                row
            }
        }
    }
}

/// Replaces the list, unless it is equal: then it stays the very same `Rc`.
pub(crate) fn show_list<T: PartialEq>(shown: &mut Rc<[T]>, new: Vec<T>) {
    if **shown != new[..] {
        *shown = new.into();
    }
}

/// Replaces the value, unless it is equal: then it stays the very same `Rc`.
pub(crate) fn show_value<T: PartialEq>(shown: &mut Rc<T>, new: T) {
    if **shown != new {
        *shown = Rc::new(new);
    }
}
