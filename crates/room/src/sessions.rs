//! The series of sessions: a chain of derived ids; the first that is not closed is open.
//!
//! Closing writes one register and copies nothing. So two people who close at once make one next session, undiscussed
//! points simply belong to the next session's agenda, and reopening gives them back.

use std::{cmp::Ordering, rc::Rc};

use litemap::LiteMap;
use yrs::{Any, ReadTxn};

use crate::{
    concept::{Concept, Found},
    context::{Context, Series},
    dates::{self, DateParts},
    id::{MemberId, SessionId},
    register::{Register, of_version},
    schema::{self, Root, Slot, keep, keep_text, of_parts, of_text},
    text,
    values::{Date, Moment, Refused, Target, UndoName, Verb},
    writer::Writer,
};

const SESSIONS: Root = Root::new(2, "sessions");

/// What people do with the series of sessions.
#[derive(Debug, Clone, PartialEq, Eq, strum::VariantNames, strum::IntoStaticStr)]
pub enum SessionsEdit {
    SetDate {
        session: SessionId,
        date: Option<Date>,
    },
    /// The address of the call. It applies to this session and those after it, until changed; it is shown as a link
    /// only if it is one.
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

/// What changed about the open session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantNames, strum::IntoStaticStr)]
pub enum SessionsChange {
    /// The open session was closed, and a later one is open now.
    Closed,
    /// A closed session was reopened, and is the open one now.
    Reopened,
    Dated,
    Linked,
}

/// What the document says about sessions.
#[derive(Debug, Default)]
pub(crate) struct Sessions {
    /// Whether each session is closed.
    states: LiteMap<SessionId, Register<bool>>,
    /// As the document holds them: some may be no dates.
    dates: LiteMap<SessionId, Date>,
    links: LiteMap<SessionId, Rc<str>>,
    /// For each session of the series, its own link or the last one given before it.
    inherited: Vec<Option<Rc<str>>>,
}

/// The open session, as `compare` needs it.
pub(crate) struct Open {
    number: u32,
    date: Option<Date>,
    link: Option<Rc<str>>,
}

impl Concept for Sessions {
    type Edit = SessionsEdit;
    type Change = SessionsChange;
    type Before = Open;

    const ROOTS: &'static [Root] = &[SESSIONS];

    fn undo_name(edit: &SessionsEdit) -> UndoName {
        match *edit {
            SessionsEdit::SetDate { session, .. } => UndoName::new(Verb::Set, Target::Session(session)),
            SessionsEdit::SetCallLink { session, .. } => UndoName::typed(Verb::Set, Target::Session(session)),
            SessionsEdit::Close { session } => UndoName::new(Verb::Close, Target::Session(session)),
            SessionsEdit::Reopen { session } => UndoName::new(Verb::Reopen, Target::Session(session)),
        }
    }

    fn read(&mut self, found: &Found<'_, impl ReadTxn>, _: &Context, _: &mut Vec<SessionsChange>) {
        let (Some((id, field)), value) = (found.key.split_once('/'), found.value()) else { return };
        let Ok(id) = id.parse::<SessionId>() else { return };
        match (field, field.strip_prefix("state/").map(str::parse)) {
            ("date", _) => keep(&mut self.dates, id, value.and_then(schema::text).map(str::to_owned)),
            ("link", _) => {
                let link = value.and_then(schema::text).map(|link| keep_text(self.links.get(&id), link));
                keep(&mut self.links, id, link);
            }
            (_, Some(Ok(member))) => self.states.entry(id).or_default().read(member, value, |state| {
                let Any::Bool(closed) = *schema::part(state, 2) else { return None };
                Some(closed)
            }),
            _ => {}
        }
    }

    fn derive(&mut self, read: bool, context: &mut Context) {
        if !read {
            return;
        }
        // Whoever closed a session had closed those before it, so no session that is referred to can be further on.
        let with_states = self.states.values().filter(|state| !state.is_empty()).count();
        let named = with_states + self.dates.len() + self.links.len();
        context.series.renew(named + 3, |id| self.closing(id).is_some());
        context.renewed.series = true;
        let links = context.series.ids().iter().scan(None, |last: &mut Option<Rc<str>>, id| {
            *last = self.links.get(id).cloned().or(last.take());
            Some(last.clone())
        });
        self.inherited = links.collect();
    }

