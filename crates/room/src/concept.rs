//! What every concept of a room has: edits, facts that are read from the document, changes, and what undo calls an edit.
//!
//! A concept knows no other: what it needs of another (who is who, which session is which, what the clock is at) it is handed in
//! the [`Context`], read only; the concept that a fact is of renews it after reading. What an edit brings about in another
//! concept is said above them (`model.rs`).

use std::rc::Rc;

use litemap::LiteMap;
use yrs::{Any, MapRef, Out, ReadTxn};

use crate::{
    id::{BlockId, MemberId, SessionId},
    schema::{Root, Slot},
    values::{Moment, Refused, UndoName, Who, ran},
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

    /// After a reading of all concepts: works out what follows from the facts. Where something of its own was `read`, renews
    /// what other concepts are told.
    fn settle(&mut self, read: bool, context: &mut Context);

    fn before(&self, context: &Context) -> Self::Before;

    /// What changed of the facts as a whole.
    fn compare(&self, before: Self::Before, context: &Context, changes: &mut Vec<Self::Change>);

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

/// What concepts are told of one another.
#[derive(Debug, Default)]
pub(crate) struct Context {
    pub(crate) people: People,
    pub(crate) series: Series,
    /// The block that runs or is paused.
    pub(crate) running: Option<Running>,
    /// What was renewed by the last reading: whatever is shown by it may look otherwise.
    pub(crate) renewed: Renewed,
}

/// Which facts a reading renewed.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Renewed {
    pub(crate) people: bool,
    pub(crate) series: bool,
}

/// Who is who: two entries may turn out to be one person.
#[derive(Debug, Default)]
pub(crate) struct People {
    /// Whom each entry counts as, where that is another.
    pub(crate) joined: LiteMap<MemberId, MemberId>,
}

impl People {
    /// The person behind an id.
    pub(crate) fn person(&self, id: MemberId) -> MemberId {
        self.joined.get(&id).copied().unwrap_or(id)
    }

    pub(crate) fn same(&self, one: MemberId, other: MemberId) -> bool {
        self.person(one) == self.person(other)
    }

    /// Each person once, in the order given.
    pub(crate) fn each_once(&self, ids: &[MemberId]) -> Rc<[MemberId]> {
        let mut people: Vec<MemberId> = Vec::new();
        for person in ids.iter().map(|id| self.person(*id)) {
            if !people.contains(&person) {
                people.push(person);
            }
        }
        people.into()
    }

    /// One value a person, in order of members: the one under their own id if there is one, else one under another id that
    /// counts as theirs.
    pub(crate) fn one_each<T: Clone>(&self, values: &LiteMap<MemberId, T>) -> impl Iterator<Item = (MemberId, T)> {
        let mut people = LiteMap::new_vec();
        for (id, value) in values {
            let person = self.person(*id);
            if person == *id || !values.contains_key(&person) {
                people.insert(person, value.clone());
            }
        }
        people.into_iter()
    }
}

/// The sessions that anything could be said about, in order; some are yet to come.
#[derive(Debug)]
pub(crate) struct Series {
    ids: Vec<SessionId>,
    numbers: LiteMap<SessionId, u32>,
    closed: Vec<bool>,
    open: usize,
}

impl Default for Series {
    fn default() -> Self {
        let mut series = Self { ids: Vec::new(), numbers: LiteMap::new(), closed: Vec::new(), open: 0 };
        series.renew(2, |_| false);
        series
    }
}

impl Series {
    /// So many sessions there are, one more at least than are closed. The first that is not closed is open.
    pub(crate) fn renew(&mut self, length: usize, is_closed: impl Fn(SessionId) -> bool) {
        for id in self.ids.drain(length.min(self.ids.len())..) {
            self.numbers.remove(&id);
        }
        while self.ids.len() < length {
            let next = self.ids.last().map_or(SessionId::FIRST, |last| last.next());
            self.ids.push(next);
            self.numbers.insert(next, self.ids.len() as u32);
        }
        self.closed = self.ids.iter().map(|id| is_closed(*id)).collect();
        self.open = self.closed.iter().position(|closed| !closed).unwrap_or(length - 2);
    }

    pub(crate) fn ids(&self) -> &[SessionId] {
        &self.ids
    }

    /// The open session.
    pub(crate) fn open(&self) -> SessionId {
        self.ids[self.open]
    }

    pub(crate) fn open_number(&self) -> u32 {
        self.open as u32 + 1
    }

    /// From 1; none for what is no session of this room.
    pub(crate) fn number(&self, id: SessionId) -> Option<u32> {
        self.numbers.get(&id).copied()
    }

    pub(crate) fn is_closed(&self, id: SessionId) -> bool {
        self.number(id).is_some_and(|number| self.closed[number as usize - 1])
    }

    /// Closed sessions, the latest first: also those behind one that was reopened.
    pub(crate) fn closed(&self) -> impl Iterator<Item = SessionId> {
        self.ids.iter().rev().copied().filter(|id| self.is_closed(*id))
    }
}

/// A block that runs or is paused.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Running {
    pub(crate) block: BlockId,
    pub(crate) started: Moment,
    pub(crate) paused_total: u64,
    /// Where it is paused, since when.
    pub(crate) paused_since: Option<Moment>,
}

impl Running {
    /// Milliseconds that its clock has run by then.
    pub(crate) fn ran(&self, now: Moment) -> u64 {
        ran(self.started, self.paused_total, self.paused_since.unwrap_or(now))
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
