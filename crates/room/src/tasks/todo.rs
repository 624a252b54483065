//! One task: as the document has it, and as a screen gets it.

use std::rc::Rc;

use litemap::LiteMap;
use yrs::{Any, MapRef, ReadTxn};

use crate::{
    context::People,
    dates::DateParts,
    id::{CommentId, MemberId, TaskId},
    order::{self, Order},
    rows::{self, Deleted, RowFacts},
    schema::{self, keep_text},
    text,
    values::{Date, Moment, Status},
};

/// A task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    pub id: TaskId,
    pub title: Rc<str>,
    pub owner: Option<MemberId>,
    /// Who made its owner the owner: the owner themselves (a commitment) or another member (an ask).
    pub given_by: MemberId,
    pub status: Status,
    /// When its status was last set.
    pub status_since: Option<Moment>,
    pub due: Option<Date>,
    /// An address with more about it.
    pub link: Rc<str>,
    pub first_step: Rc<str>,
    /// The oldest first.
    pub comments: Rc<[Comment]>,
    /// Its place among the tasks.
    pub order: Order,
    pub added: Moment,
}

/// A comment on a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    pub id: CommentId,
    pub by: MemberId,
    pub at: Moment,
    pub text: Rc<str>,
}

/// What the document says of one task.
#[derive(Debug, PartialEq)]
pub(super) struct Todo {
    pub(super) title: Rc<str>,
    pub(super) added: Moment,
    pub(super) owner: Option<MemberId>,
    pub(super) given_by: MemberId,
    pub(super) status: Status,
    pub(super) status_since: Option<Moment>,
    pub(super) due: Option<Date>,
    pub(super) link: Rc<str>,
    pub(super) step: Rc<str>,
    pub(super) order: Order,
    pub(super) deleted: Deleted,
}

impl Task {
    /// Whether its owner gave it to themselves.
    pub fn is_commitment(&self) -> bool {
        self.owner == Some(self.given_by)
    }

    /// Whether another member proposed the owner, who has not taken the task on yet.
    pub fn is_ask(&self) -> bool {
        self.owner.is_some_and(|owner| owner != self.given_by)
    }
}

impl RowFacts for Todo {
    type View = Task;

    fn title(&self) -> &Rc<str> {
        &self.title
    }

    fn order(&self) -> &Order {
        &self.order
    }

    fn deleted(&self) -> Deleted {
        self.deleted
    }
}

impl Todo {
    pub(super) fn read(txn: &impl ReadTxn, map: &MapRef, old: Option<&Self>) -> Self {
        let names = ["title", "added", "status", "owner", "due", "link", "step", "order", "deleted"];
        let fields = schema::fields(txn, map, names);
        let [title, rest @ ..] = &fields;
        let [added, status, owner, due, link, step, order, deleted] = rest.each_ref().map(schema::plain);
        let (owner, given_by) = match owner {
            // Nobody set the owner since the task was added.
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
            status_since: schema::moment(schema::part(status, 1)),
            due: schema::text(due).and_then(DateParts::read).map(|date| date.day.to_owned()),
            link: keep_text(old.map(|old| &old.link), schema::text(link).unwrap_or_default()),
            step: keep_text(old.map(|old| &old.step), schema::text(step).unwrap_or_default()),
            order: Order::of_row(order, added),
            deleted: rows::read_deleted(deleted),
        }
    }

    pub(super) fn view_of(&self, id: TaskId, comments: Option<&LiteMap<CommentId, Comment>>, people: &People) -> Task {
        let comments = comments.into_iter().flat_map(LiteMap::values).cloned();
        let mut comments = order::by_key(comments, |comment| (comment.at.0, 0, comment.id.0));
        comments.iter_mut().for_each(|comment| comment.by = people.person(comment.by));
        Task {
            id,
            title: self.title.clone(),
            owner: self.owner.map(|owner| people.person(owner)),
            given_by: people.person(self.given_by),
            status: self.status,
            status_since: self.status_since,
            due: self.due.clone(),
            link: self.link.clone(),
            first_step: self.step.clone(),
            comments: comments.into(),
            order: self.order.clone(),
            added: self.added,
        }
    }

    /// The owner, if they gave themselves the task.
    pub(super) fn committed(&self, people: &People) -> Option<MemberId> {
        self.owner.filter(|owner| people.same(*owner, self.given_by))
    }
}

/// What the document says of one comment.
pub(super) fn read_comment(id: CommentId, value: &Any) -> Option<Comment> {
    Some(Comment {
        id,
        by: MemberId(schema::id(schema::part(value, 0))?),
        at: schema::moment(schema::part(value, 1))?,
        text: Rc::from(schema::text(schema::part(value, 2))?),
    })
}
