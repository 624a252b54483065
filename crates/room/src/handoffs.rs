//! Hand-offs: a task that is offered to the other with what its receiver has to know, and a day to check back.
//!
//! A hand-off is an ask with terms. Who has a task is said by the task alone, so nothing here can say otherwise: what state a hand-off
//! is in follows from the task, from what was offered and answered, and from the time ([`Handoff::now`]).

mod state;

use std::rc::Rc;

use litemap::LiteMap;
use yrs::{Any, ReadTxn};

use crate::{
    concept::{Concept, Found, RowView, show_list},
    context::{Context, People},
    dates,
    id::{BriefingId, HandoffId, ItemId, MemberId, TaskId},
    order,
    register::{Register, of_version},
    schema::{self, Root, Slot, keep, keep_text, of_id, of_number, of_parts, of_text},
    text,
    values::{Date, Moment, Refused, Target, UndoName, Verb, Who},
    writer::Writer,
};

pub(crate) use state::Having;
pub use state::{
    BriefingLine, CheckBack, Handed, Handoff, HandoffAnswer, HandoffReply, HandoffState, HandoffTerms, Level, Offer,
};

const HANDOFFS: Root = Root::new(18, "handoffs");

/// What people do with hand-offs.
#[derive(Debug, Clone, PartialEq, Eq, strum::VariantNames, strum::IntoStaticStr)]
pub enum HandoffsEdit {
    /// What shall come of the task.
    SetOutcome { task: TaskId, text: String },
    /// What may go wrong without harm.
    SetMayFail { task: TaskId, text: String },
    /// Writes a line of what the receiver should know: what the giver knows, or what the receiver misses.
    Brief { task: TaskId, line: BriefingId, is_missing: bool, text: String },
    /// Fills a gap in the briefing; blank: it is a gap again.
    Fill { task: TaskId, line: BriefingId, text: String },
    /// Removes a line of one's own.
    RemoveLine { task: TaskId, line: BriefingId },
    /// Offers the task to another member.
    Offer { task: TaskId, handoff: HandoffId, to: MemberId, level: Level, until: CheckBack },
    /// The receiver's answer to an offer, or another one later: a sign of where it stands.
    Answer { task: TaskId, handoff: HandoffId, reply: HandoffReply, until: CheckBack, line: String },
    /// The check-back day is over without a sign: puts a point on the agenda, once. No hand does it.
    Talk { task: TaskId, handoff: HandoffId, check_back: Date, giver: MemberId, title: String },
}

/// What changed about hand-offs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantNames, strum::IntoStaticStr)]
pub enum HandoffsChange {
    /// What was written for it changed.
    Typed(TaskId),
    /// Its briefing has another line, or one was filled or removed.
    Briefed(TaskId),
    /// It was offered, or offered anew.
    Offered(TaskId),
    Accepted(TaskId),
    /// Who has it moved the check-back day.
    Moved(TaskId),
    /// Who has it could use help.
    HelpWanted(TaskId),
    GivenBack(TaskId),
    /// An offer or an answer was taken back.
    TakenBack(TaskId),
    /// It is on the agenda.
    TalkRaised(TaskId),
}

/// What the document says about hand-offs.
#[derive(Debug, Default)]
pub(crate) struct Handoffs(LiteMap<TaskId, (HandoffFacts, RowView<Handoff>)>);

#[derive(Debug, Default)]
struct HandoffFacts {
    outcome: Rc<str>,
    may_fail: Rc<str>,
    briefing: LiteMap<BriefingId, BriefingLine>,
    /// What gaps were filled with.
    filled: LiteMap<BriefingId, Rc<str>>,
    /// Each member's latest offer.
    offers: Register<Option<Offered>>,
    /// Each member's latest answer.
    answers: Register<Option<Answered>>,
    /// The points of the agenda that were put there.
    talks: Vec<ItemId>,
}

/// One member's offer: to whom, and the terms.
#[derive(Debug, Clone, PartialEq)]
struct Offered {
    to: MemberId,
    terms: HandoffTerms,
}

/// One member's answer, with the terms as they had them before them.
#[derive(Debug, Clone, PartialEq)]
struct Answered {
    reply: HandoffReply,
    terms: HandoffTerms,
    line: Rc<str>,
}

impl Concept for Handoffs {
    type Edit = HandoffsEdit;
    type Change = HandoffsChange;
    type Before = ();

    const ROOTS: &'static [Root] = &[HANDOFFS];

