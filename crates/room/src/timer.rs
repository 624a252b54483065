//! The shared clock: facts from which every screen derives the same time; nothing ticks in here.
//!
//! The clock is a register: each member writes the whole of it under a key of their own. An edit names the block that the
//! person saw, and what they meant, so a stale hand neither stops a new block nor turns the other's Pause into a Resume.

mod blocks;

use std::rc::Rc;

use yrs::{Any, ReadTxn};

use blocks::{BLOCKS, Blocks, Ended};
pub use blocks::{Block, Report};

use crate::{
    concept::{Concept, Found, show_value},
    context::{Context, People, Running},
    id::{BlockId, MemberId},
    register::{Register, Version, of_version},
    schema::{self, Root, Slot, of_id, of_number},
    values::{self, BlockKind, Moment, Outcome, Refused, Target, TimerStateKind, UndoName, Verb},
    writer::Writer,
};

const TIMER: Root = Root::new(7, "timer");

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

/// The shared clock. Nothing in it ticks: what it shows follows from room time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timer {
    /// The block that runs, is paused, or ran last.
    pub block: Option<BlockId>,
    pub kind: BlockKind,
    /// How the clock stands.
    pub state: TimerState,
    /// When the block started.
    pub started: Moment,
    /// Its whole length in milliseconds; none counts up.
    pub budget: Option<u64>,
    /// Milliseconds that it was paused, the present pause not included.
    pub paused_total: u64,
    /// Those who are in it.
    pub with: Rc<[MemberId]>,
    /// Who did the last thing to it.
    pub by: MemberId,
    /// When that was.
    pub at: Moment,
    /// What each set out to do, in order of members.
    pub intentions: Rc<[(MemberId, Rc<str>)]>,
    /// What came of it.
    pub reports: Rc<[Report]>,
}

/// How a clock stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimerState {
    /// No block; `Timer::block` is the last one if there was any.
    Idle,
    /// Counts.
    Running,
    /// Stands since then.
    Paused {
        /// Room time.
        since: Moment,
    },
}

/// What the document says about the clock and its blocks.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    register: Register<Run>,
    blocks: Blocks,
}

/// What a member says that the clock is at.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Run {
    state: TimerState,
    block: BlockId,
    kind: BlockKind,
    started: Moment,
    budget: Option<u64>,
    paused_total: u64,
    with: Vec<MemberId>,
}

impl Concept for Clock {
    type Edit = TimerEdit;
    type Change = TimerChange;
    /// What the clock was at, and who said so.
    type Before = Option<(MemberId, Version<Run>)>;

    const ROOTS: &'static [Root] = &[TIMER, BLOCKS];

    /// (Those of the clock itself leave nothing to undo.)
    fn undo_name(edit: &TimerEdit) -> UndoName {
        match *edit {
            TimerEdit::Start { block, .. }
            | TimerEdit::Pause { block }
            | TimerEdit::Resume { block }
            | TimerEdit::Stop { block }
            | TimerEdit::AddTime { block, .. }
            | TimerEdit::Join { block } => UndoName::new(Verb::Set, Target::Block(block)),
            TimerEdit::SetIntention { block, .. } | TimerEdit::Report { block, .. } => {
                UndoName::typed(Verb::Set, Target::Block(block))
            }
        }
    }

    fn read(&mut self, found: &Found<'_, impl ReadTxn>, _: &Context, _: &mut Vec<TimerChange>) {
        if found.root == BLOCKS {
            self.blocks.read(found.key, found.value());
        } else if let Ok(member) = found.key.parse() {
            self.register.read(member, found.value(), Run::read);
        }
    }

    fn settle(&mut self, _: bool, context: &mut Context) {
        if context.renewed.people {
            self.blocks.doubt();
        }
        context.running = self.run().and_then(|(_, run)| run.running());
    }

    fn before(&self, _: &Context) -> Self::Before {
        self.register.latest().map(|(by, run)| (by, run.clone()))
    }

    fn compare(&self, before: Self::Before, _: &Context, changes: &mut Vec<TimerChange>) {
        let same = before.as_ref().map(|(by, run)| (*by, run)) == self.register.latest();
        changes.extend((!same).then_some(TimerChange::Changed));
    }

