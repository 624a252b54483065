//! Rows of a list: their facts, their order and their views; and the bin, where deleted rows stay for 30 days.
//! `deleted` is `[by, at]`, or null when the row came back.

use std::{collections::BTreeSet, rc::Rc};

use litemap::LiteMap;
use yrs::Any;

use crate::{
    concept::RowView,
    context::People,
    id::{ItemId, MemberId, TaskId},
    order::{self, Order},
    schema::{self, Slot},
    values::{Moment, Refused},
    writer::Writer,
};

/// How long a deleted row stays in the bin, in milliseconds.
const IN_BIN: u64 = 30 * 24 * 60 * 60 * 1_000;

/// A row in the bin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binned {
    pub what: BinnedThing,
    pub title: Rc<str>,
    /// Who deleted it.
    pub by: MemberId,
    pub at: Moment,
}

/// What kind of row is in the bin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BinnedThing {
    Item(ItemId),
    Task(TaskId),
}

/// Who deleted a row, and when.
pub(crate) type Deleted = Option<(MemberId, Moment)>;

/// The facts that the rows of every list have.
pub(crate) trait RowFacts {
    type View: PartialEq;

    fn title(&self) -> &Rc<str>;
    fn order(&self) -> &Order;
    fn deleted(&self) -> Deleted;
}

/// The rows of one list, including those in the bin.
#[derive(Debug)]
pub(crate) struct Rows<Id, R: RowFacts> {
    all: LiteMap<Id, (R, RowView<R::View>)>,
    sorted: BTreeSet<(Order, Id)>,
}

impl<Id, R: RowFacts> Default for Rows<Id, R> {
    fn default() -> Self {
        Self { all: LiteMap::new(), sorted: BTreeSet::new() }
    }
}

impl<Id: Copy + Ord, R: RowFacts> Rows<Id, R> {
    /// The row of this id, in the bin or not.
    pub(crate) fn get(&self, id: Id) -> Option<&R> {
        self.all.get(&id).map(|(row, _)| row)
    }

    /// The row of this id, in the bin or not.
    pub(crate) fn known(&self, id: Id) -> Result<&R, Refused> {
        self.get(id).ok_or(Refused::Gone)
    }

    /// The row of this id, not in the bin.
    pub(crate) fn present(&self, id: Id) -> Result<&R, Refused> {
        self.get(id).filter(|row| row.deleted().is_none()).ok_or(Refused::Gone)
    }

    /// Replaces the facts of a row; `None` removes it.
    pub(crate) fn put(&mut self, id: Id, row: Option<R>) {
        let (old, new) = (self.get(id).map(RowFacts::order), row.as_ref().map(RowFacts::order));
        if old != new {
            let (old, new) = (old.cloned(), new.cloned());
            old.map(|old| self.sorted.remove(&(old, id)));
            self.sorted.extend(new.map(|new| (new, id)));
        }
        match (self.all.get_mut(&id), row) {
            (Some((stands, shown)), Some(row)) => {
                *stands = row;
                shown.mark_stale();
            }
            (None, Some(row)) => drop(self.all.insert(id, (row, RowView::default()))),
            (_, None) => drop(self.all.remove(&id)),
        }
    }

    /// Marks a row's view as out of date; returns whether the row exists.
    pub(crate) fn mark_stale(&mut self, id: Id) -> bool {
        let found = self.all.get_mut(&id).map(|(_, shown)| shown.mark_stale());
        found.is_some()
    }

    /// Marks every row's view as out of date.
    pub(crate) fn mark_all_stale(&mut self) {
        self.all.iter_mut().for_each(|(_, (_, shown))| shown.mark_stale());
    }

    /// Shows the rows that are not in the bin, in order.
    pub(crate) fn show(&mut self, look: impl Fn(Id, &R) -> R::View, mut show: impl FnMut(&R, Rc<R::View>)) {
        for (_, id) in &self.sorted {
            if let Some((row, shown)) = self.all.get_mut(id).filter(|(row, _)| row.deleted().is_none()) {
                let shown = shown.row(|| look(*id, row));
                show(row, shown);
            }
        }
    }

    /// The order keys of the rows that pass the filter, without row `without` and those in the bin.
    pub(crate) fn list(&self, without: Id, is_in: impl Fn(&R) -> bool) -> Vec<(Order, Id)> {
        let others = self.sorted.iter().filter(|(_, id)| *id != without);
        others.filter(|(_, id)| self.present(*id).is_ok_and(&is_in)).cloned().collect()
    }

    /// The rows in the bin.
    pub(crate) fn binned(&self, people: &People, thing: impl Fn(Id) -> BinnedThing) -> impl Iterator<Item = Binned> {
        self.all.iter().filter_map(move |(id, (row, _))| {
            let (by, at) = row.deleted()?;
            Some(Binned { what: thing(*id), title: row.title().clone(), by: people.person(by), at })
        })
    }
}

/// Reads the field `deleted`.
pub(crate) fn read_deleted(value: &Any) -> Deleted {
    Some((MemberId(schema::id(schema::part(value, 0))?), schema::moment(schema::part(value, 1))?))
}

/// Moves a row to the bin; `deleted` is the slot of that field.
pub(crate) fn delete(writer: &mut Writer<'_, '_>, deleted: Slot) {
    let signed = writer.signed();
    writer.set(deleted, signed);
}

/// Brings a row back from the bin.
pub(crate) fn restore(writer: &mut Writer<'_, '_>, deleted: Slot) {
    writer.set(deleted, Any::Null);
}

/// What is in the bin at `now`, the latest first, and until when that stays so. Rows of one moment keep their order.
pub(crate) fn bin(deleted: impl Iterator<Item = Binned>, now: Moment) -> (Vec<Binned>, Option<Moment>) {
    let until = |at: Moment| Moment(at.0.saturating_add(IN_BIN));
    let bin =
        order::by_key(deleted.filter(|binned| until(binned.at) > now), |binned| (u64::MAX - binned.at.0, 0, [0; 8]));
    let changes = bin.last().map(|binned| until(binned.at));
    (bin, changes)
}
