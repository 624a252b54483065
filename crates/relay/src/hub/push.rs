//! Pushes: each gets a number and is delivered to everyone else in the room.

use alongside_wire::{
    FromRelay, RoomId, Seq,
    frame::{ByeReason, Durable, ErrorCode, Logged, Numbered, Push, Subject},
    limits,
};
use sha2::{Digest, Sha256};

use super::{
    counts::Limit,
    io::{Output, Read, SocketId},
    push_index::{EarlierPush, PushIndex},
    room::{PendingFrame, PushedIndex, RoomState},
    socket::Admission,
    state::{Hub, RETRY_LATER},
};
use crate::{
    clock::Now,
    config::{Address, Bytes, Limits},
    error::Error,
};

impl Hub {
    pub(super) fn push(&mut self, now: Now, room: RoomId, from: SocketId, push: Push) {
        let size = push.sealed.len();
        if size < limits::SEALED_LEAST {
            // No seal is so small: this blob contains nothing, and would cost the room as much as a real one. `[P 4]`
            return self.end(from, ByeReason::Malformed, None);
        }
        if !self.limits.sealed.allow(size as u64) || size > limits::SEALED {
            self.counts.met(Limit::Sealed);
            return self.refuse_push(from, &push, ErrorCode::TooLarge);
        }
        let Some(open) = self.open_room(room) else { return };
        open.last_push = now.mono;
        match &mut open.index {
            PushedIndex::Warm(_) => self.number(now, room, from, push),
            PushedIndex::Reading(waiting) => waiting.push((from, push)),
            PushedIndex::Cold if open.durable == open.trimmed => {
                open.index = PushedIndex::Warm(PushIndex::default());
                self.warm.push_back((now.mono + INDEX_KEPT_FOR, room));
                self.number(now, room, from, push);
            }
            PushedIndex::Cold => {
                open.index = PushedIndex::Reading(vec![(from, push)]);
                let cost = open.kept_bytes;
                self.charge(now, from, cost);
                self.outputs.push_back(Output::Read(Read::Pushed(room)));
            }
        }
    }

    pub(super) fn pushed_read(&mut self, now: Now, room: RoomId, index: Result<PushIndex, Error>) {
        let Some(open) = self.open_room(room) else { return };
        let PushedIndex::Reading(waiting) = &mut open.index else { return };
        let waiting = std::mem::take(waiting);
        match index {
            Ok(index) => {
                open.index = PushedIndex::Warm(index);
                self.warm.push_back((now.mono + INDEX_KEPT_FOR, room));
                for (from, push) in waiting {
                    self.number(now, room, from, push);
                }
            }
            Err(Error::Away(_)) => self.lose_room(room),
            Err(_) => {
                open.index = PushedIndex::Cold;
                for member in self.members(room) {
                    self.end(member, ByeReason::StorageFailed, Some(RETRY_LATER));
                }
            }
        }
        self.drop_unneeded(room);
    }

    /// Gives a push its number (the earlier one, if it was pushed before) and delivers it. `[P 20] [P 21] [P 23]`
    fn number(&mut self, now: Now, room: RoomId, from: SocketId, push: Push) {
        let sha256: [u8; 32] = Sha256::digest(&push.sealed).into();
        let seq = self.next;
        let Some(open) = self.open_room(room) else { return };
        let PushedIndex::Warm(index) = &open.index else { return };
        if let Some(earlier) = index.find(&push) {
            if earlier.sha256 != sha256 {
                return self.refuse_push(from, &push, ErrorCode::Conflict);
            }
            let seq = earlier.seq;
            self.counts.repeated += 1;
            return self.report_repeated_push(from, seq);
        }
        let address = self.sockets.get(&from).and_then(|socket| socket.address);
        if let Some((code, limit)) = self.refusal(now, room, address, push.sealed.len() as u64) {
            limit.into_iter().for_each(|limit| self.counts.met(limit));
            return self.refuse_push(from, &push, code);
        }
        self.next = Seq(seq.0 + 1);
        self.counts.pushed += 1;
        let Some(open) = self.open_room(room) else { return };
        let (key, prev) = ((push.replica, push.counter), open.last);
        let pending =
            PendingFrame::new(prev, Logged { seq, replica: push.replica, counter: push.counter, sealed: push.sealed });
        let bytes = pending.logged().len() as u64;
        let deliver = pending.deliver.clone();
        open.last = seq;
        open.log_bytes += bytes;
        open.kept_bytes += bytes;
        let kept_bytes = open.kept_bytes;
        if let PushedIndex::Warm(index) = &mut open.index {
            index.insert(key, EarlierPush { sha256, seq });
        }
        let first_queued = open.pending.len() == open.committing;
        open.pending.push(pending);
        self.commits.enqueue(room, first_queued, bytes);
        self.addresses.wrote(address, bytes);
        if let Some(RoomState::Open(open)) = self.rooms.get(&room) {
            self.outputs.extend(open.others(from).map(|to| Output::Send { to, frame: deliver.clone() }));
        }
        if let Some(socket) = self.sockets.get_mut(&from) {
            socket.unreported.push_back(Numbered { seq, prev: Some(prev) });
        }
        if kept_bytes > self.limits.log_soft.0 && kept_bytes - bytes <= self.limits.log_soft.0 {
            self.counts.over_soft_limit += 1;
        }
    }

