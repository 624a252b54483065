//! The open session and those before it.

pub mod closed_bar;
pub mod dialog;
pub mod earlier;
pub mod words;

use alongside_room::SessionsChange;

use crate::{
    announcer::{Announcement, Occasion, Position},
    strings::{Key, fill, t},
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