    fn perform(&self, writer: &mut Writer<'_, '_>, context: &Context, edit: &TimerEdit) -> Result<(), Refused> {
        let (people, now, me) = (&context.people, writer.who.now, writer.who.me);
        match *edit {
            TimerEdit::Start { block, kind, budget, ref with } => {
                if self.makes_way(writer, people, block)? {
                    let with = people.each_once(&[with, &[me][..]].concat()).to_vec();
                    let budget = budget.map(|budget| budget.min(LONGEST));
                    let state = TimerState::Running;
                    self.say(writer, &Run { state, block, kind, started: now, budget, paused_total: 0, with });
                }
                Ok(())
            }
            TimerEdit::Pause { block } => match self.seen(people, block)? {
                (run @ Run { state: TimerState::Running, .. }, _) => {
                    let since = now.max(run.started);
                    self.say(writer, &Run { state: TimerState::Paused { since }, ..run.clone() });
                    Ok(())
                }
                (_, already) => Err(already),
            },
            TimerEdit::Resume { block } => match self.seen(people, block)? {
                (run @ Run { state: TimerState::Paused { since }, .. }, _) => {
                    let paused_total = run.paused_total.saturating_add(now.0.saturating_sub(since.0));
                    self.say(writer, &Run { state: TimerState::Running, paused_total, ..run.clone() });
                    Ok(())
                }
                (_, already) => Err(already),
            },
            TimerEdit::Stop { block } => {
                let run = self.seen_on(people, block)?;
                run.end(writer);
                self.say(writer, &Run { state: TimerState::Idle, ..run.clone() });
                Ok(())
            }
            // An open-ended block has no end to move.
            TimerEdit::AddTime { block, by } => {
                let run = self.seen_on(people, block)?;
                if let Some(budget) = run.budget {
                    let budget = Some(budget.saturating_add_signed(by).min(LONGEST));
                    self.say(writer, &Run { budget, ..run.clone() });
                }
                Ok(())
            }
            TimerEdit::Join { block } => {
                let run = self.seen_on(people, block)?;
                if !run.with.iter().any(|present| people.same(*present, me)) {
                    let with = run.with.iter().copied().chain([me]).collect();
                    self.say(writer, &Run { with, ..run.clone() });
                }
                Ok(())
            }
            TimerEdit::SetIntention { block, ref text } => Blocks::intend(writer, block, text),
            TimerEdit::Report { block, outcome, ref line } => {
                let on_clock = self.run().map(|(_, run)| run.block);
                self.blocks.report(writer, on_clock, block, outcome, line)
            }
        }
    }
}

impl Clock {
    pub(crate) fn show(&mut self, context: &Context, timer: &mut Rc<Timer>, blocks: &mut Rc<[Rc<Block>]>) {
        let people = &context.people;
        let shown = self.register.latest().map_or_else(Timer::default, |(by, Version { at, value: run, .. })| Timer {
            block: Some(run.block),
            kind: run.kind,
            state: run.state,
            started: run.started,
            budget: run.budget,
            paused_total: run.paused_total,
            with: people.each_once(&run.with),
            by: people.person(by),
            at: *at,
            intentions: self.blocks.intentions(run.block, people),
            reports: self.blocks.reports(run.block, people),
        });
        show_value(timer, shown);
        self.blocks.show(context, blocks);
    }

    /// What the clock is at, and who said so.
    fn run(&self) -> Option<(MemberId, &Run)> {
        self.register.latest().map(|(by, version)| (by, &version.value))
    }

    /// The block that the person saw, if the clock still has it; and that the clock is like that already.
    fn seen(&self, people: &People, block: BlockId) -> Result<(&Run, Refused), Refused> {
        let (by, run) = self.run().filter(|(_, run)| run.block == block).ok_or(Refused::Gone)?;
        Ok((run, Refused::Already { state: run.state.kind(), by: people.person(by) }))
    }

    /// The block that the person saw, if it runs or is paused.
    fn seen_on(&self, people: &People, block: BlockId) -> Result<&Run, Refused> {
        match self.seen(people, block)? {
            (Run { state: TimerState::Idle, .. }, already) => Err(already),
            (run, _) => Ok(run),
        }
    }

