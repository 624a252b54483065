//! The shared clock: facts from which every screen derives the same time; nothing ticks in here.
//!
//! What people do to a block is written in its journal (`journal.rs`), so nothing that was done apart is lost when two copies
//! meet. An edit names the block that the person saw, and what they meant, so a stale hand neither stops a new block nor turns
//! the other's Pause into a Resume.

mod blocks;
mod journal;

use std::rc::Rc;

use yrs::ReadTxn;

use blocks::{BLOCKS, Blocks};
pub use blocks::{Block, Report};
pub(crate) use journal::OPEN_ENDED_COUNTS;
pub use journal::TimerChange;
use journal::{BlockRun, BlockRunState, EntryKey, EntryKind, LONGEST, TIMER};

use crate::{
    concept::{Concept, Found, show_value},
    context::{Context, People, Running},
    id::{BlockId, MemberId},
    map_of::map_of,
    schema::Root,
    values::{BlockKind, Moment, Outcome, Refused, Target, TimerStateKind, UndoName, Verb},
    writer::Writer,
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
    /// Milliseconds that it had run at `since`.
    pub ran_before: u64,
    /// When it was last started, paused, resumed or stopped.
    pub since: Moment,
    /// Those who are in it, or in another block that is open.
    pub with: Rc<[MemberId]>,
    /// Those among them who are in a block of their own that is open, too: it was started apart.
    pub apart: Rc<[MemberId]>,
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
    blocks: Blocks,
    /// The block that the clock has: see [`Blocks::on_clock`].
    on_clock: Option<BlockId>,
    /// The other blocks that are open: they were started apart.
    apart: Vec<BlockId>,
    /// Entries that the present reading found.
    arrived: Vec<(BlockId, EntryKey)>,
    /// What they came to.
    news: Vec<TimerChange>,
}

impl Concept for Clock {
    type Edit = TimerEdit;
    type Change = TimerChange;
    type Before = ();

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
            TimerEdit::SetIntention { block, .. } => UndoName::typed(Verb::Set, Target::Block(block)),
            TimerEdit::Report { block, .. } => UndoName::typed(Verb::Report, Target::Block(block)),
        }
    }

    fn read(&mut self, found: &Found<'_, impl ReadTxn>, _: &Context, changes: &mut Vec<TimerChange>) {
        if found.root == BLOCKS {
            let reported = self.blocks.read(found.key, found.value());
            changes.extend(reported.map(|(block, outcome)| TimerChange::Reported { block, outcome }));
        } else if let Some((block, entry)) = journal::read_key(found.key) {
            self.blocks.read_entry(block, entry, found.value());
            self.arrived.push((block, entry));
        }
    }

    fn derive(&mut self, _: bool, context: &mut Context) {
        if context.renewed.people {
            self.blocks.mark_stale();
        }
        self.news.clear();
        if self.arrived.is_empty() {
            return;
        }
        let mut arrived = std::mem::take(&mut self.arrived);
        arrived.sort_unstable_by_key(|(block, (at, by))| (*at, *by, *block));
        let before = self.on_clock.filter(|id| self.is_open(*id));
        let blocks = map_of(arrived.iter().map(|(block, _)| (*block, ())));
        blocks.keys().for_each(|block| self.blocks.replay(*block));
        self.on_clock = self.blocks.on_clock();
        let others = self.blocks.runs().filter(|(id, run)| run.is_open() && Some(*id) != self.on_clock);
        self.apart = others.map(|(id, _)| id).collect();
        self.tell(&arrived, before);
        context.running = self.on_clock.and_then(|id| running(id, self.blocks.run(id)?));
    }

    fn before(&self, _: &Context) {}

    fn compare(&self, (): (), _: &Context, changes: &mut Vec<TimerChange>) {
        changes.extend(&self.news);
    }

    fn perform(&self, writer: &mut Writer<'_, '_>, context: &Context, edit: &TimerEdit) -> Result<(), Refused> {
        let (people, me) = (&context.people, writer.who.me);
        match *edit {
            TimerEdit::Start { block, kind, budget, ref with } => {
                if self.makes_way(writer, people, block)? {
                    let with = people.each_once(&[with, &[me][..]].concat()).to_vec();
                    let budget = budget.map(|budget| budget.min(LONGEST));
                    self.record(writer, block, &EntryKind::Start { kind, budget, with });
                }
            }
            TimerEdit::Pause { block } => {
                self.seen_in(people, block, BlockRunState::Running)?;
                self.record(writer, block, &EntryKind::Pause);
                self.leave_others(writer, people, block);
            }
            TimerEdit::Resume { block } => {
                self.seen_in(people, block, BlockRunState::Paused)?;
                self.record(writer, block, &EntryKind::Resume);
                self.leave_others(writer, people, block);
            }
            TimerEdit::Stop { block } => {
                self.seen_open(people, block)?;
                self.record(writer, block, &EntryKind::Stop);
                self.leave_others(writer, people, block);
            }
            // An open-ended block has no end to move.
            TimerEdit::AddTime { block, by } => {
                if self.seen_open(people, block)?.budget.is_some() {
                    self.record(writer, block, &EntryKind::AddTime(by));
                    self.leave_others(writer, people, block);
                }
            }
            TimerEdit::Join { block } => {
                if !self.seen_open(people, block)?.has(people, me) {
                    self.record(writer, block, &EntryKind::Join);
                }
                self.leave_others(writer, people, block);
            }
            TimerEdit::SetIntention { block, ref text } => Blocks::intend(writer, block, text)?,
            TimerEdit::Report { block, outcome, ref line } => self.blocks.report(writer, block, outcome, line)?,
        }
        Ok(())
    }
}

