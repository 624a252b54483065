//! The open point at full size with its notes, and the way to the next one.

mod caret;
pub mod history;
mod last_time;
mod line_task;
mod list_lines;
mod marked;
mod marks;
pub mod next;
pub mod notes;
pub mod panel;
mod task_of_line;

use crate::{
    keyboard::{Scene, Shortcut},
    now::next::to_next,
    strings::Key,
};

/// The shortcuts to the next point. Holding a key does not repeat them.
pub const KEYS: &[Shortcut] = &[
    Shortcut::new(&["n"], Key::KeyNext, |_, scene| next(scene, false)),
    Shortcut::new(&["Alt n"], Key::KeyNextOpen, |_, scene| next(scene, true)),
    Shortcut::listed(&["Ctrl Enter"], Key::KeyLineTask),
];

fn next(scene: &Scene, leaves_open: bool) {
    let Scene { room, led, look, .. } = scene;
    to_next(room, leaves_open, led, look);
}
