//! Newtypes for everything that has a name on the wire.

use std::fmt;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

macro_rules! bytes_id {
    ($(#[$doc:meta])* $name:ident, $len:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub [u8; $len]);

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&URL_SAFE_NO_PAD.encode(self.0))
            }
        }

        impl std::str::FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| NotAnId)?;
                bytes.try_into().map(Self).map_err(|_| NotAnId)
            }
        }
    };
}

/// The text is not the base64url (no padding) form of an id of this length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an id")]
pub struct NotAnId;

bytes_id!(
    /// A room's public name: derived from its write key by [`RoomId::of`], so that nothing is registered. `[P 1]`
    RoomId, 16
);
bytes_id!(
    /// One page load's copy of a room: 16 random bytes, never stored. `[P 2]`
    ReplicaId, 16
);
bytes_id!(
    /// A relay's name for one life of its log; another one means that the log was replaced. `[P 15]`
    LogId, 16
);
bytes_id!(
    /// The first 16 bytes of SHA-256 over a sealed snapshot. `[P 30]`
    SnapshotId, 16
);
bytes_id!(
    /// Where an invitation lies at the relay: derived from the secret in its link, which nobody learns from it. `[P 110]`
    MailboxId, 16
);
bytes_id!(
    /// 16 random bytes by which a device that claimed an invitation can claim it again. `[P 112]`
    Claimant, 16
);
bytes_id!(
    /// A hash over the durable frames of a room in order, as [`Chain::then`] computes it. `[P 50]`
    Chain, 16
);
bytes_id!(
    /// 32 random bytes that make a signature good for one connection only.
    Nonce, 32
);
bytes_id!(
    /// A room's Ed25519 public key, which authorises writing. `[P 1]`
    WriteKey, 32
);

/// A sequence number: orders the durable frames of one relay; never names two frames. Zero is before the first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Seq(pub u64);

/// A replica's own number for one of its frames, from 0.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Counter(pub u64);

/// A relay's name for one authenticated socket, for as long as it is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Peer(pub u32);

/// An Ed25519 signature, in its two halves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// The encoded point R.
    pub r: [u8; 32],
    /// The scalar s.
    pub s: [u8; 32],
}

impl Signature {
    /// From the 64 bytes that RFC 8032 defines.
    pub fn from_bytes(bytes: &[u8; 64]) -> Self {
        let (mut r, mut s) = ([0; 32], [0; 32]);
        r.copy_from_slice(&bytes[..32]);
        s.copy_from_slice(&bytes[32..]);
        Self { r, s }
    }

    /// The 64 bytes that RFC 8032 defines.
    pub fn to_bytes(self) -> [u8; 64] {
        let mut bytes = [0; 64];
        bytes[..32].copy_from_slice(&self.r);
        bytes[32..].copy_from_slice(&self.s);
        bytes
    }
}

impl RoomId {
    /// The room that this key writes: the first 16 bytes of SHA-256 over `alongside room v1` and the key. `[P 1]`
    pub fn of(key: &WriteKey) -> Self {
        let digest = Sha256::new().chain_update(b"alongside room v1").chain_update(key.0).finalize();
        Self(first_half(&digest.into()))
    }
}

impl SnapshotId {
    /// The name of these sealed bytes. `[P 30]`
    pub fn of(sealed: &[u8]) -> Self {
        Self(first_half(&Sha256::digest(sealed).into()))
    }
}

impl Chain {
    /// Before the first frame.
    pub const START: Self = Self([0; 16]);

    /// The chain after one more durable frame. `[P 50]`
    #[must_use]
    pub fn then(self, seq: Seq, replica: ReplicaId, counter: Counter, sealed: &[u8]) -> Self {
        self.then_hashed(seq, replica, counter, Sha256::digest(sealed).into())
    }

    /// [`Chain::then`], where the SHA-256 of the sealed bytes is known.
    #[must_use]
    pub fn then_hashed(self, seq: Seq, replica: ReplicaId, counter: Counter, hash: [u8; 32]) -> Self {
        let digest = Sha256::new()
            .chain_update(self.0)
            .chain_update(seq.0.to_le_bytes())
            .chain_update(replica.0)
            .chain_update(counter.0.to_le_bytes())
            .chain_update(hash)
            .finalize();
        Self(first_half(&digest.into()))
    }
}

impl Counter {
    /// The one after this.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

fn first_half(digest: &[u8; 32]) -> [u8; 16] {
    let mut half = [0; 16];
    half.copy_from_slice(&digest[..16]);
    half
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `[P 91]`
    #[test]
    fn an_id_reads_back_from_its_text() {
        let id = RoomId([7; 16]);
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!("short".parse::<RoomId>(), Err(NotAnId));
        assert_eq!("".parse::<RoomId>(), Err(NotAnId));
    }

    /// `[P 50]`
    #[test]
    fn the_chain_depends_on_order_and_on_every_part() {
        let (a, b) = (ReplicaId([1; 16]), ReplicaId([2; 16]));
        let ab = Chain::START.then(Seq(1), a, Counter(0), b"x").then(Seq(2), b, Counter(0), b"y");
        let ba = Chain::START.then(Seq(1), b, Counter(0), b"y").then(Seq(2), a, Counter(0), b"x");
        assert_ne!(ab, ba);
        assert_ne!(Chain::START.then(Seq(1), a, Counter(0), b"x"), Chain::START.then(Seq(1), a, Counter(1), b"x"));
    }
}
