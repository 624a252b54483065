//! The words, in English.

mod agenda;
mod common;
mod deleted;
mod devices;
mod keyboard;
mod leaving;
mod members;
mod now;
mod room_screen;
mod rooms;
mod search;
mod session;
mod sync;
mod tasks;
mod timer;

use crate::strings::words::Forms;

/// In the order of [`Table`](super::words::WordTable).
pub(super) static TABLES: &[&[Forms]] = &[
    common::WORDS,
    rooms::WORDS,
    room_screen::WORDS,
    members::WORDS,
    devices::WORDS,
    sync::WORDS,
    session::WORDS,
    timer::WORDS,
    agenda::WORDS,
    tasks::WORDS,
    now::WORDS,
    search::WORDS,
    deleted::WORDS,
    leaving::WORDS,
    keyboard::WORDS,
];
