//! The agenda: what to talk about, in order.

pub mod commands;
mod list;
mod minutes;
pub mod panel;
mod postponed;
mod question;
pub mod row;

use alongside_room::AgendaChange;

use crate::{
    announcer::{Announcement, Occasion, Position},
    strings::{Key, fill, titled},
};

/// The announcement of another's change to the agenda.
pub fn announce(change: AgendaChange, occasion: &Occasion<'_>) -> Option<Announcement> {
    let (position, words) = match change {
        AgendaChange::Added(_) => (Position::Added, Key::DidAddPoints),
        AgendaChange::Discussed(_) => (Position::Discussed, Key::DidDiscuss),
        AgendaChange::Reopened(_) => (Position::Unticked, Key::DidUntick),
        AgendaChange::Postponed(_) => (Position::Postponed, Key::DidPutOff),
        AgendaChange::TakenUp(_) => (Position::TakenUp, Key::DidBringBack),
        AgendaChange::Changed(_) => (Position::Changed, Key::DidChange),
        AgendaChange::Reordered(_) => (Position::Reordered, Key::DidMove),
        AgendaChange::Gone(_) => (Position::Removed, Key::DidRemove),
        AgendaChange::CurrentChanged => {
            // A current item from the time when I was away is not announced: the present one is on the screen.
            let current = occasion.view.current.filter(|_| !occasion.while_away)?;
            let title = titled(&occasion.view.item(current.item)?.title);
            return Some(Announcement::once(Position::Current, fill(Key::DidMoveOn, &[("title", title)])));
        }
        // Typing is not announced: announcements would never stop.
        AgendaChange::Typed(_) => return None,
    };
    let new_item = match change {
        AgendaChange::Added(item) | AgendaChange::TakenUp(item) => Some(item),
        _ => None,
    };
    Some(Announcement::counted(position, words).with_new_item(new_item))
}
