//! The shared clock: facts from which every screen derives the same time; nothing ticks in here.
//!
//! Each member writes the whole clock under a key of their own, one revision on; the highest (rev, by) counts. An edit
//! names the block that the person saw, and what they meant, so a stale hand neither stops a new block nor turns the
//! other's Pause into a Resume.

use std::rc::Rc;

use litemap::LiteMap;
use yrs::Any;

use crate::{
    blocks::{self, Blocks},
    id::{BlockId, MemberId},
    members::Members,
    pen::Pen,
    refused::{Refused, TimerStateKind},
    schema::{self, Root, Slot, of_id, of_number, of_parts},
    sessions::keep,
    values::{BlockKind, Moment, Outcome},
    view::{Timer, TimerState},
};

/// What people do to the timer, each to the block that they saw.
#[derive(Debug, Clone, PartialEq, Eq, strum::VariantNames, strum::IntoStaticStr)]
pub enum TimerEdit {
    /// A new block starts.
    Start {
        /// New, or derived where it starts by itself.
        block: BlockId,
        kind: BlockKind,
        /// Whole length in milliseconds; none is open-ended and counts up.
        budget: Option<u64>,
        /// Those present.
        with: Vec<MemberId>,
    },
    Pause {
        block: BlockId,
    },
    Resume {
        block: BlockId,
    },
    Stop {
        block: BlockId,
    },
    /// More time, in milliseconds; negative takes away.
    AddTime {
        block: BlockId,
        by: i64,
    },
    /// A latecomer joins a block that runs.
    Join {
        block: BlockId,
    },
    /// What I set out to do in this block; empty takes it back. Before a start, `block` is the id it will have.
    SetIntention {
        block: BlockId,
        text: String,
    },
    /// What came of it, and a line if one likes.
    Report {
        block: BlockId,
        outcome: Outcome,
        line: String,
    },
}

/// What became of the timer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantNames, strum::IntoStaticStr)]
pub enum TimerChange {
    /// It was started, paused, resumed, stopped or given time.
    Changed,
}

/// No block is longer, in milliseconds: a week.
const LONGEST: u64 = 7 * 24 * 60 * 60 * 1_000;

/// What the document says about the clock.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    words: LiteMap<MemberId, Word>,
}

/// A member's word on how the clock stands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Word {
    rev: u64,
    at: Moment,
    state: TimerState,
    pub(crate) block: BlockId,
    pub(crate) kind: BlockKind,
    pub(crate) started: Moment,
    budget: Option<u64>,
    paused_total: u64,
    pub(crate) with: Vec<MemberId>,
}

impl Clock {
    /// Takes in what stands under a key now.
    pub(crate) fn read(&mut self, key: &str, value: Option<&Any>) {
        if let Ok(member) = key.parse() {
            keep(&mut self.words, member, value.and_then(Word::read));
        }
    }

    /// The word that counts.
    pub(crate) fn word(&self) -> Option<(MemberId, &Word)> {
        self.words.iter().max_by_key(|(by, word)| (word.rev, **by)).map(|(by, word)| (*by, word))
    }

    /// The block that runs or is paused, and for how many milliseconds it has run.
    pub(crate) fn stand(&self, now: Moment) -> Option<(BlockId, u64)> {
        let (_, word) = self.word().filter(|(_, word)| word.state != TimerState::Idle)?;
        Some((word.block, word.ran(now)))
    }

    /// As a screen shows it.
    pub(crate) fn show(&self, members: &Members, blocks: &Blocks) -> Timer {
        let Some((by, word)) = self.word() else {
            return Timer {
                block: None,
                kind: BlockKind::Work,
                state: TimerState::Idle,
                started: Moment::default(),
                budget: None,
                paused_total: 0,
                with: Rc::from([]),
                by: MemberId([0; 8]),
                at: Moment::default(),
                intentions: Rc::from([]),
                reports: Rc::from([]),
            };
        };
        Timer {
            block: Some(word.block),
            kind: word.kind,
            state: word.state,
            started: word.started,
            budget: word.budget,
            paused_total: word.paused_total,
            with: blocks::people(&word.with, members),
            by: members.person(by),
            at: word.at,
            intentions: blocks.intentions(word.block, members),
            reports: blocks.reports(word.block, members),
        }
    }
}

impl Word {
    fn read(value: &Any) -> Option<Self> {
        let part = |at| schema::part(value, at);
        let state = match schema::number(part(2))? {
            0 => TimerState::Idle,
            1 => TimerState::Running,
            2 => TimerState::Paused { since: schema::moment(part(8))? },
            _ => return None,
        };
        Some(Self {
            rev: schema::rev(value)?,
            at: schema::moment(part(1))?,
            state,
            block: BlockId(schema::id(part(3))?),
            kind: blocks::read_kind(part(4)),
            started: schema::moment(part(5))?,
            budget: schema::number(part(6)).map(|budget| budget.min(LONGEST)),
            paused_total: schema::number(part(7)).unwrap_or(0),
            with: blocks::read_with(part(9)),
        })
    }

    fn write(&self) -> Any {
        let (state, since) = match self.state {
            TimerState::Idle => (0, Any::Null),
            TimerState::Running => (1, Any::Null),
            TimerState::Paused { since } => (2, of_number(since.0)),
        };
        of_parts([
            of_number(self.rev),
            of_number(self.at.0),
            of_number(state),
            of_id(self.block.0),
            blocks::of_kind(self.kind),
            of_number(self.started.0),
            self.budget.map_or(Any::Null, of_number),
            of_number(self.paused_total),
            since,
            blocks::of_with(&self.with),
        ])
    }

