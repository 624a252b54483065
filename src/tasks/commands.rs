//! What the commands find of the tasks.

use alongside_room::{Status, Task};
use yew::Callback;

use crate::{
    browser::dom,
    open_room::{
        command::{Command, stand_in},
        dialog::DialogContext,
    },
    strings::{Key, t, titled},
};

/// A way to each task in which these words stand: to its row, or to the section where it is not on the screen.
pub fn commands(with: &DialogContext, words: &str) -> Vec<Command> {
    let has = |task: &Task| {
        let comments = task.comments.iter().map(|comment| &*comment.text);
        stand_in(words, [&*task.title, &*task.link, &*task.first_step].into_iter().chain(comments))
    };
    let way = |task: &Task| {
        let (root, press, title) = (with.root.clone(), with.press.clone(), titled(&task.title).to_owned());
        Callback::from(move |()| {
            if dom::has_row(&root, ROWS, &title) {
                dom::focus_row(&root, ROWS, &title);
            } else {
                press.emit(SECTION);
            }
        })
    };
    let place = |task: &Task| t(if task.status == Status::Open { Key::Tasks } else { Key::DoneTask });
    let tasks = with.room.view.tasks.iter().filter(|task| has(task));
    tasks.map(|task| Command::act(titled(&task.title).to_owned(), way(task)).about(place(task)).found()).collect()
}

/// The part with the rows of tasks.
const ROWS: &str = ".tasks";
/// The key that leads to the section of the tasks.
const SECTION: &str = "3";
