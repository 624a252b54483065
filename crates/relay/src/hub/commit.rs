//! Group commits: everything that is queued for the disk is written together as soon as the disk is free.

use std::collections::BTreeMap;

use alongside_wire::{
    FromRelay, RoomId,
    frame::{ByeReason, Durable, Erased, ErrorCode, SnapshotConflict, SnapshotHead, SnapshotOk, Subject, Trimmed},
};
use bytes::Bytes;

use super::{
    commit_queue::{CommitInFlight, DiskHealth, RoomWrites},
    io::{Output, SocketId},
    room::{PendingFrame, PushedIndex, RoomState},
    state::{Hub, RETRY_LATER, RETRY_SOON},
};
use crate::{
    clock::{DayStep, Now, RunDay},
    error::Error,
    log::{Activity, Batch, EXPIRE_AT_ONCE, Erasure, Expiry, FrameRow, InvitationAct, PutOutcome, Trim, Written},
};

impl Hub {
    /// Hands out the next batch, if the disk is free and anything is queued.
    pub(super) fn start_commit(&mut self, now: Now) {
        if !self.commits.is_due(now) {
            return;
        }
        let batch = if self.commits.disk_is_healthy() {
            self.next_alone().or_else(|| self.next_snapshot()).unwrap_or_else(|| self.everything_queued())
        } else {
            self.everything_queued()
        };
        self.outputs.push_back(Output::Write(batch));
    }

    /// A batch of one room, for the next of the rooms that are written one by one after a batch met damage.
    fn next_alone(&mut self) -> Option<Batch> {
        let RoomWrites { room, activity, trim, erasure } = self.commits.alone.pop_front()?;
        let mut batch = Batch::default();
        let mut in_flight = CommitInFlight { alone: true, ..CommitInFlight::default() };
        in_flight.rooms.extend(self.take_rows(room, &mut batch));
        batch.activity.extend(activity);
        batch.trims.extend(trim.map(|snapshot| (room, snapshot)));
        batch.erasures.extend(erasure);
        self.set_in_flight(in_flight, &batch);
        Some(batch)
    }

    /// The next snapshot, if it is a snapshot's turn.
    fn next_snapshot(&mut self) -> Option<Batch> {
        let turn = std::mem::replace(&mut self.commits.snapshot_is_next, true);
        let commits = &self.commits;
        let frames_wait = !commits.dirty.is_empty() || !commits.erasures.is_empty() || !commits.invitations.is_empty();
        if frames_wait && !turn {
            return None;
        }
        let (from, new) = self.commits.snapshots.pop_front()?;
        self.commits.snapshot_is_next = false;
        let put = Some((from, new.room, new.head));
        self.commits.in_flight = Some(CommitInFlight { put, ..CommitInFlight::default() });
        Some(Batch { snapshots: vec![new], ..Batch::default() })
    }

    fn everything_queued(&mut self) -> Batch {
        let probe = !self.commits.disk_is_healthy();
        let mut batch = Batch { probe, expire: self.commits.expire.take(), ..Batch::default() };
        let mut in_flight = CommitInFlight { probe, expire: batch.expire, ..CommitInFlight::default() };
        for room in std::mem::take(&mut self.commits.dirty) {
            in_flight.rooms.extend(self.take_rows(room, &mut batch));
        }
        let commits = &mut self.commits;
        batch.days = commits.days.take();
        batch.activity = std::mem::take(&mut commits.activity);
        batch.erasures = std::mem::take(&mut commits.erasures);
        batch.trims = std::mem::take(&mut commits.trims);
        for (from, write) in std::mem::take(&mut commits.invitations) {
            let claimant = match &write.act {
                InvitationAct::Claim { by } => Some(*by),
                _ => None,
            };
            in_flight.invitations.push((from, write.mailbox, claimant));
            batch.invitations.push(write);
        }
        self.set_in_flight(in_flight, &batch);
        batch
    }

    fn set_in_flight(&mut self, in_flight: CommitInFlight, batch: &Batch) {
        self.commits.in_flight = Some(CommitInFlight {
            activity: batch.activity.clone(),
            trims: batch.trims.clone(),
            erasures: batch.erasures.clone(),
            ..in_flight
        });
    }

    /// Adds a room's queued frames to a batch; returns how many bytes they are.
    fn take_rows(&mut self, room: RoomId, batch: &mut Batch) -> Option<(RoomId, u64)> {
        let open = self.open_room(room)?;
        let bytes = add_rows(&mut batch.rows, room, open.queued());
        open.committing = open.pending.len();
        Some((room, bytes))
    }

