//! What must hold of every decoder, whatever the bytes: run by the fuzzers in `fuzz/`, and by the tests of each crate
//! over the corpora.

#[cfg(feature = "peer")]
pub mod peer;
#[cfg(all(feature = "simulation", not(target_arch = "wasm32")))]
pub mod relay;
pub mod room;
pub mod wire;
