//! Whether a member is present.

use alongside_peer::facts::Presence;
use alongside_room::MemberId;

use crate::{
    open_room::store::Room,
    strings::{Key, t},
};

/// A member's presence; `None` is offline. I am present, as long as I can read this.
pub fn presence(room: &Room, member: MemberId) -> Option<Presence> {
    if room.is_mine(member) {
        return Some(Presence::Here);
    }
    let ids = room.view.member(member)?;
    let there = |id| room.facts.present.iter().find(|present| present.member == id).map(|present| present.state);
    there(ids.id).or_else(|| ids.also.iter().find_map(|also| there(*also)))
}

/// The word for a presence.
pub fn presence_word(presence: Option<Presence>) -> &'static str {
    t(match presence {
        Some(Presence::Here) => Key::Here,
        Some(Presence::Away) => Key::Away,
        None => Key::IsOffline,
    })
}
