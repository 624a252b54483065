//! Tasks: who owns them, who gave them, and what became of them.
//!
//! Owner and giver of a task are one value, so that they never come from two writers. A task that its owner gave
//! themselves is a commitment: nobody else closes, reassigns, rewords or deletes it, nor sets its first step or its day.

mod todo;

use std::rc::Rc;

use litemap::LiteMap;
use yrs::{Any, ReadTxn};

use crate::{
    concept::{Concept, Found, show_list},
    context::{Context, People},
    dates,
    id::{CommentId, MemberId, TaskId},
    order::{self, Order},
    rows::{self, Binned, BinnedThing, Rows},
    schema::{Root, Slot, keep, of_id, of_number, of_parts, of_text},
    text,
    values::{Date, Moment, Place, Refused, Status, Target, TextField, UndoName, Verb, Who},
    writer::Writer,
};

pub use self::todo::{Comment, Task};
use self::todo::{Todo, read_comment};

const TASKS: Root = Root::new(4, "tasks");
const COMMENTS: Root = Root::new(5, "comments");

/// What people do with tasks.
#[derive(Debug, Clone, PartialEq, Eq, strum::VariantNames, strum::IntoStaticStr)]
pub enum TasksEdit {
    Add {
        task: TaskId,
        title: String,
        /// Whose task it should be: for myself it is a commitment, for the other an ask.
        owner: Option<MemberId>,
        /// Already done: from a pasted `- [x]` line.
        done: bool,
    },
    SetStatus {
        task: TaskId,
        status: Status,
    },
    /// Sets the owner. Done by the new owner it is a commitment, by another an ask.
    SetOwner {
        task: TaskId,
        owner: Option<MemberId>,
    },
    /// The day by which it is due.
    SetDue {
        task: TaskId,
        due: Option<Date>,
    },
    /// An address with more about it, as typed; shown as a link only if it is one.
    SetLink {
        task: TaskId,
        link: String,
    },
    SetFirstStep {
        task: TaskId,
        step: String,
    },
    AddComment {
        task: TaskId,
        comment: CommentId,
        text: String,
    },
    /// Deletes a comment of one's own.
    DeleteComment {
        task: TaskId,
        comment: CommentId,
    },
    Reorder {
        task: TaskId,
        place: Place<TaskId>,
    },
    /// Moves the task to the bin.
    Delete {
        task: TaskId,
    },
    /// Brings the task back from the bin.
    Restore {
        task: TaskId,
    },
}

/// What changed about tasks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantNames, strum::IntoStaticStr)]
pub enum TasksChange {
    /// The task was added, or came back from the bin.
    Added(TaskId),
    /// Its title was edited.
    Typed(TaskId),
    Done(TaskId),
    LetGo(TaskId),
    /// It was done or let go, and is open again.
    Reopened(TaskId),
    /// Its owner took on what they were asked for.
    Taken(TaskId),
    /// Who was asked for it is not its owner any more.
    Declined(TaskId),
    /// Another fact of the task changed.
    Changed(TaskId),
    Reordered(TaskId),
    /// The task went to the bin.
    Gone(TaskId),
}

impl TasksChange {
    /// The task that changed.
    pub(crate) fn task(self) -> TaskId {
        match self {
            Self::Added(task)
            | Self::Typed(task)
            | Self::Done(task)
            | Self::LetGo(task)
            | Self::Reopened(task)
            | Self::Taken(task)
            | Self::Declined(task)
            | Self::Changed(task)
            | Self::Reordered(task)
            | Self::Gone(task) => task,
        }
    }
}

/// What the document says about tasks.
#[derive(Debug, Default)]
pub(crate) struct Tasks {
    tasks: Rows<TaskId, Todo>,
    comments: LiteMap<TaskId, LiteMap<CommentId, Comment>>,
}

impl Concept for Tasks {
    type Edit = TasksEdit;
    type Change = TasksChange;
    type Before = ();

