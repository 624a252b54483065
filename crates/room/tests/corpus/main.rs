//! Replays the fuzzing corpora of the room's decoders, natively and in a browser engine.

#![allow(clippy::panic, clippy::expect_used, reason = "a test that panics has found something")]

use alongside_testkit::{corpus::replay, decoders::room as decoders};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::{wasm_bindgen_test as test, wasm_bindgen_test_configure};

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test_configure!(run_in_browser);

#[test]
fn an_update_merges_as_any_other_does_or_is_refused() {
    replay(include_bytes!("../../../../fuzz/corpus/room_update.tar"), decoders::update);
}

#[test]
fn updates_of_unknown_clients_converge_in_either_order() {
    replay(include_bytes!("../../../../fuzz/corpus/room_updates.tar"), decoders::updates);
}

#[test]
fn a_snapshot_loads_as_what_it_was_or_is_refused() {
    replay(include_bytes!("../../../../fuzz/corpus/room_snapshot.tar"), decoders::snapshot);
}

#[test]
fn what_a_state_vector_lacks_merges() {
    replay(include_bytes!("../../../../fuzz/corpus/room_state_vector.tar"), decoders::state_vector);
}

#[test]
fn an_id_has_one_text() {
    replay(include_bytes!("../../../../fuzz/corpus/room_id.tar"), decoders::id);
}
