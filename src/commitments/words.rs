//! What came of a commitment, in words.

use alongside_room::{Came, Task, View};

use crate::{
    browser::dates,
    calendar,
    strings::{Key, fill, t},
};

/// "done", "moved to 4 Dec".
pub fn in_words(view: &View, task: &Task, came: Came) -> String {
    // The day to which it was moved, not the one that it had.
    let moved_to = task.due.as_deref().filter(|due| came == Came::Moved && !is_past(view, task, due));
    match (came, moved_to) {
        (Came::Moved, Some(due)) => fill(Key::SaidMovedTo, &[("day", &calendar::due(due))]),
        (Came::Moved, None) => t(Key::SaidMoved).to_owned(),
        (Came::Done, _) => t(Key::SaidDone).to_owned(),
        (Came::Changed, _) => t(Key::SaidChanged).to_owned(),
        (Came::LetGo, _) => t(Key::LetGo).to_owned(),
    }
}

/// Whether a day lies before that on which this session looked back on the task.
fn is_past(view: &View, task: &Task, due: &str) -> bool {
    view.looked_back(task).is_some_and(|said| due < &*dates::written(said.at))
}
