//! Group commits: whatever waits goes to the disk together, as soon as the disk is free.

use alongside_wire::{
    FromRelay, RoomId,
    frame::{ByeReason, Durable, ErrorCode, SnapshotConflict, SnapshotHead, SnapshotOk, Subject, Trimmed},
};
use bytes::Bytes;

use super::{
    commit_queue::{CommitInFlight, DiskHealth},
    io::{Output, SocketId},
    room::{PendingFrame, PushedIndex, Room},
    state::{Hub, RETRY_LATER},
};
use crate::{
    clock::{Day, Now},
    error::Error,
    log::{Batch, EXPIRE_AT_ONCE, FrameRow, PutOutcome, Trim, Written},
};

impl Hub {
    /// Hands out the next batch if the disk is free and anything waits.
    pub(super) fn start_commit(&mut self, now: Now) {
        if !self.commits.is_due(now) {
            return;
        }
        let probe = !self.commits.disk_is_healthy();
        let mut batch = Batch { probe, expire: self.commits.expire.take(), ..Batch::default() };
        let mut rooms = Vec::with_capacity(self.commits.dirty.len());
        for room in std::mem::take(&mut self.commits.dirty) {
            let Some(open) = self.open_room(room) else { continue };
            let bytes = add_rows(&mut batch.rows, room, open.waiting());
            open.committing = open.pending.len();
            rooms.push((room, bytes));
        }
        let commits = &mut self.commits;
        batch.seen = std::mem::take(&mut commits.seen);
        batch.erasures = std::mem::take(&mut commits.erasures);
        batch.trims = std::mem::take(&mut commits.trims);
        let mut puts = Vec::new();
        for (from, new) in std::mem::take(&mut commits.snapshots) {
            puts.push((from, new.room, new.head));
            batch.snapshots.push(new);
        }
        commits.in_flight = Some(CommitInFlight {
            rooms,
            seen: batch.seen.clone(),
            trims: batch.trims.clone(),
            puts,
            erasing: batch.erasures.iter().map(|erasure| erasure.room).collect(),
            expire: batch.expire,
            probe,
        });
        self.outputs.push_back(Output::Write(batch));
    }

    pub(super) fn written(&mut self, written: &Written) {
        let Some(done) = self.commits.in_flight.take() else { return };
        self.counts.commits += 1;
        self.counts.expired += written.expired as u64;
        self.commits.disk = written.disk;
        self.commits.health = DiskHealth::Well;
        if written.expired == EXPIRE_AT_ONCE {
            self.commits.expire = done.expire;
        }
        for (room, bytes) in done.rooms {
            self.commits.waiting_bytes = self.commits.waiting_bytes.saturating_sub(bytes);
            self.room_is_durable(room);
        }
        for ((room, _), cut) in done.trims.into_iter().zip(&written.trims) {
            self.room_was_trimmed(room, *cut);
            self.drop_unneeded(room);
        }
        for ((from, room, head), put) in done.puts.into_iter().zip(&written.snapshots) {
            self.snapshot_was_put(from, room, head, *put);
        }
        for room in done.erasing {
            self.room_is_erased(room);
        }
    }

    /// Nothing of the batch counts, nor anything behind it: its rooms begin again from what the log holds. `[P 24]`
    pub(super) fn write_failed(&mut self, now: Now, _error: &Error) {
        let Some(failed) = self.commits.in_flight.take() else { return };
        self.counts.failed += 1;
        self.commits.health = DiskHealth::Failing { probe_at: now.mono + PROBE_EVERY };
        if failed.probe {
            self.commits.expire = failed.expire;
        }
        self.commits.seen.extend(failed.seen);
        self.commits.waiting_bytes = 0;
        // Whoever confirmed does so again, when it comes back.
        for (room, _) in std::mem::take(&mut self.commits.trims).into_iter().chain(failed.trims) {
            self.drop_unneeded(room);
        }
        for (from, room, _) in &failed.puts {
            self.put_failed(*from, *room);
        }
        for (from, new) in std::mem::take(&mut self.commits.snapshots) {
            self.put_failed(from, new.room);
        }
        let behind = std::mem::take(&mut self.commits.dirty);
        let erasing =
            failed.erasing.into_iter().chain(std::mem::take(&mut self.commits.erasures).into_iter().map(|e| e.room));
        let touched: Vec<RoomId> =
            failed.rooms.into_iter().map(|(room, _)| room).chain(behind).chain(erasing).collect();
        for room in touched {
            for member in self.members(room) {
                self.end(member, ByeReason::StorageFailed, Some(RETRY_LATER));
            }
            self.rooms.remove(&room);
        }
    }

    /// Somebody is in this room today.
    pub(super) fn note_activity(&mut self, now: Now, room: RoomId) {
        let today = now.day().max(Day(1));
        if let Some(open) = self.open_room(room)
            && open.seen < today
        {
            open.seen = today;
            self.commits.seen.push((room, today));
        }
    }

