//! Frames: one binary WebSocket message each, a version byte, a type byte, then a postcard body. `[P 3]`
//!
//! Two enums, one a direction. A type that the reader does not know is [`Decoded::Unknown`]: ignored and counted,
//! so that either side can learn new frame types first. Everything else that is wrong with a frame is a [`FrameError`]
//! and ends the connection.

mod codec;
mod from_relay;
mod to_relay;

pub use codec::{Decoded, FrameError, VERSION};
pub use from_relay::{
    Bye, ByeReason, CaughtUp, Challenge, Deliver, Durable, Erased, ErrorCode, ErrorFrame, Exchanged, FromRelay,
    InvitationFrame, InvitationState, LogPage, Logged, Numbered, PassedOn, PeerDown, PeerUp, RendezvousFrame,
    RendezvousState, SnapshotConflict, SnapshotHead, SnapshotOk, SnapshotPart, Subject, Time, Trimmed, Welcome,
};
pub use to_relay::{
    Auth, ClaimFrame, Confirm, Deposit, EndRendezvous, Ending, Ephemeral, Erase, Exchange, Meet, Pull, Push,
    SnapshotGet, SnapshotPut, TimeAsk, ToRelay, Withdraw,
};
