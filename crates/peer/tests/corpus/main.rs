//! Replays the fuzzing corpora of the peer: what a relay, another copy and the device could give it, natively and in
//! a browser engine.

#![allow(clippy::panic, clippy::expect_used, reason = "a test that panics has found something")]

use alongside_testkit::{corpus::replay, decoders::peer as decoders};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::{wasm_bindgen_test as test, wasm_bindgen_test_configure};

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test_configure!(run_in_browser);

#[test]
fn only_what_was_sealed_for_a_place_opens_there_and_to_what_was_sealed() {
    replay(include_bytes!("../../../../fuzz/corpus/peer_seal.tar"), decoders::seal);
}

#[test]
fn a_message_reads_back_or_is_malformed() {
    replay(include_bytes!("../../../../fuzz/corpus/peer_message.tar"), decoders::message);
}

#[test]
fn an_invite_reads_back_or_is_none() {
    replay(include_bytes!("../../../../fuzz/corpus/peer_invite.tar"), decoders::invite);
}

#[test]
fn a_snapshot_reads_back_or_is_none() {
    replay(include_bytes!("../../../../fuzz/corpus/peer_snapshot.tar"), decoders::snapshot);
}

#[test]
fn parts_come_to_the_snapshot_that_was_asked_for_or_to_nothing() {
    replay(include_bytes!("../../../../fuzz/corpus/peer_parts.tar"), decoders::parts);
}

#[test]
fn a_peer_survives_whatever_it_is_given() {
    replay(include_bytes!("../../../../fuzz/corpus/peer_engine.tar"), decoders::engine);
}
