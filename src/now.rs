//! The open point at full size with its notes, and the shortcut to the next point.

pub mod notes;
pub mod panel;

use alongside_room::AgendaEdit;

use crate::{
    keyboard::{Scene, Shortcut},
    now::panel::next_item,
    strings::Key,
};

/// The shortcut to the next item.
pub const KEYS: &[Shortcut] = &[Shortcut::new(&["n"], Key::KeyNext, next)];

fn next(_: &str, scene: &Scene) {
    let Scene { room, led, look, .. } = scene;
    if let Some(item) = next_item(room).filter(|_| led.ready()) {
        room.edit(AgendaEdit::SetCurrent { session: room.view.session.id, item: Some(item) });
        look.emit(item);
    }
}