    pub(super) fn written(&mut self, now: Now, written: &Written) {
        let Some(done) = self.commits.in_flight.take() else { return };
        self.counts.commits += 1;
        self.counts.expired += written.expired as u64;
        self.commits.disk = written.disk;
        self.commits.health = DiskHealth::Well;
        if written.expired == EXPIRE_AT_ONCE {
            self.commits.expire = done.expire;
        }
        for (room, bytes) in done.rooms {
            if written.later.contains(&room) {
                self.write_again(room);
                continue;
            }
            self.commits.queued_bytes = self.commits.queued_bytes.saturating_sub(bytes);
            if !written.lost.contains(&room) {
                self.room_is_durable(room);
            }
        }
        for ((room, _), trim) in done.trims.into_iter().zip(&written.trims) {
            self.room_was_trimmed(room, *trim);
            self.drop_unneeded(room);
        }
        for ((from, room, head), put) in done.put.into_iter().zip(&written.snapshots) {
            self.snapshot_was_put(from, room, head, *put);
        }
        for ((from, mailbox, claimant), outcome) in done.invitations.into_iter().zip(&written.invitations) {
            self.invitation_written(now, from, mailbox, claimant, outcome);
        }
        for erasure in done.erasures.into_iter().filter(|erasure| !written.lost.contains(&erasure.room)) {
            self.room_is_erased(&erasure);
        }
        for room in &written.lost {
            self.lose_room(*room);
        }
    }

    /// Handles a batch that was not written. Whether a snapshot, a room or the whole disk counts as failed depends on
    /// the error: a snapshot in a batch of its own, a damaged part of the file, or anything else.
    pub(super) fn write_failed(&mut self, now: Now, error: &Error) {
        let Some(failed) = self.commits.in_flight.take() else { return };
        self.counts.failed += 1;
        let cause = match error {
            Error::DiskFull => ErrorCode::DiskFull,
            _ => ErrorCode::StorageFailed,
        };
        if let Some((from, room, _)) = failed.put {
            return self.put_failed(from, room, cause);
        }
        for (from, ..) in &failed.invitations {
            self.refuse_invitation(*from, cause);
        }
        if matches!(error, Error::Damaged(_)) {
            return self.retry_rooms_alone(failed);
        }
        self.commits.health = DiskHealth::Failing { probe_at: now.mono + PROBE_EVERY, cause };
        self.start_over(failed, cause);
    }

    /// After a batch met damage: queues each of its rooms to be written alone. A room that was alone already is the
    /// damaged one.
    fn retry_rooms_alone(&mut self, failed: CommitInFlight) {
        let mut rooms: BTreeMap<RoomId, RoomWrites> = BTreeMap::new();
        for activity in failed.activity {
            rooms.entry(activity.room).or_insert_with(|| RoomWrites::none(activity.room)).activity = Some(activity);
        }
        for (room, snapshot) in failed.trims {
            rooms.entry(room).or_insert_with(|| RoomWrites::none(room)).trim = Some(snapshot);
        }
        for erasure in failed.erasures {
            let room = erasure.room;
            rooms.entry(room).or_insert_with(|| RoomWrites::none(room)).erasure = Some(erasure);
        }
        for (room, _) in &failed.rooms {
            rooms.entry(*room).or_insert_with(|| RoomWrites::none(*room));
            self.commits.dirty.retain(|dirty| dirty != room);
            if let Some(open) = self.open_room(*room) {
                open.committing = 0;
            }
        }
        if failed.alone {
            rooms.into_keys().for_each(|room| self.room_is_damaged(room));
        } else {
            self.commits.alone.extend(rooms.into_values());
        }
    }

    /// Writes nothing more to this room until the relay starts again. What can be read of the room is still served.
    fn room_is_damaged(&mut self, room: RoomId) {
        let shortened: String = room.to_string().chars().take(6).collect();
        tracing::error!(
            room = shortened,
            "storage failed: this room's part of the log's file is damaged, nothing more is taken for it"
        );
        self.damaged.insert(room);
        if let Some(open) = self.open_room(room) {
            let bytes = open.queued_bytes();
            self.commits.queued_bytes = self.commits.queued_bytes.saturating_sub(bytes);
        }
        self.commits.dirty.retain(|dirty| *dirty != room);
        self.commits.trims.retain(|(trimming, _)| *trimming != room);
        self.send_away(room);
    }

    /// Queues the frames of a room again that were not written yet. Who is in it goes on: frames are delivered as before.
    fn write_again(&mut self, room: RoomId) {
        let Some(open) = self.open_room(room) else { return };
        open.committing = 0;
        if !open.pending.is_empty() && !self.commits.dirty.contains(&room) {
            self.commits.dirty.push(room);
        }
    }

