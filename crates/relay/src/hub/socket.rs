//! The hub's state of one socket. There are many and most are idle: what few of them need is boxed.

use std::{collections::VecDeque, sync::Arc};

use alongside_wire::{
    Nonce, RoomId, Seq, WriteKey,
    frame::{Auth, Numbered},
};

use super::{
    meetings::MeetingPart,
    quota::Rate,
    transfer::{OutgoingSnapshot, PullInProgress, Upload},
};
use crate::config::Address;

pub(super) struct Socket {
    pub(super) admission: Admission,
    pub(super) address: Option<Address>,
    /// Whether its client is connected to another relay, which passes on what it sends.
    pub(super) is_guest: bool,
    pub(super) origin: Arc<str>,
    pub(super) nonce: Nonce,
    /// The room's write key, once the client has proved that it has it.
    pub(super) key: Option<WriteKey>,
    pub(super) rate: Rate,
    /// Numbers of its pushes that no durable has reported yet, in the order of the pushes.
    pub(super) unreported: VecDeque<Numbered>,
    pub(super) pull: Option<Box<PullInProgress>>,
    pub(super) sending_snapshot: Option<Box<OutgoingSnapshot>>,
    pub(super) upload: Upload,
}

pub(super) enum Admission {
    /// Has not authenticated yet.
    Stranger,
    /// Has authenticated; its room is being read from the log.
    Joining { auth: Box<Auth> },
    /// Has been welcomed.
    Member { room: RoomId },
    /// Is in a rendezvous, and never in a room.
    Meeting { number: u32, part: MeetingPart },
    /// Another relay serves its room, and hears what it sends.
    Elsewhere,
}

impl Socket {
    pub(super) fn new(address: Option<Address>, origin: Arc<str>, nonce: Nonce, rate: Rate) -> Self {
        Self {
            admission: Admission::Stranger,
            address,
            is_guest: false,
            origin,
            nonce,
            key: None,
            rate,
            unreported: VecDeque::new(),
            pull: None,
            sending_snapshot: None,
            upload: Upload::None,
        }
    }

    /// Removes and returns the numbers that are durable now, as far as their order allows.
    pub(super) fn take_reported(&mut self, durable: Seq) -> Vec<Numbered> {
        let ready = self.unreported.iter().take_while(|numbered| numbered.seq <= durable).count();
        let reported = self.unreported.drain(..ready).collect();
        if self.unreported.is_empty() && self.unreported.capacity() > KEEP_CAPACITY {
            self.unreported = VecDeque::new();
        }
        reported
    }
}

/// After a report, no more capacity than this is kept.
const KEEP_CAPACITY: usize = 16;
