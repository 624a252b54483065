//! Plain values that edits, facts and views are made of, and why an edit is refused.

use crate::id::{BlockId, ItemId, MemberId, SessionId, TaskId};

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

impl TextField {
    /// Whether what would break its line becomes a space.
    pub(crate) fn is_one_line(self) -> bool {
        !matches!(self, Self::ItemNotes(_))
    }
}

/// What a block is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum BlockKind {
    /// Work, or talk.
    #[default]
    Work,
    Break,
}

/// Milliseconds that a clock has run which was started then and was paused for so many before `until`.
pub(crate) fn ran(started: Moment, paused: u64, until: Moment) -> u64 {
    until.0.saturating_sub(started.0).saturating_sub(paused)
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

/// Undone or redone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Undone,
    Redone,
}

/// What undo calls the kinds of edits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// Something was added.
    Add,
    /// Something went to the bin, or a remark was deleted.
    Delete,
    /// Something came back from the bin.
    Restore,
    /// Letters were typed or deleted.
    Type,
    /// An item was ticked or unticked.
    Discuss,
    /// A task was done, let go or reopened.
    SetStatus,
    /// A thing's place changed.
    Reorder,
    /// An item was put off to the next session.
    Postpone,
    /// An item that was put off came back to this session.
    TakeUp,
    /// An item became a task.
    MakeTask,
    /// An item was answered in writing.
    Answer,
    /// Both were led to another item.
    SetCurrent,
    /// A session was closed.
    Close,
    /// A session was reopened.
    Reopen,
    /// Another fact was set.
    Set,
}

/// What an edit was done to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The room as a whole.
    Room,
    /// A member.
    Member(MemberId),
    /// A session.
    Session(SessionId),
    /// A talking point.
    Item(ItemId),
    /// Something to do.
    Task(TaskId),
    /// A field's letters.
    Text(TextField),
    /// A block's intention or report.
    Block(BlockId),
}

/// What undo calls an edit.
#[derive(Debug, Clone, Copy)]
pub(crate) struct UndoName {
    pub(crate) verb: Verb,
    pub(crate) target: Target,
    /// It comes letter by letter: a run of them is undone at once.
    pub(crate) typed: bool,
}

impl UndoName {
    pub(crate) fn new(verb: Verb, target: Target) -> Self {
        Self { verb, target, typed: false }
    }

    pub(crate) fn typed(verb: Verb, target: Target) -> Self {
        Self { verb, target, typed: true }
    }
}

/// An edit that does not apply. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refused {
    /// What it is about is not in the room (any more).
    #[error("it is not there any more")]
    Gone,
    /// The clock stands where the edit would put it: somebody was first.
    #[error("already {state} by {by}")]
    Already {
        /// What it is.
        state: TimerStateKind,
        /// Who made it so.
        by: MemberId,
    },
    /// Only its owner may do that.
    #[error("only its owner closes this")]
    NotYours {
        /// Its owner.
        owner: MemberId,
    },
    /// The text is empty where something must be said, or longer than it may be.
    #[error("a text of {length} characters does not fit here")]
    Text {
        /// In Unicode scalars.
        length: usize,
    },
    /// There is nothing to take back, or nothing to do again.
    #[error("there is nothing left to go back or forth to")]
    Nothing(Way),
    /// The room was written by a newer version: this one only reads it.
    #[error("the room needs a newer version of this page")]
    ReadOnly,
    /// The room goes on under another key: under this one it is only read.
    #[error("the room has moved")]
    Moved,
    /// The room was ended: it is only read until somebody reopens it.
    #[error("the room was ended")]
    Ended,
    /// Asked from within another edit, which no caller does.
    #[error("the room is busy with another edit")]
    Busy,
}

/// How a clock stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimerStateKind {
    /// Runs.
    Running,
    /// Paused.
    Paused,
    /// Does not run.
    Stopped,
}

impl std::fmt::Display for TimerStateKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Running => "running",
            Self::Paused => "paused",
            Self::Stopped => "stopped",
        })
    }
}
