//! Rooms that another relay serves, of those that share the log, and sockets that other relays pass on.
//!
//! One hub serves a room, whichever relay its people are connected to, so everything that holds for a room holds for them
//! too. The hub of the relay that a client dialled counts what the client sends and passes it on; the hub that serves the
//! room treats the client as one more socket, a *guest*.

use std::sync::Arc;

use alongside_wire::{
    Nonce, ToRelay,
    frame::{Auth, ByeReason},
};
use bytes::Bytes;

use super::{
    counts::Limit,
    io::{Output, SocketId},
    quota::Rate,
    room::RoomState,
    socket::{Admission, Socket},
    state::{Hub, RETRY_SOON},
};
use crate::{clock::Now, log::RelayId};

impl Hub {
    /// A client of another relay comes to a room here. It is not passed on again: should the room be elsewhere by now, its
    /// client finds that when it joins again.
    pub(super) fn guest(&mut self, now: Now, id: SocketId, origin: Arc<str>, nonce: Nonce, auth: &Auth) {
        let socket = Socket { is_guest: true, ..Socket::new(None, origin, nonce, Rate::full(now, &self.limits)) };
        self.sockets.insert(id, socket);
        if self.stopping {
            return self.end(id, ByeReason::Stopping, Some(RETRY_SOON));
        }
        self.authenticate(now, id, auth);
    }

    /// Passes a socket on to the relay that serves its room.
    pub(super) fn hand_over(&mut self, id: SocketId, relay: RelayId) {
        let Some(socket) = self.sockets.get_mut(&id) else { return };
        if socket.is_guest {
            return self.end(id, ByeReason::Resync, Some(RETRY_SOON));
        }
        let Admission::Joining { auth } = std::mem::replace(&mut socket.admission, Admission::Elsewhere) else {
            return;
        };
        let (origin, nonce) = (socket.origin.clone(), socket.nonce);
        self.outputs.push_back(Output::HandOver { socket: id, relay, origin, nonce, auth });
    }

    /// Passes on what a client sent, as far as it is within the limits of its socket and address.
    pub(super) fn forward(&mut self, now: Now, from: SocketId, frame: ToRelay, bytes: &Bytes, affordable: bool) {
        let is_written =
            matches!(frame, ToRelay::Push(_) | ToRelay::SnapshotPut(_) | ToRelay::Deposit(_) | ToRelay::Withdraw(_));
        let address = self.sockets.get(&from).and_then(|socket| socket.address);
        let size = bytes.len() as u64;
        if is_written && !self.addresses.may_write(now, address, size, &self.limits) {
            self.counts.met(Limit::AddressBytes);
            return self.refuse_too_fast(from, frame);
        }
        match frame {
            ToRelay::Auth(_) => self.end(from, ByeReason::Malformed, None),
            frame if !affordable => self.refuse_too_fast(from, frame),
            _ => {
                if is_written {
                    self.addresses.wrote(address, size);
                }
                self.outputs.push_back(Output::Forward { socket: from, bytes: bytes.clone() });
            }
        }
    }

    pub(super) fn hear_home(&mut self, to: SocketId, bytes: Bytes) {
        if self.is_elsewhere(to) {
            self.send_bytes(to, bytes);
        }
    }

    /// The relay that serves the room has said its last.
    pub(super) fn home_ended(&mut self, socket: SocketId) {
        if self.is_elsewhere(socket) {
            self.hang_up(socket);
        }
    }

    pub(super) fn home_gone(&mut self, socket: SocketId) {
        if self.is_elsewhere(socket) {
            self.end(socket, ByeReason::Resync, Some(RETRY_SOON));
        }
    }

    /// Gives up every room, and every socket whose room is elsewhere: they join again once the log can be reached, here or
    /// at another relay.
    pub(super) fn adrift(&mut self) {
        let mut open: Vec<_> =
            self.rooms.iter().filter(|(_, state)| matches!(state, RoomState::Open(_))).map(|(room, _)| *room).collect();
        open.sort_unstable();
        open.into_iter().for_each(|room| self.lose_room(room));
        self.everyone().into_iter().for_each(|socket| self.home_gone(socket));
    }

    fn is_elsewhere(&self, socket: SocketId) -> bool {
        self.sockets.get(&socket).is_some_and(|socket| matches!(socket.admission, Admission::Elsewhere))
    }
}
