//! A room's new secret, sealed from one device to another.
//!
//! ```text
//! sealed:   ephemeral public key 32 │ ciphertext 32 │ tag 16
//! key:      HKDF-SHA256(salt "alongside pointer v1",
//!                       X25519(ephemeral, to) ‖ X25519(by, to),
//!                       info old room 16 ‖ ephemeral 32 ‖ by 32 ‖ to 32)
//! sealed with XChaCha20-Poly1305 under 24 zero bytes: the key is used once
//! ```
//!
//! The old room's key opens none: whoever stole that is who must not follow. The second exchange says whose hand it was:
//! without one of the two devices' own secrets nobody makes a sealed key that opens. `[P 83–84]`

use std::fmt;

use alongside_room::{DeviceId, SealedKey};
use alongside_wire::RoomId;
use chacha20poly1305::{Key, KeyInit, XChaCha20Poly1305, XNonce, aead::Aead};
use hkdf::Hkdf;
use sha2::Sha256;
use x25519_dalek::{X25519_BASEPOINT_BYTES, x25519};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::{key::RoomSecret, seal::DoesNotOpen};

/// What a device has for itself in a room. It never leaves the device.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct DeviceSecret([u8; 32]);

impl DeviceSecret {
    /// From bytes drawn by the operating system, or kept.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// To keep.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// What others seal to.
    pub fn public(&self) -> [u8; 32] {
        x25519(self.0, X25519_BASEPOINT_BYTES)
    }

    /// What the device is called in its room.
    pub fn id(&self) -> DeviceId {
        DeviceId::of(&self.public())
    }
}

impl fmt::Debug for DeviceSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DeviceSecret(…)")
    }
}

/// Seals a new secret for the device with this public key. `drawn` are 32 bytes drawn for this sealed key alone. `[P 83]`
///
/// # Errors
/// The public key is none.
pub fn seal(
    by: &DeviceSecret,
    to: &[u8; 32],
    old: RoomId,
    new: &RoomSecret,
    drawn: DeviceSecret,
) -> Result<SealedKey, DoesNotOpen> {
    let ephemeral = drawn.public();
    let shared = [x25519(drawn.0, *to), x25519(by.0, *to)];
    let sealed =
        cipher(shared, old, [&ephemeral, &by.public(), to])?.encrypt(&XNonce::from(NONCE), &new.as_bytes()[..]);
    let mut sealed_key = [0; size_of::<SealedKey>()];
    let (head, tail) = sealed_key.split_at_mut(ephemeral.len());
    head.copy_from_slice(&ephemeral);
    tail.copy_from_slice(sealed.as_deref().ok().filter(|sealed| sealed.len() == tail.len()).ok_or(DoesNotOpen)?);
    Ok(sealed_key)
}

/// Opens what the device with the public key `by` sealed for this one. `[P 84]`
///
/// # Errors
/// [`DoesNotOpen`], without detail.
pub fn open(to: &DeviceSecret, by: &[u8; 32], old: RoomId, sealed_key: &SealedKey) -> Result<RoomSecret, DoesNotOpen> {
    let (ephemeral, sealed) = sealed_key.split_first_chunk::<32>().ok_or(DoesNotOpen)?;
    let shared = [x25519(to.0, *ephemeral), x25519(to.0, *by)];
    let plain =
        cipher(shared, old, [ephemeral, by, &to.public()])?.decrypt(&XNonce::from(NONCE), sealed).map(Zeroizing::new);
    let secret = plain.ok().and_then(|plain| <[u8; 32]>::try_from(plain.as_slice()).ok()).ok_or(DoesNotOpen)?;
    Ok(RoomSecret::from_bytes(secret))
}

/// A key seals one room secret, so every nonce is as good.
const NONCE: [u8; 24] = [0; 24];

fn cipher(shared: [[u8; 32]; 2], old: RoomId, keys: [&[u8; 32]; 3]) -> Result<XChaCha20Poly1305, DoesNotOpen> {
    let shared = Zeroizing::new(shared);
    // What a public key of small order leads to, everybody knows.
    if shared.contains(&[0; 32]) {
        return Err(DoesNotOpen);
    }
    let hkdf = Hkdf::<Sha256>::new(Some(b"alongside pointer v1"), shared.as_flattened());
    let mut key = Zeroizing::new([0; 32]);
    let info = [&old.0[..], keys[0], keys[1], keys[2]];
    hkdf.expand_multi_info(&info, &mut *key).map_err(|_| DoesNotOpen)?;
    Ok(XChaCha20Poly1305::new(&Key::from(*key)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: RoomId = RoomId([4; 16]);

    fn device(byte: u8) -> DeviceSecret {
        DeviceSecret::from_bytes([byte; 32])
    }

    fn sealed_key() -> SealedKey {
        let new = RoomSecret::from_bytes([9; 32]);
        seal(&device(1), &device(2).public(), OLD, &new, device(3)).expect("it is sealed")
    }

    #[test]
    fn a_sealed_key_opens_for_its_device_only() {
        let by = device(1).public();
        assert_eq!(open(&device(2), &by, OLD, &sealed_key()), Ok(RoomSecret::from_bytes([9; 32])));
        assert_eq!(open(&device(5), &by, OLD, &sealed_key()), Err(DoesNotOpen), "another device");
        assert_eq!(open(&device(1), &by, OLD, &sealed_key()), Err(DoesNotOpen), "not even for who sealed it");
    }

    #[test]
    fn a_sealed_key_opens_only_as_of_who_sealed_it_and_in_the_room_it_was_sealed_for() {
        assert_eq!(open(&device(2), &device(5).public(), OLD, &sealed_key()), Err(DoesNotOpen));
        assert_eq!(open(&device(2), &device(1).public(), RoomId([5; 16]), &sealed_key()), Err(DoesNotOpen));
    }

    #[test]
    fn every_flipped_byte_of_a_sealed_key_is_noticed() {
        for at in 0..size_of::<SealedKey>() {
            let mut changed = sealed_key();
            changed[at] ^= 1;
            assert_eq!(open(&device(2), &device(1).public(), OLD, &changed), Err(DoesNotOpen), "byte {at}");
        }
    }

    #[test]
    fn nothing_is_sealed_to_a_key_that_everybody_opens() {
        let new = RoomSecret::from_bytes([9; 32]);
        let mut one = [0; 32];
        one[0] = 1;
        for small in [[0; 32], one] {
            assert_eq!(seal(&device(1), &small, OLD, &new, device(3)), Err(DoesNotOpen));
        }
    }
}
