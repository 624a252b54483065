//! The relay's state machine: who is in which room, what number a frame gets, who is told what.
//!
//! It does no I/O: it never reads a socket, a disk or a clock and never draws randomness. The caller reports what happened
//! ([`Hub::handle`]) and does what the hub asks for until nothing is left ([`Hub::poll`]), so a simulation can drive the
//! hub just as the server does:
//!
//! ```
//! # use alongside_relay::{Hub, Input, Limits, Log, Memory, Now, Output, Read, hub::SocketId};
//! # use alongside_wire::{LogId, Nonce};
//! # let log = Memory::new(LogId([7; 16]));
//! let mut hub = Hub::new(Limits::default(), Vec::new(), log.claim()?);
//! let now = Now { mono: 0, wall: 1_800_000_000_000 };
//! hub.handle(now, Input::Opened { socket: SocketId(1), address: None, origin: "a.example".into(), nonce: Nonce([1; 32]) });
//! while let Some(output) = hub.poll(now) {
//!     match output {
//!         Output::Send { to, frame } => { /* queue it for that socket, in this order */ }
//!         Output::SendSoon { to, frame } => { /* the same, but it may wait a moment for the next one */ }
//!         Output::Close { socket } => { /* once everything queued before is sent */ }
//!         Output::Read(read) => { let input = read.answer(&log); hub.handle(now, input); }
//!         Output::Write(batch) => { let written = log.write(&batch); hub.handle(now, Input::Written(written)); }
//!         Output::Left(room) => log.leave(room),
//!         Output::HandOver { .. } | Output::Forward { .. } | Output::Part { .. } => { /* only if relays share the log */ }
//!     }
//! }
//! # Ok::<(), alongside_relay::Error>(())
//! ```
//!
//! Reads may be answered late and in any order, but a read for a socket only once the socket has room for the answer;
//! writes are answered one by one. A socket that the hub has closed is forgotten at once: what still arrives from it is
//! ignored.

mod commit;
mod commit_queue;
mod counts;
mod elsewhere;
mod handle;
mod invitations;
mod io;
mod join;
mod meetings;
mod pull;
mod push;
mod push_index;
mod quota;
mod rendezvous;
mod room;
mod snapshot;
mod socket;
mod state;
#[cfg(test)]
mod tests;
mod transfer;

pub use counts::{Counts, Limit};
pub use io::{Input, Output, Read, SocketId};
pub use push_index::PushIndex;
pub use state::{Depths, Hub};
