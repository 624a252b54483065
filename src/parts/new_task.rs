//! Tasks from lines that were typed or pasted, in the tasks or, with a checkbox, in the agenda.

use alongside_room::{MemberId, Place, Refused, TaskId, TasksEdit};

use crate::{
    browser::entropy,
    open_room::{one_act::OneAct, store::Room},
    parts::typed::TypedLine,
};

/// Adds a task, mine unless the line names somebody, after this one or at the end.
///
/// # Errors
/// Why the room refused it.
pub fn add_task(act: &OneAct<'_>, line: &TypedLine, after: Option<TaskId>) -> Result<Option<TaskId>, Refused> {
    let Ok(task) = entropy::id().map(TaskId) else { return Ok(None) };
    let owner = member_in(act.room, line).or(Some(act.room.me));
    let add = TasksEdit::Add { task, title: line.title.clone(), owner, done: line.task.unwrap_or_default() };
    if let Some(refused) = act.edit(add) {
        return Err(refused);
    }
    if let Some(after) = after {
        act.edit(TasksEdit::Reorder { task, place: Place::After(after) });
    }
    set_day_and_link(act, task, line);
    Ok(Some(task))
}

/// Sets what the line says besides its title.
pub fn set_task(act: &OneAct<'_>, task: TaskId, line: &TypedLine) {
    if let Some(owner) = member_in(act.room, line) {
        act.edit(TasksEdit::SetOwner { task, owner: Some(owner) });
    }
    set_day_and_link(act, task, line);
}

fn set_day_and_link(act: &OneAct<'_>, task: TaskId, line: &TypedLine) {
    if let Some(due) = line.due() {
        act.edit(TasksEdit::SetDue { task, due: Some(due.write()) });
    }
    if let Some(link) = line.link() {
        act.edit(TasksEdit::SetLink { task, link: link.to_owned() });
    }
}

/// The member that the line names.
pub fn member_in(room: &Room, line: &TypedLine) -> Option<MemberId> {
    let member = room.view.members.get(line.member()?)?;
    Some(if room.is_me(member) { room.me } else { member.id })
}
