//! What survives a restart of the relay: every room's sealed frames and snapshots, behind one trait.
//!
//! A log never sees a key, never looks into a frame and never decides who may do what: the [`Hub`](crate::Hub) has
//! decided already. [`Sqlite`] stores on disk, [`Memory`] in memory for tests and simulations; one suite tests both.
//!
//! Everything to be stored arrives in a [`Batch`]: when [`Log::write`] returns, all of it is durable or none.

mod batch;
mod invitations;
mod memory;
mod record;
mod sqlite;
mod store;
#[cfg(test)]
mod suite;

pub use batch::{Activity, Batch, EXPIRE_AT_ONCE, Erasure, Expiry, FrameRow, NewSnapshot, PutOutcome, Trim, Written};
pub use invitations::{Fate, InvitationAct, InvitationOutcome, InvitationWrite, StoredInvitation};
pub use memory::{Failing, Memory};
pub use record::{FrameRun, Pushed, RoomRecord, RoomSummary};
pub use sqlite::{
    Backup, Repaired, Report, Sqlite, Stats, backup, check, compact, forget_room, repair, restore, stats,
};
pub use store::{Claim, Log};
