//! What strangers could do to a relay's mind.

#![allow(clippy::panic, clippy::expect_used, reason = "a test that panics has found something")]

use alongside_testkit::{corpus::replay, decoders::relay as decoders};

#[test]
fn nobody_gets_in_or_erases_without_the_key_whatever_they_say() {
    replay(include_bytes!("../../../../fuzz/corpus/relay_hub.tar"), decoders::hub);
}
