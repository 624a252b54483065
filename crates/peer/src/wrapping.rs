//! How a device keeps its secrets at rest: each is wrapped under one key of the device, the wrapping key.
//!
//! ```text
//! wrapped: nonce 24 │ ciphertext … │ tag 16
//! sealed with XChaCha20-Poly1305; associated data: "alongside kept v1 " │ the name of the secret
//! ```
//!
//! Invariants: what was wrapped under one name does not open under another, so that two secrets in a storage cannot be
//! exchanged; nothing that was changed opens; a wrapped secret is [`OVERHEAD`] bytes longer than the secret.
//!
//! Where the wrapping key itself is kept is the shell's affair: see `src/browser/storage/disk/wrapping_key.rs`.

use std::fmt;

use chacha20poly1305::{
    Key, KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::seal::DoesNotOpen;

/// The bytes of a nonce.
pub const NONCE: usize = 24;
/// How many bytes longer than the secret a wrapped secret is.
pub const OVERHEAD: usize = NONCE + 16;

/// What wraps the secrets that a device keeps.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct WrappingKey([u8; 32]);

impl WrappingKey {
    /// From bytes drawn by the operating system, or kept.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// To keep.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Wraps the secret of this name. The nonce is drawn for it alone.
    pub fn wrap(&self, nonce: [u8; NONCE], name: &str, secret: &[u8]) -> Vec<u8> {
        let mut wrapped = nonce.to_vec();
        let payload = Payload { msg: secret, aad: &associated(name) };
        // Encrypting fails only above 256 GiB.
        wrapped.extend(self.cipher().encrypt(&XNonce::from(nonce), payload).unwrap_or_default());
        wrapped
    }

    /// The secret of this name.
    ///
    /// # Errors
    /// [`DoesNotOpen`], without detail.
    pub fn unwrap(&self, name: &str, wrapped: &[u8]) -> Result<Zeroizing<Vec<u8>>, DoesNotOpen> {
        let (nonce, ciphertext) = wrapped.split_first_chunk::<NONCE>().ok_or(DoesNotOpen)?;
        let payload = Payload { msg: ciphertext, aad: &associated(name) };
        let secret = self.cipher().decrypt(&XNonce::from(*nonce), payload).map_err(|_| DoesNotOpen)?;
        Ok(Zeroizing::new(secret))
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&Key::from(self.0))
    }
}

impl fmt::Debug for WrappingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WrappingKey(…)")
    }
}

fn associated(name: &str) -> Vec<u8> {
    [b"alongside kept v1 ", name.as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: [u8; 32] = [7; 32];

    fn key(byte: u8) -> WrappingKey {
        WrappingKey::from_bytes([byte; 32])
    }

    #[test]
    fn a_wrapped_secret_opens_with_the_same_key_and_name_only() {
        let wrapped = key(1).wrap([2; NONCE], "room secret", &SECRET);
        assert_eq!(wrapped.len(), SECRET.len() + OVERHEAD);
        assert_eq!(key(1).unwrap("room secret", &wrapped).as_deref(), Ok(&SECRET.to_vec()));
        assert_eq!(key(2).unwrap("room secret", &wrapped), Err(DoesNotOpen));
        assert_eq!(key(1).unwrap("room device", &wrapped), Err(DoesNotOpen));
    }

    #[test]
    fn no_changed_or_shortened_secret_opens_and_none_stands_in_what_is_kept() {
        let wrapped = key(1).wrap([2; NONCE], "room secret", &SECRET);
        assert!(!wrapped.windows(8).any(|bytes| bytes == &SECRET[..8]));
        for at in 0..wrapped.len() {
            let mut changed = wrapped.clone();
            changed[at] ^= 1;
            assert_eq!(key(1).unwrap("room secret", &changed), Err(DoesNotOpen));
            assert_eq!(key(1).unwrap("room secret", &wrapped[..at]), Err(DoesNotOpen));
        }
    }

    #[test]
    fn nothing_of_a_wrapping_key_is_shown() {
        assert_eq!(format!("{:?}", key(1)), "WrappingKey(…)");
    }
}
