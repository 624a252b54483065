//! How two copies of a room come to agree, over a relay that cannot read.
//!
//! A [`Peer`] refuses to touch a socket, a disk, a clock or a source of randomness. The shell feeds it what happened
//! ([`Input`], with the time) and then drains what to do:
//!
//! ```text
//! peer.handle(now, input);
//! while let Some(output) = peer.poll() { obey(output) }
//! wake_at(peer.deadline());
//! ```
//!
//! That is the whole law: after every input the machine is drained before the next. So a simulation can play years of
//! bad luck in seconds, with the same code that runs in the browser.

mod again;
mod backoff;
mod check;
mod clock;
mod device;
mod document;
mod engine;
pub mod facts;
pub mod invite;
pub mod io;
pub mod key;
pub mod key_rotation;
mod link;
mod log;
pub mod message;
mod negotiation;
mod outbox;
mod presence;
mod provenance;
pub mod seal;
pub mod sealed_key;
pub mod snapshot;

pub use engine::{Config, Peer};
pub use facts::Facts;
pub use invite::Invite;
pub use io::{Input, Now, Output};
pub use key::RoomSecret;