impl Clock {
    pub(crate) fn show(&mut self, context: &Context, timer: &mut Rc<Timer>, blocks: &mut Rc<[Rc<Block>]>) {
        let people = &context.people;
        let shown = self.on_clock.and_then(|id| Some((id, self.blocks.run(id)?)));
        let shown = shown.map_or_else(Timer::default, |(id, run)| {
            let others = || self.apart.iter().filter_map(|id| self.blocks.run(*id));
            let apart: Vec<_> = others().flat_map(|run| &run.with).copied().collect();
            Timer {
                block: Some(id),
                kind: run.kind,
                state: run.timer_state(),
                started: run.started,
                budget: run.budget,
                ran_before: run.ran,
                since: run.since,
                with: people.each_once(&[&run.with[..], &apart].concat()),
                apart: people.each_once(&apart),
                by: people.person(run.last.1),
                at: run.last.0,
                intentions: self.blocks.intentions([id].into_iter().chain(self.apart.iter().copied()), people),
                reports: self.blocks.reports(id, people),
            }
        });
        show_value(timer, shown);
        self.blocks.show(context, blocks);
    }

    fn is_open(&self, id: BlockId) -> bool {
        self.blocks.run(id).is_some_and(BlockRun::is_open)
    }

    /// What entries that were not known before come to, where the clock had `before`: as the clock stands now. Nothing is told
    /// of what somebody did and somebody else has done away with since, nor of a block that the clock neither had nor has.
    fn tell(&mut self, arrived: &[(BlockId, EntryKey)], before: Option<BlockId>) {
        let is_met = before.is_some_and(|before| Some(before) != self.on_clock && self.is_open(before));
        let told = arrived.iter().filter_map(|(block, entry)| {
            let journal = &self.blocks.get(*block)?.journal;
            let (is_on, was_on) = (self.on_clock == Some(*block), before == Some(*block));
            let is_last_turn = journal.run().is_some_and(|run| run.turned == *entry);
            let effect = journal.effect(*entry)?;
            let is_told = match effect {
                TimerChange::Started if before.is_some_and(|before| before != *block && self.is_open(before)) => {
                    return (!is_met).then_some(TimerChange::Met);
                }
                TimerChange::TimeAdded | TimerChange::Joined => is_on,
                TimerChange::Stopped => is_last_turn && (is_on || was_on),
                _ => is_last_turn && is_on,
            };
            is_told.then_some(effect)
        });
        self.news = is_met.then_some(TimerChange::Met).into_iter().chain(told).collect();
    }

    /// The block that the person saw, if the clock has it or it is open; and that the clock is like that already.
    fn seen(&self, people: &People, block: BlockId) -> Result<(&BlockRun, Refused), Refused> {
        let is_seen = self.on_clock == Some(block) || self.apart.contains(&block);
        let run = self.blocks.run(block).filter(|_| is_seen).ok_or(Refused::Gone)?;
        Ok((run, Refused::Already { state: run.timer_state().kind(), by: people.person(run.last.1) }))
    }