    /// Why a new frame of so many bytes is refused, if it is, and by which limit, if it is one.
    fn refusal(
        &mut self,
        now: Now,
        room: RoomId,
        address: Option<Address>,
        bytes: u64,
    ) -> Option<(ErrorCode, Option<Limit>)> {
        let Limits { log_hard, disk, waiting, new_room, room_frames, .. } = self.limits;
        let on_way = self.commits.queued_bytes;
        if let Some(cause) = self.commits.disk_failure() {
            return Some((cause, None));
        }
        if self.damaged.contains(&room) {
            return Some((ErrorCode::StorageFailed, None));
        }
        let today = self.today(now);
        let affordable = self.addresses.may_write(now, address, bytes, &self.limits);
        if !disk.allow(self.commits.disk + on_way + bytes) {
            return Some((ErrorCode::DiskFull, Some(Limit::Disk)));
        }
        let open = self.open_room(room)?;
        let days = u64::from(today.0.saturating_sub(open.began.0)) + 1;
        let grown = Bytes(new_room.0.saturating_mul(days));
        if !log_hard.allow(open.kept_bytes + bytes) {
            Some((ErrorCode::LogFull, Some(Limit::LogHard)))
        } else if !grown.allow(open.kept_bytes + bytes) {
            Some((ErrorCode::LogFull, Some(Limit::NewRoom)))
        } else if open.is_long(room_frames) {
            Some((ErrorCode::LogFull, Some(Limit::RoomFrames)))
        } else if !waiting.allow(on_way + bytes) {
            Some((ErrorCode::TooFast, Some(Limit::Waiting)))
        } else if !affordable {
            Some((ErrorCode::TooFast, Some(Limit::AddressBytes)))
        } else {
            open.erasing.then_some((ErrorCode::TooFast, None))
        }
    }

    /// Charges the address of this socket for reading a room.
    pub(super) fn charge(&mut self, now: Now, socket: SocketId, bytes: u64) {
        let address = self.sockets.get(&socket).and_then(|socket| socket.address);
        self.addresses.charge(now, address, bytes, &self.limits);
    }

    fn refuse_push(&mut self, from: SocketId, push: &Push, code: ErrorCode) {
        self.refuse(from, Subject::Push { replica: push.replica, counter: push.counter }, code);
    }

    /// Queues a repeated push's number in its place among the pushes; it is reported at once unless an earlier one is
    /// not durable.
    fn report_repeated_push(&mut self, to: SocketId, seq: Seq) {
        if let Some(socket) = self.sockets.get_mut(&to) {
            socket.unreported.push_back(Numbered { seq, prev: None });
            self.repeaters.push(to);
        }
    }

    pub(super) fn report_repeated_pushes(&mut self) {
        for id in std::mem::take(&mut self.repeaters) {
            let Some(Admission::Member { room }) = self.sockets.get(&id).map(|socket| &socket.admission) else {
                continue;
            };
            let room = *room;
            let Some(upto) = self.open_room(room).map(|open| open.durable) else { continue };
            let yours = self.sockets.get_mut(&id).map(|socket| socket.take_reported(upto)).unwrap_or_default();
            if !yours.is_empty() {
                self.tell_durable(id, upto, yours);
            }
        }
    }

    /// Sends the numbers in as many frames as they need. `[P 22]`
    pub(super) fn tell_durable(&mut self, to: SocketId, upto: Seq, mut yours: Vec<Numbered>) {
        while yours.len() > YOURS_AT_ONCE {
            let rest = yours.split_off(YOURS_AT_ONCE);
            self.send(to, &FromRelay::Durable(Durable { upto, yours }));
            yours = rest;
        }
        self.send(to, &FromRelay::Durable(Durable { upto, yours }));
    }

    /// Forgets the index of pushes of rooms without recent pushes: it can be read again from the log.
    pub(super) fn drop_idle_push_indexes(&mut self, now: Now) {
        while let Some(&(look, room)) = self.warm.front()
            && look <= now.mono
        {
            self.warm.pop_front();
            let Some(open) = self.open_room(room) else { continue };
            let until = open.last_push + INDEX_KEPT_FOR;
            if !matches!(open.index, PushedIndex::Warm(_)) {
                continue;
            }
            if until <= now.mono && open.pending.is_empty() {
                open.index = PushedIndex::Cold;
                open.pending = Vec::new();
                self.drop_unneeded(room);
            } else {
                self.warm.push_back((until.max(now.mono + 1_000), room));
            }
        }
    }
}

/// The most numbers in one durable: they fit a frame with room to spare.
const YOURS_AT_ONCE: usize = 2048;

/// Milliseconds for which a room's index of pushes is kept after its last push.
const INDEX_KEPT_FOR: u64 = 60_000;
