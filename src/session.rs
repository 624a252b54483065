//! The open session and those before it: what is said of them.

mod calendar_file;
pub mod closed_bar;
pub mod commands;
mod date;
pub mod dialog;
mod when;

use alongside_room::{Session, SessionsChange, Status};
use yew::prelude::*;

use crate::{
    announcer::{Announcement, Occasion, Position},
    calendar,
    members::names,
    open_room::store::Room,
    strings::{Key, count, fill, list, shown, t},
};

/// The announcement of another's change to the open session.
pub fn announce(change: SessionsChange, occasion: &Occasion<'_>) -> Option<Announcement> {
    // Announcements of date and link that came before are about another session.
    let other = |words| {
        Announcement::once(Position::Session, t(words)).superseding(&[Position::SessionDate, Position::SessionLink])
    };
    Some(match (change, occasion.session_day) {
        (SessionsChange::Closed, _) => other(Key::DidCloseSession),
        (SessionsChange::Reopened, _) => other(Key::DidReopenSession),
        (SessionsChange::Dated, Some(day)) => {
            Announcement::once(Position::SessionDate, fill(Key::DidDateSession, &[("day", day)]))
        }
        (SessionsChange::Dated, None) => Announcement::once(Position::SessionDate, t(Key::DidUndateSession)),
        (SessionsChange::Linked, _) => Announcement::once(Position::SessionLink, t(Key::DidLinkSession)),
    })
}

/// "Session 3 of 5".
pub fn session_words(room: &Room) -> String {
    let number = room.view.session.number.to_string();
    match room.view.planned {
        Some(planned) => fill(Key::SessionOf, &[("number", &number), ("planned", &planned.to_string())]),
        None => fill(Key::SessionN, &[("number", &number)]),
    }
}

/// "Session 3 of 5 · Thu 4 Dec, 15:00".
pub fn session_title(room: &Room) -> String {
    let words = session_words(room);
    match room.view.session.date.as_deref() {
        Some(date) => format!("{words} · {}", calendar::date(date)),
        None => words,
    }
}

/// "Ana closed session 3: 2 points and 3 tasks go to session 4"; none of a session that is not closed.
pub fn closing_line(room: &Room, closed: &Session) -> Option<Html> {
    let (by, _) = closed.closed?;
    let key = if room.is_mine(by) { Key::ClosedByMe } else { Key::ClosedBy };
    let what = carried(room)
        .unwrap_or_else(|| fill(Key::ClosingNothing, &[("number", &room.view.session.number.to_string())]));
    let name = names::name(&room.view, by);
    Some(shown(key, &[("name", &name), ("number", &closed.number.to_string()), ("what", &what)]))
}

/// "2 points and 3 tasks go to session 4"; `None` if nothing carried over.
fn carried(room: &Room) -> Option<String> {
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
