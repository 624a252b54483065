//! Things to do: whose they are, who said so, and what became of them.
//!
//! Who owns a task and who gave it are one value, so that they never come from two writers. A task its owner gave
//! themselves is a commitment: nobody else closes it, reassigns it or throws it away.

use std::{collections::BTreeSet, rc::Rc};

use litemap::LiteMap;
use yrs::{Any, MapRef, ReadTxn};

use crate::{
    agenda::{put_orders, read_deleted, read_order},
    edit::Change,
    id::{CommentId, MemberId, TaskId},
    members::Members,
    order::{self, Order},
    pen::{Pen, keep_text},
    refused::Refused,
    schema::{self, Root, Slot, of_id, of_number, of_parts, of_text},
    sessions::keep,
    sort, text,
    values::{Date, Moment, Place, Status, TextField},
    view::{Comment, Task},
};

/// What people do to tasks.
#[derive(Debug, Clone, PartialEq, Eq, strum::VariantNames, strum::IntoStaticStr)]
pub enum TasksEdit {
    Add {
        task: TaskId,
        title: String,
        /// Whose it should be: mine is a commitment, another's an ask.
        owner: Option<MemberId>,
        /// Already done: a pasted `- [x]` line.
        done: bool,
    },
    SetStatus {
        task: TaskId,
        status: Status,
    },
    /// Whose it is. By its owner-to-be this takes it on; by another it asks.
    SetOwner {
        task: TaskId,
        owner: Option<MemberId>,
    },
    /// By which day.
    SetDue {
        task: TaskId,
        due: Option<Date>,
    },
    /// Where more about it is, as typed; shown as a link only where it is one.
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
    /// One's own comment taken back.
    DeleteComment {
        task: TaskId,
        comment: CommentId,
    },
    Reorder {
        task: TaskId,
        place: Place<TaskId>,
    },
    /// To the bin.
    Delete {
        task: TaskId,
    },
    /// Back from the bin.
    Restore {
        task: TaskId,
    },
}

/// What became of tasks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantNames, strum::IntoStaticStr)]
pub enum TasksChange {
    /// It was added, or came back from the bin.
    Added(TaskId),
    /// Its letters changed.
    Typed(TaskId),
    Done(TaskId),
    LetGo(TaskId),
    /// It was done or let go, and is to do again.
    Reopened(TaskId),
    /// Another fact of it changed.
    Changed(TaskId),
    Reordered(TaskId),
    /// It went to the bin.
    Gone(TaskId),
}

/// What the document says about tasks.
#[derive(Debug, Default)]
pub(crate) struct Tasks {
    tasks: LiteMap<TaskId, Entry>,
    comments: LiteMap<TaskId, LiteMap<CommentId, Comment>>,
    /// All of them in order.
    sorted: BTreeSet<(Order, TaskId)>,
}

#[derive(Debug)]
struct Entry {
    facts: Facts,
    /// What screens have, while it is right.
    shown: Option<Rc<Task>>,
    fresh: bool,
}

#[derive(Debug, PartialEq)]
struct Facts {
    title: Rc<str>,
    added: Moment,
    owner: Option<MemberId>,
    given_by: MemberId,
    status: Status,
    settled: Option<Moment>,
    due: Option<Date>,
    link: Rc<str>,
    step: Rc<str>,
    order: Order,
    deleted: Option<(MemberId, Moment)>,
}

impl Tasks {
    /// Takes in what stands under a key of `tasks` now; says what came to be otherwise.
    pub(crate) fn read(&mut self, txn: &impl ReadTxn, key: &str, map: Option<&MapRef>, changes: &mut Vec<Change>) {
        let Ok(id) = key.parse() else { return };
        let old = self.tasks.get(&id).map(|entry| &entry.facts);
        let new = map.map(|map| Facts::read(txn, map, old));
        changes.extend(compare(id, old, new.as_ref()));
        order::keep(&mut self.sorted, id, old.map(|old| &old.order), new.as_ref().map(|new| &new.order));
        match (self.tasks.get_mut(&id), new) {
            (Some(entry), Some(facts)) => (entry.facts, entry.fresh) = (facts, false),
            (None, Some(facts)) => drop(self.tasks.insert(id, Entry { facts, shown: None, fresh: false })),
            (_, None) => drop(self.tasks.remove(&id)),
        }
    }

