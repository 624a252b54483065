//! Commitments: what a task is besides, for the one who owes it to themselves; and what came of it, session by session.
//!
//! A commitment is a task that its owner gave themselves, opened up: these are more facts about it, under the task's id. So it
//! stands in the list of tasks, follows from session to session, and what became of it is its status, once. Only its owner
//! writes here (`model.rs` knows whose a task is).

use std::rc::Rc;

use litemap::LiteMap;
use yrs::{Any, ReadTxn};

use crate::{
    concept::{Concept, Found, RowView, show_list},
    context::{Context, Series},
    id::{MemberId, SessionId, TaskId},
    order,
    schema::{self, Root, Slot, keep, of_id, of_number, of_parts, of_text},
    text,
    values::{Came, Moment, Refused, Target, TextField, UndoName, Verb},
    writer::Writer,
};

const COMMITMENTS: Root = Root::new(19, "commitments");

/// What owners do with their commitments.
#[derive(Debug, Clone, PartialEq, Eq, strum::VariantNames, strum::IntoStaticStr)]
pub enum CommitmentsEdit {
    /// They commit to it in this session, so that the next one looks back on it.
    Commit { task: TaskId, session: SessionId },
    /// How sure they are that they will do it, from 1 to 5.
    SetConfidence { task: TaskId, confidence: Option<u8> },
    /// What came of it, as they say in this session; nothing any more with `None`. The task's status follows.
    Answer { task: TaskId, session: SessionId, came: Option<Came> },
    /// The line about it.
    SetLine { task: TaskId, session: SessionId, line: String },
}

impl CommitmentsEdit {
    /// The task that it is about.
    pub(crate) fn task(&self) -> TaskId {
        match *self {
            Self::Commit { task, .. }
            | Self::SetConfidence { task, .. }
            | Self::Answer { task, .. }
            | Self::SetLine { task, .. } => task,
        }
    }
}

/// What changed about commitments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantNames, strum::IntoStaticStr)]
pub enum CommitmentsChange {
    /// Its owner looked back on it: it goes on, at another time or in other words. (That it is done or let go is a change of the
    /// task.)
    Answered(TaskId),
    /// Something else is said of it: when it was made, how sure its owner is, what came of it.
    Changed(TaskId),
}

/// What a task is besides, for the one who committed to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commitment {
    pub task: TaskId,
    /// The session in which it was made, and who made it.
    pub made: Option<(SessionId, MemberId)>,
    /// How sure its owner is, from 1 to 5, and who says so.
    pub confidence: Option<(u8, MemberId)>,
    /// What was said of it in later sessions, in their order.
    pub looked_back: Rc<[LookedBack]>,
}

/// What was said of a commitment in one session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookedBack {
    pub session: SessionId,
    /// The number of that session, from 1.
    pub number: u32,
    pub by: MemberId,
    pub at: Moment,
    pub came: Option<Came>,
    /// The words of the commitment when its owner looked back on it.
    pub words: Rc<str>,
    /// What came of it, in a line; empty if nothing was said.
    pub line: Rc<str>,
}

/// What the document says about commitments.
#[derive(Debug, Default)]
pub(crate) struct Commitments(LiteMap<TaskId, (CommitmentFacts, RowView<Commitment>)>);

#[derive(Debug, Default)]
struct CommitmentFacts {
    made: Option<(MemberId, SessionId)>,
    confidence: Option<(MemberId, u8)>,
    answers: LiteMap<SessionId, AnswerGiven>,
    lines: LiteMap<SessionId, (MemberId, Moment, Rc<str>)>,
}

#[derive(Debug, Clone, PartialEq)]
struct AnswerGiven {
    by: MemberId,
    at: Moment,
    came: Option<Came>,
    words: Rc<str>,
}

impl Concept for Commitments {
    type Edit = CommitmentsEdit;
    type Change = CommitmentsChange;
    type Before = ();

