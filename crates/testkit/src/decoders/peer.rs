//! What must hold of the peer's decoders, whatever the bytes: run by the fuzzers in `fuzz/` and over their corpora.

mod script;

use alongside_peer::{
    RoomSecret,
    invitation::Card,
    invite::{self, Pasted},
    message::Message,
    seal::{self as sealing, DoesNotOpen, Kind},
    snapshot::{Incoming, Received, Snapshot},
};
use alongside_wire::{Counter, ReplicaId, Seq, SnapshotId, frame::SnapshotHead, frame::SnapshotPart, limits};
use chacha20poly1305::{
    Key, KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use hkdf::Hkdf;
use sha2::Sha256;

pub use script::engine;

const SECRET: [u8; 32] = [7; 32];
const REPLICA: ReplicaId = ReplicaId([1; 16]);

/// A blob that somebody with the key sealed in other code than ours: a kind, a byte to flip, and the plaintext. It is
/// sealed here by hand, as `[P 60-64]` say. An error does not say why, and the content of the padding is not read
/// `[P 66]`.
pub fn seal(bytes: &[u8]) {
    let Some(([kind, flip, at], plain)) = bytes.split_first_chunk::<3>() else { return };
    let kind = [Kind::Logged, Kind::Snapshot, Kind::Ephemeral][usize::from(kind % 3)];
    let keys = RoomSecret::from_bytes(SECRET).keys();
    let counter = Counter(u64::from(*at));
    let mut key = [0; 32];
    let info: &[u8] = if kind == Kind::Ephemeral { b"presence" } else { b"content" };
    Hkdf::<Sha256>::new(Some(b"alongside room v1"), &SECRET).expand(info, &mut key).expect("32 bytes");
    let place = [&keys.room().0[..], &REPLICA.0, &counter.0.to_le_bytes()].concat();
    let aad = [&b"alongside"[..], &[1, kind as u8], &place].concat();
    let nonce = [9; 24];
    let cipher = XChaCha20Poly1305::new(&Key::from(key));
    let sealed = cipher.encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: &aad }).expect("it is short");
    let carried: &[u8] = if kind == Kind::Logged { &[] } else { &place[16..] };
    let mut blob = [carried, &nonce, &sealed].concat();
    let open = |blob: &[u8]| match kind {
        Kind::Logged => sealing::open(&keys, REPLICA, counter, blob),
        kind => sealing::open_carried(&keys, kind, blob).map(|(_, _, body)| body),
    };

    let body =
        plain.split_first_chunk::<4>().and_then(|(length, rest)| rest.get(..u32::from_le_bytes(*length) as usize));
    assert_eq!(open(&blob).ok().as_deref(), body);
    // Bytes that nobody sealed do not open.
    assert_eq!(open(plain), Err(DoesNotOpen));
    let at = usize::from(*at) % blob.len();
    blob[at] ^= (*flip).max(1);
    assert_eq!(open(&blob), Err(DoesNotOpen));
}

/// A message after its seal was opened.
pub fn message(bytes: &[u8]) {
    let Ok(message) = Message::decode(bytes) else { return };
    let again = message.encode();
    assert!(again.len() <= bytes.len());
    assert!(message.updates.iter().map(Vec::len).sum::<usize>() <= bytes.len());
    assert_eq!(Message::decode(&again), Ok(message));
}

/// What somebody pasted; and what a card may hold that was opened.
pub fn invite(bytes: &[u8]) {
    if let Some(card) = Card::decode(bytes) {
        assert!(card.members.iter().map(|member| member.name.len()).sum::<usize>() <= bytes.len());
    }
    let text = String::from_utf8_lossy(bytes);
    match invite::read(&text) {
        Ok(Pasted::Invite(invite)) => {
            let link = invite.fragment();
            assert_eq!(invite::read(&link), Ok(Pasted::Invite(invite.clone())));
            let pasted: String = link.chars().flat_map(|letter| [letter, ' ', '\n']).collect();
            assert_eq!(invite::read(&pasted), Ok(Pasted::Invite(invite)));
        }
        Ok(Pasted::PrintedKey(secret)) => {
            assert_eq!(invite::read(&invite::printed_key(&secret)), Ok(Pasted::PrintedKey(secret)));
        }
        Err(_) => {}
    }
    if let Some(room) = invite::read_address(&text) {
        let address = invite::address(room);
        assert_eq!(address.trim_start_matches('#'), text.trim_start_matches('#'));
        assert!(invite::read(&address).is_err());
    }
}

/// A snapshot after its seal was opened.
pub fn snapshot(bytes: &[u8]) {
    let Some(snapshot) = Snapshot::decode(bytes) else { return };
    let again = snapshot.encode();
    assert!(again.len() <= bytes.len());
    assert_eq!(Snapshot::decode(&again), Some(snapshot));
}

/// A snapshot in parts: each with its length, its number and the number of parts that it claims.
pub fn parts(bytes: &[u8]) {
    let Some(([named], mut rest)) = bytes.split_first_chunk::<1>() else { return };
    let mut parts = Vec::new();
    while let Some(([length, part, of], more)) = rest.split_first_chunk::<3>() {
        let (bytes, more) = more.split_at(usize::from(*length).min(more.len()));
        parts.push((u16::from(*part), u16::from(*of), bytes.to_vec()));
        rest = more;
    }
    let whole: Vec<u8> = parts.iter().flat_map(|(.., bytes)| bytes).copied().collect();
    let id = if *named == 0 { SnapshotId([0; 16]) } else { SnapshotId::of(&whole) };
    let mut incoming = Incoming::new(SnapshotHead { id, covers: Seq(1), bytes: whole.len() as u32 });
    for (part, parts, bytes) in parts {
        if let Received::Whole(bytes) = incoming.take(SnapshotPart { id, part, parts, bytes }) {
            assert_eq!(SnapshotId::of(&bytes), id);
            assert!(bytes.len() <= limits::SNAPSHOT);
            return;
        }
    }
}
