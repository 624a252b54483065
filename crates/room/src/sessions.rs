//! The series of sessions: derived ids in a chain, the first that is not closed is open.
//!
//! Closing writes one register and copies nothing, so two people who close at once make one next session, what was
//! undiscussed is simply in the next one's agenda, and reopening gives it back.

use std::rc::Rc;

use litemap::LiteMap;
use yrs::Any;

use crate::{
    id::{BlockId, ItemId, MemberId, SessionId},
    pen::{Pen, keep_text},
    refused::Refused,
    schema::{self, Root, Slot, of_text},
    text,
    timer::Clock,
    values::{Date, Moment},
};

/// What people do to the series of sessions.
#[derive(Debug, Clone, PartialEq, Eq, strum::VariantNames, strum::IntoStaticStr)]
pub enum SessionsEdit {
    SetDate {
        session: SessionId,
        date: Option<Date>,
    },
    /// Where it is: an address to call. It is kept for the session and those after it, until changed; shown as a link only
    /// where it is one.
    SetCallLink {
        session: SessionId,
        link: String,
    },
    Close {
        session: SessionId,
    },
    Reopen {
        session: SessionId,
    },
}

/// What became of the open session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantNames, strum::IntoStaticStr)]
pub enum SessionsChange {
    /// It was closed: a later one is open now.
    Closed,
    /// A closed session was reopened: it is the open one now.
    Reopened,
    Dated,
    Linked,
}

/// What the document says about sessions.
#[derive(Debug)]
pub(crate) struct Sessions {
    states: LiteMap<SessionId, LiteMap<MemberId, State>>,
    dates: LiteMap<SessionId, Date>,
    links: LiteMap<SessionId, Rc<str>>,
    current: LiteMap<SessionId, LiteMap<MemberId, At>>,
    /// All sessions that anything could be said about, in order; some are yet to come.
    chain: Vec<SessionId>,
    numbers: LiteMap<SessionId, u32>,
    /// For each of the chain its own link, or the last one given before it.
    inherited: Vec<Option<Rc<str>>>,
    /// Where in the chain the open one is.
    open: usize,
}

/// A member's word on whether a session is over.
#[derive(Debug, Clone, Copy)]
pub(crate) struct State {
    pub(crate) rev: u64,
    at: Moment,
    pub(crate) closed: bool,
}

/// A member's word on what both are at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct At {
    pub(crate) rev: u64,
    pub(crate) at: Moment,
    pub(crate) item: Option<ItemId>,
    /// The block that the clock had then, and for how many milliseconds it had run.
    pub(crate) clock: Option<(BlockId, u64)>,
}

impl Default for Sessions {
    fn default() -> Self {
        let mut sessions = Self {
            states: LiteMap::new(),
            dates: LiteMap::new(),
            links: LiteMap::new(),
            current: LiteMap::new(),
            chain: vec![SessionId::FIRST],
            numbers: LiteMap::new(),
            inherited: Vec::new(),
            open: 0,
        };
        sessions.numbers.insert(SessionId::FIRST, 1);
        sessions.settle();
        sessions
    }
}

impl Sessions {
    /// Takes in what stands under a key of `sessions` now.
    pub(crate) fn read(&mut self, key: &str, value: Option<&Any>) {
        let Some((id, field)) = key.split_once('/') else { return };
        let Ok(id) = id.parse::<SessionId>() else { return };
        match (field, field.strip_prefix("state/").map(str::parse)) {
            ("date", _) => keep(&mut self.dates, id, value.and_then(schema::text).map(str::to_owned)),
            ("link", _) => {
                let link = value.and_then(schema::text).map(|link| keep_text(self.links.get(&id), link));
                keep(&mut self.links, id, link);
            }
            (_, Some(Ok(member))) => keep(self.states.entry(id).or_default(), member, value.and_then(read_state)),
            _ => {}
        }
    }

    /// Takes in what stands under a key of `current` now.
    pub(crate) fn read_current(&mut self, key: &str, value: Option<&Any>) {
        let Some((id, member)) = key.split_once('/') else { return };
        let (Ok(id), Ok(member)) = (id.parse(), member.parse()) else { return };
        keep(self.current.entry(id).or_default(), member, value.and_then(read_at));
    }

    /// Works out the chain and the open session, after reading.
    pub(crate) fn settle(&mut self) {
        // Whoever closed a session had closed those before it, so no session that was ever named lies further on.
        let named =
            self.states.values().filter(|words| !words.is_empty()).count() + self.dates.len() + self.links.len();
        for id in self.chain.drain((named + 3).min(self.chain.len())..) {
            self.numbers.remove(&id);
        }
        while self.chain.len() < named + 3 {
            let next = self.chain[self.chain.len() - 1].next();
            self.chain.push(next);
            self.numbers.insert(next, self.chain.len() as u32);
        }
        let links = self.chain.iter().scan(None, |last: &mut Option<Rc<str>>, id| {
            *last = self.links.get(id).cloned().or(last.take());
            Some(last.clone())
        });
        self.inherited = links.collect();
        self.open = self.chain.iter().position(|id| !self.is_closed(*id)).unwrap_or(self.chain.len() - 2);
    }

    /// The open session.
    pub(crate) fn open(&self) -> SessionId {
        self.chain[self.open]
    }