    /// Takes in what stands under a key of `comments` now.
    pub(crate) fn read_comment(&mut self, key: &str, value: Option<&Any>, changes: &mut Vec<Change>) {
        let Some((task, comment)) = key.split_once('/') else { return };
        let (Ok(task), Ok(comment)) = (task.parse(), comment.parse()) else { return };
        keep(self.comments.entry(task).or_default(), comment, value.and_then(|value| read_comment(comment, value)));
        if let Some(entry) = self.tasks.get_mut(&task) {
            entry.fresh = false;
            changes.push(Change::Tasks(TasksChange::Changed(task)));
        }
    }

    /// Who is who changed: every task may look otherwise.
    pub(crate) fn doubt(&mut self) {
        self.tasks.iter_mut().for_each(|(_, entry)| entry.fresh = false);
    }

    /// Those not in the bin as a screen shows them, in order.
    pub(crate) fn show(&mut self, members: &Members) -> Vec<Rc<Task>> {
        let mut shown = Vec::with_capacity(self.sorted.len());
        for (_, id) in &self.sorted {
            let Some(entry) = self.tasks.get_mut(id).filter(|entry| entry.facts.deleted.is_none()) else { continue };
            shown.push(entry.show(*id, self.comments.get(id), members));
        }
        shown
    }

    /// Those in the bin: which, its title, who, when.
    pub(crate) fn binned(&self) -> impl Iterator<Item = (TaskId, Rc<str>, MemberId, Moment)> {
        self.tasks
            .iter()
            .filter_map(|(id, Entry { facts, .. })| facts.deleted.map(|(by, at)| (*id, facts.title.clone(), by, at)))
    }

    /// Whether there is such a task, in the bin or not.
    pub(crate) fn has(&self, id: TaskId) -> bool {
        self.tasks.contains_key(&id)
    }

    fn present(&self, id: TaskId) -> Result<&Facts, Refused> {
        match self.tasks.get(&id) {
            Some(Entry { facts, .. }) if facts.deleted.is_none() => Ok(facts),
            _ => Err(Refused::Gone),
        }
    }

    /// A task that this member may decide about.
    fn mine(&self, id: TaskId, members: &Members, me: MemberId) -> Result<&Facts, Refused> {
        let facts = self.present(id)?;
        match facts.committed(members).filter(|owner| !members.same(*owner, me)) {
            Some(owner) => Err(Refused::NotYours { owner: members.person(owner) }),
            None => Ok(facts),
        }
    }

    /// Whether it is what another gave themselves, in the bin or not.
    pub(crate) fn is_anothers(&self, id: TaskId, members: &Members, me: MemberId) -> bool {
        let owner = self.tasks.get(&id).and_then(|entry| entry.facts.committed(members));
        owner.is_some_and(|owner| !members.same(owner, me))
    }

    fn list(&self, without: Option<TaskId>) -> Vec<(Order, TaskId)> {
        let others = self.sorted.iter().filter(|(_, id)| Some(*id) != without);
        others.filter(|(_, id)| self.present(*id).is_ok()).cloned().collect()
    }
}

impl Entry {
    fn show(&mut self, id: TaskId, comments: Option<&LiteMap<CommentId, Comment>>, members: &Members) -> Rc<Task> {
        if let (true, Some(shown)) = (self.fresh, &self.shown) {
            return shown.clone();
        }
        let facts = &self.facts;
        let comments = comments.into_iter().flat_map(LiteMap::values).cloned();
        let mut comments = sort::by_key(comments, |comment| (comment.at.0, 0, comment.id.0));
        comments.iter_mut().for_each(|comment| comment.by = members.person(comment.by));
        let task = Task {
            id,
            title: facts.title.clone(),
            owner: facts.owner.map(|owner| members.person(owner)),
            given_by: members.person(facts.given_by),
            status: facts.status,
            settled: facts.settled,
            due: facts.due.clone(),
            link: facts.link.clone(),
            first_step: facts.step.clone(),
            comments: comments.into(),
            added: facts.added,
        };
        let task = self.shown.take().filter(|shown| **shown == task).unwrap_or_else(|| Rc::new(task));
        self.fresh = true;
        self.shown = Some(task.clone());
        task
    }
}

