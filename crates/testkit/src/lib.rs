//! What tests, benches and fuzzers of all packages share: one simulated relay, device, network and person. Nothing
//! that is shipped links it.
//!
//! There is a feature for each layer: without any, what tests of the room and of the wire need; `peer` for tests of
//! the peer, in a browser engine too; `simulation` for everything that runs the relay's real hub; `story` for real
//! browsers.

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
pub mod engagement;
pub mod transcript;

#[cfg(not(target_arch = "wasm32"))]
pub mod server_process;
#[cfg(not(target_arch = "wasm32"))]
pub mod years;

#[cfg(all(feature = "simulation", not(target_arch = "wasm32")))]
pub mod client;
#[cfg(all(feature = "simulation", not(target_arch = "wasm32")))]
pub mod device;
#[cfg(all(feature = "simulation", not(target_arch = "wasm32")))]
pub mod harness;
#[cfg(all(feature = "simulation", target_os = "linux"))]
pub mod machine;
#[cfg(all(feature = "simulation", not(target_arch = "wasm32")))]
pub mod nats_server;
#[cfg(all(feature = "simulation", not(target_arch = "wasm32")))]
pub mod network;
#[cfg(all(feature = "simulation", not(target_arch = "wasm32")))]
pub mod proxy_server;
#[cfg(all(feature = "simulation", not(target_arch = "wasm32")))]
pub mod relay;
#[cfg(all(feature = "simulation", not(target_arch = "wasm32")))]
pub mod simulation;

#[cfg(all(feature = "story", not(target_arch = "wasm32")))]
pub mod story;

/// How far the random tests go: as far as every run can afford or, with `cargo xtask test --long`, further.
pub mod effort {
    /// `usual`, or `long` if `ALONGSIDE_LONG` is set.
    pub fn usual_or_long<T>(usual: T, long: T) -> T {
        if is_long() { long } else { usual }
    }

    /// Whether the long random tests are to run.
    pub fn is_long() -> bool {
        std::env::var_os("ALONGSIDE_LONG").is_some()
    }
}
