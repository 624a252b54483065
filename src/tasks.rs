//! Tasks: what each has committed to, beyond this session.

pub mod commands;
mod comments;
mod detail;
mod due;
mod filter;
mod if_then;
mod lingering;
pub mod list;
pub mod panel;
mod person;
mod row;

use alongside_room::{BinnedThing, TaskId, TasksChange};

use crate::{
    announcer::{Announcement, Occasion, Position},
    strings::{Key, fill, titled},
};

/// The announcement of another's change to the tasks.
pub fn announce(change: TasksChange, occasion: &Occasion<'_>) -> Option<Announcement> {
    let title = |task: TaskId| occasion.title(BinnedThing::Task(task));
    let named = |key, task: TaskId| Some(fill(key, &[("title", titled(title(task)?))]));
    let (position, words, one, task) = match change {
        TasksChange::Added(task) => (Position::Added, Key::DidAddTasks, Key::DidAddTask, task),
        TasksChange::Done(task) => (Position::Done, Key::DidFinish, Key::DidFinishOne, task),
        TasksChange::LetGo(task) => (Position::LetGo, Key::DidLetGo, Key::DidLetGoOne, task),
        TasksChange::Reopened(task) => (Position::Reopened, Key::DidReopenTasks, Key::DidReopenTask, task),
        TasksChange::Taken(task) => {
            let words = named(Key::DidTake, task)?;
            return Some(Announcement::each(Position::Taken, BinnedThing::Task(task), words));
        }
        TasksChange::Declined(task) => {
            let words = named(Key::DidDecline, task)?;
            return Some(Announcement::each(Position::Declined, BinnedThing::Task(task), words));
        }
        TasksChange::Changed(task) => (Position::Changed, Key::DidChangeTasks, Key::DidChangeOne, task),
        TasksChange::Reordered(task) => (Position::Reordered, Key::DidMoveTasks, Key::DidMoveOne, task),
        TasksChange::Gone(task) => (Position::Removed, Key::DidRemoveTasks, Key::DidRemoveOne, task),
        // Typing is not announced: announcements would never stop.
        TasksChange::Typed(_) => return None,
    };
    Some(Announcement::counted(position, words).about(BinnedThing::Task(task), one, title(task)))
}
