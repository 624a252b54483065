//! Everything that a person can do in a room, in their words.
//!
//! An [`Edit`] is the UI's action, the tests' alphabet and the line a log would show. It says what the person saw and
//! meant ("discussed: yes"), never a toggle; new things bring their id, so that nothing here draws randomness; who and
//! when come beside it, in [`Who`](crate::Who). Each concept lists its own edits.

use crate::{
    about::{AboutChange, AboutEdit},
    agenda::{AgendaChange, AgendaEdit},
    devices::DevicesEdit,
    keyring::KeyringEdit,
    members::{MembersChange, MembersEdit},
    sessions::{SessionsChange, SessionsEdit},
    tasks::{TasksChange, TasksEdit},
    text::TextEdit,
    timer::{TimerChange, TimerEdit},
};

/// One edit of one concept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    About(AboutEdit),
    Members(MembersEdit),
    Sessions(SessionsEdit),
    Agenda(AgendaEdit),
    Tasks(TasksEdit),
    Text(TextEdit),
    Timer(TimerEdit),
    Devices(DevicesEdit),
    Keyring(KeyringEdit),
}

/// What an edit or an update did to the room. [`crate::Room::apply`] lists these for what others did, so that a screen can say
/// whose hand changed what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    About(AboutChange),
    Members(MembersChange),
    Sessions(SessionsChange),
    Agenda(AgendaChange),
    Tasks(TasksChange),
    Timer(TimerChange),
    /// Anything that no concept has a word for.
    Other,
}

impl From<AboutEdit> for Edit {
    fn from(edit: AboutEdit) -> Self {
        Self::About(edit)
    }
}

impl From<MembersEdit> for Edit {
    fn from(edit: MembersEdit) -> Self {
        Self::Members(edit)
    }
}

impl From<SessionsEdit> for Edit {
    fn from(edit: SessionsEdit) -> Self {
        Self::Sessions(edit)
    }
}

impl From<AgendaEdit> for Edit {
    fn from(edit: AgendaEdit) -> Self {
        Self::Agenda(edit)
    }
}

impl From<TasksEdit> for Edit {
    fn from(edit: TasksEdit) -> Self {
        Self::Tasks(edit)
    }
}

impl From<TextEdit> for Edit {
    fn from(edit: TextEdit) -> Self {
        Self::Text(edit)
    }
}

impl From<TimerEdit> for Edit {
    fn from(edit: TimerEdit) -> Self {
        Self::Timer(edit)
    }
}

impl From<DevicesEdit> for Edit {
    fn from(edit: DevicesEdit) -> Self {
        Self::Devices(edit)
    }
}

impl From<KeyringEdit> for Edit {
    fn from(edit: KeyringEdit) -> Self {
        Self::Keyring(edit)
    }
}

impl From<AboutChange> for Change {
    fn from(change: AboutChange) -> Self {
        Self::About(change)
    }
}

impl From<MembersChange> for Change {
    fn from(change: MembersChange) -> Self {
        Self::Members(change)
    }
}

impl From<SessionsChange> for Change {
    fn from(change: SessionsChange) -> Self {
        Self::Sessions(change)
    }
}

impl From<AgendaChange> for Change {
    fn from(change: AgendaChange) -> Self {
        Self::Agenda(change)
    }
}

impl From<TasksChange> for Change {
    fn from(change: TasksChange) -> Self {
        Self::Tasks(change)
    }
}

impl From<TimerChange> for Change {
    fn from(change: TimerChange) -> Self {
        Self::Timer(change)
    }
}
