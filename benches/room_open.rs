//! How long a room takes from its bytes to what a screen shows, and a key in a crowded one to be seen: in wasm, as the
//! widget is built (without wasm-opt), in node's V8; beside it natively, and beside what yrs alone needs.
//!
//! `cargo bench -p alongside --bench room_open`, or `cargo xtask bench room_open`.

#![allow(clippy::panic, reason = "a benchmark that cannot go on should say where")]
#![allow(clippy::disallowed_methods, reason = "a benchmark is about time")]

#[cfg(target_arch = "wasm32")]
#[path = "room_open/in_wasm.rs"]
mod in_wasm;
#[path = "room_open/opening.rs"]
mod opening;

#[cfg(not(target_arch = "wasm32"))]
#[path = "../tests/common/engagement.rs"]
mod engagement;
#[cfg(not(target_arch = "wasm32"))]
#[path = "room_open/native.rs"]
mod native;
#[cfg(not(target_arch = "wasm32"))]
#[path = "room_open/wasm.rs"]
mod wasm;
#[cfg(not(target_arch = "wasm32"))]
#[path = "../tests/common/years.rs"]
mod years;

/// In wasm nothing runs by itself: `run.cjs` says what is to be done.
fn main() {
    #[cfg(not(target_arch = "wasm32"))]
    native::run();
}
