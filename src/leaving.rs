//! Three ways out of a room: ended together, removed from this device, erased for both.

pub mod dialog;
pub mod ended_bar;

use alongside_room::AboutChange;

use crate::{
    announcer::{Announcement, Position},
    strings::{Key, t},
};

/// What is said of another's ending or reopening the room.
pub fn announce(change: AboutChange) -> Option<Announcement> {
    Some(match change {
        AboutChange::Ended => Announcement::once(Position::Room, t(Key::DidEnd)).superseding(&[Position::Clock]),
        AboutChange::Reopened => Announcement::once(Position::Room, t(Key::DidReopen)),
    })
}
