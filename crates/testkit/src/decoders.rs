//! What must hold of every decoder for any bytes at all: run by the fuzzers in `fuzz/`, and by each crate's tests over their
//! corpora.

#[cfg(feature = "peer")]
pub mod peer;
#[cfg(all(feature = "simulation", not(target_arch = "wasm32")))]
pub mod relay;
pub mod room;
pub mod wire;
