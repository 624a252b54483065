//! What relays that share a log say to each other.

use alongside_wire::{Nonce, frame::Auth};
use serde::{Deserialize, Serialize};

use crate::log::RelayId;

/// Names a socket that is passed on, among those of its edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(super) struct TunnelId(pub(super) u32);

/// Everything that one relay has to say to another at one moment.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Envelope {
    pub(super) from: RelayId,
    pub(super) all: Vec<Between>,
}

/// What is said of one socket. Frames are counted from 1.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Between {
    /// From its edge: it joins.
    Join { tunnel: TunnelId, origin: String, nonce: Nonce, auth: Box<Auth> },
    /// From its edge: a frame of its client.
    ToHome {
        tunnel: TunnelId,
        count: u32,
        #[serde(with = "serde_bytes")]
        bytes: Vec<u8>,
    },
    /// From its edge: it is gone.
    Part { tunnel: TunnelId },
    /// From its edge: its client has taken so many bytes of frames.
    Credit { tunnel: TunnelId, bytes: u32 },
    /// From its home: a frame for its client.
    ToEdge {
        tunnel: TunnelId,
        count: u32,
        #[serde(with = "serde_bytes")]
        bytes: Vec<u8>,
    },
    /// From its home: nothing follows.
    End { tunnel: TunnelId },
}

impl Envelope {
    /// Packs messages, in order, into as few envelopes as NATS takes.
    pub(super) fn pack(from: RelayId, messages: Vec<Between>) -> Vec<Vec<u8>> {
        let (mut packed, mut all, mut size) = (Vec::new(), Vec::new(), 0);
        for message in messages {
            let bytes = message.size();
            if size + bytes > MOST && !all.is_empty() {
                packed.extend(postcard::to_stdvec(&Self { from, all: std::mem::take(&mut all) }));
                size = 0;
            }
            size += bytes;
            all.push(message);
        }
        packed.extend(postcard::to_stdvec(&Self { from, all }));
        packed
    }
}

impl Between {
    fn size(&self) -> usize {
        let content = match self {
            Self::ToHome { bytes, .. } | Self::ToEdge { bytes, .. } => bytes.len(),
            Self::Join { origin, .. } => origin.len() + 256,
            _ => 0,
        };
        content + 32
    }
}

/// Well below the megabyte that NATS takes in one message.
const MOST: usize = 256 * 1024;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_messages_are_packed_in_order_into_envelopes_that_nats_takes() {
        let from = RelayId([7; 8]);
        let message = |count| Between::ToEdge { tunnel: TunnelId(1), count, bytes: vec![1; 60_000] };
        let packed = Envelope::pack(from, (1..=10).map(message).collect());
        assert!(packed.iter().all(|envelope| envelope.len() <= MOST + 64) && packed.len() == 3);
        let opened = packed.iter().flat_map(|bytes| postcard::from_bytes::<Envelope>(bytes).unwrap().all);
        assert_eq!(opened.collect::<Vec<_>>(), (1..=10).map(message).collect::<Vec<_>>());
    }
}
