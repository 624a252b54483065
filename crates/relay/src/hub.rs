//! The relay's mind: who is in which room, what number a frame gets, who is told what.
//!
//! It refuses to do anything itself. It never reads a socket, a disk or a clock and never draws randomness: whoever
//! drives it says what happened ([`Hub::handle`]), then does what it is told until there is no more
//! ([`Hub::poll`]), so a simulation drives it just as the server does:
//!
//! ```
//! # use alongside_relay::{Hub, Input, Limits, Log, Memory, Now, Output, Read, hub::SocketId};
//! # use alongside_wire::{LogId, Nonce};
//! # let log = Memory::new(LogId([7; 16]));
//! let mut hub = Hub::new(Limits::default(), Vec::new(), log.claim()?);
//! let now = Now { mono: 0, wall: 1_800_000_000_000 };
//! hub.handle(now, Input::Opened { socket: SocketId(1), address: None, origin: "a.example".into(), nonce: Nonce([1; 32]) });
//! while let Some(output) = hub.poll(now) {
//!     match output {
//!         Output::Send { to, frame } => { /* queue it for that socket, in this order */ }
//!         Output::Close { socket } => { /* once everything queued before is sent */ }
//!         Output::Read(read) => { let input = read.from(&log); hub.handle(now, input); }
//!         Output::Write(batch) => { let written = log.write(&batch); hub.handle(now, Input::Written(written)); }
//!     }
//! }
//! # Ok::<(), alongside_relay::Error>(())
//! ```
//!
//! Reads may be answered late and in any order, but those for one socket only once it has room for the answer; writes
//! are answered one by one. A socket that it closed is forgotten at once: whatever still comes from it is ignored.

use std::collections::{HashMap, VecDeque};

use alongside_wire::{
    Decoded, FrameError, FromRelay, LogId, RoomId, Seq, ToRelay,
    frame::{Bye, ByeReason, ErrorFrame as Refused, ErrorCode, Subject, Time},
};
use bytes::Bytes;

use crate::{clock::Now, config::Limits, log::Claim};

mod commit;
mod erase;
mod io;
mod join;
mod pull;
mod push;
mod quota;
mod room;
mod snapshot;
mod socket;
#[cfg(test)]
mod tests;

use commit::Commits;
pub use io::{Input, Output, Read, SocketId};
use quota::Addresses;
use room::Room;
use socket::{Socket, Stage};

/// What happened so far, for the operator.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Frames pushed and numbered.
    pub pushed: u64,
    /// Pushes that had come before.
    pub repeated: u64,
    /// Commits.
    pub commits: u64,
    /// Commits that failed.
    pub failed: u64,
    /// Frames of an unknown type.
    pub unknown: u64,
    /// Frames refused with an error.
    pub refused: u64,
    /// Connections ended by the relay.
    pub ended: u64,
    /// Rooms that passed the soft limit of their log.
    pub swollen: u64,
    /// Rooms that expired.
    pub expired: u64,
    /// Logs trimmed to what a confirmed snapshot leaves.
    pub trimmed: u64,
}

/// See the [module](self).
pub struct Hub {
    limits: Limits,
    ice: Vec<String>,
    log: LogId,
    next: Seq,
    sockets: HashMap<SocketId, Socket>,
    rooms: HashMap<RoomId, Room>,
    addresses: Addresses,
    commits: Commits,
    outputs: VecDeque<Output>,
    /// Who must authenticate by when, the earliest first.
    strangers: VecDeque<(u64, SocketId)>,
    /// Who pushed again what was durable already, and is owed its number.
    owed: Vec<SocketId>,
    /// Rooms that remember what was pushed, and when to look whether they still need to.
    warm: VecDeque<(u64, RoomId)>,
    /// Who is in the middle of sending a snapshot.
    uploading: Vec<SocketId>,
    upload_bytes: u64,
    stopping: bool,
    counts: Counts,
}

