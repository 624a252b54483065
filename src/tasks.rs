//! Tasks: what each has committed to, beyond this session.

pub mod commands;
mod comments;
mod detail;
mod due;
mod filter;
mod if_then;
pub mod list;
pub mod panel;
mod person;
mod row;

use alongside_room::{TaskId, TasksChange};

use crate::{
    announcer::{Announcement, Occasion, Position},
    strings::{Key, fill, titled},
};

/// The announcement of another's change to the tasks.
pub fn announce(change: TasksChange, occasion: &Occasion<'_>) -> Option<Announcement> {
    let named = |key, task: TaskId| {
        let task = occasion.view.tasks.iter().find(|each| each.id == task)?;
        Some(fill(key, &[("title", titled(&task.title))]))
    };
    let (position, words) = match change {
        TasksChange::Added(_) => (Position::Added, Key::DidAddTasks),
        TasksChange::Done(_) => (Position::Done, Key::DidFinish),
        TasksChange::LetGo(_) => (Position::LetGo, Key::DidLetGo),
        TasksChange::Reopened(_) => (Position::Reopened, Key::DidReopenTasks),
        TasksChange::Taken(task) => return Some(Announcement::each(Position::Taken, named(Key::DidTake, task)?)),
        TasksChange::Declined(task) => {
            return Some(Announcement::each(Position::Declined, named(Key::DidDecline, task)?));
        }
        TasksChange::Changed(_) => (Position::Changed, Key::DidChangeTasks),
        TasksChange::Reordered(_) => (Position::Reordered, Key::DidMoveTasks),
        TasksChange::Gone(_) => (Position::Removed, Key::DidRemoveTasks),
        // Typing is not announced: announcements would never stop.
        TasksChange::Typed(_) => return None,
    };
    Some(Announcement::counted(position, words))
}
