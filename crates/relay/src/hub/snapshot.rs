//! Snapshots: put in parts by compare-and-swap, sent in parts. `[P 31] [P 32] [P 33]`

use alongside_wire::{
    FromRelay, RoomId, SnapshotId,
    frame::{ByeReason, ErrorCode, SnapshotPart, SnapshotPut, Subject},
    limits,
};

use super::{
    counts::Limit,
    io::{Output, Read, SocketId},
    socket::Admission,
    state::{Hub, RETRY_LATER, RETRY_SOON},
    transfer::{IncomingSnapshot, OutgoingSnapshot, Upload},
};
use crate::{clock::Now, error::Error};

impl Hub {
    pub(super) fn snapshot_put(&mut self, now: Now, room: RoomId, from: SocketId, put: SnapshotPut) {
        if put.parts == 1 && put.bytes.len() < limits::CARRIED_LEAST {
            return self.end(from, ByeReason::Malformed, None);
        }
        if put.part == 0 {
            self.abandon_upload(from);
            if let Err(code) = self.begin_upload(now, room, from, &put) {
                return self.reject_upload(from, code);
            }
        }
        let bytes = put.bytes.len() as u64;
        self.make_room_for_upload(now, from, bytes);
        let (limits, held) = (&self.limits, self.upload_bytes);
        let Some(socket) = self.sockets.get_mut(&from) else { return };
        let address = socket.address;
        let coming = match &mut socket.upload {
            Upload::Coming(coming) => coming,
            Upload::Rejected => return,
            Upload::None => return self.reject_upload(from, ErrorCode::OutOfOrder),
        };
        if !coming.is_continued_by(&put) {
            return self.reject_upload(from, ErrorCode::OutOfOrder);
        }
        if !limits.snapshot.allow(coming.bytes + bytes) || coming.bytes + bytes > limits::SNAPSHOT as u64 {
            self.counts.met(Limit::Snapshot);
            return self.reject_upload(from, ErrorCode::TooLarge);
        }
        if !limits.uploads.allow(held + bytes) || !self.addresses.may_upload(address, bytes, limits) {
            self.counts.met(Limit::Uploads);
            return self.reject_upload(from, ErrorCode::TooFast);
        }
        coming.take(now, put.bytes);
        let is_complete = coming.parts.len() == usize::from(coming.count);
        self.upload_bytes += bytes;
        self.addresses.uploaded(address, bytes);
        if is_complete {
            self.finish_upload(now, room, from);
        }
    }

    /// If all unfinished snapshots together take more than is allowed, refuses the one that began first, unless it
    /// began only just now: so clients that never finish keep nobody else from putting a snapshot.
    fn make_room_for_upload(&mut self, now: Now, from: SocketId, bytes: u64) {
        while !self.limits.uploads.allow(self.upload_bytes + bytes)
            && let Some(&oldest) = self.uploading.first()
            && oldest != from
            && self.upload_age(now, oldest) >= MAY_GIVE_WAY
        {
            self.reject_upload(oldest, ErrorCode::TooFast);
        }
    }

    /// Milliseconds since the first part of an unfinished snapshot.
    fn upload_age(&self, now: Now, from: SocketId) -> u64 {
        match self.sockets.get(&from).map(|socket| &socket.upload) {
            Some(Upload::Coming(coming)) => now.mono.saturating_sub(coming.began),
            _ => u64::MAX,
        }
    }

    pub(super) fn snapshot_get(&mut self, room: RoomId, from: SocketId, id: SnapshotId) {
        let Some(open) = self.open_room(room) else { return };
        let Some(head) = [open.snapshot, open.previous].into_iter().flatten().find(|head| head.id == id) else {
            return self.refuse(from, Subject::SnapshotGet, ErrorCode::NotFound);
        };
        let Some(socket) = self.sockets.get_mut(&from) else { return };
        if socket.sending_snapshot.is_some() {
            return self.refuse(from, Subject::SnapshotGet, ErrorCode::TooFast);
        }
        let parts = (head.bytes as usize).div_ceil(limits::SNAPSHOT_PART) as u16;
        socket.sending_snapshot = Some(Box::new(OutgoingSnapshot { id, part: 0, parts }));
        self.outputs.push_back(Output::Read(Read::Part { socket: from, room, snapshot: id, part: 0 }));
    }

    pub(super) fn part_read(&mut self, to: SocketId, bytes: Result<Option<Vec<u8>>, Error>) {
        let Some(socket) = self.sockets.get_mut(&to) else { return };
        let (Some(mut sending_snapshot), Admission::Member { room }) =
            (socket.sending_snapshot.take(), &socket.admission)
        else {
            return;
        };
        let room = *room;
        let bytes = match bytes {
            Ok(Some(bytes)) => bytes,
            Ok(None) => return self.refuse(to, Subject::SnapshotGet, ErrorCode::NotFound),
            Err(Error::Away(_)) => return self.end(to, ByeReason::StorageFailed, Some(RETRY_SOON)),
            Err(_) => return self.end(to, ByeReason::StorageFailed, Some(RETRY_LATER)),
        };
        let OutgoingSnapshot { id, part, parts } = *sending_snapshot;
        if part + 1 < parts {
            sending_snapshot.part += 1;
            socket.sending_snapshot = Some(sending_snapshot);
            self.outputs.push_back(Output::Read(Read::Part { socket: to, room, snapshot: id, part: part + 1 }));
        }
        self.send(to, &FromRelay::SnapshotPart(SnapshotPart { id, part, parts, bytes }));
    }