    const ROOTS: &'static [Root] = &[TASKS, COMMENTS];

    fn undo_name(edit: &TasksEdit) -> UndoName {
        match *edit {
            TasksEdit::Add { task, .. } | TasksEdit::AddComment { task, .. } => {
                UndoName::new(Verb::Add, Target::Task(task))
            }
            TasksEdit::SetStatus { task, .. } => UndoName::new(Verb::SetStatus, Target::Task(task)),
            TasksEdit::SetOwner { task, .. } | TasksEdit::SetDue { task, .. } => {
                UndoName::new(Verb::Set, Target::Task(task))
            }
            TasksEdit::SetLink { task, .. } | TasksEdit::SetFirstStep { task, .. } => {
                UndoName::typed(Verb::Set, Target::Task(task))
            }
            TasksEdit::DeleteComment { task, .. } | TasksEdit::Delete { task } => {
                UndoName::new(Verb::Delete, Target::Task(task))
            }
            TasksEdit::Reorder { task, .. } => UndoName::new(Verb::Reorder, Target::Task(task)),
            TasksEdit::Restore { task } => UndoName::new(Verb::Restore, Target::Task(task)),
        }
    }

    fn read(&mut self, found: &Found<'_, impl ReadTxn>, _: &Context, changes: &mut Vec<TasksChange>) {
        if found.root == COMMENTS {
            return self.read_comment(found.key, found.value(), changes);
        }
        let Ok(id) = found.key.parse() else { return };
        let old = self.tasks.get(id);
        let new = found.map().map(|map| Todo::read(found.txn, map, old));
        changes.extend(compare(id, old, new.as_ref()));
        self.tasks.put(id, new);
    }

    fn derive(&mut self, _: bool, context: &mut Context) {
        if context.renewed.people {
            self.tasks.mark_all_stale();
        }
    }

    fn before(&self, _: &Context) {}

    fn perform(&self, writer: &mut Writer<'_, '_>, context: &Context, edit: &TasksEdit) -> Result<(), Refused> {
        let (people, Who { me, now }) = (&context.people, writer.who);
        match *edit {
            TasksEdit::Add { task, ref title, owner, done } => self.add(writer, task, title, owner, done)?,
            TasksEdit::SetStatus { task, status } => {
                if self.may_decide(task, people, me)?.status != status {
                    writer.set(slot(task, "status"), of_status(status, now));
                }
            }
            // Done by the new owner this is a commitment, by another an ask.
            TasksEdit::SetOwner { task, owner } => {
                self.may_decide(task, people, me)?;
                let given_by = owner.filter(|owner| people.same(*owner, me)).unwrap_or(me);
                let owner = owner.map_or(Any::Null, |owner| of_id(owner.0));
                writer.set(slot(task, "owner"), of_parts([owner, of_id(given_by.0)]));
            }
            TasksEdit::SetDue { task, ref due } => {
                self.may_decide(task, people, me)?;
                let due = due.as_deref().map(dates::checked_day).transpose()?;
                writer.set(slot(task, "due"), due.map_or(Any::Null, of_text));
            }
            TasksEdit::SetLink { task, ref link } => self.set_line(writer, task, "link", link)?,
            TasksEdit::SetFirstStep { task, ref step } => {
                self.may_decide(task, people, me)?;
                self.set_line(writer, task, "step", step)?;
            }
            // A comment that exists already stays as it is.
            TasksEdit::AddComment { task, comment, ref text } => {
                self.tasks.present(task)?;
                let comment_text = text::not_blank(text, text::LINE)?;
                let slot = comment_slot(task, comment);
                if writer.value(&slot) == Any::Null {
                    writer.set(slot, of_parts([of_id(me.0), of_number(now.0), of_text(comment_text)]));
                }
            }
            TasksEdit::DeleteComment { task, comment } => {
                let comments = self.comments.get(&task);
                let found = comments.and_then(|comments| comments.get(&comment)).ok_or(Refused::Gone)?;
                if !people.same(found.by, me) {
                    return Err(Refused::NotYours { owner: people.person(found.by) });
                }
                writer.set(comment_slot(task, comment), Any::Null);
            }
            TasksEdit::Reorder { task, place } => {
                self.tasks.present(task)?;
                if place != Place::After(task) {
                    let (order, moved) = order::place(&self.list(task), place);
                    writer.spread(TASKS, moved);
                    writer.set(slot(task, "order"), Any::from(order.bytes()));
                }
            }
            TasksEdit::Delete { task } => {
                self.tasks.known(task)?;
                if self.tasks.present(task).is_ok() {
                    self.may_decide(task, people, me)?;
                    rows::delete(writer, slot(task, "deleted"));
                }
            }
            TasksEdit::Restore { task } => {
                self.tasks.known(task)?;
                rows::restore(writer, slot(task, "deleted"));
            }
        }
        Ok(())
    }

