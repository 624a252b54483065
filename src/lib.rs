//! The widget: what a person sees of a room.
//!
//! It refuses to know the page around it: the whole is one custom element, [`element`], and the little it may ask of a
//! page that it owns goes through [`host`]. Data flows one way: [`driver`] obeys a peer and publishes plain values
//! ([`store`]), [`components`] draw them and emit acts, [`rooms`] says which room is open. Everything that touches a
//! browser sits in [`browser`].

pub mod announcer;
pub mod app;
pub mod browser;
pub mod components;
pub mod driver;
pub mod element;
pub mod format;
pub mod hooks;
pub mod host;
pub mod keyboard;
pub mod meet;
pub mod paste;
pub mod rooms;
pub mod store;
pub mod strings;
pub mod styles;
pub mod texts;
pub mod traffic;

/// Runs once, when the module is loaded: from now on a crash says so instead of leaving a blank page.
pub fn start() {
    element::say_when_it_breaks();
}
