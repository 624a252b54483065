//! The one harness: what tests, benches, examples and fuzzers of all packages share, so that there is one simulated relay,
//! one device, one network and one person. Nothing that is shipped links it.
//!
//! A feature for each layer: without any, what tests of the room need; `peer` for tests of the peer, in a browser engine
//! too; `simulation` for all that runs the relay's real hub.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    reason = "a harness says what is wrong by failing the test that runs it"
)]

pub mod chance;
