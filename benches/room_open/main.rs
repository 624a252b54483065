//! How long a room takes from its bytes to the view, and a key in a crowded room to its view: in wasm, as the widget
//! is built (without wasm-opt), in node's V8; natively; and what yrs alone takes.
//!
//! `cargo bench -p alongside --bench room_open`, or `cargo xtask bench room_open`.

#![allow(clippy::panic, reason = "a benchmark that cannot go on should say where")]
#![allow(clippy::disallowed_methods, reason = "a benchmark is about time")]

#[cfg(target_arch = "wasm32")]
mod in_wasm;
mod opening;

#[cfg(not(target_arch = "wasm32"))]
mod native;
#[cfg(not(target_arch = "wasm32"))]
mod wasm;

/// In wasm nothing runs by itself: `run.cjs` calls the exported functions.
fn main() {
    #[cfg(not(target_arch = "wasm32"))]
    native::run();
}
