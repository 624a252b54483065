//! A talking point: its facts as the document has them, as a screen shows it, and where it is shown.

use std::rc::Rc;

use yrs::{MapRef, ReadTxn};

use crate::{
    context::{Context, Series},
    id::{ItemId, MemberId, SessionId},
    order::Order,
    rows::{self, Deleted, RowFacts},
    schema::{self, keep_text},
    text,
    values::Moment,
};

/// A talking point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub id: ItemId,
    pub title: Rc<str>,
    pub notes: Rc<str>,
    /// Whose point it is.
    pub raised_by: MemberId,
    pub added: Moment,
    /// How many minutes it should take.
    pub minutes: Option<u16>,
    /// The session in which it was discussed.
    pub discussed: Option<SessionId>,
    /// An earlier session's agenda had it already.
    pub carried: bool,
    /// Its place in its list.
    pub order: Order,
}

/// What the document says about a talking point.
#[derive(Debug, PartialEq)]
pub(crate) struct Point {
    pub(crate) title: Rc<str>,
    pub(crate) notes: Rc<str>,
    pub(crate) raised_by: MemberId,
    pub(crate) added: Moment,
    pub(crate) born: SessionId,
    pub(crate) session: SessionId,
    pub(crate) minutes: Option<u16>,
    pub(crate) discussed: Option<SessionId>,
    pub(crate) order: Order,
    pub(crate) deleted: Deleted,
}

/// Where an item that is not in the bin is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whereabouts {
    Agenda,
    Postponed,
    Closed(SessionId),
}

impl RowFacts for Point {
    type View = Item;

    fn title(&self) -> &Rc<str> {
        &self.title
    }

    fn order(&self) -> &Order {
        &self.order
    }

    fn deleted(&self) -> Deleted {
        self.deleted
    }
}

impl Point {
    pub(crate) fn read(txn: &impl ReadTxn, map: &MapRef, old: Option<&Self>) -> Self {
        let names = ["title", "notes", "added", "raised_by", "session", "minutes", "discussed", "order", "deleted"];
        let fields = schema::fields(txn, map, names);
        let [title, notes, rest @ ..] = &fields;
        let [added, raised_by, session, minutes, discussed, order, deleted] = rest.each_ref().map(schema::plain);
        let born = schema::id(schema::part(added, 2)).map_or(SessionId::FIRST, SessionId);
        let by = schema::id(schema::part(added, 1)).unwrap_or_default();
        Self {
            title: keep_text(old.map(|old| &old.title), &text::one_line(&schema::shared(txn, title))),
            notes: keep_text(old.map(|old| &old.notes), &schema::shared(txn, notes)),
            raised_by: MemberId(schema::id(raised_by).unwrap_or(by)),
            added: schema::moment(schema::part(added, 0)).unwrap_or_default(),
            born,
            session: schema::id(session).map_or(born, SessionId),
            minutes: schema::number(minutes).and_then(|minutes| u16::try_from(minutes).ok()),
            discussed: schema::id(discussed).map(SessionId),
            order: Order::of_row(order, added),
            deleted: rows::read_deleted(deleted),
        }
    }

    pub(crate) fn view_of(&self, id: ItemId, context: &Context) -> Item {
        let series = &context.series;
        let discussed = self.discussed.filter(|session| series.number(*session).is_some());
        let seen_in = discussed.and_then(|session| series.number(session)).unwrap_or(series.open_number());
        Item {
            id,
            title: self.title.clone(),
            notes: self.notes.clone(),
            raised_by: context.people.person(self.raised_by),
            added: self.added,
            minutes: self.minutes,
            discussed,
            order: self.order.clone(),
            carried: series.number(self.born).unwrap_or(0) < seen_in,
        }
    }

    pub(crate) fn whereabouts(&self, series: &Series) -> Whereabouts {
        let open = series.open_number();
        match self.discussed.and_then(|session| Some((session, series.number(session)?))) {
            Some((_, number)) if number == open => Whereabouts::Agenda,
            Some((session, _)) if series.is_closed(session) => Whereabouts::Closed(session),
            // It was discussed in a session that became a future one when an earlier session was reopened.
            Some(_) => Whereabouts::Postponed,
            None if series.number(self.session).unwrap_or(0) > open => Whereabouts::Postponed,
            None => Whereabouts::Agenda,
        }
    }
}
