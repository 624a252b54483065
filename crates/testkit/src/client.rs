//! What a test client says to a relay without a peer: a room's write key and the frames that it signs.

use alongside_wire::{
    Counter, Nonce, Peer, ReplicaId, RoomId, Signature, ToRelay, WriteKey,
    frame::{Auth, Ephemeral, Erase, Erased, Push},
    limits, statement,
};
use ed25519_dalek::{Signer, SigningKey};

/// A room's write key, of which a relay knows the public half.
pub struct RoomKey {
    key: SigningKey,
}

impl RoomKey {
    /// The key of this seed, repeated.
    pub fn new(seed: u8) -> Self {
        Self { key: SigningKey::from_bytes(&[seed; 32]) }
    }

    /// A key for each number, other than those of [`RoomKey::new`].
    pub fn numbered(number: u32) -> Self {
        let mut seed = [0; 32];
        seed[..4].copy_from_slice(&number.to_le_bytes());
        Self { key: SigningKey::from_bytes(&seed) }
    }

    /// Its public half.
    pub fn key(&self) -> WriteKey {
        WriteKey(self.key.verifying_key().to_bytes())
    }

    /// The id of the room that it writes in.
    pub fn id(&self) -> RoomId {
        RoomId::of(&self.key())
    }

    /// A signature with it.
    pub fn sign(&self, bytes: &[u8]) -> Signature {
        Signature::from_bytes(&self.key.sign(bytes).to_bytes())
    }

    /// The answer to a challenge of the relay at `origin`.
    pub fn auth(&self, origin: &str, nonce: Nonce, replica: ReplicaId) -> ToRelay {
        let signature = self.sign(&statement::auth(origin, self.id(), nonce, replica));
        ToRelay::Auth(Auth { room: self.id(), key: self.key(), replica, signature })
    }

    /// Erases the room, on the socket that was challenged with `nonce`.
    pub fn erase(&self, origin: &str, nonce: Nonce) -> ToRelay {
        let signature = self.sign(&statement::erase(origin, self.id(), nonce));
        ToRelay::Erase(Erase { signature })
    }

    /// Whether this room's key signed the erasure.
    pub fn signed(&self, erased: &Erased) -> bool {
        let statement = statement::erase(&erased.origin, self.id(), erased.nonce);
        let signature = ed25519_dalek::Signature::from_bytes(&erased.signature.to_bytes());
        self.key.verifying_key().verify_strict(&statement, &signature).is_ok()
    }
}

/// A payload padded to the size of the smallest seal, which is the least that a relay takes.
pub fn sealed_as(payload: &[u8]) -> Vec<u8> {
    let mut sealed = payload.to_vec();
    sealed.resize(sealed.len().max(limits::CARRIED_LEAST), 0);
    sealed
}

/// A push of a small payload.
pub fn push(replica: u8, counter: u64, payload: &[u8]) -> ToRelay {
    ToRelay::Push(Push { replica: ReplicaId([replica; 16]), counter: Counter(counter), sealed: sealed_as(payload) })
}

/// An ephemeral to one peer, or to all others in the room.
pub fn ephemeral(to: Option<Peer>, payload: &[u8]) -> ToRelay {
    ToRelay::Ephemeral(Ephemeral { to, sealed: sealed_as(payload) })
}
