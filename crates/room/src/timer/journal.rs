//! A block's journal: an append-only set of entries, each of which says one thing that somebody did to the block.
//!
//! Each entry is a fact under a key of its own, so two people who act apart write over nothing of each other's. What became of
//! a block is a pure function of the set of its entries, taken in the order of their moments: every copy that has the same
//! entries shows the same, in whatever order they came. `[P 101]`

use std::sync::Arc;

use litemap::LiteMap;
use yrs::Any;

use crate::{
    id::{BlockId, MemberId},
    schema::{self, Root, Slot, of_id, of_number},
    values::{BlockKind, Moment, Outcome},
    writer::Writer,
};

pub(crate) const TIMER: Root = Root::new(7, "timer");

/// No block is longer, in milliseconds: a week.
pub(crate) const LONGEST: u64 = 7 * 24 * 60 * 60 * 1_000;
/// An open-ended block counts no longer, in milliseconds: a clock that nobody stopped overnight was not work.
pub(crate) const OPEN_ENDED_COUNTS: u64 = 4 * 60 * 60 * 1_000;
/// An entry of a later moment is not believed: none could ever come after it.
const LATEST: u64 = 1 << 48;
/// People in one block at most, as far as is read.
const PRESENT: usize = 64;

/// What became of the block on the clock, by an entry of its journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantNames, strum::IntoStaticStr)]
pub enum TimerChange {
    Started,
    Paused,
    Resumed,
    Stopped,
    /// It was given more time, or less.
    TimeAdded,
    /// Somebody came into it.
    Joined,
    /// Another block was started apart from the one that the clock had, and both are open or were at once.
    Met,
    /// Somebody said how this block went for them. (Not an entry: reports are facts of their own.)
    Reported {
        block: BlockId,
        outcome: Outcome,
    },
}

/// When somebody did what an entry says, and who: the order of entries.
pub(crate) type EntryKey = (Moment, MemberId);

/// One thing that somebody did to a block.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    /// Milliseconds that the block's clock had run on the screen of who did it.
    ran: u64,
    kind: EntryKind,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum EntryKind {
    Start { kind: BlockKind, budget: Option<u64>, with: Vec<MemberId> },
    Pause,
    Resume,
    Stop,
    AddTime(i64),
    Join,
}

/// What the entries of a journal come to.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct BlockRun {
    pub(crate) kind: BlockKind,
    pub(crate) started: Moment,
    /// Whole length in milliseconds; none is open-ended.
    pub(crate) budget: Option<u64>,
    pub(crate) with: Vec<MemberId>,
    pub(crate) state: BlockRunState,
    /// Milliseconds that the clock had run at `since`.
    pub(crate) ran: u64,
    /// Where it runs: the moment of the last entry. Else when it was paused or ended.
    pub(crate) since: Moment,
    /// The entry by which it came to its state.
    pub(crate) turned: EntryKey,
    /// The last entry that had an effect.
    pub(crate) last: EntryKey,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BlockRunState {
    Running,
    Paused,
    Ended,
}

/// The entries of one block, and what they come to.
#[derive(Debug, Default)]
pub(crate) struct Journal {
    all: LiteMap<EntryKey, Entry>,
    run: Option<BlockRun>,
    /// The entries that had an effect, and which.
    effects: Vec<(EntryKey, TimerChange)>,
}

impl Journal {
    /// Takes in what stands under the key of an entry now. What the entries come to is known after [`Journal::replay`].
    pub(crate) fn read(&mut self, key: EntryKey, value: Option<&Any>) {
        schema::keep(&mut self.all, key, value.and_then(Entry::read));
    }

    /// None while nobody started the block.
    pub(crate) fn run(&self) -> Option<&BlockRun> {
        self.run.as_ref()
    }

    /// What an entry came to, if it had an effect.
    pub(crate) fn effect(&self, key: EntryKey) -> Option<TimerChange> {
        let at = self.effects.binary_search_by_key(&key, |(entry, _)| *entry).ok()?;
        self.effects.get(at).map(|(_, effect)| *effect)
    }

    /// Takes all entries in their order. Only a start makes a run, and nothing follows the first stop.
    pub(crate) fn replay(&mut self) {
        let (mut run, mut effects) = (None::<BlockRun>, Vec::new());
        for (key, entry) in &self.all {
            let effect = match &mut run {
                Some(run) => run.take(*key, entry),
                None => {
                    run = BlockRun::begin(*key, entry);
                    run.is_some().then_some(TimerChange::Started)
                }
            };
            effects.extend(effect.map(|effect| (*key, effect)));
        }
        (self.run, self.effects) = (run, effects);
    }

    /// Writes an entry of mine: after every entry that I know of, whatever my clock says.
    pub(crate) fn write(&self, writer: &mut Writer<'_, '_>, block: BlockId, kind: &EntryKind) {
        let after = self.all.last().map_or(0, |((last, _), _)| last.0 + 1);
        let at = Moment(writer.who.now.0.max(after));
        let ran = self.run().map_or(0, |run| run.ran(at));
        let slot = Slot::flat(TIMER, format!("{block}/{}/{}", at.0, writer.who.me));
        writer.write(slot, kind.write(ran));
    }
}

/// The block and the entry that a key of the root is about.
pub(crate) fn read_key(key: &str) -> Option<(BlockId, EntryKey)> {
    let mut parts = key.split('/');
    let (block, at, by) = (parts.next()?.parse().ok()?, parts.next()?, parts.next()?.parse().ok()?);
    // Written in one way only, else two keys would name one entry.
    let moment = at.parse().ok().filter(|moment: &u64| *moment < LATEST && moment.to_string() == at)?;
    parts.next().is_none().then_some((block, (Moment(moment), by)))
}