    /// Gives up a room that another relay has taken, or that nobody can tell the state of: who is in it joins again, and
    /// finds what the log holds. What was not acknowledged is pushed again. `[P 24]`
    pub(super) fn lose_room(&mut self, room: RoomId) {
        let Some(open) = self.open_room(room) else { return };
        let queued: u64 = open.queued().iter().map(|pending| pending.logged().len() as u64).sum();
        self.commits.queued_bytes = self.commits.queued_bytes.saturating_sub(queued);
        self.commits.dirty.retain(|dirty| *dirty != room);
        self.commits.trims.retain(|(trimming, _)| *trimming != room);
        self.commits.snapshots.retain(|(_, new)| new.room != room);
        for member in self.members(room) {
            self.end(member, ByeReason::Resync, Some(RETRY_SOON));
        }
        self.forget_room(room);
    }

    /// Drops the failed batch and everything queued behind it: its rooms start again from what the log holds.
    /// `[P 24]`
    fn start_over(&mut self, failed: CommitInFlight, cause: ErrorCode) {
        if failed.probe {
            self.commits.expire = failed.expire;
        }
        self.commits.activity.extend(failed.activity);
        self.commits.queued_bytes = 0;
        // Clients that confirmed these snapshots confirm again when they reconnect.
        for (room, _) in std::mem::take(&mut self.commits.trims).into_iter().chain(failed.trims) {
            self.drop_unneeded(room);
        }
        for (from, new) in std::mem::take(&mut self.commits.snapshots) {
            self.put_failed(from, new.room, cause);
        }
        for (from, _) in std::mem::take(&mut self.commits.invitations) {
            self.refuse_invitation(from, cause);
        }
        let erasing = failed.erasures.into_iter().chain(std::mem::take(&mut self.commits.erasures));
        let alone = std::mem::take(&mut self.commits.alone).into_iter().map(|writes| writes.room);
        let touched: Vec<RoomId> = failed
            .rooms
            .into_iter()
            .map(|(room, _)| room)
            .chain(std::mem::take(&mut self.commits.dirty))
            .chain(erasing.map(|erasure| erasure.room))
            .chain(alone)
            .collect();
        for room in touched {
            self.send_away(room);
        }
    }

    /// Ends every connection of a room and forgets the room: clients that reconnect find what the log holds.
    fn send_away(&mut self, room: RoomId) {
        for member in self.members(room) {
            self.end(member, ByeReason::StorageFailed, Some(RETRY_LATER));
        }
        self.forget_room(room);
    }

    /// Notes that somebody is in this room today.
    pub(super) fn note_activity(&mut self, now: Now, room: RoomId) {
        let today = self.today(now);
        if self.damaged.contains(&room) {
            return;
        }
        let Some(open) = self.open_room(room) else { return };
        let shared = open.members.len() > 1 && !open.shared;
        if open.last_active >= today && !shared {
            return;
        }
        if open.last_active == RunDay(0) {
            open.began = today;
        }
        open.shared |= shared;
        open.last_active = today;
        let activity = Activity { room, day: today, shared: open.shared };
        self.commits.activity.push(activity);
    }

    /// Today, counted in days on which the relay ran. Whatever expires is dated by it, `[P 40]` included.
    pub(super) fn today(&mut self, now: Now) -> RunDay {
        if self.day_counted_at.is_none() {
            self.day_counted_at = Some(now.mono);
            if self.days.begin(now) == DayStep::Next {
                self.commits.days = Some(self.days);
                self.expire_old();
            }
        }
        self.days.today
    }

    /// When a new day begins: notes everyone who is connected, and expires what is too old, unless the day came by a
    /// jump of the clock.
    pub(super) fn check_the_day(&mut self, now: Now) {
        self.today(now);
        match self.days.step(now, self.day_counted_at.unwrap_or(now.mono)) {
            DayStep::Same => return,
            DayStep::Next => self.day_counted_at = Some(now.mono),
            DayStep::Jumped => {
                tracing::warn!("the wall clock jumped: this day is not counted, and nothing expires today");
                self.commits.days = Some(self.days);
                return;
            }
        }
        self.commits.days = Some(self.days);
        let mut rooms: Vec<RoomId> = self.rooms.keys().copied().collect();
        rooms.sort_unstable();
        for room in rooms {
            if self.open_room(room).is_some_and(|open| !open.members.is_empty()) {
                self.note_activity(now, room);
            }
        }
        self.expire_old();
    }

