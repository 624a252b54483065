//! Replays the fuzzing corpus of the hub: what strangers could send to it.

#![allow(clippy::panic, clippy::expect_used, reason = "a test that panics has found something")]

use alongside_testkit::{corpus::replay, decoders::relay as decoders};

#[test]
fn nobody_joins_or_erases_without_the_key() {
    replay(include_bytes!("../../../../fuzz/corpus/relay_hub.tar"), decoders::hub);
}
