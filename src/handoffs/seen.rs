//! A task with its hand-off, as the person at this device sees it.

use std::rc::Rc;

use alongside_room::{Handed, Handoff, MemberId, Task, TaskId};

use crate::{members::names, open_room::store::Room};

/// A task with its hand-off, as the person at this device sees it.
pub struct Seen<'a> {
    pub room: &'a Room,
    pub task: &'a Rc<Task>,
    pub handoff: Option<&'a Handoff>,
    pub handed: Option<Handed>,
    /// The other: who hands it to me, or to whom it is handed.
    pub other: MemberId,
    pub name: Rc<str>,
    /// Whether I am to have it, have it or had it.
    pub is_receiver: bool,
}

impl<'a> Seen<'a> {
    /// The task, if it is there and there is somebody to hand it to.
    pub fn of(room: &'a Room, id: TaskId) -> Option<Self> {
        let view = &room.view;
        let task = view.tasks.iter().find(|task| task.id == id)?;
        let (handoff, handed) = (view.handoff(id), view.handed(task, room.now()));
        let is_receiver = handed.as_ref().is_some_and(|handed| room.is_mine(handed.receiver));
        let is_other = |member: &MemberId| !room.is_mine(*member);
        // Whoever came last, where there are more than two.
        let last = names::others(room).last().map(|member| member.id);
        let giver = handoff.and_then(|handoff| handoff.offers.iter().rev().map(|offer| offer.by).find(is_other));
        let receiver = handed.as_ref().map(|handed| handed.receiver).filter(is_other);
        let other = if is_receiver { giver.or(last) } else { receiver.or(last) }?;
        Some(Self { room, task, handoff, handed, other, name: names::name(view, other), is_receiver })
    }

    /// Whether I may offer it: it is nobody's commitment but mine.
    pub fn may_offer(&self) -> bool {
        let is_theirs = self.task.owner.is_some_and(|owner| !self.room.is_mine(owner)) && !self.task.is_ask();
        !self.room.is_only_read() && !self.is_receiver && !is_theirs
    }
}
