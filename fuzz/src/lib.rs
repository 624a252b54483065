//! What the fuzzers run stands beside each crate's tests, which run it over the corpora: here it is only gathered.

#![allow(clippy::panic, clippy::expect_used, reason = "what panics has found something")]

#[path = "../../crates/peer/tests/corpus/decoders.rs"]
pub mod peer;
#[path = "../../crates/relay/tests/corpus/decoders.rs"]
pub mod relay;
#[path = "../../crates/room/tests/corpus/decoders.rs"]
pub mod room;
#[path = "../../crates/wire/tests/corpus/decoders.rs"]
pub mod wire;