    /// Once a day, everyone who is here is seen, and rooms that nobody came to for long expire.
    pub(super) fn begin_day(&mut self, now: Now) {
        if now.day() <= self.commits.day {
            return;
        }
        self.commits.day = now.day();
        let mut rooms: Vec<RoomId> = self.rooms.keys().copied().collect();
        rooms.sort_unstable();
        for room in rooms {
            self.note_activity(now, room);
        }
        if self.limits.expire_days > 0 {
            self.commits.expire = Some(now.day().before(self.limits.expire_days));
        }
    }

    fn room_is_durable(&mut self, room: RoomId) {
        let Some(open) = self.open_room(room) else { return };
        let done = open.pending.drain(..std::mem::take(&mut open.committing));
        let Some(last) = done.last() else { return };
        open.durable = last.seq;
        let upto = last.seq;
        let wait_on = !open.pending.is_empty();
        let mut nothing_of_theirs: Option<Bytes> = None;
        for member in self.members(room) {
            let yours = self.sockets.get_mut(&member).map(|socket| socket.take_reported(upto)).unwrap_or_default();
            if yours.is_empty() {
                let frame = nothing_of_theirs
                    .get_or_insert_with(|| FromRelay::Durable(Durable { upto, yours: Vec::new() }).encode().into());
                let frame = frame.clone();
                self.send_bytes(member, frame);
            } else {
                self.tell_durable(member, upto, yours);
            }
        }
        if !wait_on {
            self.drop_unneeded(room);
        }
    }

    fn snapshot_was_put(&mut self, from: SocketId, room: RoomId, head: SnapshotHead, put: PutOutcome) {
        if let Some(open) = self.open_room(room) {
            open.puts = open.puts.saturating_sub(1);
            if let PutOutcome::Stored { log_bytes, previous } = put {
                open.snapshot = Some(head);
                open.previous = previous;
                open.log_bytes = log_bytes + open.waiting_bytes();
            }
        }
        match put {
            PutOutcome::Stored { .. } => self.tell_all(room, &FromRelay::SnapshotOk(SnapshotOk { head })),
            PutOutcome::Conflict { current } if self.sockets.contains_key(&from) => {
                self.send(from, &FromRelay::SnapshotConflict(SnapshotConflict { current }));
            }
            PutOutcome::Conflict { .. } => {}
        }
        self.drop_unneeded(room);
    }

    fn room_was_trimmed(&mut self, room: RoomId, cut: Option<Trim>) {
        let (Some(Trim { trimmed, kept_bytes }), Some(open)) = (cut, self.open_room(room)) else { return };
        open.trimmed = trimmed;
        open.kept_bytes = kept_bytes + open.waiting_bytes();
        open.previous = None;
        if let PushedIndex::Warm(known) = &mut open.known {
            known.retain(|_, earlier| earlier.seq > trimmed);
        }
        self.counts.trimmed += 1;
        self.tell_all(room, &FromRelay::Trimmed(Trimmed { upto: trimmed }));
    }

    fn put_failed(&mut self, from: SocketId, room: RoomId) {
        if let Some(open) = self.open_room(room) {
            open.puts = open.puts.saturating_sub(1);
        }
        if self.sockets.contains_key(&from) {
            self.refuse(from, Subject::SnapshotPut, ErrorCode::DiskFull);
        }
        self.drop_unneeded(room);
    }

    fn room_is_erased(&mut self, room: RoomId) {
        for member in self.members(room) {
            self.send(member, &FromRelay::Erased);
            self.end(member, ByeReason::Erased, None);
        }
        if let Some(Room::Open(_)) = self.rooms.get(&room) {
            self.rooms.remove(&room);
        }
    }
}

/// One row a room, unless it would grow too long to be read page by page.
fn add_rows(rows: &mut Vec<FrameRow>, room: RoomId, waiting: &[PendingFrame]) -> u64 {
    let mut bytes = 0;
    let mut row: Option<FrameRow> = None;
    for pending in waiting {
        let frame = pending.logged();
        bytes += frame.len() as u64;
        if row.as_ref().is_some_and(|row| row.body.len() + frame.len() > ROW) {
            rows.extend(row.take());
        }
        let row = row.get_or_insert_with(|| FrameRow { room, last: pending.seq, body: Vec::new() });
        row.body.extend_from_slice(frame);
        row.last = pending.seq;
    }
    rows.extend(row);
    bytes
}

/// Bytes after which a row is cut.
const ROW: usize = 256 * 1024;

/// Milliseconds between attempts to write again after a failure.
const PROBE_EVERY: u64 = 5_000;

impl Hub {
    /// Drops what waits for the disk in a room that is to be erased.
    pub(super) fn drop_waiting(&mut self, room: RoomId) {
        let Some(open) = self.open_room(room) else { return };
        let dropped = open.pending.split_off(open.committing);
        open.known = PushedIndex::Cold;
        let bytes: u64 = dropped.iter().map(|pending| pending.logged().len() as u64).sum();
        self.commits.waiting_bytes = self.commits.waiting_bytes.saturating_sub(bytes);
        self.commits.dirty.retain(|dirty| *dirty != room);
    }
}
