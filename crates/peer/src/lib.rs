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
//! That is the whole law: what happens and what a person wants goes in by `handle`, everything comes out by `poll`, and
//! after every input the machine is drained before the next. Getters change nothing that matters. So a simulation can play
//! years of faults in seconds, with the same code that runs in the browser.
//!
//! A [`Peer`] is made of machines that do not know each other. Each has its own states, takes its own inputs, says what it
//! wants done (`poll`) and when it wants to be asked again (`deadline`); `engine.rs` hands each input to the machine that
//! it is for, and what that machine wants to whom it concerns:
//!
//! ```text
//!             Input                                   Output
//!               v                                       ^
//!  engine ──────┴───────────────────────────────────────┴────────────────────────────
//!   session      link, position, time      ── Dial, HangUp, AskTime; Lost  ─> outbox, presence, compaction
//!   presence     heartbeats, who is here,  ── Heartbeat, Receipt           ─> sealed, to every path
//!                acknowledgements
//!   direct       WebRTC connections        ── Command; Signal, Arrived     ─> presence says it, document reads it
//!   compaction   the relay's snapshots     ── Put, Confirm                 ─> a shadow replica, the relay
//!   storage      what the device holds     ── Store; KeepSnapshot,         ─> document; CommittedMore ─> presence
//!                                             WriteCheckpoint
//!  shared:  identity (keys, names)  document + provenance  unsealed -> outbox  shadow (refill, confirm, rebuild, read-back)
//! ```
//!
//! An edit: `commands` does it to the document; its updates gather in `unsealed`; `seal` makes a frame of them, which the
//! outbox holds until the relay's `durable`, the device keeps, and direct connections carry. What comes is opened and
//! merged in `receive`; where it stands in the log decides `follow` (live) or `read` (catching up).

pub mod acceptance;
mod caret;
mod compaction;
mod direct;
mod document;
mod engine;
pub mod facts;
mod identity;
pub mod invitation;
pub mod invite;
pub mod io;
pub mod key;
pub mod key_rotation;
pub mod message;
mod outbox;
mod outputs;
pub mod pairing;
mod presence;
pub mod private;
mod provenance;
mod report;
pub mod seal;
pub mod sealed_key;
mod session;
mod shadow;
pub mod snapshot;
mod storage;
mod unsealed;
pub mod wrapping;

pub use engine::{Config, Peer};
pub use facts::Facts;
pub use invite::Invite;
pub use io::{Input, Now, Output};
pub use key::RoomSecret;
