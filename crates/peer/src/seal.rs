//! Sealing: what turns a message into bytes that the relay may hold.
//!
//! ```text
//! logged:   nonce 24 │ ciphertext … │ tag 16                           (kind 1: the frame carries replica and counter)
//! carried:  replica 16 │ counter 8 │ nonce 24 │ ciphertext … │ tag 16   (kinds 2 and 3: the blob carries them)
//! plain:    length 4 │ body … │ zeros up to Padmé(max(256, 4 + length))
//! sealed with XChaCha20-Poly1305; associated data:
//!           "alongside" 9 │ version 1 │ kind 1 │ room 16 │ replica 16 │ counter 8
//! ```
//!
//! Invariants: a (kind, replica, counter) is sealed once, and a retry sends the same bytes; a blob for one room, replica,
//! counter or kind does not open as another's, because all of that is authenticated; everything that a person can cause
//! with one key press has one length. Failing to open says nothing about why. `[P 61–66]`

use alongside_wire::{Counter, ReplicaId};
use chacha20::ChaCha20Rng;
use chacha20poly1305::{
    Key, KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use rand_core::Rng;

use crate::key::Keys;

/// The version of this layout.
pub const VERSION: u8 = 1;

const SHORTEST: usize = 256;
const NONCE: usize = 24;
const TAG: usize = 16;
const CARRIED: usize = 24;

/// What a blob is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A frame of the log.
    Logged = 1,
    /// A snapshot.
    Snapshot = 2,
    /// Passed on and forgotten.
    Ephemeral = 3,
}

/// A blob does not open: it was sealed with another key, for another room, replica, counter or kind, or was changed since.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it does not open")]
pub struct DoesNotOpen;

/// Seals a message for the log. `[P 62]`
pub fn seal(keys: &Keys, rng: &mut ChaCha20Rng, replica: ReplicaId, counter: Counter, body: &[u8]) -> Vec<u8> {
    encrypt(keys, rng, Kind::Logged, replica, counter, body, Vec::new())
}

/// Opens a frame of the log.
///
/// # Errors
/// [`DoesNotOpen`], without detail.
pub fn open(keys: &Keys, replica: ReplicaId, counter: Counter, sealed: &[u8]) -> Result<Vec<u8>, DoesNotOpen> {
    decrypt(keys, Kind::Logged, replica, counter, sealed)
}

/// Seals a snapshot or an ephemeral, which carry their replica and counter themselves. `[P 63]`
pub fn seal_carried(
    keys: &Keys,
    rng: &mut ChaCha20Rng,
    kind: Kind,
    replica: ReplicaId,
    counter: Counter,
    body: &[u8],
) -> Vec<u8> {
    let mut head = Vec::with_capacity(CARRIED + NONCE + TAG + padded(body.len() + 4));
    head.extend_from_slice(&replica.0);
    head.extend_from_slice(&counter.0.to_le_bytes());
    encrypt(keys, rng, kind, replica, counter, body, head)
}

/// Opens a snapshot or an ephemeral.
///
/// # Errors
/// [`DoesNotOpen`], without detail.
pub fn open_carried(keys: &Keys, kind: Kind, sealed: &[u8]) -> Result<(ReplicaId, Counter, Vec<u8>), DoesNotOpen> {
    let (replica, rest) = sealed.split_first_chunk::<16>().ok_or(DoesNotOpen)?;
    let (counter, rest) = rest.split_first_chunk::<8>().ok_or(DoesNotOpen)?;
    let (replica, counter) = (ReplicaId(*replica), Counter(u64::from_le_bytes(*counter)));
    Ok((replica, counter, decrypt(keys, kind, replica, counter, rest)?))
}

fn encrypt(
    keys: &Keys,
    rng: &mut ChaCha20Rng,
    kind: Kind,
    replica: ReplicaId,
    counter: Counter,
    body: &[u8],
    mut out: Vec<u8>,
) -> Vec<u8> {
    let mut plain = Vec::with_capacity(padded(body.len() + 4));
    plain.extend_from_slice(&(body.len() as u32).to_le_bytes());
    plain.extend_from_slice(body);
    plain.resize(padded(plain.len()), 0);
    let mut nonce = [0; NONCE];
    rng.fill_bytes(&mut nonce);
    let aad = associated(keys, kind, replica, counter);
    let payload = Payload { msg: &plain, aad: &aad };
    out.extend_from_slice(&nonce);
    // Encrypting fails only above 256 GiB.
    out.extend(cipher(keys, kind).encrypt(&XNonce::from(nonce), payload).unwrap_or_default());
    out
}

