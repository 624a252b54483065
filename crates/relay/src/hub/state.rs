//! The hub's whole state, and what all parts of the hub use: finding a room, sending, refusing, ending a connection.

use std::collections::{BTreeSet, HashMap, VecDeque};

use alongside_wire::{
    FromRelay, LogId, RoomId, Seq,
    frame::{Bye, ByeReason, ErrorCode, ErrorFrame, PeerDown, Subject},
};
use bytes::Bytes;

use super::{
    commit_queue::CommitQueue,
    counts::Counts,
    io::{Output, SocketId},
    meetings::Meetings,
    quota::Addresses,
    room::{OpenRoom, RoomState},
    socket::{Admission, Socket},
    transfer::Upload,
};
use crate::{
    clock::{DayCount, Now},
    config::Limits,
    log::Claim,
};

/// How much of what the hub holds at one moment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Depths {
    /// Rooms in memory.
    pub rooms: usize,
    pub sockets: usize,
    /// Sockets that have not authenticated.
    pub strangers: usize,
    /// Sockets whose client is connected to another relay.
    pub guests: usize,
    /// Sockets whose room another relay serves.
    pub elsewhere: usize,
    /// Bytes of frames that are queued for the disk or on their way to it.
    pub queued_bytes: u64,
    /// Snapshots that are queued for the disk.
    pub snapshots: usize,
    /// Bytes of snapshots that are being sent to the relay.
    pub upload_bytes: u64,
    /// Bytes that the log takes on the disk.
    pub disk: u64,
    /// Rendezvous at which somebody waits.
    pub pairings: u32,
    /// Whether the last write to the log failed.
    pub disk_failing: bool,
    /// Rooms whose part of the log is damaged.
    pub damaged: usize,
}

/// Rooms, sockets and quotas: inputs go in, outputs come out.
pub struct Hub {
    pub(super) limits: Limits,
    pub(super) ice: Vec<String>,
    pub(super) log: LogId,
    pub(super) next: Seq,
    pub(super) sockets: HashMap<SocketId, Socket>,
    pub(super) rooms: HashMap<RoomId, RoomState>,
    pub(super) addresses: Addresses,
    pub(super) commits: CommitQueue,
    pub(super) meetings: Meetings,
    pub(super) outputs: VecDeque<Output>,
    /// Sockets that have not authenticated, with their deadline, the earliest first.
    pub(super) strangers: VecDeque<(u64, SocketId)>,
    /// Sockets that repeated a push which was durable already, and are to be told its number.
    pub(super) repeaters: Vec<SocketId>,
    /// Rooms with an index of pushes in memory, and when to check whether it is still needed.
    pub(super) warm: VecDeque<(u64, RoomId)>,
    /// Sockets that are in the middle of sending a snapshot, the first to begin first.
    pub(super) uploading: Vec<SocketId>,
    pub(super) upload_bytes: u64,
    pub(super) stopping: bool,
    pub(super) counts: Counts,
    pub(super) days: DayCount,
    /// When the day was counted last, on the monotonic clock; `None` before the first count.
    pub(super) day_counted_at: Option<u64>,
    /// The clocks at the last tick.
    pub(super) ticked: Option<Now>,
    /// Rooms whose part of the log is damaged: nothing is written to them.
    pub(super) damaged: BTreeSet<RoomId>,
    /// Rooms that are kept for a while after everyone has left, the longest kept first.
    pub(super) lingering: VecDeque<RoomId>,
}

impl Hub {
    /// A hub over a log, with the numbers that the log has claimed for it.
    pub fn new(limits: Limits, ice: Vec<String>, claim: Claim) -> Self {
        Self {
            limits,
            ice,
            log: claim.id,
            next: claim.first,
            sockets: HashMap::new(),
            rooms: HashMap::new(),
            addresses: Addresses::default(),
            commits: CommitQueue::new(claim.disk),
            meetings: Meetings::default(),
            outputs: VecDeque::new(),
            strangers: VecDeque::new(),
            repeaters: Vec::new(),
            warm: VecDeque::new(),
            uploading: Vec::new(),
            upload_bytes: 0,
            stopping: false,
            counts: Counts::default(),
            days: claim.days,
            day_counted_at: None,
            ticked: None,
            damaged: BTreeSet::new(),
            lingering: VecDeque::new(),
        }
    }

    /// Whether nothing is queued for the disk.
    pub fn is_quiet(&self) -> bool {
        self.commits.is_empty()
    }

    /// Bytes of frames that are queued for the disk or on their way to it.
    pub fn queued_bytes(&self) -> u64 {
        self.commits.queued_bytes
    }

    /// Whether the last write to the log succeeded.
    pub fn is_writable(&self) -> bool {
        !self.stopping && self.commits.disk_is_healthy()
    }

    /// Why some pushes are refused, in words for the operator; `None` if none are.
    pub fn trouble(&self) -> Option<String> {
        let rooms = || self.damaged.iter().map(|room| room.to_string().chars().take(6).collect::<String>());
        match self.commits.disk_failure() {
            _ if self.stopping => Some("the relay is stopping".to_owned()),
            Some(ErrorCode::DiskFull) => Some("the disk is full".to_owned()),
            Some(_) => Some("storage failed: the log cannot be written".to_owned()),
            None if self.damaged.is_empty() => None,
            None => {
                let rooms: Vec<_> = rooms().collect();
                Some(format!("storage failed: the log is damaged where these rooms are: {}", rooms.join(", ")))
            }
        }
    }

