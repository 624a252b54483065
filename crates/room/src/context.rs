//! The facts of some concepts that all others are handed, read only: who is who, which session is which, what the
//! timer is at. The concept that owns a fact renews it after each read.

use std::rc::Rc;

use litemap::LiteMap;

use crate::{
    id::{BlockId, MemberId, SessionId},
    values::Moment,
};

/// The facts that concepts share.
#[derive(Debug, Default)]
pub(crate) struct Context {
    pub(crate) people: People,
    pub(crate) series: Series,
    /// The block that runs or is paused.
    pub(crate) running: Option<Running>,
    /// What the last read renewed: every view that depends on it may be out of date.
    pub(crate) renewed: Renewed,
}

/// Which shared facts a read renewed.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Renewed {
    pub(crate) people: bool,
    pub(crate) series: bool,
}

/// Who is who: two member entries may turn out to be one person.
#[derive(Debug, Default)]
pub(crate) struct People {
    /// The person that a joined entry counts as.
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

/// The sessions that something can refer to, in order; the last ones are in the future.
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
    /// Rebuilds the series with `length` sessions, at least one more than are closed. The first that is not closed is
    /// open.
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

    /// Its number, from 1; `None` if this room has no such session.
    pub(crate) fn number(&self, id: SessionId) -> Option<u32> {
        self.numbers.get(&id).copied()
    }

    pub(crate) fn is_closed(&self, id: SessionId) -> bool {
        self.number(id).is_some_and(|number| self.closed[number as usize - 1])
    }

    /// Closed sessions, the latest first; also those that follow a reopened one.
    pub(crate) fn closed(&self) -> impl Iterator<Item = SessionId> {
        self.ids.iter().rev().copied().filter(|id| self.is_closed(*id))
    }
}

/// A block that runs or is paused.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Running {
    pub(crate) block: BlockId,
    /// Milliseconds that its clock had run when it was last started, paused or resumed.
    pub(crate) ran_before: u64,
    /// Where it is not paused, since when it has run without a pause.
    pub(crate) since: Option<Moment>,
}

impl Running {
    /// Milliseconds that the block has run at `now`.
    pub(crate) fn ran(&self, now: Moment) -> u64 {
        self.ran_before + self.since.map_or(0, |since| now.0.saturating_sub(since.0))
    }
}
