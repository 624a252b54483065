//! The widget: what a person sees of a room.
//!
//! It refuses to know the page around it: the whole is one custom element, [`element`], and the little it may ask of a
//! page that it owns goes through [`host`]. Data flows one way: [`open_room`] obeys a peer and publishes plain values, a folder
//! per concept draws them and emits edits with the [`parts`] that all share, [`rooms`] says which room is open. Everything
//! that touches a browser sits in [`browser`].

pub mod agenda;
pub mod announcer;
pub mod app;
pub mod browser;
pub mod concepts;
pub mod decisions;
pub mod deleted;
pub mod devices;
pub mod element;
pub mod format;
pub mod keyboard;
pub mod leaving;
pub mod members;
pub mod now;
pub mod open_room;
pub mod parts;
pub mod room_screen;
pub mod rooms;
pub mod search;
pub mod session;
pub mod strings;
pub mod styles;
pub mod sync;
pub mod tasks;
pub mod timer;

/// Runs once, when the module is loaded: from now on a crash says so instead of leaving a blank page.
pub fn start() {
    element::say_when_it_breaks();
}
