//! How much of anything one side may send. The relay enforces these; its operator can tighten them.

/// Largest frame in bytes, version and type byte included. `[P 3]`
pub const FRAME: usize = 64 * 1024;

/// Largest sealed blob in bytes: what is left of a [`FRAME`] when a page carries one logged frame. `[P 4]`
pub const SEALED: usize = FRAME - 128;

/// Smallest sealed blob of a push: nonce, tag and the least padding. `[P 4]`
pub const SEALED_LEAST: usize = 24 + 16 + 256;

/// Smallest sealed blob that carries its own frame id: an ephemeral or a snapshot. `[P 4]`
pub const CARRIED_LEAST: usize = 16 + 8 + SEALED_LEAST;

/// Largest sealed snapshot in bytes, all parts together. `[P 31]`
pub const SNAPSHOT: usize = 8 * 1024 * 1024;

/// Bytes in every part of a snapshot but the last, which may be shorter. `[P 31]`
pub const SNAPSHOT_PART: usize = 60 * 1024;

/// Bytes of a room's log above which a live replica should put a snapshot.
pub const COMPACT_ABOVE: u64 = 64 * 1024;

/// Bytes of a room's log above which it is too long: a page alone in its room then has it trimmed by itself. `[P 38]`
pub const LOG_SOFT: u64 = 4 * 1024 * 1024;

/// Sockets that may be authenticated to one room at once. `[P 12]`
pub const SOCKETS_PER_ROOM: usize = 8;

/// Milliseconds a socket may take to authenticate. `[P 10]`
pub const AUTH_MILLIS: u64 = 5_000;

/// Bytes of the sealed card of an invitation: nonce, padded content, tag. `[P 111]`
pub const CARD: usize = 24 + 512 + 16;

/// Bytes of the sealed key of an invitation: nonce, room secret, tag. `[P 111]`
pub const INVITATION_KEY: usize = 24 + 32 + 16;

/// Days on which the relay ran that an invitation may be claimed; as many more, it can be told from an unknown one. `[P 113]`
pub const INVITATION_DAYS: u32 = 30;

/// Invitations of one room that wait to be claimed. `[P 113]`
pub const INVITATIONS_PER_ROOM: u32 = 16;

/// Bytes of one message in a rendezvous. `[P 122]`
pub const EXCHANGE: usize = 1024;

/// Messages of both sides together that a rendezvous passes on while the same two are there. `[P 122]`
pub const EXCHANGES: u8 = 16;

/// Milliseconds from when a rendezvous is opened until it ends. `[P 121]`
pub const RENDEZVOUS_MILLIS: u64 = 5 * 60 * 1000;

/// How often somebody may come to a rendezvous. `[P 121]`
pub const RENDEZVOUS_TRIES: u8 = 3;

/// How many of those that an address opened may stand at once. `[P 123]`
pub const RENDEZVOUS_PER_ADDRESS: usize = 16;
