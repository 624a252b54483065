//! What strangers could do to a relay's mind.

#![allow(clippy::panic, clippy::expect_used, reason = "a test that panics has found something")]

#[path = "../../../../fuzz/replay.rs"]
mod replay;

use alongside_testkit::decoders::relay as decoders;
use replay::replay;

#[test]
fn nobody_gets_in_or_erases_without_the_key_whatever_they_say() {
    replay("relay_hub", decoders::hub);
}