    const ROOTS: &'static [Root] = &[COMMITMENTS];

    fn undo_name(edit: &CommitmentsEdit) -> UndoName {
        let target = Target::Task(edit.task());
        match edit {
            CommitmentsEdit::Commit { .. } | CommitmentsEdit::SetConfidence { .. } => UndoName::new(Verb::Set, target),
            CommitmentsEdit::Answer { .. } => UndoName::new(Verb::SetStatus, target),
            CommitmentsEdit::SetLine { .. } => UndoName::typed(Verb::Set, target),
        }
    }

    fn read(&mut self, found: &Found<'_, impl ReadTxn>, _: &Context, changes: &mut Vec<CommitmentsChange>) {
        let (task, field) = found.key.split_once('/').unwrap_or((found.key, ""));
        let Ok(id) = task.parse() else { return };
        let value = found.value();
        let (facts, shown) = self.0.entry(id).or_default();
        let mut change = CommitmentsChange::Changed(id);
        match (field, field.split_once('/')) {
            ("", _) => facts.made = value.and_then(read_made),
            ("confidence", _) => facts.confidence = value.and_then(read_confidence),
            (session, None) => {
                let Ok(session) = session.parse() else { return };
                let answer = value.and_then(read_answer);
                let goes_on = answer.as_ref().and_then(|answer| answer.came).filter(|came| came.goes_on());
                let before = facts.answers.get(&session).and_then(|answer| answer.came);
                if goes_on.is_some() && goes_on != before {
                    change = CommitmentsChange::Answered(id);
                }
                keep(&mut facts.answers, session, answer);
            }
            (_, Some((session, "line"))) => {
                let Ok(session) = session.parse() else { return };
                keep(&mut facts.lines, session, value.and_then(read_line));
            }
            _ => return,
        }
        shown.mark_stale();
        changes.push(change);
    }

    fn derive(&mut self, _: bool, context: &mut Context) {
        if context.renewed.people || context.renewed.series {
            self.0.iter_mut().for_each(|(_, (_, shown))| shown.mark_stale());
        }
    }

    fn before(&self, _: &Context) {}

    fn perform(&self, writer: &mut Writer<'_, '_>, context: &Context, edit: &CommitmentsEdit) -> Result<(), Refused> {
        let (me, now) = (of_id(writer.who.me.0), of_number(writer.who.now.0));
        let known = |session| context.series.number(session).map(drop).ok_or(Refused::Gone);
        let facts = self.0.get(&edit.task()).map(|(facts, _)| facts);
        match *edit {
            CommitmentsEdit::Commit { task, session } => {
                known(session)?;
                writer.set(Slot::flat(COMMITMENTS, task), of_parts([me, now, of_id(session.0)]));
            }
            CommitmentsEdit::SetConfidence { task, confidence } => {
                let confidence =
                    confidence.map(|confidence| of_parts([me, now, of_number(confidence.clamp(1, 5).into())]));
                writer.set(slot(task, "confidence"), confidence.unwrap_or(Any::Null));
            }
            CommitmentsEdit::Answer { task, session, came } => {
                known(session)?;
                let before = facts.and_then(|facts| facts.answers.get(&session));
                if before.and_then(|answer| answer.came) == came {
                    return Ok(());
                }
                // The words as they were before the session changed them.
                let words = before.map(|answer| answer.words.to_string());
                let words = words.or_else(|| writer.text(TextField::TaskTitle(task))).unwrap_or_default();
                let words = of_text(&text::one_line(&words));
                writer.set(slot(task, &session.to_string()), of_parts([me, now, of_came(came), words]));
            }
            CommitmentsEdit::SetLine { task, session, ref line } => {
                known(session)?;
                let line = text::one_line(text::fits(line, text::LINE)?);
                let line = if line.trim().is_empty() { Any::Null } else { of_parts([me, now, of_text(&line)]) };
                writer.set(slot(task, &format!("{session}/line")), line);
            }
        }
        Ok(())
    }
}