    fn seen_in(&self, people: &People, block: BlockId, state: BlockRunState) -> Result<&BlockRun, Refused> {
        let (run, already) = self.seen(people, block)?;
        if run.state == state { Ok(run) } else { Err(already) }
    }

    fn seen_open(&self, people: &People, block: BlockId) -> Result<&BlockRun, Refused> {
        let (run, already) = self.seen(people, block)?;
        if run.is_open() { Ok(run) } else { Err(already) }
    }

    /// Whether a new block may start. One in overtime ends first; one that runs otherwise stays. The very block that already
    /// runs was started by another device a moment ago: that is what was meant.
    fn makes_way(&self, writer: &mut Writer<'_, '_>, people: &People, block: BlockId) -> Result<bool, Refused> {
        let already =
            |run: &BlockRun| Refused::Already { state: run.timer_state().kind(), by: people.person(run.last.1) };
        if let Some(run) = self.blocks.run(block) {
            return if run.is_open() { Ok(false) } else { Err(already(run)) };
        }
        let on_clock = self.on_clock.and_then(|id| Some((id, self.blocks.run(id)?)));
        match on_clock.filter(|(_, run)| run.is_open()) {
            None => Ok(true),
            Some((id, run)) if run.is_over(writer.who.now) => {
                self.record(writer, id, &EntryKind::Stop);
                for other in self.others_that_i_am_in(writer, people, id) {
                    self.record(writer, other, &EntryKind::Stop);
                }
                Ok(true)
            }
            Some((_, run)) => Err(already(run)),
        }
    }

    /// Who acts on one block is in no other: those that I am in end now, and what I set out to do there goes along.
    fn leave_others(&self, writer: &mut Writer<'_, '_>, people: &People, block: BlockId) {
        let me = writer.who.me;
        for other in self.others_that_i_am_in(writer, people, block) {
            self.record(writer, other, &EntryKind::Stop);
            let mine = |block| self.blocks.intention(block, people, me);
            if let (None, Some(intention)) = (mine(block), mine(other)) {
                blocks::carry_intention(writer, block, intention);
            }
        }
    }

    /// The open blocks but one that I am in.
    fn others_that_i_am_in(&self, writer: &Writer<'_, '_>, people: &People, block: BlockId) -> Vec<BlockId> {
        let others = self.on_clock.iter().chain(&self.apart).copied().filter(|other| *other != block);
        let mine = |other: &BlockId| {
            self.blocks.run(*other).is_some_and(|run| run.is_open() && run.has(people, writer.who.me))
        };
        others.filter(mine).collect()
    }

    fn record(&self, writer: &mut Writer<'_, '_>, block: BlockId, kind: &EntryKind) {
        match self.blocks.get(block) {
            Some(known) => known.journal.write(writer, block, kind),
            None => journal::Journal::default().write(writer, block, kind),
        }
    }
}

/// As other concepts are told of a block on the clock; none where it does not run.
fn running(block: BlockId, run: &BlockRun) -> Option<Running> {
    let since = (run.state == BlockRunState::Running).then_some(run.since);
    run.is_open().then_some(Running { block, ran_before: run.ran, since })
}

impl BlockRun {
    fn timer_state(&self) -> TimerState {
        match self.state {
            BlockRunState::Running => TimerState::Running,
            BlockRunState::Paused => TimerState::Paused { since: self.since },
            BlockRunState::Ended => TimerState::Idle,
        }
    }

    fn has(&self, people: &People, member: MemberId) -> bool {
        self.with.iter().any(|present| people.same(*present, member))
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
            ran_before: 0,
            since: Moment::default(),
            with: Rc::from([]),
            apart: Rc::from([]),
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
        match self.state {
            TimerState::Idle => 0,
            TimerState::Running => self.ran_before + now.0.saturating_sub(self.since.0),
            TimerState::Paused { .. } => self.ran_before,
        }
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
            TimerState::Running => {
                self.budget.map(|budget| Moment((self.since.0 + budget).saturating_sub(self.ran_before)))
            }
            _ => None,
        }
    }
}
