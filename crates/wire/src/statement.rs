//! The exact bytes that a write key signs. Each begins with its own domain, so none can pass for another.
//!
//! The *origin* is the authority (host and, unless it is the scheme's default, port) of the address the client
//! dialled, in lower case: a relay that forwards another's challenge gets a signature over its own name. `[P 11]`

use crate::{
    frame::VERSION,
    id::{Nonce, ReplicaId, RoomId},
};

/// What a client signs to answer a challenge. `[P 11]`
pub fn auth(origin: &str, room: RoomId, nonce: Nonce, replica: ReplicaId) -> Vec<u8> {
    let mut bytes = opening(b"alongside auth v1", origin, room, nonce);
    bytes.extend_from_slice(&replica.0);
    bytes
}

/// What a client signs to have a room erased. `[P 40]`
pub fn erase(origin: &str, room: RoomId, nonce: Nonce) -> Vec<u8> {
    opening(b"alongside erase v1", origin, room, nonce)
}

fn opening(domain: &[u8], origin: &str, room: RoomId, nonce: Nonce) -> Vec<u8> {
    let origin = origin.to_ascii_lowercase();
    let mut bytes = Vec::with_capacity(domain.len() + origin.len() + 72);
    bytes.extend_from_slice(domain);
    bytes.push(0);
    bytes.push(VERSION);
    bytes.extend_from_slice(&(origin.len() as u16).to_le_bytes());
    bytes.extend_from_slice(origin.as_bytes());
    bytes.extend_from_slice(&room.0);
    bytes.extend_from_slice(&nonce.0);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_statement_can_pass_for_another() {
        let (room, nonce) = (RoomId([1; 16]), Nonce([2; 32]));
        let ours = auth("a.example", room, nonce, ReplicaId([3; 16]));
        assert_ne!(ours, auth("b.example", room, nonce, ReplicaId([3; 16])));
        assert_eq!(ours, auth("A.Example", room, nonce, ReplicaId([3; 16])));
        assert!(!ours.starts_with(&erase("a.example", room, nonce)));
    }
}