    fn before(&self, context: &Context) -> Open {
        let series = &context.series;
        let open = series.open();
        let link = self.link(open, series).cloned();
        Open { number: series.open_number(), date: self.date(open).cloned(), link }
    }

    /// Only the open session's date and link are reported.
    fn compare(&self, before: Open, context: &Context, changes: &mut Vec<SessionsChange>) {
        let now = self.before(context);
        match before.number.cmp(&now.number) {
            Ordering::Less => changes.push(SessionsChange::Closed),
            Ordering::Greater => changes.push(SessionsChange::Reopened),
            Ordering::Equal => {
                changes.extend((before.date != now.date).then_some(SessionsChange::Dated));
                changes.extend((before.link != now.link).then_some(SessionsChange::Linked));
            }
        }
    }

    fn perform(&self, writer: &mut Writer<'_, '_>, context: &Context, edit: &SessionsEdit) -> Result<(), Refused> {
        let series = &context.series;
        let known = |session| series.number(session).map(drop).ok_or(Refused::Gone);
        match *edit {
            SessionsEdit::SetDate { session, ref date } => {
                known(session)?;
                let date = date.as_deref().map(dates::checked).transpose()?;
                writer.set(slot(session, "date"), date.map_or(Any::Null, of_text));
            }
            SessionsEdit::SetCallLink { session, ref link } => {
                known(session)?;
                writer.set(slot(session, "link"), of_text(&text::one_line(text::fits(link, text::LINE)?)));
            }
            // A session that is closed already stays as it is.
            SessionsEdit::Close { session } => match series.number(session) {
                Some(_) if series.is_closed(session) => {}
                Some(_) if session == series.open() => self.set_closed(writer, session, true),
                _ => return Err(Refused::Gone),
            },
            // A session that is open already stays as it is.
            SessionsEdit::Reopen { session } => {
                known(session)?;
                if series.is_closed(session) {
                    self.set_closed(writer, session, false);
                }
            }
        }
        Ok(())
    }

    fn latest_rev(&self, slot: &Slot) -> Option<u64> {
        let (session, member) = slot.key.split_once("/state/")?;
        self.states.get(&session.parse().ok()?)?.latest_of(member.parse().ok()?)
    }
}

impl Sessions {
    /// (Sessions are shown together with the items discussed in them: see `model.rs`.)
    pub(crate) fn show(&self, _: &Context) {}

    /// Who closed the session, and when; `None` while it is open.
    pub(crate) fn closing(&self, id: SessionId) -> Option<(MemberId, Moment)> {
        let (by, state) = self.states.get(&id)?.latest()?;
        state.value.then_some((by, state.at))
    }

    /// Its date; none where the document holds what is no date.
    pub(crate) fn date(&self, id: SessionId) -> Option<&Date> {
        self.dates.get(&id).filter(|date| DateParts::read(date).is_some())
    }

    /// Its own link, or the last one given before it.
    pub(crate) fn link(&self, id: SessionId, series: &Series) -> Option<&Rc<str>> {
        self.inherited.get(series.number(id)? as usize - 1)?.as_ref()
    }

    fn set_closed(&self, writer: &mut Writer<'_, '_>, session: SessionId, closed: bool) {
        let rev = self.states.get(&session).map_or(1, Register::next);
        let (me, now) = (writer.who.me, writer.who.now);
        let before = of_parts([Any::Null, Any::Null, Any::Bool(!closed)]);
        let version = of_version(rev, now, &[Any::Bool(closed)]);
        writer.set_version(slot(session, &format!("state/{me}")), rev, version, before, false);
    }
}

fn slot(session: SessionId, field: &str) -> Slot {
    Slot::flat(SESSIONS, format!("{session}/{field}"))
}