    fn expire_old(&mut self) {
        let before = |days| if days > 0 { self.days.today.before(days) } else { RunDay(0) };
        let expiry = Expiry {
            unused_since: before(self.limits.expire_days),
            lone_since: before(self.limits.lone_days),
            today: self.days.today,
        };
        self.commits.expire = Some(expiry);
    }

    fn room_is_durable(&mut self, room: RoomId) {
        let Some(open) = self.open_room(room) else { return };
        let done = open.pending.drain(..std::mem::take(&mut open.committing));
        let Some(last) = done.last() else { return };
        open.durable = last.seq;
        let upto = last.seq;
        open.drop_stale_index();
        let wait_on = !open.pending.is_empty();
        // Who pushed waits for this. For the others it is a resume point, which goes with the next frame: a frame of its
        // own costs the relay and the client as much as the push did.
        let mut nothing_of_theirs: Option<Bytes> = None;
        for member in self.members(room) {
            let yours = self.sockets.get_mut(&member).map(|socket| socket.take_reported(upto)).unwrap_or_default();
            if yours.is_empty() {
                let frame = nothing_of_theirs
                    .get_or_insert_with(|| FromRelay::Durable(Durable { upto, yours: Vec::new() }).encode().into());
                let frame = frame.clone();
                self.outputs.push_back(Output::SendSoon { to: member, frame });
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
                open.log_bytes = log_bytes + open.queued_bytes();
            }
        }
        match put {
            PutOutcome::Stored { .. } => self.tell_all(room, &FromRelay::SnapshotOk(SnapshotOk { head })),
            PutOutcome::Conflict { current } if self.sockets.contains_key(&from) => {
                self.send(from, &FromRelay::SnapshotConflict(SnapshotConflict { current }));
            }
            PutOutcome::Away if self.sockets.contains_key(&from) => {
                self.refuse(from, Subject::SnapshotPut, ErrorCode::StorageFailed);
            }
            PutOutcome::Conflict { .. } | PutOutcome::Away => {}
        }
        self.drop_unneeded(room);
    }

    fn room_was_trimmed(&mut self, room: RoomId, trim: Option<Trim>) {
        let (Some(Trim { trimmed, kept_bytes }), Some(open)) = (trim, self.open_room(room)) else { return };
        open.trimmed = trimmed;
        open.kept_bytes = kept_bytes + open.queued_bytes();
        open.previous = None;
        // The index of pushes is dropped too, and later read again from the shorter log: to remove the trimmed pushes
        // from it would take as long as it is large. It stays while frames are queued for the disk, which are in no
        // log yet.
        open.index_is_stale = true;
        open.drop_stale_index();
        self.counts.trimmed += 1;
        self.tell_all(room, &FromRelay::Trimmed(Trimmed { upto: trimmed }));
    }

    fn put_failed(&mut self, from: SocketId, room: RoomId, cause: ErrorCode) {
        if let Some(open) = self.open_room(room) {
            open.puts = open.puts.saturating_sub(1);
        }
        if self.sockets.contains_key(&from) {
            self.refuse(from, Subject::SnapshotPut, cause);
        }
        self.drop_unneeded(room);
    }

    fn room_is_erased(&mut self, erasure: &Erasure) {
        let room = erasure.room;
        for member in self.members(room) {
            self.send(member, &erased(erasure));
            self.end(member, ByeReason::Erased, None);
        }
        // A snapshot that was put before the erasure and is still queued must not be written.
        self.commits.snapshots.retain(|(_, new)| new.room != room);
        if let Some(RoomState::Open(_)) = self.rooms.get(&room) {
            self.forget_room(room);
        }
    }
}

/// The proof that a member had the room erased. `[P 40]`
pub(super) fn erased(erasure: &Erasure) -> FromRelay {
    let Erasure { origin, nonce, signature, .. } = erasure.clone();
    FromRelay::Erased(Erased { origin, nonce, signature })
}

/// Adds one row for the room, or several if one would be too long to be read page by page.
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

/// The longest row, in bytes.
const ROW: usize = 256 * 1024;

/// Milliseconds between attempts to write again after a failure.
const PROBE_EVERY: u64 = 5_000;

impl Hub {
    /// Drops what is queued for the disk in a room that is about to be erased.
    pub(super) fn drop_queued(&mut self, room: RoomId) {
        let Some(open) = self.open_room(room) else { return };
        let dropped = open.pending.split_off(open.committing);
        open.index = PushedIndex::Cold;
        let bytes: u64 = dropped.iter().map(|pending| pending.logged().len() as u64).sum();
        self.commits.queued_bytes = self.commits.queued_bytes.saturating_sub(bytes);
        self.commits.dirty.retain(|dirty| *dirty != room);
    }
}
