//! The two people: names, roles, the invite.

pub mod dialog;
pub mod invite;
pub mod joined_bar;
pub mod names;
pub mod presence;

use alongside_room::MembersChange;

use crate::{
    announcer::{Announcement, Position},
    strings::{Key, t},
};

/// The announcement of a change to the members.
pub fn announce(change: MembersChange) -> Option<Announcement> {
    match change {
        MembersChange::Joined(_) => Some(Announcement::once(Position::Joined, t(Key::DidJoin))),
    }
}
