//! From a push to its number, and to everyone else in the room.

use alongside_wire::{
    FromRelay, RoomId, Seq,
    frame::{ByeReason, Durable, ErrorCode, Logged, Push, Subject},
};
use sha2::{Digest, Sha256};

use super::{
    io::{Output, Read, SocketId},
    room::{EarlierPush, PendingFrame, PushedIndex, Room},
    socket::Admission,
    state::{Hub, RETRY_LATER},
};
use crate::{clock::Now, error::Error, log::Pushed};

impl Hub {
    pub(super) fn push(&mut self, now: Now, room: RoomId, from: SocketId, push: Push) {
        if !self.limits.sealed.allow(push.sealed.len() as u64) || push.sealed.len() > alongside_wire::limits::SEALED {
            return self.refuse_push(from, &push, ErrorCode::TooLarge);
        }
        let Some(open) = self.open_room(room) else { return };
        open.last_push = now.mono;
        match &mut open.known {
            PushedIndex::Warm(_) => self.number(room, from, push),
            PushedIndex::Reading(waiting) => waiting.push((from, push)),
            PushedIndex::Cold => {
                let log_is_empty = open.durable == open.trimmed;
                open.known = if log_is_empty {
                    PushedIndex::Warm(Default::default())
                } else {
                    PushedIndex::Reading(vec![(from, push.clone())])
                };
                if log_is_empty {
                    self.warm.push_back((now.mono + INDEX_KEPT_FOR, room));
                    self.number(room, from, push);
                } else {
                    self.outputs.push_back(Output::Read(Read::Pushed(room)));
                }
            }
        }
    }

    pub(super) fn pushed_read(&mut self, now: Now, room: RoomId, pushed: Result<Vec<Pushed>, Error>) {
        let Some(open) = self.open_room(room) else { return };
        let PushedIndex::Reading(waiting) = &mut open.known else { return };
        let waiting = std::mem::take(waiting);
        match pushed {
            Ok(pushed) => {
                open.known = PushedIndex::Warm(pushed.iter().map(EarlierPush::of).collect());
                self.warm.push_back((now.mono + INDEX_KEPT_FOR, room));
                for (from, push) in waiting {
                    self.number(room, from, push);
                }
            }
            Err(_) => {
                open.known = PushedIndex::Cold;
                for member in self.members(room) {
                    self.end(member, ByeReason::StorageFailed, Some(RETRY_LATER));
                }
            }
        }
        self.drop_unneeded(room);
    }

    /// Gives a push its number, its old one if it had one, and delivers it. `[P 20] [P 21] [P 23]`
    fn number(&mut self, room: RoomId, from: SocketId, push: Push) {
        let sha256: [u8; 32] = Sha256::digest(&push.sealed).into();
        let seq = self.next;
        let Some(open) = self.open_room(room) else { return };
        let PushedIndex::Warm(known) = &open.known else { return };
        if let Some(earlier) = known.get(&(push.replica, push.counter)) {
            if earlier.sha256 != sha256 {
                return self.refuse_push(from, &push, ErrorCode::Conflict);
            }
            let seq = earlier.seq;
            self.counts.repeated += 1;
            return self.report_repeated_push(from, seq);
        }
        if let Some(code) = self.refusal(room, push.sealed.len() as u64) {
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
        if let PushedIndex::Warm(known) = &mut open.known {
            known.insert(key, EarlierPush { sha256, seq });
        }
        let first_waiting = open.pending.len() == open.committing;
        open.pending.push(pending);
        self.commits.wait(room, first_waiting, bytes);
        if let Some(Room::Open(open)) = self.rooms.get(&room) {
            self.outputs.extend(open.others(from).map(|to| Output::Send { to, frame: deliver.clone() }));
        }
        if let Some(socket) = self.sockets.get_mut(&from) {
            socket.unreported.push_back(seq);
        }
        if kept_bytes > self.limits.log_soft.0 && kept_bytes - bytes <= self.limits.log_soft.0 {
            self.counts.over_soft_limit += 1;
        }
    }

    /// Why a new frame of so many bytes cannot be taken.
    fn refusal(&mut self, room: RoomId, bytes: u64) -> Option<ErrorCode> {
        let (log_hard, disk, waiting) = (self.limits.log_hard, self.limits.disk, self.limits.waiting);
        let commits_well = self.commits.disk_is_healthy();
        let (on_disk, on_way) = (self.commits.disk(), self.commits.waiting_bytes());
        let open = self.open_room(room)?;
        if !commits_well || !disk.allow(on_disk + on_way + bytes) {
            Some(ErrorCode::DiskFull)
        } else if !log_hard.allow(open.kept_bytes + bytes) {
            Some(ErrorCode::LogFull)
        } else if !waiting.allow(on_way + bytes) || open.erasing {
            Some(ErrorCode::TooFast)
        } else {
            None
        }
    }

    fn refuse_push(&mut self, from: SocketId, push: &Push, code: ErrorCode) {
        self.refuse(from, Subject::Push { replica: push.replica, counter: push.counter }, code);
    }

    /// The number stands in the order of the pushes; if nothing before it waits for the disk, it is told at once.
    fn report_repeated_push(&mut self, to: SocketId, seq: Seq) {
        if let Some(socket) = self.sockets.get_mut(&to) {
            socket.unreported.push_back(seq);
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

    /// One frame, or as many as it takes. `[P 22]`
    pub(super) fn tell_durable(&mut self, to: SocketId, upto: Seq, mut yours: Vec<Seq>) {
        while yours.len() > YOURS_AT_ONCE {
            let rest = yours.split_off(YOURS_AT_ONCE);
            self.send(to, &FromRelay::Durable(Durable { upto, yours }));
            yours = rest;
        }
        self.send(to, &FromRelay::Durable(Durable { upto, yours }));
    }

    /// A room that nobody pushed to for a while need not remember what was pushed: the log does.
    pub(super) fn drop_idle_push_indexes(&mut self, now: Now) {
        while let Some(&(look, room)) = self.warm.front()
            && look <= now.mono
        {
            self.warm.pop_front();
            let Some(open) = self.open_room(room) else { continue };
            let until = open.last_push + INDEX_KEPT_FOR;
            if !matches!(open.known, PushedIndex::Warm(_)) {
                continue;
            }
            if until <= now.mono && open.pending.is_empty() {
                open.known = PushedIndex::Cold;
                open.pending = Vec::new();
            } else {
                self.warm.push_back((until.max(now.mono + 1_000), room));
            }
        }
    }
}

/// Numbers that one durable tells: as many as fit a frame with room to spare.
const YOURS_AT_ONCE: usize = 4096;

/// Milliseconds after the last push that a room remembers what was pushed.
const INDEX_KEPT_FOR: u64 = 60_000;
