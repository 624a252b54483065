//! Joining: from a new socket to its welcome.

use std::sync::Arc;

use alongside_wire::{
    FromRelay, Nonce, ReplicaId, RoomId, Signature, WriteKey,
    frame::{Auth, ByeReason, Challenge, PeerDown, PeerUp, Welcome},
    statement,
};
use ed25519_dalek::VerifyingKey;

use super::{
    commit::erased,
    counts::Limit,
    io::{Output, Read, SocketId},
    quota::Rate,
    room::{OpenRoom, RoomState},
    socket::{Admission, Socket},
    state::{Hub, RETRY_LATER, RETRY_SOON},
};
use crate::{
    clock::Now,
    config::Address,
    error::Error,
    log::{RoomRecord, RoomSummary},
};

impl Hub {
    pub(super) fn opened(&mut self, now: Now, id: SocketId, address: Option<Address>, origin: Arc<str>, nonce: Nonce) {
        let limit = self.addresses.stranger_came(now, address, &self.limits).err();
        let allowed = limit.is_none();
        limit.into_iter().for_each(|limit| self.counts.met(limit));
        // A socket over the limit was not counted, so closing it must not reduce the count.
        let address = address.filter(|_| allowed);
        self.sockets.insert(id, Socket::new(address, origin, nonce, Rate::full(now, &self.limits)));
        if self.stopping {
            return self.end(id, ByeReason::Stopping, Some(RETRY_SOON));
        }
        if !allowed {
            return self.end(id, ByeReason::TooMany, Some(RETRY_LATER));
        }
        self.send(id, &FromRelay::Challenge(Challenge { nonce }));
        self.strangers.push_back((now.mono + self.limits.auth_millis, id));
    }

    pub(super) fn authenticate(&mut self, now: Now, id: SocketId, auth: &Auth) {
        let Some(socket) = self.sockets.get_mut(&id) else { return };
        let said = statement::auth(&socket.origin, auth.room, socket.nonce, auth.replica);
        if RoomId::of(&auth.key) != auth.room || !is_signed(&auth.key, &said, auth.signature) {
            return self.end(id, ByeReason::BadSignature, None);
        }
        let address = socket.address;
        if !matches!(self.rooms.get(&auth.room), Some(RoomState::Open(_)))
            && !self.addresses.may_read(now, address, &self.limits)
        {
            // The room would have to be read from the disk, and this address has used up its allowance for that.
            // `[P 43]`
            self.counts.met(Limit::AddressReads);
            return self.end(id, ByeReason::TooMany, Some(RETRY_LATER));
        }
        let Some(socket) = self.sockets.get_mut(&id) else { return };
        socket.admission = Admission::Joining { auth: Box::new(auth.clone()) };
        self.addresses.joined(socket.address);
        socket.key = Some(auth.key);
        match self.rooms.entry(auth.room).or_insert_with(|| RoomState::Reading(Vec::new())) {
            RoomState::Open(_) => self.admit(now, id, auth.room, auth.replica),
            RoomState::Reading(waiting) => {
                waiting.push(id);
                if waiting.len() == 1 {
                    self.outputs.push_back(Output::Read(Read::Room(auth.room)));
                }
            }
        }
    }

    pub(super) fn room_read(&mut self, now: Now, room: RoomId, record: Result<RoomRecord, Error>) {
        let Some(RoomState::Reading(waiting)) = self.rooms.get_mut(&room) else { return };
        let waiting: Vec<_> = std::mem::take(waiting)
            .into_iter()
            .filter_map(|id| match self.sockets.get(&id)?.admission {
                Admission::Joining { ref auth } => Some((id, auth.replica)),
                _ => None,
            })
            .collect();
        if let Some((first, _)) = waiting.first() {
            let bytes = if let Ok(RoomRecord::Known(summary)) = &record { summary.kept_bytes } else { 0 };
            self.charge(now, *first, JOIN_COSTS + bytes / ROW_HEADERS_OF);
        }
        let summary = match record {
            Ok(RoomRecord::Known(summary)) => Ok(summary),
            Ok(RoomRecord::Unknown) => self.begin(now, &waiting),
            Ok(RoomRecord::Erased(erasure)) => {
                for (id, _) in &waiting {
                    self.send(*id, &erased(&erasure));
                }
                Err((ByeReason::Erased, None))
            }
            Ok(RoomRecord::Elsewhere(relay)) => {
                self.rooms.remove(&room);
                return waiting.into_iter().for_each(|(id, _)| self.hand_over(id, relay));
            }
            // It will be otherwise in a moment.
            Err(Error::Away(_)) => Err((ByeReason::StorageFailed, Some(RETRY_SOON))),
            Err(_) => Err((ByeReason::StorageFailed, Some(RETRY_LATER))),
        };
        match summary {
            Ok(summary) => {
                // Where several relays share the log, another may have given higher numbers in this room. `[P 23]`
                self.next = self.next.max(summary.first);
                self.rooms.insert(room, RoomState::Open(Box::new(OpenRoom::new(&summary))));
                self.note_activity(now, room);
                for (id, replica) in waiting {
                    self.admit(now, id, room, replica);
                }
                self.drop_unneeded(room);
            }
            Err((reason, retry_after)) => {
                self.forget_room(room);
                for (id, _) in waiting {
                    self.end(id, reason, retry_after);
                }
            }
        }
    }