    fn undo_name(edit: &HandoffsEdit) -> UndoName {
        match *edit {
            HandoffsEdit::SetOutcome { task, .. }
            | HandoffsEdit::SetMayFail { task, .. }
            | HandoffsEdit::Fill { task, .. } => UndoName::typed(Verb::Set, Target::Task(task)),
            HandoffsEdit::Brief { task, .. } | HandoffsEdit::RemoveLine { task, .. } => {
                UndoName::new(Verb::Set, Target::Task(task))
            }
            HandoffsEdit::Offer { task, .. } => UndoName::new(Verb::HandOver, Target::Task(task)),
            HandoffsEdit::Answer { task, .. } | HandoffsEdit::Talk { task, .. } => {
                UndoName::new(Verb::Answer, Target::Task(task))
            }
        }
    }

    fn read(&mut self, found: &Found<'_, impl ReadTxn>, _: &Context, changes: &mut Vec<HandoffsChange>) {
        let Some((task, field)) = found.key.split_once('/') else { return };
        let Ok(task) = task.parse() else { return };
        let (facts, shown) = self.0.entry(task).or_default();
        shown.mark_stale();
        if let Some(change) = facts.read(task, field, found.value())
            && changes.last() != Some(&change)
        {
            changes.push(change);
        }
    }

    fn derive(&mut self, _: bool, context: &mut Context) {
        if context.renewed.people {
            self.0.iter_mut().for_each(|(_, (_, shown))| shown.mark_stale());
        }
    }

    fn before(&self, _: &Context) {}

    fn perform(&self, writer: &mut Writer<'_, '_>, context: &Context, edit: &HandoffsEdit) -> Result<(), Refused> {
        self.check(context, writer.who, edit)?;
        let Who { me, now } = writer.who;
        match *edit {
            HandoffsEdit::SetOutcome { task, ref text } => {
                writer.set(slot(task, "outcome"), of_text(&text::one_line(text)));
            }
            HandoffsEdit::SetMayFail { task, ref text } => {
                writer.set(slot(task, "may-fail"), of_text(&text::one_line(text)));
            }
            // A line that is there already stays as it is.
            HandoffsEdit::Brief { task, line, is_missing, ref text } => {
                let slot = slot(task, &format!("briefing/{line}"));
                if writer.value(&slot) == Any::Null {
                    let (by, at) = (of_id(me.0), of_number(now.0));
                    writer.set(slot, of_parts([by, at, Any::Bool(is_missing), of_text(&text::one_line(text.trim()))]));
                }
            }
            HandoffsEdit::Fill { task, line, ref text } => {
                let text = if text.trim().is_empty() { Any::Null } else { of_text(&text::one_line(text)) };
                writer.set(slot(task, &format!("filled/{line}")), text);
            }
            HandoffsEdit::RemoveLine { task, line } => {
                writer.set(slot(task, &format!("briefing/{line}")), Any::Null);
            }
            HandoffsEdit::Offer { task, handoff, to, level, ref until } => {
                let terms = HandoffTerms { handoff, level, until: until.clone() };
                self.set(writer, task, "offer", |facts| &facts.offers, Offered { to, terms });
            }
            HandoffsEdit::Answer { task, handoff, reply, ref until, ref line } => {
                let level = self.offer(task, handoff).map_or(Level::Solo, |offer| offer.terms.level);
                let terms = HandoffTerms { handoff, level, until: until.clone() };
                let line = Rc::from(text::one_line(line.trim()));
                self.set(writer, task, "answer", |facts| &facts.answers, Answered { reply, terms, line });
            }
            HandoffsEdit::Talk { task, handoff, ref check_back, .. } => {
                let slot = slot(task, &format!("talk/{}", handoff.talk(check_back)));
                if writer.value(&slot) == Any::Null {
                    writer.write(slot, of_number(now.0));
                }
            }
        }
        Ok(())
    }

    fn check(&self, context: &Context, who: Who, edit: &HandoffsEdit) -> Result<(), Refused> {
        let (people, me) = (&context.people, who.me);
        match edit {
            HandoffsEdit::SetOutcome { text, .. } | HandoffsEdit::SetMayFail { text, .. } => {
                text::fits(text, text::LINE).map(drop)
            }
            HandoffsEdit::Brief { text, .. } => text::not_blank(text.trim(), text::LINE).map(drop),
            HandoffsEdit::Fill { task, line, text } => {
                self.line(*task, *line)?;
                text::fits(text, text::LINE).map(drop)
            }
            HandoffsEdit::RemoveLine { task, line } => match self.line(*task, *line)?.by {
                by if people.same(by, me) => Ok(()),
                by => Err(Refused::NotYours { owner: people.person(by) }),
            },
            HandoffsEdit::Offer { to, .. } if people.same(*to, me) => Err(Refused::Gone),
            HandoffsEdit::Offer { until, .. } => until.check(who.now),
            HandoffsEdit::Answer { task, handoff, reply, until, line } => {
                let offer = self.offer(*task, *handoff).ok_or(Refused::Gone)?;
                if !people.same(offer.to, me) {
                    return Err(Refused::NotYours { owner: people.person(offer.to) });
                }
                text::fits(line, text::LINE)?;
                match reply {
                    HandoffReply::GivenBack => dates::checked_day(&until.day).map(drop),
                    HandoffReply::Accepted | HandoffReply::NeedsHelp => until.check(who.now),
                }
            }
            HandoffsEdit::Talk { task, handoff, check_back, title, .. } => {
                self.offer(*task, *handoff).ok_or(Refused::Gone)?;
                dates::checked_day(check_back)?;
                let (first, _) = title.trim().split_once('\n').unwrap_or((title, ""));
                text::not_blank(first, text::LINE).map(drop)
            }
        }
    }

