//! What must hold of the wire's decoders, whatever the bytes: run by the fuzzers in `fuzz/` and over their corpora.

use std::fmt::{Debug, Display};
use std::str::FromStr;

use alongside_wire::{
    Chain, Decoded, FrameError, FromRelay, LogId, Nonce, ReplicaId, RoomId, SnapshotId, ToRelay, WriteKey, limits,
    statement,
};

/// A frame from a client.
pub fn to_relay(bytes: &[u8]) {
    frame(bytes, ToRelay::decode, ToRelay::encode);
}

/// A frame from a relay.
pub fn from_relay(bytes: &[u8]) {
    frame(bytes, FromRelay::decode, FromRelay::encode);
}

/// An id in a link or a file name.
pub fn id(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    one_text::<RoomId>(text);
    one_text::<ReplicaId>(text);
    one_text::<LogId>(text);
    one_text::<SnapshotId>(text);
    one_text::<Chain>(text);
    one_text::<Nonce>(text);
    one_text::<WriteKey>(text);
}

/// Two statements to be signed, drawn from one input: they must be equal only if all their fields are.
pub fn statement(bytes: &[u8]) {
    let Some((drawn, origins)) = bytes.split_first_chunk::<4>() else { return };
    let origins = String::from_utf8_lossy(origins);
    let (one, other) = origins.split_once('\n').unwrap_or((&origins, ""));
    // No Host header is so long.
    if one.len() > usize::from(u16::MAX) || other.len() > usize::from(u16::MAX) {
        return;
    }
    let [one, other] = [(one, drawn[0], drawn[1]), (other, drawn[2], drawn[3])]
        .map(|(origin, room, nonce)| (origin.to_ascii_lowercase(), RoomId([room; 16]), Nonce([nonce; 32])));
    let auth = |(origin, room, nonce): &(String, _, _)| statement::auth(origin, *room, *nonce, ReplicaId([7; 16]));
    let erase = |(origin, room, nonce): &(String, _, _)| statement::erase(origin, *room, *nonce);
    assert_eq!(auth(&one) == auth(&other), one == other);
    assert_eq!(erase(&one) == erase(&other), one == other);
    assert_ne!(auth(&one), erase(&other));
}

/// [P 3]: a frame that decodes is within the limit, has no extra bytes, and encodes to the same bytes.
fn frame<F: Debug + PartialEq>(
    bytes: &[u8],
    decode: fn(&[u8]) -> Result<Decoded<F>, FrameError>,
    encode: fn(&F) -> Vec<u8>,
) {
    match decode(bytes) {
        Ok(Decoded::Known(frame)) => {
            let again = encode(&frame);
            assert!(again.len() <= bytes.len() && bytes.len() <= limits::FRAME);
            assert_eq!(decode(&again), Ok(Decoded::Known(frame)));
            assert!(decode(&bytes[..bytes.len() - 1]).is_err(), "it reads without its last byte");
            assert!(decode(&[bytes, &[0]].concat()).is_err(), "it reads with a byte too many");
        }
        Ok(Decoded::Unknown { kind }) => assert_eq!(bytes[1], kind),
        Err(FrameError::TooLarge(length)) => assert!(length == bytes.len() && length > limits::FRAME),
        Err(FrameError::TooShort(length)) => assert!(length == bytes.len() && length < 2),
        Err(_) => {}
    }
}

fn one_text<Id: FromStr + Display>(text: &str) {
    if let Ok(id) = text.parse::<Id>() {
        assert_eq!(id.to_string(), text);
    }
}