    /// Trims the log, since a client has compared the current snapshot with the frames that it replaces. A confirm
    /// for an older snapshot is ignored. `[P 38]`
    pub(super) fn confirm(&mut self, room: RoomId, id: SnapshotId) {
        let Some(open) = self.open_room(room) else { return };
        let stands = open.snapshot.is_some_and(|head| head.id == id && head.covers > open.trimmed);
        if stands && !open.erasing && !self.commits.trims.contains(&(room, id)) {
            self.commits.trims.push((room, id));
        }
    }

    /// Refuses the snapshot being put; its remaining parts are ignored.
    pub(super) fn reject_upload(&mut self, from: SocketId, code: ErrorCode) {
        self.abandon_upload(from);
        if let Some(socket) = self.sockets.get_mut(&from) {
            socket.upload = Upload::Rejected;
        }
        self.refuse(from, Subject::SnapshotPut, code);
    }

    pub(super) fn drop_stalled_uploads(&mut self, now: Now) {
        let stalled = |id: &SocketId| match self.sockets.get(id).map(|socket| &socket.upload) {
            Some(Upload::Coming(coming)) => {
                coming.last_heard + STALLED <= now.mono || coming.began + UPLOAD_WITHIN <= now.mono
            }
            _ => true,
        };
        for id in self.uploading.iter().copied().filter(stalled).collect::<Vec<_>>() {
            self.reject_upload(id, ErrorCode::OutOfOrder);
        }
    }

    fn begin_upload(&mut self, now: Now, room: RoomId, from: SocketId, put: &SnapshotPut) -> Result<(), ErrorCode> {
        if let Some(cause) = self.commits.disk_failure() {
            return Err(cause);
        }
        if self.damaged.contains(&room) {
            return Err(ErrorCode::StorageFailed);
        }
        if put.parts == 0 || put.parts > MOST_PARTS {
            return Err(ErrorCode::TooLarge);
        }
        if self.uploads_in(room) >= UPLOADS_A_ROOM {
            return Err(ErrorCode::TooFast);
        }
        if let Some(socket) = self.sockets.get_mut(&from) {
            socket.upload = Upload::Coming(Box::new(IncomingSnapshot::announced_by(now, put)));
            self.uploading.push(from);
        }
        Ok(())
    }

    /// How many clients are sending a snapshot to this room.
    fn uploads_in(&self, room: RoomId) -> usize {
        let is_coming =
            |id: &SocketId| self.sockets.get(id).is_some_and(|socket| matches!(socket.upload, Upload::Coming(_)));
        self.members(room).iter().filter(|id| is_coming(id)).count()
    }

    fn finish_upload(&mut self, now: Now, room: RoomId, from: SocketId) {
        let Some(socket) = self.sockets.get_mut(&from) else { return };
        let Upload::Coming(coming) = std::mem::replace(&mut socket.upload, Upload::None) else { return };
        let address = socket.address;
        self.upload_bytes = self.upload_bytes.saturating_sub(coming.bytes);
        self.addresses.upload_ended(address, coming.bytes);
        self.uploading.retain(|socket| *socket != from);
        let (disk, used) = (self.limits.disk, self.commits.disk + self.commits.queued_bytes);
        let affordable = self.addresses.may_write(now, address, coming.bytes, &self.limits);
        let Some(open) = self.open_room(room) else { return };
        let reaches_back =
            open.snapshot.is_some_and(|current| coming.expects == Some(current.id) && coming.covers < current.covers);
        if coming.covers > open.durable || reaches_back {
            return self.reject_finished(from, ErrorCode::OutOfOrder);
        }
        if !disk.allow(used + coming.bytes) {
            self.counts.met(Limit::Disk);
            return self.reject_finished(from, ErrorCode::DiskFull);
        }
        if !affordable {
            self.counts.met(Limit::AddressBytes);
            return self.reject_finished(from, ErrorCode::TooFast);
        }
        if open.erasing {
            return;
        }
        open.puts += 1;
        self.addresses.wrote(address, coming.bytes);
        let new = coming.finished(room);
        self.commits.snapshots.push_back((from, new));
    }

    fn reject_finished(&mut self, from: SocketId, code: ErrorCode) {
        self.refuse(from, Subject::SnapshotPut, code);
    }
}

/// The number of parts of the largest snapshot.
const MOST_PARTS: u16 = limits::SNAPSHOT.div_ceil(limits::SNAPSHOT_PART) as u16;

/// Milliseconds without a part after which an unfinished snapshot is dropped.
const STALLED: u64 = 30_000;

/// Milliseconds within which all parts of a snapshot must arrive: 8 MiB at 14 KB a second.
const UPLOAD_WITHIN: u64 = 600_000;

/// Milliseconds for which an unfinished snapshot is safe from being refused for another's sake.
const MAY_GIVE_WAY: u64 = 10_000;

/// One for each member.
const UPLOADS_A_ROOM: usize = 2;
