//! What a room could be given, natively and in a browser engine.

#![allow(clippy::panic, clippy::expect_used, reason = "a test that panics has found something")]

#[path = "../../../../fuzz/replay.rs"]
mod replay;

use alongside_testkit::decoders::room as decoders;
use replay::replay;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::{wasm_bindgen_test as test, wasm_bindgen_test_configure};

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test_configure!(run_in_browser);

#[test]
fn an_update_merges_as_any_other_does_or_is_refused() {
    replay("room_update", decoders::update);
}

#[test]
fn updates_of_strangers_come_to_the_same_in_either_order() {
    replay("room_updates", decoders::updates);
}

#[test]
fn a_snapshot_loads_as_what_it_was_or_is_refused() {
    replay("room_snapshot", decoders::snapshot);
}

#[test]
fn what_a_state_vector_lacks_merges() {
    replay("room_state_vector", decoders::state_vector);
}

#[test]
fn an_id_has_one_text() {
    replay("room_id", decoders::id);
}