    /// An offer that was answered is not taken back by undo: its receiver has said what becomes of it.
    fn latest_rev(&self, slot: &Slot) -> Option<u64> {
        let (task, field) = slot.key.split_once('/')?;
        let (facts, _) = self.0.get(&task.parse().ok()?)?;
        let (kind, member) = field.split_once('/')?;
        let member = member.parse().ok()?;
        match kind {
            "answer" => facts.answers.latest_of(member),
            "offer" => facts.offers.latest_of(member).filter(|_| {
                let offer = facts.offers().last().map(|(_, _, offer)| offer.terms.handoff);
                !facts.answers().any(|(_, _, answer)| Some(answer.terms.handoff) == offer)
            }),
            _ => None,
        }
    }
}

impl Handoffs {
    pub(crate) fn show(&mut self, context: &Context, handoffs: &mut Rc<[Rc<Handoff>]>) {
        let shown = self.0.iter_mut().map(|(task, (facts, shown))| shown.row(|| facts.view_of(*task, &context.people)));
        show_list(handoffs, shown.collect());
    }

    fn line(&self, task: TaskId, line: BriefingId) -> Result<&BriefingLine, Refused> {
        self.0.get(&task).and_then(|(facts, _)| facts.briefing.get(&line)).ok_or(Refused::Gone)
    }

    /// The offer of this id: the latest of a member, or one that was answered before they made another.
    fn offer(&self, task: TaskId, handoff: HandoffId) -> Option<Offered> {
        let (facts, _) = self.0.get(&task)?;
        let offer = facts.offers().find(|(_, _, offer)| offer.terms.handoff == handoff);
        let answered = || {
            let (by, _, answer) = facts.answers().find(|(_, _, answer)| answer.terms.handoff == handoff)?;
            Some(Offered { to: by, terms: answer.terms.clone() })
        };
        offer.map(|(_, _, offer)| offer.clone()).or_else(answered)
    }

    /// Writes this member's version of a register, unless it says the same already.
    fn set<T: Value>(
        &self,
        writer: &mut Writer<'_, '_>,
        task: TaskId,
        field: &str,
        register: impl Fn(&HandoffFacts) -> &Register<Option<T>>,
        value: T,
    ) {
        let (Who { me, now }, register) = (writer.who, self.0.get(&task).map(|(facts, _)| register(facts)));
        let mine = register.and_then(|register| register.versions().into_iter().rev().find(|(by, _)| *by == me));
        if mine.is_some_and(|(_, mine)| mine.value.as_ref() == Some(&value)) {
            return;
        }
        let rev = register.map_or(1, Register::next);
        let before = mine.and_then(|(_, mine)| Some(of_version(mine.rev, mine.at, &mine.value.as_ref()?.write())));
        let before = before.unwrap_or(Any::Null);
        let version = of_version(rev, now, &value.write());
        writer.set_version(slot(task, &format!("{field}/{me}")), rev, version, before, false);
    }
}

