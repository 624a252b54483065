//! Habits: small things that somebody means to do again and again, ticked by the week. Nothing is counted, and a week that was
//! left out is left out. A habit belongs to who began it: nobody else ticks, rewords or ends it.

use std::rc::Rc;

use litemap::LiteMap;
use yrs::{Any, ReadTxn};

use crate::{
    concept::{Concept, Found, show_list},
    context::Context,
    dates,
    id::{HabitId, MemberId},
    order,
    schema::{self, Root, Slot, of_id, of_number, of_parts, of_text},
    text,
    values::{Date, Moment, Refused, Target, UndoName, Verb},
    writer::Writer,
};

const HABITS: Root = Root::new(20, "habits");

/// The weeks of a habit that a screen is given, the latest.
const MOST_WEEKS: usize = 60;

/// What people do with their habits.
#[derive(Debug, Clone, PartialEq, Eq, strum::VariantNames, strum::IntoStaticStr)]
pub enum HabitsEdit {
    Begin {
        habit: HabitId,
        words: String,
    },
    Reword {
        habit: HabitId,
        words: String,
    },
    /// Whether it was done in the week that begins on this day, a Monday.
    Tick {
        habit: HabitId,
        week: Date,
        done: bool,
    },
    /// They let it rest, or take it up again.
    Rest {
        habit: HabitId,
        rests: bool,
    },
}

/// What changed about habits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantNames, strum::IntoStaticStr)]
pub enum HabitsChange {
    Begun(HabitId),
    /// It was ticked for a week, or no longer.
    Ticked(HabitId),
    /// It has other words, rests, or was taken up again.
    Changed(HabitId),
}

/// A small thing that somebody means to do every week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Habit {
    pub id: HabitId,
    /// Whose it is.
    pub owner: MemberId,
    pub words: Rc<str>,
    pub since: Moment,
    pub rests: bool,
    /// The days on which the weeks begin in which it was done, in order.
    pub weeks: Rc<[Date]>,
}

/// What the document says about habits.
#[derive(Debug, Default)]
pub(crate) struct Habits(LiteMap<HabitId, HabitFacts>);

#[derive(Debug, Default)]
struct HabitFacts {
    /// By whom, when, and the words then.
    begun: Option<(MemberId, Moment, Rc<str>)>,
    words: Option<Rc<str>>,
    rests: bool,
    weeks: LiteMap<Date, ()>,
}

impl Concept for Habits {
    type Edit = HabitsEdit;
    type Change = HabitsChange;
    type Before = ();

    const ROOTS: &'static [Root] = &[HABITS];

    fn undo_name(edit: &HabitsEdit) -> UndoName {
        match *edit {
            HabitsEdit::Begin { habit, .. } => UndoName::new(Verb::Add, Target::Habit(habit)),
            HabitsEdit::Reword { habit, .. } => UndoName::typed(Verb::Set, Target::Habit(habit)),
            HabitsEdit::Tick { habit, .. } | HabitsEdit::Rest { habit, .. } => {
                UndoName::new(Verb::Set, Target::Habit(habit))
            }
        }
    }

    fn read(&mut self, found: &Found<'_, impl ReadTxn>, _: &Context, changes: &mut Vec<HabitsChange>) {
        let (habit, field) = found.key.split_once('/').unwrap_or((found.key, ""));
        let Ok(id) = habit.parse() else { return };
        let value = found.value();
        let facts = self.0.entry(id).or_default();
        changes.push(match field {
            "" => {
                facts.begun = value.and_then(read_begun);
                if facts.begun.is_some() { HabitsChange::Begun(id) } else { HabitsChange::Changed(id) }
            }
            "words" => {
                let words = value.and_then(schema::text).filter(|words| text::not_blank(words, text::NAME).is_ok());
                facts.words = words.map(Rc::from);
                HabitsChange::Changed(id)
            }
            "rests" => {
                facts.rests = value == Some(&Any::Bool(true));
                HabitsChange::Changed(id)
            }
            week if dates::checked_day(week).is_ok() => {
                let done = (value == Some(&Any::Bool(true))).then_some(());
                schema::keep(&mut facts.weeks, week.to_owned(), done);
                HabitsChange::Ticked(id)
            }
            _ => return,
        });
    }

    fn before(&self, _: &Context) {}

    fn perform(&self, writer: &mut Writer<'_, '_>, context: &Context, edit: &HabitsEdit) -> Result<(), Refused> {
        let mine = |habit: HabitId| {
            let facts = self.0.get(&habit).and_then(|facts| facts.begun.as_ref());
            let (owner, ..) = facts.ok_or(Refused::Gone)?;
            if context.people.same(*owner, writer.who.me) {
                Ok(())
            } else {
                Err(Refused::NotYours { owner: context.people.person(*owner) })
            }
        };
        let checked = |words: &str| Ok(of_text(&text::one_line(text::not_blank(words, text::NAME)?)));
        match *edit {
            HabitsEdit::Begin { habit, ref words } => {
                let words = checked(words.trim())?;
                if self.0.get(&habit).is_none_or(|facts| facts.begun.is_none()) {
                    let begun = of_parts([of_id(writer.who.me.0), of_number(writer.who.now.0), words]);
                    writer.set(Slot::flat(HABITS, habit), begun);
                }
            }
            HabitsEdit::Reword { habit, ref words } => {
                mine(habit)?;
                writer.set(slot(habit, "words"), checked(words)?);
            }
            HabitsEdit::Tick { habit, ref week, done } => {
                mine(habit)?;
                writer.set(slot(habit, dates::checked_day(week)?), Any::Bool(done));
            }
            HabitsEdit::Rest { habit, rests } => {
                mine(habit)?;
                writer.set(slot(habit, "rests"), Any::Bool(rests));
            }
        }
        Ok(())
    }
}

impl Habits {
    /// Shows habits in the order in which they were begun.
    pub(crate) fn show(&self, context: &Context, habits: &mut Rc<[Habit]>) {
        let shown = self.0.iter().filter_map(|(id, facts)| {
            let (owner, since, words) = facts.begun.as_ref()?;
            let left_out = facts.weeks.len().saturating_sub(MOST_WEEKS);
            Some(Habit {
                id: *id,
                owner: context.people.person(*owner),
                words: facts.words.as_ref().unwrap_or(words).clone(),
                since: *since,
                rests: facts.rests,
                weeks: facts.weeks.keys().skip(left_out).cloned().collect(),
            })
        });
        show_list(habits, order::by_key(shown, |habit| (habit.since.0, 0, habit.id.0)));
    }
}

fn slot(habit: HabitId, field: &str) -> Slot {
    Slot::flat(HABITS, format!("{habit}/{field}"))
}

fn read_begun(value: &Any) -> Option<(MemberId, Moment, Rc<str>)> {
    let words = schema::text(schema::part(value, 2)).filter(|words| text::not_blank(words, text::NAME).is_ok())?;
    let by = schema::id(schema::part(value, 0)).map(MemberId)?;
    Some((by, schema::moment(schema::part(value, 1))?, Rc::from(words)))
}
