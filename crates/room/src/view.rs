//! What a room holds, as plain values for a screen.
//!
//! A [`View`] is whole and immutable. What did not change since the last one is the very same `Rc`, so comparing
//! pointers tells a component whether to draw again.

use std::rc::Rc;

use crate::{
    devices::SealedKey,
    id::{BlockId, CommentId, DeviceId, ItemId, KeyId, MemberId, SessionId, TaskId},
    keyring::{KeyringEntry, KeyringRoomId},
    values::{BlockKind, Date, Mode, Moment, Outcome, Role, Status},
};

/// The room at one moment of its document.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// Whether this version may write here.
    pub schema: Schema,
    /// What kind of pair it is.
    pub mode: Mode,
    /// "Who is it for?"; empty when not said.
    pub expected: Rc<str>,
    /// How many sessions are agreed.
    pub planned: Option<u16>,
    /// Who ended it, and when: it is only read until somebody reopens it.
    pub ended: Option<(MemberId, Moment)>,
    /// In the order they joined; entries joined into another are left out.
    pub members: Rc<[Member]>,
    /// The open session.
    pub session: Rc<Session>,
    /// Closed ones, the latest first.
    pub earlier: Rc<[Rc<Session>]>,
    /// The open session's items, in order.
    pub agenda: Rc<[Rc<Item>]>,
    /// Items put off to the session after the open one.
    pub postponed: Rc<[Rc<Item>]>,
    /// What both are at.
    pub current: Option<Current>,
    /// All that are not in the bin, in order, done and let go included.
    pub tasks: Rc<[Rc<Task>]>,
    /// The shared clock.
    pub timer: Rc<Timer>,
    /// Blocks that ended, the latest first.
    pub blocks: Rc<[Rc<Block>]>,
    /// Deleted in the last 30 days, the latest first.
    pub bin: Rc<[Binned]>,
    /// Every device that ever came in, in order of coming.
    pub devices: Rc<[Device]>,
    /// Every time that the room left a key, the latest last. Where two left one key at once, the later one counts.
    pub key_rotations: Rc<[KeyRotation]>,
    /// In a room for one: the rooms of the person, by id.
    pub keyring: Rc<[KeyringEntry]>,
    /// Those that were taken off it, by id.
    pub taken_off: Rc<[KeyringRoomId]>,
}

/// Whether this version may write here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Schema {
    /// Yes.
    Ours,
    /// No: a newer version has written here.
    Newer,
}

/// A person in the room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Their id.
    pub id: MemberId,
    /// What they are called.
    pub name: Rc<str>,
    /// One letter; two where another member's is the same. The first is a capital if it is one of ASCII's; a screen sees to
    /// the others.
    pub initial: Rc<str>,
    /// Their colour and shape: 0 is the first member's, 1 the second's, and so on in order of joining.
    pub place: usize,
    /// Their part.
    pub role: Role,
    /// When they joined.
    pub joined: Moment,
    /// Other ids that count as theirs ("Join two names").
    pub also: Rc<[MemberId]>,
}

/// One meeting in the series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// From 1.
    pub number: u32,
    /// When.
    pub date: Option<Date>,
    /// Where: its own call link or the last one given before.
    pub call_link: Rc<str>,
    /// Who closed it and when; none while open.
    pub closed: Option<(MemberId, Moment)>,
    /// What was talked about in it; filled for closed sessions.
    pub items: Rc<[Rc<Item>]>,
}

/// A talking point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its id.
    pub id: ItemId,
    /// One line.
    pub title: Rc<str>,
    /// As long as one likes.
    pub notes: Rc<str>,
    /// Whose point it is.
    pub raised_by: MemberId,
    /// When it was added.
    pub added: Moment,
    /// How long it should take.
    pub minutes: Option<u16>,
    /// The session it was talked about in.
    pub discussed: Option<SessionId>,
    /// It was in an earlier session's agenda already.
    pub carried: bool,
}

/// What both are at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Current {
    /// The item.
    pub item: ItemId,
    /// Who went there.
    pub by: MemberId,
    /// When.
    pub at: Moment,
    /// The block that the clock had then, and for how many milliseconds it had run.
    pub clock: Option<(BlockId, u64)>,
}

/// Something to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Its id.
    pub id: TaskId,
    /// One line.
    pub title: Rc<str>,
    /// Whose it is.
    pub owner: Option<MemberId>,
    /// Who said so: the owner themselves (a commitment) or another (an ask).
    pub given_by: MemberId,
    /// What became of it.
    pub status: Status,
    /// When that was last said.
    pub settled: Option<Moment>,
    /// By when.
    pub due: Option<Date>,
    /// Where more about it is.
    pub link: Rc<str>,
    /// What to do first.
    pub first_step: Rc<str>,
    /// Remarks, the oldest first.
    pub comments: Rc<[Comment]>,
    /// When it was added.
    pub added: Moment,
}

