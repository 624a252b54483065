//! Which session is open.

use crate::{
    open_room::store::Room,
    strings::{Key, fill},
};

/// "Session 3 of 5".
pub fn session_words(room: &Room) -> String {
    let number = room.view.session.number.to_string();
    match room.view.planned {
        Some(planned) => fill(Key::SessionOf, &[("number", &number), ("planned", &planned.to_string())]),
        None => fill(Key::SessionN, &[("number", &number)]),
    }
}
