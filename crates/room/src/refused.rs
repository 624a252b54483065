//! Why an edit does not apply.

use crate::{id::MemberId, values::Way};

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
