//! The open session in words: its number, and what carried over to it.

use alongside_room::Status;

use crate::{
    open_room::store::Room,
    strings::{Key, count, fill, list},
};

/// "Session 3 of 5".
pub fn session_words(room: &Room) -> String {
    let number = room.view.session.number.to_string();
    match room.view.planned {
        Some(planned) => fill(Key::SessionOf, &[("number", &number), ("planned", &planned.to_string())]),
        None => fill(Key::SessionN, &[("number", &number)]),
    }
}

/// "2 points and 3 tasks go to session 4"; `None` if nothing carried over.
pub fn carried(room: &Room) -> Option<String> {
    let view = &room.view;
    let number = view.session.number.to_string();
    let points = view.agenda.iter().filter(|item| item.carried).count() as u32;
    let tasks = view.tasks.iter().filter(|task| task.status == Status::Open).count() as u32;
    let mut parts = Vec::new();
    if points > 0 {
        parts.push(count(Key::ClosingPoints, points, &[]));
    }
    if tasks > 0 {
        parts.push(count(Key::ClosingTasks, tasks, &[]));
    }
    let any = !parts.is_empty();
    any.then(|| count(Key::ClosingGo, points + tasks, &[("what", &list(&parts)), ("number", &number)]))
}
