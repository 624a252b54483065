//! What the hub knows of one room, and forgets as soon as nobody needs it.

use std::collections::HashMap;

use alongside_wire::{
    Counter, ReplicaId, RoomId, Seq,
    frame::{Ephemeral, FromRelay, PassedOn, PeerDown, Push, SnapshotHead},
};
use bytes::Bytes;

use super::{Hub, SocketId};
use crate::{
    clock::{Day, Now},
    log::Known,
};

pub(super) enum Room {
    /// Being read from the log, for these sockets.
    Reading(Vec<SocketId>),
    /// In use.
    Open(Box<Open>),
}

pub(super) struct Open {
    pub(super) members: Vec<(SocketId, ReplicaId)>,
    pub(super) durable: Seq,
    /// The last number given, durable or not.
    pub(super) last: Seq,
    pub(super) trimmed: Seq,
    /// Bytes of frames after the snapshot, durable or not.
    pub(super) log_bytes: u64,
    /// Bytes of all its frames, durable or not.
    pub(super) kept_bytes: u64,
    pub(super) snapshot: Option<SnapshotHead>,
    pub(super) previous: Option<SnapshotHead>,
    pub(super) seen: Day,
    /// Frames that are not durable yet, in order: first those of the commit under way.
    pub(super) pending: Vec<Pending>,
    pub(super) committing: usize,
    pub(super) known: Pushes,
    pub(super) last_push: u64,
    /// Its erasure waits for the disk: nothing is pushed any more.
    pub(super) erasing: bool,
    /// Snapshots of it that wait for the disk.
    pub(super) puts: u32,
}

/// A frame on its way to the disk: the bytes of its deliver, which end in those that the log keeps.
pub(super) struct Pending {
    pub(super) seq: Seq,
    pub(super) deliver: Bytes,
    pub(super) logged_at: usize,
}

/// What tells a push that comes again from a new one.
pub(super) enum Pushes {
    /// Not in memory.
    Cold,
    /// Being read from the log; these wait for it.
    Reading(Vec<(SocketId, Push)>),
    /// In memory.
    Warm(HashMap<(ReplicaId, Counter), Earlier>),
}

pub(super) struct Earlier {
    pub(super) sha256: [u8; 32],
    pub(super) seq: Seq,
}

impl Pending {
    pub(super) fn logged(&self) -> &[u8] {
        &self.deliver[self.logged_at..]
    }
}

impl Open {
    pub(super) fn new(known: &Known) -> Self {
        Self {
            members: Vec::with_capacity(2),
            durable: known.durable,
            last: known.durable,
            trimmed: known.trimmed,
            log_bytes: known.log_bytes,
            kept_bytes: known.kept_bytes,
            snapshot: known.snapshot,
            previous: known.previous,
            seen: known.seen,
            pending: Vec::new(),
            committing: 0,
            known: Pushes::Cold,
            last_push: 0,
            erasing: false,
            puts: 0,
        }
    }

    pub(super) fn others(&self, than: SocketId) -> impl Iterator<Item = SocketId> + '_ {
        self.members.iter().map(|(socket, _)| *socket).filter(move |socket| *socket != than)
    }

    /// Bytes of frames that are not durable yet.
    pub(super) fn waiting_bytes(&self) -> u64 {
        self.pending.iter().map(|pending| pending.logged().len() as u64).sum()
    }

    fn is_needed(&self) -> bool {
        !self.members.is_empty()
            || !self.pending.is_empty()
            || self.erasing
            || self.puts > 0
            || matches!(self.known, Pushes::Reading(_))
    }
}

impl Hub {
    pub(super) fn open_room(&mut self, room: RoomId) -> Option<&mut Open> {
        match self.rooms.get_mut(&room) {
            Some(Room::Open(open)) => Some(open),
            _ => None,
        }
    }

    pub(super) fn members(&self, room: RoomId) -> Vec<SocketId> {
        match self.rooms.get(&room) {
            Some(Room::Open(open)) => open.members.iter().map(|(socket, _)| *socket).collect(),
            _ => Vec::new(),
        }
    }

    pub(super) fn leave(&mut self, room: RoomId, socket: SocketId) {
        let Some(open) = self.open_room(room) else { return };
        let Some(at) = open.members.iter().position(|(member, _)| *member == socket) else { return };
        open.members.remove(at);
        self.tell_others(room, socket, &FromRelay::PeerDown(PeerDown { peer: socket.peer() }));
        self.drop_unneeded(room);
    }

    pub(super) fn drop_unneeded(&mut self, room: RoomId) {
        let trimming = self.commits.are_trimming(room);
        if !trimming && self.open_room(room).is_some_and(|open| !open.is_needed()) {
            self.rooms.remove(&room);
        }
    }

    /// Passes something on to who is here now. `[P 35]`
    pub(super) fn pass_on(&mut self, room: RoomId, from: SocketId, ephemeral: Ephemeral) {
        let passed = FromRelay::PassedOn(PassedOn { from: from.peer(), sealed: ephemeral.sealed });
        match ephemeral.to {
            None => self.tell_others(room, from, &passed),
            // Who is gone already is told to all by peer-down.
            Some(peer) => {
                let to = SocketId(peer.0);
                if self.members(room).contains(&to) && to != from {
                    self.send(to, &passed);
                }
            }
        }
    }

    pub(super) fn tell_others(&mut self, room: RoomId, than: SocketId, frame: &FromRelay) {
        let Some(Room::Open(open)) = self.rooms.get(&room) else { return };
        let mut others = open.others(than).peekable();
        if others.peek().is_none() {
            return;
        }
        let bytes = Bytes::from(frame.encode());
        self.outputs.extend(others.map(|to| super::Output::Send { to, frame: bytes.clone() }));
    }

    pub(super) fn tell_all(&mut self, room: RoomId, frame: &FromRelay) {
        let bytes = Bytes::from(frame.encode());
        for member in self.members(room) {
            self.send_bytes(member, bytes.clone());
        }
    }

    /// A room that nobody pushed to for a while need not remember what was pushed: the log does.
    pub(super) fn cool_rooms(&mut self, now: Now) {
        while let Some(&(look, room)) = self.warm.front()
            && look <= now.mono
        {
            self.warm.pop_front();
            let Some(open) = self.open_room(room) else { continue };
            let until = open.last_push + STAYS_WARM;
            if !matches!(open.known, Pushes::Warm(_)) {
                continue;
            }
            if until <= now.mono && open.pending.is_empty() {
                open.known = Pushes::Cold;
                open.pending = Vec::new();
            } else {
                self.warm.push_back((until.max(now.mono + 1_000), room));
            }
        }
    }
}

/// Milliseconds after the last push that a room remembers what was pushed.
pub(super) const STAYS_WARM: u64 = 60_000;