impl Facts {
    fn read(txn: &impl ReadTxn, map: &MapRef, old: Option<&Self>) -> Self {
        let names = ["title", "added", "standing", "owner", "due", "link", "step", "order", "deleted"];
        let fields = schema::fields(txn, map, names);
        let [title, rest @ ..] = &fields;
        let [added, status, owner, due, link, step, order, deleted] = rest.each_ref().map(schema::plain);
        let (owner, given_by) = match owner {
            // Nobody decided since it was added.
            Any::Null => (schema::id(schema::part(added, 2)), schema::id(schema::part(added, 1))),
            decided => (schema::id(schema::part(decided, 0)), schema::id(schema::part(decided, 1))),
        };
        Self {
            title: keep_text(old.map(|old| &old.title), &text::one_line(&schema::shared(txn, title))),
            added: schema::moment(schema::part(added, 0)).unwrap_or_default(),
            owner: owner.map(MemberId),
            given_by: MemberId(given_by.unwrap_or_default()),
            status: match schema::number(schema::part(status, 0)) {
                Some(1) => Status::Done,
                Some(2) => Status::LetGo,
                _ => Status::Open,
            },
            settled: schema::moment(schema::part(status, 1)),
            due: schema::text(due).map(str::to_owned),
            link: keep_text(old.map(|old| &old.link), schema::text(link).unwrap_or_default()),
            step: keep_text(old.map(|old| &old.step), schema::text(step).unwrap_or_default()),
            order: read_order(order, added),
            deleted: read_deleted(deleted),
        }
    }

    /// Who gave it themselves, if its owner did.
    fn committed(&self, members: &Members) -> Option<MemberId> {
        self.owner.filter(|owner| members.same(*owner, self.given_by))
    }
}

fn read_comment(id: CommentId, value: &Any) -> Option<Comment> {
    Some(Comment {
        id,
        by: MemberId(schema::id(schema::part(value, 0))?),
        at: schema::moment(schema::part(value, 1))?,
        text: Rc::from(schema::text(schema::part(value, 2))?),
    })
}

fn compare(id: TaskId, old: Option<&Facts>, new: Option<&Facts>) -> Vec<Change> {
    let present = |facts: &&Facts| facts.deleted.is_none();
    let (old, new) = match (old.filter(present), new.filter(present)) {
        (None, None) => return Vec::new(),
        (None, Some(_)) => return vec![Change::Tasks(TasksChange::Added(id))],
        (Some(_), None) => return vec![Change::Tasks(TasksChange::Gone(id))],
        (Some(old), Some(new)) => (old, new),
    };
    fn rest(facts: &Facts) -> impl PartialEq {
        (facts.added, facts.owner, facts.given_by, facts.due.clone(), facts.link.clone(), facts.step.clone())
    }
    let status = match new.status {
        Status::Open => Change::Tasks(TasksChange::Reopened(id)),
        Status::Done => Change::Tasks(TasksChange::Done(id)),
        Status::LetGo => Change::Tasks(TasksChange::LetGo(id)),
    };
    [
        (old.title != new.title, Change::Tasks(TasksChange::Typed(id))),
        ((old.status, old.settled) != (new.status, new.settled), status),
        (old.order != new.order, Change::Tasks(TasksChange::Reordered(id))),
        (rest(old) != rest(new), Change::Tasks(TasksChange::Changed(id))),
    ]
    .into_iter()
    .filter_map(|(changed, change)| changed.then_some(change))
    .collect()
}

fn slot(task: TaskId, field: &'static str) -> Slot {
    Slot::field(Root::Tasks, task, field)
}

fn comment_slot(task: TaskId, comment: CommentId) -> Slot {
    Slot::flat(Root::Comments, format!("{task}/{comment}"))
}

fn of_owner(owner: Option<MemberId>, given_by: MemberId) -> Any {
    of_parts([owner.map_or(Any::Null, |owner| of_id(owner.0)), of_id(given_by.0)])
}

fn of_status(status: Status, at: Moment) -> Any {
    let word = match status {
        Status::Open => 0,
        Status::Done => 1,
        Status::LetGo => 2,
    };
    of_parts([of_number(word), of_number(at.0)])
}

/// Adds a task at the end. One that is there already stays as it is.
pub(crate) fn add(
    pen: &mut Pen<'_, '_>,
    all: &Tasks,
    task: TaskId,
    title: &str,
    owner: Option<MemberId>,
    done: bool,
) -> Result<(), Refused> {
    let title = text::one_line(text::said(title, text::LINE)?.trim());
    if all.has(task) {
        return Ok(());
    }
    pen.create(Root::Tasks, task.to_string(), &[("title", TextField::TaskTitle(task), &title)]);
    let (me, now) = (pen.who.me, pen.who.now);
    let (order, _) = order::place(&all.list(None), Place::Last);
    let owner = owner.map_or(Any::Null, |owner| of_id(owner.0));
    pen.write(slot(task, "added"), of_parts([of_number(now.0), of_id(me.0), owner, Any::from(order.bytes())]));
    if done {
        pen.write(slot(task, "standing"), of_status(Status::Done, now));
    }
    Ok(())
}

