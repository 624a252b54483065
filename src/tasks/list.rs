//! Tasks as rows of their list.

use std::rc::Rc;

use alongside_room::{BinnedThing, Change, Edit, Place, Refused, Status, Task, TaskId, TasksChange, TasksEdit, View};

use crate::{
    open_room::{one_act::OneAct, store::Room},
    parts::{
        list::model::ListRow,
        new_task::{add_task, set_task},
        typed::{Takes, TypedLine},
    },
};

impl ListRow for Task {
    type Id = TaskId;

    fn id(&self) -> TaskId {
        self.id
    }

    fn title(&self) -> &Rc<str> {
        &self.title
    }

    fn find(view: &View, id: TaskId) -> Option<&Rc<Self>> {
        view.tasks.iter().find(|task| task.id == id)
    }

    /// Open tasks come before those that are done or let go, and within these mine before others'.
    fn group(&self, room: &Room) -> u8 {
        let open = self.status == Status::Open;
        let mine = self.owner.is_some_and(|owner| room.is_mine(owner));
        u8::from(open) * OPEN_GROUPS + u8::from(mine)
    }

    const TAKES: Takes = Takes::TASK;

    fn add(act: &OneAct<'_>, line: &TypedLine, after: Option<TaskId>) -> Result<Option<TaskId>, Refused> {
        add_task(act, line, after)
    }

    fn set(act: &OneAct<'_>, task: TaskId, line: &TypedLine) {
        set_task(act, task, line);
    }

    fn moved(change: Change) -> Option<BinnedThing> {
        use TasksChange::{Added, Reopened, Reordered};
        match change {
            Change::Tasks(Reordered(task) | Added(task) | Reopened(task)) => Some(BinnedThing::Task(task)),
            _ => None,
        }
    }

    /// The point that it was made of, which has the same title then.
    fn origin(&self, view: &View) -> Option<BinnedThing> {
        let point = view.agenda.iter().find(|item| item.title == self.title && !item.title.is_empty());
        point.map(|item| BinnedThing::Item(item.id))
    }

    fn reorder(task: TaskId, place: Place<TaskId>) -> Edit {
        Edit::Tasks(TasksEdit::Reorder { task, place })
    }

    fn delete(task: TaskId) -> Edit {
        Edit::Tasks(TasksEdit::Delete { task })
    }

    fn in_bin(task: TaskId) -> BinnedThing {
        BinnedThing::Task(task)
    }

    fn restore(binned: BinnedThing) -> Option<Edit> {
        match binned {
            BinnedThing::Task(task) => Some(Edit::Tasks(TasksEdit::Restore { task })),
            BinnedThing::Item(_) => None,
        }
    }
}

/// What the groups of open tasks have over the same of closed ones.
pub const OPEN_GROUPS: u8 = 2;
/// The greatest number of a [`Task::group`].
pub const LAST_GROUP: u8 = OPEN_GROUPS + 1;