impl Commitments {
    /// Shows what is said of tasks, in order of their ids.
    pub(crate) fn show(&mut self, context: &Context, commitments: &mut Rc<[Rc<Commitment>]>) {
        let shown = self.0.iter_mut().map(|(id, (facts, shown))| shown.row(|| facts.view_of(*id, context)));
        show_list(commitments, shown.collect());
    }
}

impl CommitmentFacts {
    fn view_of(&self, task: TaskId, context: &Context) -> Commitment {
        let Context { people, series, .. } = context;
        let made = self.made.filter(|(_, session)| series.number(*session).is_some());
        Commitment {
            task,
            made: made.map(|(by, session)| (session, people.person(by))),
            confidence: self.confidence.map(|(by, confidence)| (confidence, people.person(by))),
            looked_back: self.looked_back(series, |by| people.person(by)),
        }
    }

    fn looked_back(&self, series: &Series, person: impl Fn(MemberId) -> MemberId) -> Rc<[LookedBack]> {
        let only_lines = self.lines.keys().filter(|session| !self.answers.contains_key(session));
        let sessions = self.answers.keys().chain(only_lines);
        let all = sessions.filter_map(|session| {
            let (answer, line) = (self.answers.get(session), self.lines.get(session));
            let by = answer.map(|answer| (answer.by, answer.at)).or(line.map(|(by, at, _)| (*by, *at)));
            let (by, at) = by?;
            Some(LookedBack {
                session: *session,
                number: series.number(*session)?,
                by: person(by),
                at,
                came: answer.and_then(|answer| answer.came),
                words: answer.map_or_else(|| Rc::from(""), |answer| answer.words.clone()),
                line: line.map_or_else(|| Rc::from(""), |(_, _, line)| line.clone()),
            })
        });
        order::by_key(all, |one| (one.number.into(), 0, one.session.0)).into()
    }
}

fn slot(task: TaskId, field: &str) -> Slot {
    Slot::flat(COMMITMENTS, format!("{task}/{field}"))
}

fn read_by(value: &Any) -> Option<(MemberId, Moment)> {
    Some((MemberId(schema::id(schema::part(value, 0))?), schema::moment(schema::part(value, 1))?))
}

fn read_made(value: &Any) -> Option<(MemberId, SessionId)> {
    Some((read_by(value)?.0, SessionId(schema::id(schema::part(value, 2))?)))
}

fn read_confidence(value: &Any) -> Option<(MemberId, u8)> {
    let confidence = schema::number(schema::part(value, 2)).and_then(|number| u8::try_from(number).ok());
    Some((read_by(value)?.0, confidence.filter(|confidence| (1..=5).contains(confidence))?))
}

fn read_answer(value: &Any) -> Option<AnswerGiven> {
    let (by, at) = read_by(value)?;
    let came = match schema::part(value, 2) {
        Any::Null => None,
        code => Some(match schema::number(code)? {
            0 => Came::Done,
            1 => Came::Moved,
            2 => Came::Changed,
            3 => Came::LetGo,
            _ => return None,
        }),
    };
    let words = schema::text(schema::part(value, 3)).filter(|words| text::fits(words, text::LINE).is_ok())?;
    Some(AnswerGiven { by, at, came, words: Rc::from(words) })
}

fn read_line(value: &Any) -> Option<(MemberId, Moment, Rc<str>)> {
    let (by, at) = read_by(value)?;
    let line = schema::text(schema::part(value, 2)).filter(|line| text::not_blank(line, text::LINE).is_ok())?;
    Some((by, at, Rc::from(line)))
}

fn of_came(came: Option<Came>) -> Any {
    came.map_or(Any::Null, |came| {
        of_number(match came {
            Came::Done => 0,
            Came::Moved => 1,
            Came::Changed => 2,
            Came::LetGo => 3,
        })
    })
}
