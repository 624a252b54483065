//! Concepts whose code may come later than the rest.
//!
//! A widget that comes in several modules has the code of some concepts in modules of their own, which are loaded when a room
//! uses them. Until then their part of the document is kept, sent and merged like any other, and not read. Behind [`Late`], the
//! rest of this crate reaches such a concept by pointers alone, so that nothing else needs its code.

use std::fmt;

use yrs::{Any, Transaction};

use crate::{
    concept::Concept,
    context::Context,
    keys::{Keys, read_keys},
    schema::{Root, Roots, Slot},
    values::{Refused, Who},
    view::View,
    writer::Writer,
};

/// A concept that can come later: its part of all edits, and of the view.
pub(crate) trait LateConcept<E>: Concept {
    /// The edit of this concept that it is, if it is one.
    fn own(edit: &E) -> Option<&Self::Edit>;

    /// Updates the concept's part of a view; what did not change stays the very same `Rc`.
    fn show_in(&mut self, context: &Context, view: &mut View);
}

/// The facts of a concept that may have come later. `E` are all edits, `C` all changes.
pub(crate) trait Late<E, C> {
    fn roots(&self) -> &'static [Root];

    /// Before the keys of any concept are read.
    fn begin(&mut self, context: &Context);

    /// Reads what is under these keys now, and reports what changed.
    fn read(
        &mut self,
        txn: &Transaction<'_>,
        roots: &Roots,
        context: &Context,
        keys: &mut Keys<'_>,
        changes: &mut Vec<C>,
    );

    /// After the keys of all concepts were read.
    fn finish(&mut self, is_read: bool, context: &mut Context, changes: &mut Vec<C>);

    fn show(&mut self, context: &Context, view: &mut View);

    fn perform(&self, writer: &mut Writer<'_, '_>, context: &Context, edit: &E) -> Result<(), Refused>;

    fn check(&self, context: &Context, who: Who, edit: &E) -> Result<(), Refused>;

    fn latest_rev(&self, slot: &Slot) -> Option<u64>;

    fn may_set(&self, slot: &Slot, value: &Any, context: &Context, who: Who) -> bool;
}

/// The facts of one concept, as [`Late`].
struct LateFacts<F: Concept> {
    facts: F,
    before: Option<F::Before>,
}

/// The empty facts of a concept.
pub(crate) fn facts_of<F, E, C>() -> Box<dyn Late<E, C>>
where
    F: LateConcept<E> + 'static,
    C: From<F::Change>,
{
    Box::new(LateFacts { facts: F::default(), before: None })
}

impl<F: LateConcept<E>, E, C: From<F::Change>> Late<E, C> for LateFacts<F> {
    fn roots(&self) -> &'static [Root] {
        F::ROOTS
    }

    fn begin(&mut self, context: &Context) {
        self.before = Some(self.facts.before(context));
    }

    fn read(
        &mut self,
        txn: &Transaction<'_>,
        roots: &Roots,
        context: &Context,
        keys: &mut Keys<'_>,
        changes: &mut Vec<C>,
    ) {
        changes.extend(read_keys(&mut self.facts, txn, roots, context, keys).into_iter().map(C::from));
    }

    fn finish(&mut self, is_read: bool, context: &mut Context, changes: &mut Vec<C>) {
        self.facts.derive(is_read, context);
        if let Some(before) = self.before.take() {
            let mut found = Vec::new();
            self.facts.compare(before, context, &mut found);
            changes.extend(found.into_iter().map(C::from));
        }
    }

    fn show(&mut self, context: &Context, view: &mut View) {
        self.facts.show_in(context, view);
    }

    fn perform(&self, writer: &mut Writer<'_, '_>, context: &Context, edit: &E) -> Result<(), Refused> {
        F::own(edit).map_or(Err(Refused::Gone), |edit| self.facts.perform(writer, context, edit))
    }

    fn check(&self, context: &Context, who: Who, edit: &E) -> Result<(), Refused> {
        F::own(edit).map_or(Err(Refused::Gone), |edit| self.facts.check(context, who, edit))
    }

    fn latest_rev(&self, slot: &Slot) -> Option<u64> {
        self.facts.latest_rev(slot)
    }

    fn may_set(&self, slot: &Slot, value: &Any, context: &Context, who: Who) -> bool {
        self.facts.may_set(slot, value, context, who)
    }
}

/// The facts of the concepts whose code has come.
pub(crate) struct LateConcepts<E, C>(pub(crate) Vec<Box<dyn Late<E, C>>>);

impl<E, C> fmt::Debug for LateConcepts<E, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|late| late.roots())).finish()
    }
}

impl<E, C> LateConcepts<E, C> {
    pub(crate) fn begin(&mut self, context: &Context) {
        self.0.iter_mut().for_each(|late| late.begin(context));
    }

    pub(crate) fn read(
        &mut self,
        txn: &Transaction<'_>,
        roots: &Roots,
        context: &Context,
        keys: &mut Keys<'_>,
        changes: &mut Vec<C>,
    ) {
        self.0.iter_mut().for_each(|late| late.read(txn, roots, context, keys, changes));
    }

    pub(crate) fn finish(&mut self, keys: &Keys<'_>, context: &mut Context, changes: &mut Vec<C>) {
        for late in &mut self.0 {
            late.finish(keys.some_of(late.roots()), context, changes);
        }
    }

    pub(crate) fn show(&mut self, context: &Context, view: &mut View) {
        self.0.iter_mut().for_each(|late| late.show(context, view));
    }

    /// The concept that this root belongs to, if its code has come.
    pub(crate) fn of(&self, root: Root) -> Option<&dyn Late<E, C>> {
        self.0.iter().find(|late| late.roots().contains(&root)).map(|late| &**late)
    }
}
