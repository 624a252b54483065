//! What survives a restart of the relay: every room's sealed frames and snapshots, behind one trait.
//!
//! A log never sees a key, never looks into a frame and never decides who may do what: the [`Hub`](crate::Hub) has
//! decided already. [`Sqlite`] stores on disk, [`NatsLog`] in NATS JetStream, where several relays share it, [`Memory`]
//! in memory for tests and simulations; one suite tests all.
//!
//! Everything to be stored arrives in a [`Batch`]: when [`Log::write`] returns, all of it is durable but what it says is not.

mod batch;
mod invitations;
mod memory;
mod moving;
mod nats;
mod record;
mod sharing;
mod sqlite;
mod store;
#[cfg(test)]
mod suite;

pub use batch::{Activity, Batch, EXPIRE_AT_ONCE, Erasure, Expiry, FrameRow, NewSnapshot, PutOutcome, Trim, Written};
pub use invitations::{Fate, InvitationAct, InvitationOutcome, InvitationWrite, StoredInvitation};
pub use memory::{Failing, Memory};
pub use moving::{Movable, Moved, move_from_nats, move_to_nats};
pub use nats::{NatsLog, OpenFor};
pub use record::{FrameRun, Pushed, RelayId, RoomRecord, RoomSummary};
pub use sharing::{SharedEvent, Sharing};
pub use sqlite::{
    Backup, Repaired, Report, Sqlite, Stats, backup, check, compact, forget_room, repair, restore, stats,
};
pub use store::{Claim, Log};