    /// The counters so far.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// What the hub holds now, for the operator.
    pub fn depths(&self) -> Depths {
        Depths {
            rooms: self.rooms.len(),
            sockets: self.sockets.len(),
            strangers: self.sockets.values().filter(|socket| matches!(socket.admission, Admission::Stranger)).count(),
            guests: self.sockets.values().filter(|socket| socket.is_guest).count(),
            elsewhere: self.sockets.values().filter(|socket| matches!(socket.admission, Admission::Elsewhere)).count(),
            queued_bytes: self.commits.queued_bytes,
            snapshots: self.commits.snapshots.len(),
            upload_bytes: self.upload_bytes,
            disk: self.commits.disk,
            pairings: self.meetings.len(),
            disk_failing: !self.commits.disk_is_healthy(),
            damaged: self.damaged.len(),
        }
    }

    /// How many rooms and sockets there are.
    pub fn population(&self) -> (usize, usize) {
        (self.rooms.len(), self.sockets.len())
    }

    pub(super) fn open_room(&mut self, room: RoomId) -> Option<&mut OpenRoom> {
        match self.rooms.get_mut(&room) {
            Some(RoomState::Open(open)) => Some(open),
            _ => None,
        }
    }

    pub(super) fn members(&self, room: RoomId) -> Vec<SocketId> {
        match self.rooms.get(&room) {
            Some(RoomState::Open(open)) => open.members.iter().map(|(socket, _)| *socket).collect(),
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
        let trimming = self.commits.is_trimming(room);
        let stopping = self.stopping;
        let Some(open) = self.open_room(room) else { return };
        if trimming || open.is_needed() {
            return;
        }
        if stopping || !open.is_worth_keeping() {
            self.forget_room(room);
        } else if !self.lingering.contains(&room) {
            self.lingering.push_back(room);
            if self.lingering.len() > MOST_LINGERING {
                self.drop_longest_lingering();
            }
        }
    }

    fn drop_longest_lingering(&mut self) {
        let Some(room) = self.lingering.pop_front() else { return };
        if self.open_room(room).is_some_and(|open| !open.is_needed()) {
            self.forget_room(room);
        }
    }

    /// Forgets what is in memory of a room.
    pub(super) fn forget_room(&mut self, room: RoomId) {
        if self.rooms.remove(&room).is_some() {
            self.outputs.push_back(Output::Left(room));
        }
    }

    pub(super) fn tell_others(&mut self, room: RoomId, than: SocketId, frame: &FromRelay) {
        let Some(RoomState::Open(open)) = self.rooms.get(&room) else { return };
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

    /// Forgets a socket that is closed or about to be.
    pub(super) fn forget_socket(&mut self, id: SocketId) {
        self.abandon_upload(id);
        let Some(socket) = self.sockets.remove(&id) else { return };
        match socket.admission {
            Admission::Stranger => self.addresses.stranger_left(socket.address),
            Admission::Joining { .. } => self.addresses.left(socket.address),
            Admission::Member { room } => {
                self.addresses.left(socket.address);
                self.leave(room, id);
            }
            Admission::Meeting { number, part } => {
                self.addresses.left(socket.address);
                self.left_meeting(number, part);
            }
            Admission::Elsewhere => {
                self.addresses.left(socket.address);
                self.outputs.push_back(Output::Part { socket: id });
            }
        }
    }

    /// Gives back the space of an unfinished snapshot.
    pub(super) fn abandon_upload(&mut self, from: SocketId) {
        let Some(socket) = self.sockets.get_mut(&from) else { return };
        if let Upload::Coming(coming) = std::mem::replace(&mut socket.upload, Upload::None) {
            self.upload_bytes = self.upload_bytes.saturating_sub(coming.bytes);
            self.addresses.upload_ended(socket.address, coming.bytes);
            self.uploading.retain(|socket| *socket != from);
        }
    }

    pub(super) fn everyone(&self) -> Vec<SocketId> {
        let mut sockets: Vec<_> = self.sockets.keys().copied().collect();
        sockets.sort_unstable();
        sockets
    }

    pub(super) fn send(&mut self, to: SocketId, frame: &FromRelay) {
        self.send_bytes(to, frame.encode().into());
    }

    pub(super) fn send_bytes(&mut self, to: SocketId, frame: Bytes) {
        self.outputs.push_back(Output::Send { to, frame });
    }

    pub(super) fn refuse(&mut self, to: SocketId, subject: Subject, code: ErrorCode) {
        self.counts.refused(code);
        self.send(to, &FromRelay::Error(ErrorFrame { subject, code }));
    }

    /// Sends the reason, then closes.
    pub(super) fn end(&mut self, socket: SocketId, reason: ByeReason, retry_after: Option<u64>) {
        if self.sockets.contains_key(&socket) {
            self.counts.ended(reason);
            self.send(socket, &FromRelay::Bye(Bye { reason, retry_after }));
            self.hang_up(socket);
        }
    }

    pub(super) fn hang_up(&mut self, socket: SocketId) {
        self.outputs.push_back(Output::Close { socket });
        self.forget_socket(socket);
    }
}

/// How long a client should wait before reconnecting if the cause was its own connection, in milliseconds.
pub(super) const RETRY_SOON: u64 = 1_000;

/// How long a client should wait before reconnecting if the cause will last a while, in milliseconds.
pub(super) const RETRY_LATER: u64 = 30_000;

/// How many rooms are kept after everyone has left, as long as their index of pushes is kept: a client that joins,
/// pushes and leaves again and again does not have a large room read each time.
const MOST_LINGERING: usize = 4;
