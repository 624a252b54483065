//! What strangers could send, natively and in a browser engine.

#![allow(clippy::panic, reason = "a test that panics has found something")]

use alongside_testkit::{corpus::replay, decoders::wire as decoders};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::{wasm_bindgen_test as test, wasm_bindgen_test_configure};

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test_configure!(run_in_browser);

#[test]
fn a_clients_frame_is_right_to_its_last_byte_or_nothing() {
    replay(include_bytes!("../../../../fuzz/corpus/wire_to_relay.tar"), decoders::to_relay);
}

#[test]
fn a_relays_frame_is_right_to_its_last_byte_or_nothing() {
    replay(include_bytes!("../../../../fuzz/corpus/wire_from_relay.tar"), decoders::from_relay);
}

#[test]
fn an_id_has_one_text() {
    replay(include_bytes!("../../../../fuzz/corpus/wire_id.tar"), decoders::id);
}

#[test]
fn no_two_statements_have_the_same_bytes() {
    replay(include_bytes!("../../../../fuzz/corpus/wire_statement.tar"), decoders::statement);
}