impl Hub {
    /// A hub over a log, with the numbers that were claimed for it.
    pub fn new(limits: Limits, ice: Vec<String>, claim: Claim) -> Self {
        Self {
            limits,
            ice,
            log: claim.id,
            next: claim.first,
            sockets: HashMap::new(),
            rooms: HashMap::new(),
            addresses: Addresses::default(),
            commits: Commits::new(claim.disk),
            outputs: VecDeque::new(),
            strangers: VecDeque::new(),
            owed: Vec::new(),
            warm: VecDeque::new(),
            uploading: Vec::new(),
            upload_bytes: 0,
            stopping: false,
            counts: Counts::default(),
        }
    }

    /// Takes in one thing that happened. Several may be taken in before [`poll`](Self::poll): fewer, larger commits.
    pub fn handle(&mut self, now: Now, input: Input) {
        match input {
            Input::Frame { from, bytes } => self.frame(now, from, &bytes),
            Input::Opened { socket, address, origin, nonce } => self.opened(now, socket, address, origin, nonce),
            Input::Junk { from } => self.end(from, ByeReason::Malformed, None),
            Input::Overflowed { socket } => self.end(socket, ByeReason::Resync, Some(SOON)),
            Input::Closed { socket } => self.forget_socket(socket),
            Input::RoomRead(room, record) => self.room_read(now, room, record),
            Input::PushedRead(room, pushed) => self.pushed_read(now, room, pushed),
            Input::FramesRead(socket, run) => self.frames_read(socket, run),
            Input::PartRead(socket, part) => self.part_read(socket, part),
            Input::Written(Ok(written)) => self.written(&written),
            Input::Written(Err(error)) => self.write_failed(now, &error),
            Input::Tick => self.tick(now),
            Input::Stop => self.stop(),
        }
    }

    /// What to do next; none when there is nothing until something else happens.
    pub fn poll(&mut self, now: Now) -> Option<Output> {
        let output = self.poll_before_write();
        if output.is_some() {
            return output;
        }
        self.start_commit(now);
        self.outputs.pop_front()
    }

    /// As [`poll`](Self::poll), but what is to be written waits for `poll`: the more comes before that, the fewer and
    /// larger are the commits.
    pub fn poll_before_write(&mut self) -> Option<Output> {
        if self.outputs.is_empty() {
            self.pay_owed();
        }
        self.outputs.pop_front()
    }

    /// Whether [`poll`](Self::poll) would have something written now.
    pub fn wants_to_write(&self, now: Now) -> bool {
        self.commits.are_due(now)
    }

    /// Whether nothing waits for the disk.
    pub fn is_quiet(&self) -> bool {
        self.commits.are_done()
    }

    /// Whether the log took the last thing written to it.
    pub fn is_writable(&self) -> bool {
        !self.stopping && self.commits.are_well()
    }

    /// What happened so far.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// Rooms and sockets held at the moment.
    pub fn population(&self) -> (usize, usize) {
        (self.rooms.len(), self.sockets.len())
    }