impl BlockRun {
    fn begin((at, by): EntryKey, entry: &Entry) -> Option<Self> {
        let EntryKind::Start { kind, budget, ref with } = entry.kind else { return None };
        let (with, state, key) = (with.clone(), BlockRunState::Running, (at, by));
        Some(Self { kind, started: at, budget, with, state, ran: 0, since: at, turned: key, last: key })
    }

    /// Takes one entry more: what it changed, if it changed anything.
    fn take(&mut self, key: EntryKey, entry: &Entry) -> Option<TimerChange> {
        let (at, by) = key;
        if self.state == BlockRunState::Ended {
            return None;
        }
        // On the screen of who did not know of a pause the clock ran on until then: nobody's minutes are lost.
        self.ran = entry.ran.min(at.0.saturating_sub(self.started.0)).max(self.ran(at));
        if self.state == BlockRunState::Running {
            self.since = at;
        }
        let effect = match (&entry.kind, self.state) {
            (EntryKind::Pause, BlockRunState::Running) => self.turn(BlockRunState::Paused, key, TimerChange::Paused),
            (EntryKind::Resume, BlockRunState::Paused) => self.turn(BlockRunState::Running, key, TimerChange::Resumed),
            (EntryKind::Stop, _) => self.turn(BlockRunState::Ended, key, TimerChange::Stopped),
            (EntryKind::AddTime(by), _) => {
                // An open-ended block has no end to move.
                self.budget = Some(self.budget?.saturating_add_signed(*by).min(LONGEST));
                TimerChange::TimeAdded
            }
            (EntryKind::Join, _) => self.join(&[by])?,
            (EntryKind::Start { with, .. }, _) => self.join(with)?,
            // It stood and stands, or ran and runs.
            (EntryKind::Pause | EntryKind::Resume, _) => return None,
        };
        self.last = key;
        Some(effect)
    }

    fn turn(&mut self, state: BlockRunState, key: EntryKey, effect: TimerChange) -> TimerChange {
        (self.state, self.since, self.turned) = (state, key.0, key);
        effect
    }

    fn join(&mut self, more: &[MemberId]) -> Option<TimerChange> {
        let before = self.with.len();
        for member in more {
            if !self.with.contains(member) {
                self.with.push(*member);
            }
        }
        (self.with.len() > before).then_some(TimerChange::Joined)
    }

    pub(crate) fn is_open(&self) -> bool {
        self.state != BlockRunState::Ended
    }

    /// Milliseconds that the clock has run by then.
    pub(crate) fn ran(&self, now: Moment) -> u64 {
        match self.state {
            BlockRunState::Running => self.ran + now.0.saturating_sub(self.since.0),
            BlockRunState::Paused | BlockRunState::Ended => self.ran,
        }
    }

    pub(crate) fn is_over(&self, now: Moment) -> bool {
        self.budget.is_some_and(|budget| self.ran(now) >= budget)
    }

    /// Of so many milliseconds, those that count as the block's, and those beyond its length.
    pub(crate) fn counted(&self, ran: u64) -> (u64, u64) {
        let counted = ran.min(self.budget.unwrap_or(OPEN_ENDED_COUNTS));
        (counted, ran - counted)
    }

    /// When its length is used up; never, where it has none.
    pub(crate) fn ends(&self) -> u64 {
        self.budget.map_or(u64::MAX, |budget| (self.since.0 + budget).saturating_sub(self.ran))
    }
}

impl Entry {
    fn read(value: &Any) -> Option<Self> {
        let part = |at| schema::part(value, at);
        let kind = match schema::number(part(0))? {
            0 => {
                let with = schema::parts(part(4)).iter().take(PRESENT);
                let with = with.filter_map(|id| schema::id(id).map(MemberId)).collect();
                let budget = schema::number(part(3)).map(|budget| budget.min(LONGEST));
                EntryKind::Start { kind: read_kind(part(2)), budget, with }
            }
            1 => EntryKind::Pause,
            2 => EntryKind::Resume,
            3 => EntryKind::Stop,
            4 => EntryKind::AddTime(i64::try_from(part(2).clone()).ok()?),
            5 => EntryKind::Join,
            _ => return None,
        };
        Some(Self { ran: schema::number(part(1))?, kind })
    }
}

impl EntryKind {
    fn write(&self, ran: u64) -> Any {
        let (code, details) = match self {
            Self::Start { kind, budget, with } => {
                let with = with.iter().map(|member| of_id(member.0)).collect::<Arc<[Any]>>();
                (0, vec![of_kind(*kind), budget.map_or(Any::Null, of_number), Any::Array(with)])
            }
            Self::Pause => (1, Vec::new()),
            Self::Resume => (2, Vec::new()),
            Self::Stop => (3, Vec::new()),
            Self::AddTime(by) => (4, vec![Any::from(*by)]),
            Self::Join => (5, Vec::new()),
        };
        let mut parts = vec![of_number(code), of_number(ran)];
        parts.extend(details);
        Any::from(parts)
    }
}

fn read_kind(value: &Any) -> BlockKind {
    match schema::number(value) {
        Some(1) => BlockKind::Break,
        _ => BlockKind::Work,
    }
}

fn of_kind(kind: BlockKind) -> Any {
    of_number(match kind {
        BlockKind::Work => 0,
        BlockKind::Break => 1,
    })
}
