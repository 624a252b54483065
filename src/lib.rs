//! The widget: what a person sees of a room.
//!
//! It refuses to know the page around it: the whole is one custom element, [`element`], and the little it may ask of a
//! page that it owns goes through [`browser::host`]. Data flows one way: [`open_room`] obeys a peer and publishes plain values, a folder
//! per concept draws them and emits edits with the [`parts`] that all share, [`rooms`] says which room is open. Everything
//! that touches a browser sits in [`browser`].

mod agenda;
mod announcer;
mod app;
mod browser;
mod concepts;
mod decisions;
mod deleted;
mod devices;
mod element;
mod format;
mod keyboard;
mod leaving;
mod members;
mod now;
mod open_room;
mod parts;
mod room_screen;
mod rooms;
mod search;
mod session;
mod strings;
mod styles;
mod sync;
mod tasks;
mod timer;

/// Runs once, when the module is loaded: from now on a crash says so instead of leaving a blank page.
pub fn start() {
    element::say_when_it_breaks();
}
