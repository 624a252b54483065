//! How relays that share a log reach each other.

use alongside_wire::RoomId;
use async_nats::Client;
use tokio::sync::mpsc;

use super::record::RelayId;

/// What a server needs to pass on sockets to the relay that serves their room.
#[derive(Debug)]
pub struct Sharing {
    pub me: RelayId,
    pub client: Client,
    /// What subjects begin with.
    pub prefix: String,
    pub events: mpsc::UnboundedReceiver<SharedEvent>,
}

/// Something that the log notices by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SharedEvent {
    /// Another relay has taken this room.
    Lost(RoomId),
    /// The connection broke: other relays may have taken any room.
    Adrift,
}
