//! The agenda: what to talk about, in order.

pub mod commands;
mod list;
mod minutes;
pub mod panel;
mod postponed;
mod question;
pub mod row;

use alongside_room::{AgendaChange, BinnedThing};

use crate::{
    announcer::{Announcement, Occasion, Position},
    strings::{Key, fill, titled},
};

/// The announcement of another's change to the agenda.
pub fn announce(change: AgendaChange, occasion: &Occasion<'_>) -> Option<Announcement> {
    let (position, words, one, item) = match change {
        AgendaChange::Added(item) => (Position::Added, Key::DidAddPoints, Key::DidAddPoint, item),
        AgendaChange::Discussed(item) => (Position::Discussed, Key::DidDiscuss, Key::DidDiscussOne, item),
        AgendaChange::Reopened(item) => (Position::Unticked, Key::DidUntick, Key::DidUntickOne, item),
        AgendaChange::Postponed(item) => (Position::Postponed, Key::DidPutOff, Key::DidPutOffOne, item),
        AgendaChange::TakenUp(item) => (Position::TakenUp, Key::DidBringBack, Key::DidBringBackOne, item),
        AgendaChange::Changed(item) => (Position::Changed, Key::DidChange, Key::DidChangeOne, item),
        AgendaChange::Reordered(item) => (Position::Reordered, Key::DidMove, Key::DidMoveOne, item),
        AgendaChange::Gone(item) => (Position::Removed, Key::DidRemove, Key::DidRemoveOne, item),
        AgendaChange::CurrentChanged => {
            // A current item from the time when I was away is not announced: the present one is on the screen.
            let current = occasion.view.current.filter(|_| !occasion.while_away)?;
            let title = titled(&occasion.view.item(current.item)?.title);
            return Some(Announcement::once(Position::Current, fill(Key::DidMoveOn, &[("title", title)])));
        }
        // Typing is not announced: announcements would never stop.
        AgendaChange::Typed(_) => return None,
    };
    let new_item = matches!(change, AgendaChange::Added(_) | AgendaChange::TakenUp(_)).then_some(item);
    let thing = BinnedThing::Item(item);
    Some(Announcement::counted(position, words).about(thing, one, occasion.title(thing)).with_new_item(new_item))
}