    /// Refuses what would close, reopen, reassign, reword or delete a task that another member has committed to since.
    fn may_set(&self, slot: &Slot, value: &Any, context: &Context, who: Who) -> bool {
        let decides = match slot.field {
            Some("deleted") => *value != Any::Null,
            Some("status" | "owner" | "due" | "step") => true,
            _ => false,
        };
        let (people, task) = (&context.people, slot.key.parse().ok().and_then(|task| self.tasks.get(task)));
        let owner = task.and_then(|task| task.committed(people));
        !decides || owner.is_none_or(|owner| people.same(owner, who.me))
    }
}

impl Tasks {
    /// Shows the tasks that are not in the bin, in order.
    pub(crate) fn show(&mut self, context: &Context, tasks: &mut Rc<[Rc<Task>]>) {
        let (comments, mut shown) = (&self.comments, Vec::new());
        self.tasks.show(|id, task| task.view_of(id, comments.get(&id), &context.people), |_, task| shown.push(task));
        show_list(tasks, shown);
    }

    /// The tasks in the bin.
    pub(crate) fn binned(&self, context: &Context) -> impl Iterator<Item = Binned> {
        self.tasks.binned(&context.people, BinnedThing::Task)
    }

    fn read_comment(&mut self, key: &str, value: Option<&Any>, changes: &mut Vec<TasksChange>) {
        let Some((task, comment)) = key.split_once('/') else { return };
        let (Ok(task), Ok(comment)) = (task.parse(), comment.parse()) else { return };
        keep(self.comments.entry(task).or_default(), comment, value.and_then(|value| read_comment(comment, value)));
        if self.tasks.mark_stale(task) {
            changes.push(TasksChange::Changed(task));
        }
    }

    /// Refuses who wants to reword a task that another member has committed to.
    pub(crate) fn may_reword(&self, id: TaskId, people: &People, me: MemberId) -> Result<(), Refused> {
        let owner = self.tasks.get(id).and_then(|task| task.committed(people));
        match owner.filter(|owner| !people.same(*owner, me)) {
            Some(owner) => Err(Refused::NotYours { owner: people.person(owner) }),
            None => Ok(()),
        }
    }

    /// Refuses who is not the owner of this commitment.
    pub(crate) fn is_own(&self, id: TaskId, people: &People, me: MemberId) -> Result<(), Refused> {
        self.may_decide(id, people, me)?.committed(people).map(drop).ok_or(Refused::Gone)
    }

    /// The task, if this member may close, reassign or delete it.
    fn may_decide(&self, id: TaskId, people: &People, me: MemberId) -> Result<&Todo, Refused> {
        let facts = self.tasks.present(id)?;
        match facts.committed(people).filter(|owner| !people.same(*owner, me)) {
            Some(owner) => Err(Refused::NotYours { owner: people.person(owner) }),
            None => Ok(facts),
        }
    }

