//! Three ways out of a room: ending it together, removing it from this device, erasing it for both.

pub mod dialog;
pub mod ended_bar;

use alongside_room::AboutChange;

use crate::{
    announcer::{Announcement, Position},
    strings::{Key, t},
};

/// The announcement that the other has ended or reopened the room.
pub fn announce(change: AboutChange) -> Option<Announcement> {
    Some(match change {
        AboutChange::Ended => {
            Announcement::once(Position::Room, t(Key::DidEnd)).superseding(&[Position::Met, Position::Clock])
        }
        AboutChange::KindSet => Announcement::once(Position::Kind, t(Key::DidSetKind)),
        AboutChange::Reopened => Announcement::once(Position::Room, t(Key::DidReopen)),
    })
}