    fn frame(&mut self, now: Now, from: SocketId, bytes: &[u8]) {
        let Some(socket) = self.sockets.get_mut(&from) else { return };
        let affordable = socket.rate.take(now, bytes.len(), &self.limits);
        let frame = match ToRelay::decode(bytes) {
            Ok(Decoded::Known(frame)) => frame,
            Ok(Decoded::Unknown { .. }) => {
                self.counts.unknown += 1;
                return;
            }
            Err(FrameError::Version(_)) => return self.end(from, ByeReason::Version, None),
            Err(_) => return self.end(from, ByeReason::Malformed, None),
        };
        let room = match (&socket.stage, &frame) {
            (Stage::Member { room }, _) => *room,
            (Stage::Stranger, ToRelay::Auth(auth)) => return self.authenticate(now, from, auth),
            (_, ToRelay::Bye) => return self.hang_up(from),
            _ => return self.end(from, ByeReason::Malformed, None),
        };
        match frame {
            ToRelay::Push(push) if affordable => self.push(now, room, from, push),
            ToRelay::Push(push) => {
                let subject = Subject::Push { replica: push.replica, counter: push.counter };
                self.refuse(from, subject, ErrorCode::TooFast);
            }
            ToRelay::Ephemeral(ephemeral) if affordable => self.pass_on(room, from, ephemeral),
            ToRelay::Ephemeral(_) => self.refuse(from, Subject::Ephemeral, ErrorCode::TooFast),
            ToRelay::TimeAsk(ask) if affordable => {
                self.send(from, &FromRelay::Time(Time { echo: ask.echo, now: now.wall }));
            }
            // Answering late would be answering wrongly.
            ToRelay::TimeAsk(_) => self.counts.refused += 1,
            ToRelay::Pull(pull) if affordable => self.pull(room, from, pull.after),
            // Nothing can be said of a pull but its answer, so the connection is what gives way.
            ToRelay::Pull(_) => self.end(from, ByeReason::Resync, Some(SOON)),
            ToRelay::SnapshotPut(put) if affordable => self.snapshot_put(now, room, from, put),
            ToRelay::SnapshotPut(_) => self.spoil_upload(from, ErrorCode::TooFast),
            ToRelay::SnapshotGet(get) if affordable => self.snapshot_get(room, from, get.id),
            ToRelay::SnapshotGet(_) => self.refuse(from, Subject::SnapshotGet, ErrorCode::TooFast),
            ToRelay::Confirm(confirm) if affordable => self.confirm(room, confirm.id),
            // Whoever compares the next one says so then.
            ToRelay::Confirm(_) => self.counts.refused += 1,
            ToRelay::Erase(erase) if affordable => self.erase(now, room, from, erase.signature),
            ToRelay::Erase(_) => self.refuse(from, Subject::Erase, ErrorCode::TooFast),
            ToRelay::Auth(_) => self.end(from, ByeReason::Malformed, None),
            ToRelay::Bye => self.hang_up(from),
        }
    }

    fn tick(&mut self, now: Now) {
        while let Some(&(by, socket)) = self.strangers.front()
            && by <= now.mono
        {
            self.strangers.pop_front();
            if self.sockets.get(&socket).is_some_and(|socket| matches!(socket.stage, Stage::Stranger)) {
                self.end(socket, ByeReason::AuthTimeout, Some(SOON));
            }
        }
        self.drop_stalled_uploads(now);
        self.cool_rooms(now);
        self.addresses.forget_idle(now, &self.limits);
        self.note_the_day(now);
    }

    fn stop(&mut self) {
        self.stopping = true;
        for socket in self.everyone() {
            self.end(socket, ByeReason::Stopping, Some(SOON));
        }
    }

    fn everyone(&self) -> Vec<SocketId> {
        let mut sockets: Vec<_> = self.sockets.keys().copied().collect();
        sockets.sort_unstable();
        sockets
    }

    fn send(&mut self, to: SocketId, frame: &FromRelay) {
        self.send_bytes(to, frame.encode().into());
    }

    fn send_bytes(&mut self, to: SocketId, frame: Bytes) {
        self.outputs.push_back(Output::Send { to, frame });
    }

    fn refuse(&mut self, to: SocketId, subject: Subject, code: ErrorCode) {
        self.counts.refused += 1;
        self.send(to, &FromRelay::Error(Refused { subject, code }));
    }

    /// Says why, then closes.
    fn end(&mut self, socket: SocketId, reason: ByeReason, retry_after: Option<u64>) {
        if self.sockets.contains_key(&socket) {
            self.counts.ended += 1;
            self.send(socket, &FromRelay::Bye(Bye { reason, retry_after }));
            self.hang_up(socket);
        }
    }

    fn hang_up(&mut self, socket: SocketId) {
        self.outputs.push_back(Output::Close { socket });
        self.forget_socket(socket);
    }
}

/// Milliseconds to wait before connecting again when the cause was this connection's alone.
const SOON: u64 = 1_000;
