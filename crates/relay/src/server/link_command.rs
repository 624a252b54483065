//! What the driver, guests and neighbours want the links to do.

use std::sync::Arc;

use alongside_wire::{Nonce, frame::Auth};
use bytes::Bytes;

use super::{link_messages::TunnelId, send_queue::SendQueue};
use crate::{hub::SocketId, log::RelayId};

/// Something for the links to do.
pub(super) enum LinkCommand {
    /// See [`Output::HandOver`](crate::Output::HandOver).
    HandOver {
        socket: SocketId,
        queue: Arc<SendQueue>,
        relay: RelayId,
        origin: Arc<str>,
        nonce: Nonce,
        auth: Box<Auth>,
    },
    Forward {
        socket: SocketId,
        bytes: Bytes,
    },
    Part {
        socket: SocketId,
    },
    /// A guest is sent this.
    ToEdge {
        edge: RelayId,
        tunnel: TunnelId,
        bytes: Bytes,
    },
    /// A guest is sent nothing more.
    EndAtEdge {
        edge: RelayId,
        tunnel: TunnelId,
    },
    /// A relay has answered.
    Heard(RelayId),
    /// A relay has left a question unanswered.
    Unanswered(RelayId),
    /// A relay has ended.
    Gone(RelayId),
    /// The relay stops.
    Stop,
}
