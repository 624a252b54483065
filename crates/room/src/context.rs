//! The facts of some concepts that other concepts are handed, read only: who is who, which session is which, what the
//! clock is at. The concept that a fact is of renews it after reading.

use std::rc::Rc;

use litemap::LiteMap;

use crate::{
    id::{BlockId, MemberId, SessionId},
    values::{Moment, ran},
};

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
