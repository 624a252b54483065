//! What changed between two views of one room, thing by thing: for who comes back. It is read off the room itself, so nothing that
//! happened meanwhile need have been heard of.

use std::rc::Rc;

use crate::{agenda::Item, order, rows::BinnedThing, tasks::Task, values::Status, view::View};

/// A point or a task, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThingChanged {
    pub thing: BinnedThing,
    /// Its title now; of one that was removed, the last one.
    pub title: Rc<str>,
    /// The title that it had, where that was another.
    pub was: Option<Rc<str>>,
    /// In the order of [`How`].
    pub hows: Vec<How>,
}

/// What became of a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    Added,
    /// It went to the bin.
    Removed,
    /// The task is done, the point was discussed.
    Done,
    LetGo,
    /// It is open again.
    Reopened,
    /// Who was asked for it took it.
    Taken,
    /// The point was put off to the next session.
    Postponed,
    /// The point is back in this session.
    TakenUp,
    Reworded,
    /// Its notes are others.
    Written,
    /// What was decided on the point is another.
    Decided,
    Commented,
    /// Its owner said what came of it, or how sure they are.
    LookedBack,
    /// Another fact of it changed.
    Changed,
    Reordered,
}

/// A list that a point can stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ItemList {
    Agenda,
    Postponed,
    Closed,
}

impl View {
    /// What became of points and tasks since this view was shown: first what can still be seen, in the order of the screen, then what
    /// was removed.
    pub fn changes_since(&self, before: &Self) -> Vec<ThingChanged> {
        let mut all = Vec::new();
        let were = sorted(items(before), |(item, _)| item.id.0);
        let are = sorted(items(self), |(item, _)| item.id.0);
        for (item, place) in items(self) {
            let was = found(&were, item.id.0).map(|(_, was)| *was);
            let hows = match was {
                None => added(item.discussed.is_some(), false),
                Some((was, was_at)) => self.item_changes(before, (was, was_at), (item, place)),
            };
            let was = was.map(|(was, _)| &was.title);
            all.extend(changed(BinnedThing::Item(item.id), &item.title, was, hows));
        }
        let tasks_were = sorted(before.tasks.iter(), |task| task.id.0);
        let tasks_are = sorted(self.tasks.iter(), |task| task.id.0);
        for task in self.tasks.iter() {
            let was = found(&tasks_were, task.id.0).map(|(_, was)| *was);
            let hows = match was {
                None => added(task.status == Status::Done, task.status == Status::LetGo),
                Some(was) => self.task_changes(before, was, task),
            };
            all.extend(changed(BinnedThing::Task(task.id), &task.title, was.map(|was| &was.title), hows));
        }
        let gone = items(before).filter(|(item, _)| found(&are, item.id.0).is_none());
        let gone = gone.map(|(item, _)| (BinnedThing::Item(item.id), &item.title));
        let tasks_gone = before.tasks.iter().filter(|task| found(&tasks_are, task.id.0).is_none());
        let gone = gone.chain(tasks_gone.map(|task| (BinnedThing::Task(task.id), &task.title)));
        all.extend(gone.filter_map(|(thing, title)| changed(thing, title, None, vec![How::Removed])));
        all
    }

    fn item_changes(
        &self,
        before: &Self,
        (was, was_at): (&Rc<Item>, ItemList),
        (is, at): (&Rc<Item>, ItemList),
    ) -> Vec<How> {
        let is_same_session = self.session.id == before.session.id;
        let outcome = |view: &Self| view.decision(is.id).map(|decision| Rc::clone(&decision.outcome));
        let mut hows = Vec::new();
        let mut note = |is_so: bool, how: How| hows.extend(is_so.then_some(how));
        note(was.discussed.is_none() && is.discussed.is_some(), How::Done);
        note(was.discussed.is_some() && is.discussed.is_none(), How::Reopened);
        note(was_at == ItemList::Agenda && at == ItemList::Postponed, How::Postponed);
        // With the next session it comes back by itself.
        note(was_at == ItemList::Postponed && at == ItemList::Agenda && is_same_session, How::TakenUp);
        let is_unlike = !Rc::ptr_eq(was, is);
        note(is_unlike && was.title != is.title, How::Reworded);
        note(is_unlike && was.notes != is.notes, How::Written);
        note(outcome(before) != outcome(self), How::Decided);
        note(is_unlike && (was.minutes, was.raised_by) != (is.minutes, is.raised_by), How::Changed);
        note(is_unlike && was.order != is.order, How::Reordered);
        hows
    }

    fn task_changes(&self, before: &Self, was: &Rc<Task>, is: &Rc<Task>) -> Vec<How> {
        let said = |view: &Self| view.commitment(is.id).cloned();
        let mut hows = Vec::new();
        let mut note = |is_so: bool, how: How| hows.extend(is_so.then_some(how));
        if !Rc::ptr_eq(was, is) {
            let became = was.status != is.status;
            note(became && is.status == Status::Done, How::Done);
            note(became && is.status == Status::LetGo, How::LetGo);
            note(became && is.status == Status::Open, How::Reopened);
            let is_taken = was.is_ask() && is.is_commitment() && was.owner == is.owner;
            note(is_taken, How::Taken);
            note(was.title != is.title, How::Reworded);
            note(was.comments != is.comments, How::Commented);
        }
        note(said(before) != said(self), How::LookedBack);
        if !Rc::ptr_eq(was, is) {
            let is_taken = hows.contains(&How::Taken);
            let owners = !is_taken && (was.owner, was.given_by) != (is.owner, is.given_by);
            let rest = (&was.due, &was.link, &was.first_step) != (&is.due, &is.link, &is.first_step);
            hows.extend((owners || rest).then_some(How::Changed));
            hows.extend((was.order != is.order).then_some(How::Reordered));
        }
        hows
    }
}

/// Every point of a view, with the list that it stands in.
fn items(view: &View) -> impl Iterator<Item = (&Rc<Item>, ItemList)> {
    let closed = view.earlier.iter().flat_map(|session| session.items.iter()).map(|item| (item, ItemList::Closed));
    let agenda = view.agenda.iter().map(|item| (item, ItemList::Agenda));
    agenda.chain(view.postponed.iter().map(|item| (item, ItemList::Postponed))).chain(closed)
}

/// Things by their ids, to be found by them.
fn sorted<T>(things: impl Iterator<Item = T>, id: impl Fn(&T) -> [u8; 8]) -> Vec<([u8; 8], T)> {
    order::by_key(things.map(|thing| (id(&thing), thing)), |(id, _)| (0, 0, *id))
}

fn found<T>(things: &[([u8; 8], T)], id: [u8; 8]) -> Option<&([u8; 8], T)> {
    things.binary_search_by_key(&id, |(id, _)| *id).ok().map(|at| &things[at])
}

fn added(is_done: bool, is_let_go: bool) -> Vec<How> {
    let more = [(is_done, How::Done), (is_let_go, How::LetGo)];
    [How::Added].into_iter().chain(more.into_iter().filter_map(|(is_so, how)| is_so.then_some(how))).collect()
}

fn changed(thing: BinnedThing, title: &Rc<str>, was: Option<&Rc<str>>, hows: Vec<How>) -> Option<ThingChanged> {
    let was = was.filter(|was| *was != title).cloned();
    (!hows.is_empty()).then(|| ThingChanged { thing, title: Rc::clone(title), was, hows })
}
