//! What outlives the relay's process: every room's sealed frames and snapshots, behind one trait.
//!
//! A log never sees a key, never looks into a frame and never decides who may do what: the [`Hub`](crate::Hub) did.
//! [`Sqlite`] keeps it on disk, [`Memory`] is its in-memory twin for tests and simulations; one suite tests both alike.
//!
//! Everything that is to be kept arrives in a [`Batch`]: all of it is durable when [`Log::write`] returns, or none.

mod batch;
mod memory;
mod record;
mod sqlite;
mod store;
#[cfg(test)]
mod suite;

pub use batch::{Activity, Batch, EXPIRE_AT_ONCE, Erasure, Expiry, FrameRow, NewSnapshot, PutOutcome, Trim, Written};
pub use memory::{Failing, Memory};
pub use record::{FrameRun, Pushed, RoomRecord, RoomSummary};
pub use sqlite::{Sqlite, restore};
pub use store::{Claim, Log};
