//! The room secret and what is derived from it. Nothing here is ever shown: `Debug` is redacted, memory is wiped.

use std::fmt;

use alongside_room::KeyId;
use alongside_wire::{Nonce, ReplicaId, RoomId, Signature, WriteKey, frame::Erased, statement};
use ed25519_dalek::{Signer, SigningKey};
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// The 32 random bytes that open a room. Whoever holds them can read it, write in it and erase it.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct RoomSecret([u8; 32]);

/// Everything derived from a [`RoomSecret`]. `[P 60]`
#[derive(Clone, ZeroizeOnDrop)]
pub struct Keys {
    /// Opens what the log and snapshots hold.
    pub(crate) content: [u8; 32],
    /// Opens what is passed on and forgotten.
    pub(crate) presence: [u8; 32],
    #[zeroize(skip)] // Wipes itself.
    write: SigningKey,
    #[zeroize(skip)]
    room: RoomId,
    #[zeroize(skip)]
    id: KeyId,
}

impl RoomSecret {
    /// From bytes drawn by the operating system, or kept.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// To keep, or to put in an invite. Handle with care.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The public id of the room that this opens.
    pub fn room_id(&self) -> RoomId {
        self.keys().room
    }

    /// Everything derived from it. `[P 60]`
    pub fn keys(&self) -> Keys {
        let hkdf = Hkdf::<Sha256>::new(Some(b"alongside room v1"), &self.0);
        let derive = |info: &[u8]| {
            let mut key = [0; 32];
            // 32 bytes are always within what HKDF can expand to.
            let _ = hkdf.expand(info, &mut key);
            key
        };
        let mut seed = derive(b"write");
        let write = SigningKey::from_bytes(&seed);
        seed.zeroize();
        let room = RoomId::of(&WriteKey(write.verifying_key().to_bytes()));
        let mut id = KeyId([0; 8]);
        let _ = hkdf.expand(b"id", &mut id.0);
        Keys { content: derive(b"content"), presence: derive(b"presence"), write, room, id }
    }
}

impl Keys {
    /// The room's public id.
    pub fn room(&self) -> RoomId {
        self.room
    }

    /// What the key is called inside the room, by those who hold it.
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// The room's public write key.
    pub fn write_key(&self) -> WriteKey {
        WriteKey(self.write.verifying_key().to_bytes())
    }

    /// Answers a relay's challenge. `[P 11]`
    pub fn sign_auth(&self, origin: &str, nonce: Nonce, replica: ReplicaId) -> Signature {
        Signature::from_bytes(&self.write.sign(&statement::auth(origin, self.room, nonce, replica)).to_bytes())
    }

    /// Asks for the room to be erased. `[P 40]`
    pub fn sign_erase(&self, origin: &str, nonce: Nonce) -> Signature {
        Signature::from_bytes(&self.write.sign(&statement::erase(origin, self.room, nonce)).to_bytes())
    }

    /// Whether somebody who holds the key asked for this room to be erased. `[P 40]`
    pub fn is_signed(&self, erased: &Erased) -> bool {
        let statement = statement::erase(&erased.origin, self.room, erased.nonce);
        let signature = ed25519_dalek::Signature::from_bytes(&erased.signature.to_bytes());
        self.write.verifying_key().verify_strict(&statement, &signature).is_ok()
    }
}

impl fmt::Debug for RoomSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RoomSecret(…)")
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Keys({:?}, …)", self.room)
    }
}