    /// Begins a room that nobody was ever in, if the address of the first who came may begin one.
    fn begin(&mut self, now: Now, waiting: &[(SocketId, ReplicaId)]) -> Result<RoomSummary, (ByeReason, Option<u64>)> {
        let used = self.commits.disk + self.commits.queued_bytes;
        let disk = self.limits.disk.0;
        if disk > 0 && used > disk / 5 * 4 {
            // The space that is left is for the rooms that exist.
            self.counts.met(Limit::Disk);
            return Err((ByeReason::DiskFull, Some(RETRY_LATER)));
        }
        let first = waiting.first().and_then(|(id, _)| self.sockets.get(id)).and_then(|socket| socket.address);
        if self.addresses.begins_room(now, first, &self.limits) {
            Ok(RoomSummary::default())
        } else {
            self.counts.met(Limit::AddressRooms);
            Err((ByeReason::TooMany, Some(RETRY_LATER)))
        }
    }

    /// Welcomes a socket, sends it every frame that is not durable yet, and tells the others. `[P 13]`
    fn admit(&mut self, now: Now, id: SocketId, room: RoomId, replica: ReplicaId) {
        let earlier = self.remove_earlier_socket(room, replica);
        if let Some(earlier) = earlier {
            self.end(earlier, ByeReason::Resync, None);
        }
        let limit = self.limits.room_sockets as usize;
        let (log, ice) = (self.log, self.ice.clone());
        let Some(open) = self.open_room(room) else { return };
        if limit > 0 && open.members.len() >= limit {
            self.counts.met(Limit::RoomSockets);
            return self.end(id, ByeReason::RoomFull, Some(RETRY_LATER));
        }
        let welcome = FromRelay::Welcome(Welcome {
            log,
            peer: id.peer(),
            durable: open.durable,
            trimmed: open.trimmed,
            log_bytes: open.log_bytes,
            kept_bytes: open.kept_bytes,
            snapshot: open.snapshot,
            previous: open.previous,
            peers: open.members.iter().map(|(member, _)| member.peer()).collect(),
            now: now.wall,
            ice,
        });
        let waiting: Vec<_> = open.pending.iter().map(|pending| pending.deliver.clone()).collect();
        open.members.push((id, replica));
        self.send(id, &welcome);
        for deliver in waiting {
            self.send_bytes(id, deliver);
        }
        self.tell_others(room, id, &FromRelay::PeerUp(PeerUp { peer: id.peer() }));
        if let Some(socket) = self.sockets.get_mut(&id) {
            socket.admission = Admission::Member { room };
        }
        self.note_activity(now, room);
    }

    /// A page load has one connection: when it joins again, its earlier socket must not use up a place in the room.
    fn remove_earlier_socket(&mut self, room: RoomId, replica: ReplicaId) -> Option<SocketId> {
        let open = self.open_room(room)?;
        let at = open.members.iter().position(|(_, member)| *member == replica)?;
        let (earlier, _) = open.members.remove(at);
        self.tell_others(room, earlier, &FromRelay::PeerDown(PeerDown { peer: earlier.peer() }));
        Some(earlier)
    }
}

/// Whether this key signed these bytes. Strict: no key of small order, no second form of a signature.
pub(super) fn is_signed(key: &WriteKey, bytes: &[u8], signature: Signature) -> bool {
    VerifyingKey::from_bytes(&key.0).is_ok_and(|key| {
        let signature = ed25519_dalek::Signature::from_bytes(&signature.to_bytes());
        key.verify_strict(bytes, &signature).is_ok()
    })
}

/// Bytes that a join counts as, beside what is read of the room.
pub(super) const JOIN_COSTS: u64 = 16 * 1024;

/// To sum up a room's log, its rows are read without their frames: that costs one byte in so many.
const ROW_HEADERS_OF: u64 = 16;
