//! Who may own a task, and what that lets the person at this device do with it.

use alongside_room::{MemberId, Task};

use crate::parts::badge::Face;

/// A person who may own a task.
#[derive(Debug, Clone, PartialEq)]
pub struct PossibleOwner {
    /// Their id in the room.
    pub id: MemberId,
    /// Their badge.
    pub face: Face,
    /// It is the person at this device.
    pub me: bool,
}

/// Whose a task is, seen from this device.
#[derive(Debug, Clone, Copy)]
pub struct TaskClaim<'a> {
    /// Its owner, if it has one.
    pub owner: Option<&'a PossibleOwner>,
    /// Who asks for it: somebody gave it to another, who has not taken it yet.
    pub asker: Option<&'a PossibleOwner>,
    /// I can take it: it is nobody's, or I was asked.
    pub is_to_be_taken: bool,
    /// Its owner gave it to themselves: nobody else closes it.
    pub is_theirs: bool,
}

impl<'a> TaskClaim<'a> {
    /// Whose this task is.
    pub fn of(task: &Task, people: &'a [PossibleOwner]) -> Self {
        let person = |id| people.iter().find(|person| person.id == id);
        let owner = task.owner.and_then(person);
        let mine = owner.is_some_and(|owner| owner.me);
        let asked = task.is_ask();
        Self {
            owner,
            asker: asked.then(|| person(task.given_by)).flatten(),
            is_to_be_taken: asked && mine || owner.is_none(),
            is_theirs: owner.is_some() && !mine && !asked,
        }
    }
}
