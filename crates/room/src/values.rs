//! Plain values that edits, facts and views are made of.

use crate::id::{ItemId, MemberId, TaskId};

/// Milliseconds since 1970 in room time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(pub u64);

/// A calendar day and, for sessions, a time of day as the person typed it: `2026-11-25` or `2026-11-25T15:00`. It has no
/// time zone: it is shown as it was written.
pub type Date = String;

/// Who makes an edit, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Who {
    /// The member at this device.
    pub me: MemberId,
    /// Room time.
    pub now: Moment,
}

/// Where a row goes in its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place<Id> {
    First,
    /// Right after this row; at the end if that row is gone.
    After(Id),
    Last,
}

/// A member's part. How it is called depends on the room's [`Mode`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Coach, mentor, lead, partner.
    #[default]
    Coach,
    /// Coachee, mentee, developer, partner.
    Coachee,
}

/// What kind of pair it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Mode {
    /// Coach and coachee.
    #[default]
    Coaching,
    /// Mentor and mentee.
    Mentoring,
    /// Lead and developer.
    Leading,
    /// Partner and partner.
    Partners,
}

/// What became of a task.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Status {
    #[default]
    Open,
    Done,
    /// No longer to do, and that is fine.
    LetGo,
}

/// A shared text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TextField {
    ItemTitle(ItemId),
    ItemNotes(ItemId),
    TaskTitle(TaskId),
}

/// What a block is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum BlockKind {
    /// Work, or talk.
    #[default]
    Work,
    Break,
}

/// How a block went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// As intended.
    Done,
    Partly,
    NotDone,
    /// The person was asked and did not say.
    Skipped,
}
