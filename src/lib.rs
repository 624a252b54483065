//! The widget: what a person sees of a room.
//!
//! It does not depend on the page around it: the whole is one custom element (`element`), and the little that it may
//! ask of the page goes through `browser::host`. Data flows one way: `open_room` drives a peer and publishes plain
//! values; a folder for each concept renders them, with the `parts` that all share, and emits edits; `rooms` says
//! which room is open. Everything that uses a browser API is in `browser`.

mod agenda;
mod agreement;
mod announcer;
mod app;
mod browser;
mod calendar;
mod commands;
mod commitments;
mod concepts;
mod decisions;
mod deleted;
mod devices;
mod element;
mod entrance;
mod format;
mod guest;
mod handoffs;
mod keyboard;
mod languages;
mod lazy;
mod leaving;
mod members;
mod now;
mod only_mine;
mod open_room;
mod pairing;
mod parts;
mod printout;
mod room_screen;
mod rooms;
mod session;
mod shapes;
mod starters;
mod strings;
mod styles;
mod sync;
mod tasks;
mod timer;
mod what_changed;

/// Runs once, when the module is loaded: a panic from then on shows a message instead of leaving a blank page.
pub fn start() {
    element::say_when_it_breaks();
}
