//! The clock's keys.

use alongside_room::{TimerEdit, TimerState};

use crate::{
    browser::dom,
    keyboard::{Scene, Shortcut},
    strings::Key,
    timer::clock::MINUTE,
};

/// Start or pause; five minutes more or less.
pub const KEYS: &[Shortcut] = &[
    Shortcut::new(&["p"], Key::KeyTimer, |_, scene| dom::press(&scene.root, "[data-go]")),
    Shortcut::new(&["+", "-"], Key::KeyFive, add_five),
];

fn add_five(key: &str, scene: &Scene) {
    let Scene { room, timed, .. } = scene;
    let timer = &room.view.timer;
    let joined = timer.with.iter().any(|member| room.is_mine(*member));
    let by = if key == "+" { 5 } else { -5 } * MINUTE as i64;
    if let Some(block) = timer.block.filter(|_| timer.state != TimerState::Idle && joined && timed.ready()) {
        room.edit(TimerEdit::AddTime { block, by });
    }
}