/// A remark on a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Its id.
    pub id: CommentId,
    /// Whose.
    pub by: MemberId,
    /// When.
    pub at: Moment,
    /// What it says.
    pub text: Rc<str>,
}

/// The shared clock. Nothing in it ticks: what it shows follows from room time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timer {
    /// The block that runs, is paused, or ran last.
    pub block: Option<BlockId>,
    /// Work or break.
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

/// What somebody said came of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Who.
    pub by: MemberId,
    /// How far.
    pub outcome: Outcome,
    /// In a line.
    pub line: Rc<str>,
}

/// A block that ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Its id.
    pub id: BlockId,
    /// Work or break.
    pub kind: BlockKind,
    /// When it started.
    pub started: Moment,
    /// When it was stopped.
    pub ended: Moment,
    /// Milliseconds that the clock ran.
    pub ran: u64,
    /// Those who were in it.
    pub with: Rc<[MemberId]>,
    /// What each set out to do.
    pub intentions: Rc<[(MemberId, Rc<str>)]>,
    /// What came of it.
    pub reports: Rc<[Report]>,
}

/// Something in the bin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binned {
    /// What.
    pub what: BinnedThing,
    /// Its title.
    pub title: Rc<str>,
    /// Who deleted it.
    pub by: MemberId,
    /// When.
    pub at: Moment,
}

/// What kind of thing is in the bin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BinnedThing {
    /// A talking point.
    Item(ItemId),
    /// A task.
    Task(TaskId),
}

/// One browser profile of a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Its id.
    pub id: DeviceId,
    /// Whose it is.
    pub member: MemberId,
    /// What is sealed to this, only it can open.
    pub key: [u8; 32],
    /// When it first came in.
    pub since: Moment,
    /// What tells it from others.
    pub name: Rc<str>,
    /// The room's key that it was last in with.
    pub under: KeyId,
}

/// The room went on under another key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRotation {
    /// The key that it left.
    pub from: KeyId,
    /// The device that moved it.
    pub device: DeviceId,
    /// Whose that is.
    pub by: MemberId,
    /// When.
    pub at: Moment,
    /// The new key for each device that is kept.
    pub sealed_keys: Rc<[(DeviceId, SealedKey)]>,
}

impl Task {
    /// A task whose owner someone else proposed and who has not taken it yet.
    pub fn is_ask(&self) -> bool {
        self.owner.is_some_and(|owner| owner != self.given_by)
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
        until.0.saturating_sub(self.started.0).saturating_sub(self.paused_total)
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

impl View {
    /// The key rotation that counts, if the room left this key.
    pub fn key_rotation(&self, from: KeyId) -> Option<&KeyRotation> {
        self.key_rotations.iter().rev().find(|moved| moved.from == from)
    }

    /// The member of this id, also by an id that was joined into theirs.
    pub fn member(&self, id: MemberId) -> Option<&Member> {
        self.members.iter().find(|member| member.id == id || member.also.contains(&id))
    }

    /// Milliseconds that the current item has had by `now`: those that the clock of blocks ran since both went to it. A
    /// pause, a break and the time without a block use up nothing.
    pub fn spent_on_current(&self, now: Moment) -> u64 {
        let Some(current) = self.current else { return 0 };
        let since = |id: BlockId, started: Moment, ran: u64, until: Moment| match current.clock {
            Some((block, before)) if block == id => ran.saturating_sub(before),
            // They went there before this block began.
            _ if current.at <= started => ran,
            // Whoever went there did not know of this block yet: no pause is told from what came before it.
            _ => ran.min(until.0.saturating_sub(current.at.0)),
        };
        let ended = self.blocks.iter().filter(|block| block.kind == BlockKind::Work);
        let ended = ended.map(|block| since(block.id, block.started, block.ran, block.ended));
        let timer = &self.timer;
        let is_ended = |id: BlockId| self.blocks.iter().any(|block| block.id == id);
        let last = timer.block.filter(|id| timer.kind == BlockKind::Work && !is_ended(*id));
        ended.sum::<u64>() + last.map_or(0, |id| since(id, timer.started, timer.ran(now), now))
    }

    /// The item of this id, in the agenda or put off.
    pub fn item(&self, id: ItemId) -> Option<&Rc<Item>> {
        self.agenda.iter().chain(self.postponed.iter()).find(|item| item.id == id)
    }
}
