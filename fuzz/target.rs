#![no_main]
//! The program of every fuzzing target; its name selects the decoder. What must hold of the decoder is in the
//! testkit, which also replays the corpus.

use alongside_testkit::decoders::{peer, relay, room, wire};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let decoder: fn(&[u8]) = match env!("CARGO_BIN_NAME") {
        "wire_to_relay" => wire::to_relay,
        "wire_from_relay" => wire::from_relay,
        "wire_id" => wire::id,
        "wire_statement" => wire::statement,
        "room_update" => room::update,
        "room_updates" => room::updates,
        "room_snapshot" => room::snapshot,
        "room_state_vector" => room::state_vector,
        "room_id" => room::id,
        "peer_seal" => peer::seal,
        "peer_message" => peer::message,
        "peer_invite" => peer::invite,
        "peer_snapshot" => peer::snapshot,
        "peer_parts" => peer::parts,
        "peer_engine" => peer::engine,
        "relay_hub" => relay::hub,
        other => panic!("no decoder is called {other}"),
    };
    decoder(bytes);
});
