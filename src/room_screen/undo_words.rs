//! What undo takes back, in words: for the buttons in the header, and for what is said when it is done.

use alongside_room::{BinnedThing, Edited, ItemId, Target, TaskId, TextField, Verb, View};

use crate::strings::{Key, fill, t, titled};

/// "delete ‘Growth plan’".
pub fn undo_words(view: &View, edited: Edited) -> String {
    let Edited { verb, target, .. } = edited;
    let words = match (verb, target) {
        (Verb::Report, _) => return t(Key::UndoReport).to_owned(),
        (_, Target::Block(_)) => return t(Key::UndoIntention).to_owned(),
        (Verb::Close, Target::Session(_)) => Key::UndoClose,
        (Verb::Reopen, _) => Key::UndoReopen,
        (Verb::Agree, _) => return t(Key::UndoAgree).to_owned(),
        (_, Target::Room | Target::Member(_) | Target::Session(_) | Target::Steps | Target::Habit(_)) => {
            return t(Key::UndoOther).to_owned();
        }
        (Verb::Add, _) => Key::UndoAdd,
        (Verb::Delete, _) => Key::UndoDeleteOf,
        (Verb::Restore | Verb::TakeUp, _) => Key::UndoRestore,
        (Verb::Type, _) => Key::UndoType,
        (Verb::Discuss, _) => Key::UndoTick,
        (Verb::Reorder, _) => Key::UndoMove,
        (Verb::Postpone, _) => Key::UndoPutOff,
        (Verb::HandOver, _) => Key::UndoHandOver,
        (Verb::MakeTask, _) => Key::UndoMakeTask,
        (Verb::Answer, _) => Key::UndoAnswer,
        (Verb::SetCurrent, _) => Key::UndoNext,
        (Verb::SetStatus | Verb::Set | Verb::Close, _) => Key::UndoChange,
    };
    let number = view.session.number.to_string();
    fill(words, &[("title", &title(view, target)), ("number", &number)])
}

/// The title of what an edit was done to, wherever that is now.
pub fn title(view: &View, target: Target) -> String {
    let found = match target {
        Target::Item(item) | Target::Text(TextField::ItemTitle(item) | TextField::ItemNotes(item)) => {
            item_title(view, item)
        }
        Target::Task(task) | Target::Text(TextField::TaskTitle(task)) => task_title(view, task),
        Target::Agreement | Target::Text(TextField::Wording(_)) => Some(t(Key::Agreement)),
        _ => None,
    };
    titled(found.unwrap_or_default()).to_owned()
}

fn item_title(view: &View, item: ItemId) -> Option<&str> {
    let discussed = view.earlier.iter().flat_map(|session| session.items.iter()).find(|earlier| earlier.id == item);
    view.item(item).or(discussed).map(|item| &*item.title).or_else(|| binned(view, BinnedThing::Item(item)))
}

fn task_title(view: &View, task: TaskId) -> Option<&str> {
    let open = view.tasks.iter().find(|open| open.id == task).map(|task| &*task.title);
    open.or_else(|| binned(view, BinnedThing::Task(task)))
}

fn binned(view: &View, what: BinnedThing) -> Option<&str> {
    view.bin.iter().find(|binned| binned.what == what).map(|binned| &*binned.title)
}