    /// Whether a new block may start. One in overtime ends first; one that runs otherwise stays. The very block that already
    /// runs was started by another device a moment ago: that is what was meant.
    fn makes_way(&self, writer: &mut Writer<'_, '_>, people: &People, block: BlockId) -> Result<bool, Refused> {
        let Some((by, run)) = self.run() else { return Ok(true) };
        let already = |state| Err(Refused::Already { state, by: people.person(by) });
        match run.state {
            TimerState::Idle if run.block == block || self.blocks.has_ended(block) => already(TimerStateKind::Stopped),
            TimerState::Idle => Ok(true),
            _ if run.block == block => Ok(false),
            _ if run.is_over(writer.who.now) => {
                run.end(writer);
                Ok(true)
            }
            state => already(state.kind()),
        }
    }

    /// My version of the clock.
    fn say(&self, writer: &mut Writer<'_, '_>, run: &Run) {
        let version = of_version(self.register.next(), writer.who.now, &run.write());
        writer.write(Slot::flat(TIMER, writer.who.me), version);
    }
}

impl Run {
    fn read(value: &Any) -> Option<Self> {
        let part = |at| schema::part(value, at);
        let state = match schema::number(part(2))? {
            0 => TimerState::Idle,
            1 => TimerState::Running,
            2 => TimerState::Paused { since: schema::moment(part(8))? },
            _ => return None,
        };
        Some(Self {
            state,
            block: BlockId(schema::id(part(3))?),
            kind: blocks::read_kind(part(4)),
            started: schema::moment(part(5))?,
            budget: schema::number(part(6)).map(|budget| budget.min(LONGEST)),
            paused_total: schema::number(part(7)).unwrap_or(0),
            with: blocks::read_with(part(9)),
        })
    }

    fn write(&self) -> [Any; 8] {
        let (state, since) = match self.state {
            TimerState::Idle => (0, Any::Null),
            TimerState::Running => (1, Any::Null),
            TimerState::Paused { since } => (2, of_number(since.0)),
        };
        [
            of_number(state),
            of_id(self.block.0),
            blocks::of_kind(self.kind),
            of_number(self.started.0),
            self.budget.map_or(Any::Null, of_number),
            of_number(self.paused_total),
            since,
            blocks::of_with(&self.with),
        ]
    }

    /// As other concepts are told of it; none where the clock does not run.
    fn running(&self) -> Option<Running> {
        let paused_since = match self.state {
            TimerState::Idle => return None,
            TimerState::Running => None,
            TimerState::Paused { since } => Some(since),
        };
        let Self { block, started, paused_total, .. } = *self;
        Some(Running { block, started, paused_total, paused_since })
    }

    /// Milliseconds that the clock has run by then.
    fn ran(&self, now: Moment) -> u64 {
        self.running().map_or(0, |running| running.ran(now))
    }

    fn is_over(&self, now: Moment) -> bool {
        self.budget.is_some_and(|budget| self.ran(now) >= budget)
    }

    /// The block ends now.
    fn end(&self, writer: &mut Writer<'_, '_>) {
        let ended = writer.who.now.max(self.started);
        let ran = self.ran(ended);
        Ended { kind: self.kind, started: self.started, ended, ran, with: self.with.clone() }.write(writer, self.block);
    }
}

impl TimerState {
    fn kind(self) -> TimerStateKind {
        match self {
            Self::Idle => TimerStateKind::Stopped,
            Self::Running => TimerStateKind::Running,
            Self::Paused { .. } => TimerStateKind::Paused,
        }
    }
}

impl Default for Timer {
    /// A clock that nobody started yet.
    fn default() -> Self {
        Self {
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
        }
    }
}

impl Timer {
    /// Milliseconds that the clock has run by `now`.
    pub fn ran(&self, now: Moment) -> u64 {
        let until = match self.state {
            TimerState::Idle => return 0,
            TimerState::Running => now,
            TimerState::Paused { since } => since,
        };
        values::ran(self.started, self.paused_total, until)
    }

    /// Milliseconds left at `now`; negative in overtime, none when open-ended or idle.
    pub fn remaining(&self, now: Moment) -> Option<i64> {
        match self.state {
            TimerState::Idle => None,
            _ => self.budget.map(|budget| budget as i64 - self.ran(now) as i64),
        }
    }

    /// When it will be up, if it runs against a length.
    pub fn ends(&self) -> Option<Moment> {
        match self.state {
            TimerState::Running => self.budget.map(|budget| Moment(self.started.0 + self.paused_total + budget)),
            _ => None,
        }
    }
}
