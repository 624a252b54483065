//! Plain values that edits, facts and views are made of, and the reasons to refuse an edit.

use crate::id::{BlockId, HabitId, ItemId, MemberId, SessionId, TaskId, WordingId};

/// Milliseconds since 1970 in room time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(pub u64);

/// A calendar day: `2026-11-25`. For sessions also with a time of day and the IANA zone whose wall it is on:
/// `2026-11-25T15:00[Europe/Berlin]`. [`DateParts`](crate::DateParts) takes it apart.
pub type Date = String;

/// Who makes an edit, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Who {
    /// The member who uses this device.
    pub me: MemberId,
    /// Room time.
    pub now: Moment,
}

/// Where a row goes in its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place<Id> {
    First,
    /// Right after this row; at the end if that row does not exist.
    After(Id),
    Last,
}

/// A member's role. Its name on screen depends on the room's [`Mode`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Coach, mentor, lead, partner.
    #[default]
    Coach,
    /// Coachee, mentee, developer, partner.
    Coachee,
}

/// What kind of pair the two are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Mode {
    #[default]
    Coaching,
    Mentoring,
    Leading,
    Partners,
}

/// Whether a task is open, done or let go.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Status {
    #[default]
    Open,
    Done,
    /// Given up, without being done.
    LetGo,
}

/// What came of a commitment, as its owner says when both look back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Came {
    Done,
    /// It stays as it is, for another time.
    Moved,
    /// It goes on in other words.
    Changed,
    LetGo,
}

impl Came {
    /// The status of a task that this came of.
    pub(crate) fn status(self) -> Status {
        match self {
            Self::Done => Status::Done,
            Self::Moved | Self::Changed => Status::Open,
            Self::LetGo => Status::LetGo,
        }
    }

    /// Whether the commitment is still one.
    pub fn goes_on(self) -> bool {
        self.status() == Status::Open
    }
}

/// A shared text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TextField {
    ItemTitle(ItemId),
    ItemNotes(ItemId),
    TaskTitle(TaskId),
    /// Of a part of the agreement.
    Wording(WordingId),
}

impl TextField {
    /// Whether line breaks become spaces in this field.
    pub(crate) fn is_one_line(self) -> bool {
        !matches!(self, Self::ItemNotes(_) | Self::Wording(_))
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

/// How a block went, as a member reported it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// As intended.
    Done,
    Partly,
    NotDone,
    /// The person was asked and did not answer.
    Skipped,
}

/// The direction: undo or redo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Undone,
    Redone,
}

/// What kind of edit was undone or redone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// Something was added.
    Add,
    /// Something went to the bin, or a comment was deleted.
    Delete,
    /// Something came back from the bin.
    Restore,
    /// Letters were typed or deleted.
    Type,
    /// An item was marked as discussed or not.
    Discuss,
    /// A task was done, let go or reopened.
    SetStatus,
    /// A row was reordered.
    Reorder,
    /// An item was put off to the next session.
    Postpone,
    /// A postponed item came back to this session.
    TakeUp,
    /// A task was offered to the other.
    HandOver,
    /// An item became a task.
    MakeTask,
    /// An item was answered in writing, or an offered task.
    Answer,
    /// Another item was made the current one.
    SetCurrent,
    /// What came of a block was said.
    Report,
    /// A session was closed.
    Close,
    /// A session was reopened.
    Reopen,
    /// Somebody agreed to a text.
    Agree,
    /// Another fact was set.
    Set,
}

/// What an edit was done to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    Room,
    Member(MemberId),
    Session(SessionId),
    Item(ItemId),
    Task(TaskId),
    Text(TextField),
    /// A block's intention or report.
    Block(BlockId),
    /// A shape, or the step that both are at.
    Steps,
    Habit(HabitId),
    Agreement,
}

/// The name that undo gives to an edit.
#[derive(Debug, Clone, Copy)]
pub(crate) struct UndoName {
    pub(crate) verb: Verb,
    pub(crate) target: Target,
    /// The edit comes letter by letter: a run of such edits is undone at once.
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
    /// The target of the edit does not exist (any more).
    #[error("it does not exist any more")]
    Gone,
    /// The timer is already in the state that the edit would bring about: somebody was first.
    #[error("already {state} by {by}")]
    Already {
        state: TimerStateKind,
        /// Who brought it about.
        by: MemberId,
    },
    /// Only the task's owner may do this.
    #[error("only its owner closes this")]
    NotYours { owner: MemberId },
    /// The text is blank where something must be said, or it is too long.
    #[error("a text of {length} characters does not fit where at most {most} do")]
    Text {
        /// In Unicode scalars; 0 for a blank text.
        length: usize,
        /// The most that fits there.
        most: usize,
    },
    /// Where a date is set, this is none.
    #[error("not a date")]
    NoDate,
    /// Where a day to come is set, this one is over.
    #[error("that day is over")]
    Over,
    /// There is nothing to undo, or nothing to redo.
    #[error("there is nothing to undo or redo")]
    Nothing(Way),
    /// There is nothing (more) of one's own to undo or redo in this text.
    #[error("there is nothing to undo or redo in this text")]
    NothingInText(Way),
    /// Somebody else has written in what was added here: to undo the adding would take away their words.
    #[error("somebody else has written in it")]
    WrittenIn(Target),
    /// A newer version wrote to the room: this one only reads it.
    #[error("the room needs a newer version of this page")]
    ReadOnly,
    /// The room went on under another key: under this one it is only read.
    #[error("the room went on under another key")]
    Moved,
    /// The room was ended: it is only read until somebody reopens it.
    #[error("the room was ended")]
    Ended,
    /// Called from within another edit, which no caller does.
    #[error("the room is busy with another edit")]
    Busy,
}

/// The state of a timer, without its numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimerStateKind {
    Running,
    Paused,
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