    /// From 1; none for what is no session of this room.
    pub(crate) fn number(&self, id: SessionId) -> Option<u32> {
        self.numbers.get(&id).copied()
    }

    pub(crate) fn open_number(&self) -> u32 {
        self.open as u32 + 1
    }

    /// Closed sessions, the latest first: also those behind one that was reopened.
    pub(crate) fn closed(&self) -> impl Iterator<Item = SessionId> {
        self.chain.iter().rev().copied().filter(|id| self.is_closed(*id))
    }

    pub(crate) fn is_closed(&self, id: SessionId) -> bool {
        self.state(id).is_some_and(|(_, state)| state.closed)
    }

    /// Who closed it, and when.
    pub(crate) fn closing(&self, id: SessionId) -> Option<(MemberId, Moment)> {
        self.state(id).filter(|(_, state)| state.closed).map(|(by, state)| (by, state.at))
    }

    pub(crate) fn date(&self, id: SessionId) -> Option<&Date> {
        self.dates.get(&id)
    }

    /// Its own link or the last one given before it.
    pub(crate) fn link(&self, id: SessionId) -> Option<&Rc<str>> {
        self.inherited.get(self.number(id)? as usize - 1)?.as_ref()
    }

    /// The word that counts: the highest (rev, by).
    pub(crate) fn state(&self, id: SessionId) -> Option<(MemberId, State)> {
        latest(self.states.get(&id)?, |state| state.rev)
    }

    /// What both are at in a session.
    pub(crate) fn at(&self, id: SessionId) -> Option<(MemberId, At)> {
        latest(self.current.get(&id)?, |at| at.rev)
    }

    fn known(&self, id: SessionId) -> Result<(), Refused> {
        self.number(id).map(drop).ok_or(Refused::Gone)
    }
}

/// Of all members' words the one of the highest (rev, by).
pub(crate) fn latest<T: Copy>(words: &LiteMap<MemberId, T>, rev: impl Fn(&T) -> u64) -> Option<(MemberId, T)> {
    words.iter().max_by_key(|(by, word)| (rev(word), **by)).map(|(by, word)| (*by, *word))
}

/// Puts a value that was read where it belongs, or takes away what is no more.
pub(crate) fn keep<K: Ord, T>(map: &mut LiteMap<K, T>, key: K, value: Option<T>) {
    match value {
        Some(value) => drop(map.insert(key, value)),
        None => drop(map.remove(&key)),
    }
}

fn read_state(value: &Any) -> Option<State> {
    let Any::Bool(closed) = *schema::part(value, 2) else { return None };
    Some(State { rev: schema::rev(value)?, at: schema::moment(schema::part(value, 1))?, closed })
}

fn read_at(value: &Any) -> Option<At> {
    let item = schema::id(schema::part(value, 2)).map(ItemId);
    let block = schema::id(schema::part(value, 3)).map(BlockId);
    let clock = block.zip(schema::number(schema::part(value, 4)));
    Some(At { rev: schema::rev(value)?, at: schema::moment(schema::part(value, 1))?, item, clock })
}

fn slot(session: SessionId, field: &str) -> Slot {
    Slot::flat(Root::Sessions, format!("{session}/{field}"))
}

pub(crate) fn set_date(
    pen: &mut Pen<'_, '_>,
    all: &Sessions,
    id: SessionId,
    date: Option<&str>,
) -> Result<(), Refused> {
    all.known(id)?;
    let date = date.map(|date| text::fits(date, text::NAME)).transpose()?;
    pen.set(slot(id, "date"), date.map_or(Any::Null, of_text));
    Ok(())
}

pub(crate) fn set_link(pen: &mut Pen<'_, '_>, all: &Sessions, id: SessionId, link: &str) -> Result<(), Refused> {
    all.known(id)?;
    pen.set(slot(id, "link"), of_text(&text::one_line(text::fits(link, text::LINE)?)));
    Ok(())
}

/// Closes the open session. One that is closed already stays so.
pub(crate) fn close(pen: &mut Pen<'_, '_>, all: &Sessions, id: SessionId) -> Result<(), Refused> {
    match all.number(id) {
        Some(_) if all.is_closed(id) => Ok(()),
        Some(_) if id == all.open() => {
            pen.close(id, true, false, all.state(id).map_or(0, |(_, state)| state.rev) + 1);
            Ok(())
        }
        _ => Err(Refused::Gone),
    }
}

/// Reopens a closed session. One that is open already stays so.
pub(crate) fn reopen(pen: &mut Pen<'_, '_>, all: &Sessions, id: SessionId) -> Result<(), Refused> {
    all.known(id)?;
    if all.is_closed(id) {
        pen.close(id, false, true, all.state(id).map_or(0, |(_, state)| state.rev) + 1);
    }
    Ok(())
}

/// Leads both to an item.
pub(crate) fn lead(
    pen: &mut Pen<'_, '_>,
    all: &Sessions,
    clock: &Clock,
    id: SessionId,
    item: Option<ItemId>,
) -> Result<(), Refused> {
    all.known(id)?;
    let before = all.at(id).map(|(_, at)| at);
    if before.and_then(|at| at.item) != item {
        let rev = before.map_or(0, |at| at.rev) + 1;
        pen.go(id, At { rev, at: pen.who.now, item, clock: clock.stand(pen.who.now) }, before);
    }
    Ok(())
}