    /// Milliseconds that the clock has run by then.
    pub(crate) fn ran(&self, now: Moment) -> u64 {
        let until = match self.state {
            TimerState::Idle => return 0,
            TimerState::Running => now,
            TimerState::Paused { since } => since,
        };
        until.0.saturating_sub(self.started.0).saturating_sub(self.paused_total)
    }

    fn is_over(&self, now: Moment) -> bool {
        self.budget.is_some_and(|budget| self.ran(now) >= budget)
    }

    fn stands(&self) -> TimerStateKind {
        match self.state {
            TimerState::Idle => TimerStateKind::Stopped,
            TimerState::Running => TimerStateKind::Running,
            TimerState::Paused { .. } => TimerStateKind::Paused,
        }
    }
}

/// The block that the person saw, if the clock still has it.
fn seen<'c>(clock: &'c Clock, members: &Members, block: BlockId) -> Result<(&'c Word, Refused), Refused> {
    let (by, word) = clock.word().filter(|(_, word)| word.block == block).ok_or(Refused::Gone)?;
    Ok((word, Refused::Already { state: word.stands(), by: members.person(by) }))
}

/// My word, one revision on.
fn say(pen: &mut Pen<'_, '_>, rev: u64, word: Word) {
    let word = Word { rev: rev + 1, at: pen.who.now, ..word };
    pen.write(Slot::flat(Root::Timer, pen.who.me), word.write());
}

/// A new block. One in overtime ends first; one that runs otherwise stays. The very block that already runs was started
/// by another device a moment ago: that is what was meant.
pub(crate) fn start(
    pen: &mut Pen<'_, '_>,
    clock: &Clock,
    blocks: &Blocks,
    members: &Members,
    block: BlockId,
    (kind, budget, with): (BlockKind, Option<u64>, &[MemberId]),
) -> Result<(), Refused> {
    let now = pen.who.now;
    let mut rev = 0;
    if let Some((by, word)) = clock.word() {
        let already = |state| Err(Refused::Already { state, by: members.person(by) });
        match word.state {
            TimerState::Idle if word.block == block || blocks.has_ended(block) => {
                return already(TimerStateKind::Stopped);
            }
            TimerState::Idle => {}
            _ if word.block == block => return Ok(()),
            _ if word.is_over(now) => blocks::end(pen, word),
            _ => return already(word.stands()),
        }
        rev = word.rev;
    }
    let mut with = with.to_vec();
    with.push(pen.who.me);
    let with = blocks::people(&with, members).to_vec();
    let budget = budget.map(|budget| budget.min(LONGEST));
    let word =
        Word { rev, at: now, state: TimerState::Running, block, kind, started: now, budget, paused_total: 0, with };
    say(pen, rev, word);
    Ok(())
}

pub(crate) fn pause(pen: &mut Pen<'_, '_>, clock: &Clock, members: &Members, block: BlockId) -> Result<(), Refused> {
    match seen(clock, members, block)? {
        (word, _) if word.state == TimerState::Running => {
            let since = pen.who.now.max(word.started);
            say(pen, word.rev, Word { state: TimerState::Paused { since }, ..word.clone() });
            Ok(())
        }
        (_, already) => Err(already),
    }
}

pub(crate) fn resume(pen: &mut Pen<'_, '_>, clock: &Clock, members: &Members, block: BlockId) -> Result<(), Refused> {
    match seen(clock, members, block)? {
        (word @ Word { state: TimerState::Paused { since }, .. }, _) => {
            let paused_total = word.paused_total.saturating_add(pen.who.now.0.saturating_sub(since.0));
            say(pen, word.rev, Word { state: TimerState::Running, paused_total, ..word.clone() });
            Ok(())
        }
        (_, already) => Err(already),
    }
}

pub(crate) fn stop(pen: &mut Pen<'_, '_>, clock: &Clock, members: &Members, block: BlockId) -> Result<(), Refused> {
    match seen(clock, members, block)? {
        (Word { state: TimerState::Idle, .. }, already) => Err(already),
        _ => {
            end(pen, clock);
            Ok(())
        }
    }
}

/// Whatever runs stops.
pub(crate) fn end(pen: &mut Pen<'_, '_>, clock: &Clock) {
    if let Some((_, word)) = clock.word().filter(|(_, word)| word.state != TimerState::Idle) {
        blocks::end(pen, word);
        say(pen, word.rev, Word { state: TimerState::Idle, ..word.clone() });
    }
}

/// More time, or less; an open-ended block has no end to move.
pub(crate) fn add(
    pen: &mut Pen<'_, '_>,
    clock: &Clock,
    members: &Members,
    block: BlockId,
    by: i64,
) -> Result<(), Refused> {
    match seen(clock, members, block)? {
        (Word { state: TimerState::Idle, .. }, already) => Err(already),
        (word, _) => {
            if let Some(budget) = word.budget {
                let budget = Some(budget.saturating_add_signed(by).min(LONGEST));
                say(pen, word.rev, Word { budget, ..word.clone() });
            }
            Ok(())
        }
    }
}

pub(crate) fn join(pen: &mut Pen<'_, '_>, clock: &Clock, members: &Members, block: BlockId) -> Result<(), Refused> {
    match seen(clock, members, block)? {
        (Word { state: TimerState::Idle, .. }, already) => Err(already),
        (word, _) => {
            let me = pen.who.me;
            if !word.with.iter().any(|present| members.same(*present, me)) {
                let with = word.with.iter().copied().chain([me]).collect();
                say(pen, word.rev, Word { with, ..word.clone() });
            }
            Ok(())
        }
    }
}