fn decrypt(
    keys: &Keys,
    kind: Kind,
    replica: ReplicaId,
    counter: Counter,
    sealed: &[u8],
) -> Result<Vec<u8>, DoesNotOpen> {
    let (nonce, ciphertext) = sealed.split_first_chunk::<NONCE>().ok_or(DoesNotOpen)?;
    let aad = associated(keys, kind, replica, counter);
    let payload = Payload { msg: ciphertext, aad: &aad };
    let mut plain = cipher(keys, kind).decrypt(&XNonce::from(*nonce), payload).map_err(|_| DoesNotOpen)?;
    let length = u32::from_le_bytes(*plain.first_chunk::<4>().ok_or(DoesNotOpen)?) as usize;
    if length > plain.len() - 4 {
        return Err(DoesNotOpen);
    }
    plain.truncate(4 + length);
    plain.drain(..4);
    Ok(plain)
}

fn cipher(keys: &Keys, kind: Kind) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&Key::from(match kind {
        Kind::Logged | Kind::Snapshot => keys.content,
        Kind::Ephemeral => keys.presence,
    }))
}

fn associated(keys: &Keys, kind: Kind, replica: ReplicaId, counter: Counter) -> [u8; 51] {
    let mut data = [0; 51];
    data[..9].copy_from_slice(b"alongside");
    data[9] = VERSION;
    data[10] = kind as u8;
    data[11..27].copy_from_slice(&keys.room().0);
    data[27..43].copy_from_slice(&replica.0);
    data[43..].copy_from_slice(&counter.0.to_le_bytes());
    data
}

/// The padded length of this many bytes: at least 256, then Padmé (Nikitin et al., PETS 2019), at most 12 % more. `[P 64]`
fn padded(length: usize) -> usize {
    let length = length.max(SHORTEST);
    let exponent = length.ilog2();
    let mantissa = exponent.ilog2() + 1;
    let mask = (1 << (exponent - mantissa)) - 1;
    (length + mask) & !mask
}

#[cfg(test)]
mod tests {
    use rand_core::SeedableRng;

    use super::*;
    use crate::key::RoomSecret;

    const REPLICA: ReplicaId = ReplicaId([5; 16]);

    fn keys(byte: u8) -> Keys {
        RoomSecret::from_bytes([byte; 32]).keys()
    }

    fn rng() -> ChaCha20Rng {
        ChaCha20Rng::from_seed([1; 32])
    }

    /// `[P 61]`
    #[test]
    fn what_is_sealed_opens_with_the_same_room_replica_and_counter_only() {
        let keys = keys(1);
        let sealed = seal(&keys, &mut rng(), REPLICA, Counter(7), b"hello");
        assert_eq!(open(&keys, REPLICA, Counter(7), &sealed), Ok(b"hello".to_vec()));
        assert_eq!(open(&keys, REPLICA, Counter(8), &sealed), Err(DoesNotOpen));
        assert_eq!(open(&keys, ReplicaId([6; 16]), Counter(7), &sealed), Err(DoesNotOpen));
    }

    #[test]
    fn a_blob_for_one_room_does_not_open_in_another() {
        let sealed = seal(&keys(1), &mut rng(), REPLICA, Counter(7), b"hello");
        assert_eq!(open(&keys(2), REPLICA, Counter(7), &sealed), Err(DoesNotOpen));
    }

    #[test]
    fn a_snapshot_does_not_open_as_an_ephemeral_nor_the_other_way_round() {
        let keys = keys(1);
        let snapshot = seal_carried(&keys, &mut rng(), Kind::Snapshot, REPLICA, Counter(0), b"hello");
        assert_eq!(open_carried(&keys, Kind::Snapshot, &snapshot), Ok((REPLICA, Counter(0), b"hello".to_vec())));
        assert_eq!(open_carried(&keys, Kind::Ephemeral, &snapshot), Err(DoesNotOpen));
        assert_eq!(open(&keys, REPLICA, Counter(0), &snapshot[24..]), Err(DoesNotOpen));
    }

    #[test]
    fn every_flipped_or_missing_byte_is_noticed() {
        let keys = keys(1);
        let sealed = seal(&keys, &mut rng(), REPLICA, Counter(7), b"hello");
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(open(&keys, REPLICA, Counter(7), &changed), Err(DoesNotOpen));
            assert_eq!(open(&keys, REPLICA, Counter(7), &sealed[..at]), Err(DoesNotOpen));
        }
    }

    #[test]
    fn small_things_have_one_length_and_padding_costs_an_eighth_at_most() {
        let keys = keys(1);
        let length = |body: usize| seal(&keys, &mut rng(), REPLICA, Counter(7), &vec![1; body]).len();
        assert_eq!(length(0), 256 + 40);
        assert_eq!(length(252), 256 + 40);
        assert!(length(253) > 256 + 40);
        for body in 1..100_000 {
            let padded = padded(body);
            assert!(padded >= body && (body < 256 || padded <= body + body / 8), "{body} {padded}");
        }
    }
}
