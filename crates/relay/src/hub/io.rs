//! The hub's whole interface: what goes in and what comes out.

use std::sync::Arc;

use alongside_wire::{MailboxId, Nonce, Peer, RoomId, Seq, SnapshotId, frame::Auth};
use bytes::Bytes;

use super::push_index::PushIndex;
use crate::{
    config::Address,
    error::Error,
    log::{Batch, FrameRun, Log, RelayId, RoomRecord, StoredInvitation, Written},
};

/// Names a socket from when it opens until it is closed; its number is also the [`Peer`] that other clients see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SocketId(pub u32);

/// Something that happened.
#[derive(Debug)]
pub enum Input {
    /// A client connected.
    Opened {
        /// An id that no open socket has.
        socket: SocketId,
        /// The client's address, if limits count it.
        address: Option<Address>,
        /// The authority that the client dialled, which is one of ours.
        origin: Arc<str>,
        /// Random bytes for the challenge.
        nonce: Nonce,
    },
    /// A client sent a frame.
    Frame { from: SocketId, bytes: Bytes },
    /// A client sent something that is no frame: text, or an oversize message.
    Junk { from: SocketId },
    /// A client reads too slowly: what was queued for it passed the limit and was dropped.
    Overflowed { socket: SocketId },
    /// A connection ended.
    Closed { socket: SocketId },
    /// Answers [`Read::Room`].
    RoomRead(RoomId, Result<RoomRecord, Error>),
    /// Answers [`Read::Pushed`].
    PushedRead(RoomId, Result<PushIndex, Error>),
    /// Answers [`Read::Frames`].
    FramesRead(SocketId, Result<FrameRun, Error>),
    /// Answers [`Read::Part`].
    PartRead(SocketId, Result<Option<Vec<u8>>, Error>),
    /// Answers [`Read::Invitation`].
    InvitationRead(SocketId, MailboxId, Result<Option<StoredInvitation>, Error>),
    /// Answers [`Output::Write`].
    Written(Result<Written, Error>),
    /// A client of another relay joins a room that this one serves.
    Guest {
        /// An id that no open socket has.
        socket: SocketId,
        /// What the other relay's hub was told when the client connected.
        origin: Arc<str>,
        /// See `origin`.
        nonce: Nonce,
        /// What the client answered.
        auth: Box<Auth>,
    },
    /// The relay that serves this socket's room sends its client a frame.
    FromHome { socket: SocketId, bytes: Bytes },
    /// The relay that serves this socket's room has closed it, after everything that it sent.
    HomeEnded { socket: SocketId },
    /// The relay that serves this socket's room does not answer, or something between the two was lost.
    HomeGone { socket: SocketId },
    /// Another relay has taken this room.
    Lost(RoomId),
    /// The connection to what keeps the log broke: other relays may have taken any room.
    Adrift,
    /// Time has passed: to be called a few times a second.
    Tick,
    /// The relay is about to stop: everyone is told.
    Stop,
}

/// Something for the caller to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// Send this frame.
    Send { to: SocketId, frame: Bytes },
    /// Send this frame together with the next one for that socket, in this order; alone if none comes soon. Nobody waits
    /// for it.
    SendSoon { to: SocketId, frame: Bytes },
    /// Close this socket once everything queued for it is sent.
    Close { socket: SocketId },
    /// Read from the log.
    Read(Read),
    /// Write to the log. No other write follows until this one is answered.
    Write(Batch),
    /// The room is in memory no more: see [`Log::leave`].
    Left(RoomId),
    /// Another relay serves this socket's room: pass the socket on to it, as [`Input::Guest`] there.
    HandOver { socket: SocketId, relay: RelayId, origin: Arc<str>, nonce: Nonce, auth: Box<Auth> },
    /// Pass this frame on to the relay that serves the socket's room.
    Forward { socket: SocketId, bytes: Bytes },
    /// Tell the relay that serves the socket's room that the socket is gone.
    Part { socket: SocketId },
}

/// Something to read from the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Read {
    /// A summary of a room.
    Room(RoomId),
    /// The pushes in a room's log.
    Pushed(RoomId),
    /// Consecutive frames of a room, for a socket.
    Frames {
        /// The socket that asked.
        socket: SocketId,
        room: RoomId,
        /// The frames after this number,
        after: Seq,
        /// up to and including this one,
        upto: Seq,
        /// as many as fit into so many bytes.
        bytes: usize,
    },
    /// One part of a snapshot, for a socket.
    Part {
        /// The socket that asked.
        socket: SocketId,
        room: RoomId,
        snapshot: SnapshotId,
        part: u16,
    },
    /// An invitation, for a socket.
    Invitation {
        /// Who asked.
        socket: SocketId,
        mailbox: MailboxId,
    },
}

impl Read {
    /// Reads from the log. This may take as long as the room is large, and happens outside of the hub.
    pub fn answer(self, log: &dyn Log) -> Input {
        match self {
            Self::Room(room) => Input::RoomRead(room, log.room(room)),
            Self::Pushed(room) => Input::PushedRead(room, log.pushed(room).map(|pushed| PushIndex::of(&pushed))),
            Self::Frames { socket, room, after, upto, bytes } => {
                Input::FramesRead(socket, log.frames(room, after, upto, bytes))
            }
            Self::Part { socket, room, snapshot, part } => Input::PartRead(socket, log.part(room, snapshot, part)),
            Self::Invitation { socket, mailbox } => Input::InvitationRead(socket, mailbox, log.invitation(mailbox)),
        }
    }

    /// The socket that the answer will be sent to; its queue should have room for the answer first.
    pub fn reader(&self) -> Option<SocketId> {
        match self {
            Self::Room(_) | Self::Pushed(_) => None,
            Self::Frames { socket, .. } | Self::Part { socket, .. } | Self::Invitation { socket, .. } => Some(*socket),
        }
    }
}

impl SocketId {
    pub(super) fn peer(self) -> Peer {
        Peer(self.0)
    }
}
