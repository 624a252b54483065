//! What the hub knows of one socket. There are many, most of them idle: what few need is boxed.

use std::{collections::VecDeque, sync::Arc};

use alongside_wire::{Nonce, ReplicaId, RoomId, Seq, WriteKey};

use super::{
    quota::Rate,
    transfer::{Getting, Pulling, Upload},
};
use crate::config::Address;

pub(super) struct Socket {
    pub(super) stage: Stage,
    pub(super) address: Option<Address>,
    pub(super) origin: Arc<str>,
    pub(super) nonce: Nonce,
    /// Its room's, once it proved that it has it.
    pub(super) key: Option<WriteKey>,
    pub(super) rate: Rate,
    /// The numbers of its pushes that no durable has told it yet, in the order they came.
    pub(super) yours: VecDeque<Seq>,
    pub(super) pulling: Option<Box<Pulling>>,
    pub(super) getting: Option<Box<Getting>>,
    pub(super) upload: Upload,
}

pub(super) enum Stage {
    /// Has not authenticated.
    Stranger,
    /// Has; its room is being read from the log.
    Joining { replica: ReplicaId },
    /// Was welcomed.
    Member { room: RoomId },
}

impl Socket {
    pub(super) fn new(address: Option<Address>, origin: Arc<str>, nonce: Nonce, rate: Rate) -> Self {
        Self {
            stage: Stage::Stranger,
            address,
            origin,
            nonce,
            key: None,
            rate,
            yours: VecDeque::new(),
            pulling: None,
            getting: None,
            upload: Upload::None,
        }
    }

    /// Takes out the numbers that are durable now, as far as the order allows.
    pub(super) fn take_yours(&mut self, durable: Seq) -> Vec<Seq> {
        let ready = self.yours.iter().take_while(|seq| **seq <= durable).count();
        let yours = self.yours.drain(..ready).collect();
        if self.yours.is_empty() && self.yours.capacity() > KEEP_YOURS {
            self.yours = VecDeque::new();
        }
        yours
    }
}

/// More numbers than this are not kept room for once they are told.
const KEEP_YOURS: usize = 16;
