//! What goes into the hub and what comes out: its whole boundary.

use std::sync::Arc;

use alongside_wire::{Nonce, Peer, RoomId, Seq, SnapshotId};
use bytes::Bytes;

use super::push_index::PushIndex;
use crate::{
    config::Address,
    error::Error,
    log::{Batch, FrameRun, Log, RoomRecord, Written},
};

/// Names a socket from when it opens to when it is closed; its number is also the [`Peer`] that others note_activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SocketId(pub u32);

/// Something that happened.
#[derive(Debug)]
pub enum Input {
    /// A client connected.
    Opened {
        /// A name that no open socket has.
        socket: SocketId,
        /// Where it is, where limits count that.
        address: Option<Address>,
        /// The authority that it dialled, which is one of ours.
        origin: Arc<str>,
        /// Random.
        nonce: Nonce,
    },
    /// It sent a frame.
    Frame {
        /// Who.
        from: SocketId,
        /// The whole frame.
        bytes: Bytes,
    },
    /// It sent something that is no frame at all: text, or too much.
    Junk {
        /// Who.
        from: SocketId,
    },
    /// It reads too slowly: what is queued for it passed the limit and was dropped.
    Overflowed {
        /// Who.
        socket: SocketId,
    },
    /// It is gone.
    Closed {
        /// Who.
        socket: SocketId,
    },
    /// Answers [`Read::Room`].
    RoomRead(RoomId, Result<RoomRecord, Error>),
    /// Answers [`Read::Pushed`].
    PushedRead(RoomId, Result<PushIndex, Error>),
    /// Answers [`Read::Frames`].
    FramesRead(SocketId, Result<FrameRun, Error>),
    /// Answers [`Read::Part`].
    PartRead(SocketId, Result<Option<Vec<u8>>, Error>),
    /// Answers [`Output::Write`].
    Written(Result<Written, Error>),
    /// Time went by: to be said a few times a second.
    Tick,
    /// The relay is to stop: everyone is told.
    Stop,
}

/// Something to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// Send this frame.
    Send {
        /// To whom.
        to: SocketId,
        /// The whole frame.
        frame: Bytes,
    },
    /// Close this socket once it was sent everything.
    Close {
        /// Which.
        socket: SocketId,
    },
    /// Read from the log.
    Read(Read),
    /// Write to the log. There is no other until this one is answered.
    Write(Batch),
}

/// Something to read from the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Read {
    /// What is known of a room.
    Room(RoomId),
    /// What was pushed to it.
    Pushed(RoomId),
    /// A run of its frames, for a socket.
    Frames {
        /// Who asked.
        socket: SocketId,
        /// Which room.
        room: RoomId,
        /// After this number,
        after: Seq,
        /// up to and with this one,
        upto: Seq,
        /// so many bytes.
        bytes: usize,
    },
    /// A part of a snapshot, for a socket.
    Part {
        /// Who asked.
        socket: SocketId,
        /// Which room.
        room: RoomId,
        /// Which snapshot.
        snapshot: SnapshotId,
        /// Which part.
        part: u16,
    },
}

impl Read {
    /// Reads it. This may take as long as a room is large, and is done without the hub.
    pub fn answer(self, log: &dyn Log) -> Input {
        match self {
            Self::Room(room) => Input::RoomRead(room, log.room(room)),
            Self::Pushed(room) => Input::PushedRead(room, log.pushed(room).map(|pushed| PushIndex::of(&pushed))),
            Self::Frames { socket, room, after, upto, bytes } => {
                Input::FramesRead(socket, log.frames(room, after, upto, bytes))
            }
            Self::Part { socket, room, snapshot, part } => Input::PartRead(socket, log.part(room, snapshot, part)),
        }
    }

    /// The socket that the answer will be sent to: it should have room for it first.
    pub fn reader(&self) -> Option<SocketId> {
        match self {
            Self::Room(_) | Self::Pushed(_) => None,
            Self::Frames { socket, .. } | Self::Part { socket, .. } => Some(*socket),
        }
    }
}

impl SocketId {
    pub(super) fn peer(self) -> Peer {
        Peer(self.0)
    }
}
