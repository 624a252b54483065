//! Who may own a task, and what the person at this device may do with it.

use alongside_room::{MemberId, Task};

use crate::parts::badge::Face;

/// A person who may own a task.
#[derive(Debug, Clone, PartialEq)]
pub struct PossibleOwner {
    pub id: MemberId,
    pub face: Face,
    /// Whether it is the person at this device.
    pub me: bool,
}

/// Whose a task is, as seen from this device.
#[derive(Debug, Clone, Copy)]
pub struct TaskClaim<'a> {
    pub owner: Option<&'a PossibleOwner>,
    /// Who asks for it: the member who gave the task to another, who has not taken it on yet.
    pub asker: Option<&'a PossibleOwner>,
    /// Whether I can take it on: it has no owner, or I was asked.
    pub is_to_be_taken: bool,
    /// Whether another member has committed to it: nobody else closes it.
    pub is_theirs: bool,
}

impl<'a> TaskClaim<'a> {
    /// The claim on this task.
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
