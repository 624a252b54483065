//! What is said aloud: every byte that the relay may see, and nothing that opens any of it.
//!
//! This crate refuses to hold keys, to know what a room contains, and to do input or output. It names things
//! ([`id`]), writes and reads frames ([`frame`]), spells out what is signed ([`statement`]) and says how much of
//! anything a stranger may send ([`limits`]). `docs/protocol.md` specifies all of it to the byte; the numbered
//! rules there are cited here as `[P n]`.

pub mod frame;
pub mod id;
pub mod limits;
pub mod statement;

pub use frame::{Decoded, FrameError, FromRelay, ToRelay};
pub use id::{
    Chain, Claimant, Counter, LogId, MailboxId, Nonce, Peer, ReplicaId, RoomId, Seq, Signature, SnapshotId, WriteKey,
};
