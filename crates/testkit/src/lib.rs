//! The one harness: what tests, benches and fuzzers of all packages share, so that there is one simulated relay, one device,
//! one network and one person. Nothing that is shipped links it.
//!
//! A feature for each layer: without any, what tests of the room and of the wire need; `peer` for tests of the peer, in a
//! browser engine too; `simulation` for all that runs the relay's real hub; `story` for real browsers.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    reason = "a harness says what is wrong by failing the test that runs it"
)]

pub mod chance;
pub mod corpus;
pub mod decoders;
pub mod edits;
pub mod effort;
pub mod engagement;
pub mod transcript;

#[cfg(not(target_arch = "wasm32"))]
pub mod server_process;
#[cfg(not(target_arch = "wasm32"))]
pub mod years;

#[cfg(all(feature = "simulation", not(target_arch = "wasm32")))]
pub mod device;
#[cfg(all(feature = "simulation", not(target_arch = "wasm32")))]
pub mod harness;
#[cfg(all(feature = "simulation", not(target_arch = "wasm32")))]
pub mod network;
#[cfg(all(feature = "simulation", not(target_arch = "wasm32")))]
pub mod relay;
#[cfg(all(feature = "simulation", not(target_arch = "wasm32")))]
pub mod simulation;

#[cfg(all(feature = "story", not(target_arch = "wasm32")))]
pub mod story;