    /// The order keys of all tasks but this one.
    fn list(&self, without: TaskId) -> Vec<(Order, TaskId)> {
        self.tasks.list(without, |_| true)
    }

    /// Adds a task at the end. If a task of this id exists, nothing changes.
    fn add(
        &self,
        writer: &mut Writer<'_, '_>,
        task: TaskId,
        title: &str,
        owner: Option<MemberId>,
        done: bool,
    ) -> Result<(), Refused> {
        let title = text::one_line(text::not_blank(title, text::LINE)?.trim());
        if self.tasks.get(task).is_some() {
            return Ok(());
        }
        writer.create(TASKS, task.to_string(), &[("title", TextField::TaskTitle(task), &title)]);
        let Who { me, now } = writer.who;
        let (order, _) = order::place(&self.list(task), Place::Last);
        let owner = owner.map_or(Any::Null, |owner| of_id(owner.0));
        writer.write(slot(task, "added"), of_parts([of_number(now.0), of_id(me.0), owner, Any::from(order.bytes())]));
        if done {
            writer.write(slot(task, "status"), of_status(Status::Done, now));
        }
        Ok(())
    }

    /// Sets its link or its first step.
    fn set_line(
        &self,
        writer: &mut Writer<'_, '_>,
        task: TaskId,
        field: &'static str,
        line: &str,
    ) -> Result<(), Refused> {
        self.tasks.present(task)?;
        writer.set(slot(task, field), of_text(&text::one_line(text::fits(line, text::LINE)?)));
        Ok(())
    }
}

fn compare(id: TaskId, old: Option<&Todo>, new: Option<&Todo>) -> Vec<TasksChange> {
    let present = |facts: &&Todo| facts.deleted.is_none();
    let (old, new) = match (old.filter(present), new.filter(present)) {
        (None, None) => return Vec::new(),
        (None, Some(_)) => return vec![TasksChange::Added(id)],
        (Some(_), None) => return vec![TasksChange::Gone(id)],
        (Some(old), Some(new)) => (old, new),
    };
    fn owners(facts: &Todo) -> impl PartialEq {
        (facts.owner, facts.given_by)
    }
    fn rest(facts: &Todo) -> impl PartialEq {
        (facts.added, facts.due.clone(), facts.link.clone(), facts.step.clone())
    }
    // Who was asked has answered: another who changes the owner of an ask makes another ask of it, or none.
    let asked = old.owner.filter(|owner| *owner != old.given_by && new.given_by == *owner);
    let answer = if new.owner == asked { TasksChange::Taken(id) } else { TasksChange::Declined(id) };
    let is_rest = rest(old) != rest(new) || asked.is_none() && owners(old) != owners(new);
    let status = match new.status {
        Status::Open => TasksChange::Reopened(id),
        Status::Done => TasksChange::Done(id),
        Status::LetGo => TasksChange::LetGo(id),
    };
    [
        (old.title != new.title, TasksChange::Typed(id)),
        ((old.status, old.status_since) != (new.status, new.status_since), status),
        (old.order != new.order, TasksChange::Reordered(id)),
        (asked.is_some(), answer),
        (is_rest, TasksChange::Changed(id)),
    ]
    .into_iter()
    .filter_map(|(changed, change)| changed.then_some(change))
    .collect()
}

/// The slot of one field of a task.
pub(crate) fn slot(task: TaskId, field: &'static str) -> Slot {
    Slot::field(TASKS, task, field)
}

fn comment_slot(task: TaskId, comment: CommentId) -> Slot {
    Slot::flat(COMMENTS, format!("{task}/{comment}"))
}

fn of_status(status: Status, at: Moment) -> Any {
    let code = match status {
        Status::Open => 0,
        Status::Done => 1,
        Status::LetGo => 2,
    };
    of_parts([of_number(code), of_number(at.0)])
}