impl HandoffFacts {
    /// Reads what is under a key of a task now; returns what changed.
    fn read(&mut self, task: TaskId, field: &str, value: Option<&Any>) -> Option<HandoffsChange> {
        let line = |old: &Rc<str>| {
            let text = value.and_then(schema::text).filter(|text| text::fits(text, text::LINE).is_ok());
            keep_text(Some(old), text.unwrap_or_default())
        };
        match field {
            "outcome" => {
                self.outcome = line(&self.outcome);
                return Some(HandoffsChange::Typed(task));
            }
            "may-fail" => {
                self.may_fail = line(&self.may_fail);
                return Some(HandoffsChange::Typed(task));
            }
            _ => {}
        }
        let (kind, of) = field.split_once('/')?;
        match kind {
            "briefing" => {
                let id = of.parse().ok()?;
                keep(&mut self.briefing, id, value.and_then(|value| read_line(id, value)));
                Some(HandoffsChange::Briefed(task))
            }
            "filled" => {
                let text = value.and_then(schema::text).filter(|text| text::not_blank(text, text::LINE).is_ok());
                keep(&mut self.filled, of.parse().ok()?, text.map(Rc::from));
                Some(HandoffsChange::Briefed(task))
            }
            "offer" => {
                self.offers.read(of.parse().ok()?, value, |value| Some(Offered::read(value)));
                let is_there = self.offers.latest().is_some_and(|(_, offer)| offer.value.is_some());
                Some(if is_there { HandoffsChange::Offered(task) } else { HandoffsChange::TakenBack(task) })
            }
            "answer" => {
                let member = of.parse().ok()?;
                let reply = |facts: &Self| {
                    let (_, _, mine) = facts.answers().find(|(by, ..)| *by == member)?;
                    Some((mine.reply, mine.terms.handoff))
                };
                let before = reply(self);
                self.answers.read(member, value, |value| Some(Answered::read(value)));
                Some(match reply(self) {
                    None => HandoffsChange::TakenBack(task),
                    now @ Some((HandoffReply::Accepted, _)) if now == before => HandoffsChange::Moved(task),
                    Some((HandoffReply::Accepted, _)) => HandoffsChange::Accepted(task),
                    Some((HandoffReply::NeedsHelp, _)) => HandoffsChange::HelpWanted(task),
                    Some((HandoffReply::GivenBack, _)) => HandoffsChange::GivenBack(task),
                })
            }
            "talk" => {
                let item = of.parse().ok()?;
                self.talks.retain(|other| *other != item);
                value.and_then(schema::moment)?;
                self.talks.push(item);
                Some(HandoffsChange::TalkRaised(task))
            }
            _ => None,
        }
    }

    /// The offers that stand, with who made them and when, the latest last.
    fn offers(&self) -> impl Iterator<Item = (MemberId, Moment, &Offered)> {
        let all = self.offers.versions().into_iter();
        all.filter_map(|(by, offer)| Some((by, offer.at, offer.value.as_ref()?)))
    }

    /// The answers that stand, with who gave them and when, the latest last.
    fn answers(&self) -> impl Iterator<Item = (MemberId, Moment, &Answered)> {
        let all = self.answers.versions().into_iter();
        all.filter_map(|(by, answer)| Some((by, answer.at, answer.value.as_ref()?)))
    }

    fn view_of(&self, task: TaskId, people: &People) -> Handoff {
        let briefing = self.briefing.values().map(|line| BriefingLine {
            by: people.person(line.by),
            filled: self.filled.get(&line.id).cloned(),
            ..line.clone()
        });
        let offers = self.offers().map(|(by, at, offer)| Offer {
            by: people.person(by),
            at,
            to: people.person(offer.to),
            terms: offer.terms.clone(),
        });
        let answers = self.answers().map(|(by, at, answer)| HandoffAnswer {
            by: people.person(by),
            at,
            reply: answer.reply,
            terms: answer.terms.clone(),
            line: answer.line.clone(),
        });
        let mut talks = self.talks.clone();
        talks.sort_unstable();
        Handoff {
            task,
            outcome: self.outcome.clone(),
            may_fail: self.may_fail.clone(),
            briefing: order::by_key(briefing, |line| (line.at.0, 0, line.id.0)).into(),
            offers: offers.collect(),
            answers: answers.collect(),
            talks: talks.into(),
        }
    }
}

/// What a member writes as their version of a register.
trait Value: PartialEq {
    fn write(&self) -> Vec<Any>;
}

impl Value for Offered {
    fn write(&self) -> Vec<Any> {
        let mut parts = self.terms.write();
        parts.push(of_id(self.to.0));
        parts
    }
}

impl Value for Answered {
    fn write(&self) -> Vec<Any> {
        let mut parts = self.terms.write();
        parts.extend([of_number(self.reply.code()), of_text(&self.line)]);
        parts
    }
}

impl Offered {
    fn read(value: &Any) -> Option<Self> {
        Some(Self { terms: HandoffTerms::read(value)?, to: MemberId(schema::id(schema::part(value, 6))?) })
    }
}

impl Answered {
    fn read(value: &Any) -> Option<Self> {
        let line = schema::text(schema::part(value, 7)).filter(|line| text::fits(line, text::LINE).is_ok())?;
        let reply = HandoffReply::read(schema::part(value, 6))?;
        Some(Self { terms: HandoffTerms::read(value)?, reply, line: Rc::from(line) })
    }
}

fn read_line(id: BriefingId, value: &Any) -> Option<BriefingLine> {
    let text = schema::text(schema::part(value, 3)).filter(|text| text::not_blank(text, text::LINE).is_ok())?;
    let Any::Bool(is_missing) = *schema::part(value, 2) else { return None };
    Some(BriefingLine {
        id,
        by: MemberId(schema::id(schema::part(value, 0))?),
        at: schema::moment(schema::part(value, 1))?,
        is_missing,
        text: Rc::from(text),
        filled: None,
    })
}

fn slot(task: TaskId, field: &str) -> Slot {
    Slot::flat(HANDOFFS, format!("{task}/{field}"))
}
