//! Tasks: what each has committed to, beyond this session.

pub mod commands;
mod comments;
mod detail;
mod filter;
mod if_then;
pub mod list;
pub mod panel;
mod person;
mod row;

use alongside_room::TasksChange;

use crate::{
    announcer::{Announcement, Position},
    strings::Key,
};

/// The announcement of another's change to the tasks.
pub fn announce(change: TasksChange) -> Option<Announcement> {
    let (position, words) = match change {
        TasksChange::Added(_) => (Position::Added, Key::DidAddTasks),
        TasksChange::Done(_) => (Position::Done, Key::DidFinish),
        TasksChange::LetGo(_) => (Position::LetGo, Key::DidLetGo),
        TasksChange::Reopened(_) => (Position::Reopened, Key::DidReopenTasks),
        TasksChange::Changed(_) => (Position::Changed, Key::DidChangeTasks),
        TasksChange::Reordered(_) => (Position::Reordered, Key::DidMoveTasks),
        TasksChange::Gone(_) => (Position::Removed, Key::DidRemoveTasks),
        // Typing is not announced: announcements would never stop.
        TasksChange::Typed(_) => return None,
    };
    Some(Announcement::counted(position, words))
}