pub(crate) fn set_status(
    pen: &mut Pen<'_, '_>,
    all: &Tasks,
    members: &Members,
    task: TaskId,
    status: Status,
) -> Result<(), Refused> {
    let facts = all.mine(task, members, pen.who.me)?;
    if facts.status != status {
        let now = pen.who.now;
        pen.set(slot(task, "standing"), of_status(status, now));
    }
    Ok(())
}

/// By its owner-to-be this takes it on; by another it asks.
pub(crate) fn set_owner(
    pen: &mut Pen<'_, '_>,
    all: &Tasks,
    members: &Members,
    task: TaskId,
    owner: Option<MemberId>,
) -> Result<(), Refused> {
    let me = pen.who.me;
    all.mine(task, members, me)?;
    let given_by = owner.filter(|owner| members.same(*owner, me)).unwrap_or(me);
    pen.set(slot(task, "owner"), of_owner(owner, given_by));
    Ok(())
}

pub(crate) fn set_due(pen: &mut Pen<'_, '_>, all: &Tasks, task: TaskId, due: Option<&str>) -> Result<(), Refused> {
    all.present(task)?;
    let due = due.map(|due| text::fits(due, text::NAME)).transpose()?;
    pen.set(slot(task, "due"), due.map_or(Any::Null, of_text));
    Ok(())
}

/// Its link or its first step.
pub(crate) fn set_line(
    pen: &mut Pen<'_, '_>,
    all: &Tasks,
    task: TaskId,
    field: &'static str,
    line: &str,
) -> Result<(), Refused> {
    all.present(task)?;
    pen.set(slot(task, field), of_text(&text::one_line(text::fits(line, text::LINE)?)));
    Ok(())
}

/// Adds a remark. One that is there already stays as it is.
pub(crate) fn comment(
    pen: &mut Pen<'_, '_>,
    all: &Tasks,
    task: TaskId,
    comment: CommentId,
    said: &str,
) -> Result<(), Refused> {
    all.present(task)?;
    let said = text::said(said, text::LINE)?;
    let slot = comment_slot(task, comment);
    if pen.value(&slot) == Any::Null {
        let value = of_parts([of_id(pen.who.me.0), of_number(pen.who.now.0), of_text(said)]);
        pen.set(slot, value);
    }
    Ok(())
}

pub(crate) fn delete_comment(
    pen: &mut Pen<'_, '_>,
    all: &Tasks,
    members: &Members,
    task: TaskId,
    comment: CommentId,
) -> Result<(), Refused> {
    match all.comments.get(&task).and_then(|comments| comments.get(&comment)) {
        None => Err(Refused::Gone),
        Some(said) if !members.same(said.by, pen.who.me) => Err(Refused::NotYours { owner: members.person(said.by) }),
        Some(_) => {
            pen.set(comment_slot(task, comment), Any::Null);
            Ok(())
        }
    }
}

pub(crate) fn move_to(pen: &mut Pen<'_, '_>, all: &Tasks, task: TaskId, at: Place<TaskId>) -> Result<(), Refused> {
    all.present(task)?;
    if at != Place::After(task) {
        let (order, moved) = order::place(&all.list(Some(task)), at);
        put_orders(pen, Root::Tasks, moved);
        pen.set(slot(task, "order"), Any::from(order.bytes()));
    }
    Ok(())
}

pub(crate) fn delete(pen: &mut Pen<'_, '_>, all: &Tasks, members: &Members, task: TaskId) -> Result<(), Refused> {
    if !all.has(task) {
        return Err(Refused::Gone);
    }
    if all.present(task).is_ok() {
        all.mine(task, members, pen.who.me)?;
        let binned = pen.signed();
        pen.set(slot(task, "deleted"), binned);
    }
    Ok(())
}

pub(crate) fn restore(pen: &mut Pen<'_, '_>, all: &Tasks, task: TaskId) -> Result<(), Refused> {
    if !all.has(task) {
        return Err(Refused::Gone);
    }
    pen.set(slot(task, "deleted"), Any::Null);
    Ok(())
}
