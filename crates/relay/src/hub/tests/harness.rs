//! A hub over a log in memory, with everything that clients say to it and hear from it.

pub(in crate::hub) use alongside_testkit::client::{RoomKey, push, sealed_as};
use alongside_wire::{
    Counter, Decoded, FromRelay, LogId, Nonce, Peer, ReplicaId, RoomId, Seq, ToRelay,
    frame::{Deliver, Durable, ErrorCode, ErrorFrame as Refused, Logged, Numbered, PeerDown, Subject, Welcome},
};
use bytes::Bytes;

use super::logs::TestLog;
use crate::{
    clock::Now,
    config::{Address, Limits},
    hub::{
        io::{Input, Output, SocketId},
        state::Hub,
    },
    log::{Batch, Log, RelayId},
};

/// A hub, its log, and a clock that tests move.
pub(in crate::hub) struct HubHarness {
    pub(in crate::hub) hub: Hub,
    pub(in crate::hub) log: TestLog,
    pub(in crate::hub) now: Now,
    /// Whether a write is held until [`HubHarness::finish_write`].
    pub(in crate::hub) hold_writes: bool,
    pub(in crate::hub) held_write: Option<Batch>,
    pub(in crate::hub) written: Vec<Batch>,
    pub(in crate::hub) limits: Limits,
}

/// What a client receives.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::hub) enum Heard {
    Says(u32, FromRelay),
    Closed(u32),
    /// The socket's room is at another relay.
    HandedOver(u32, RelayId),
    /// The relay that serves the socket's room hears this.
    Forwarded(u32, Bytes),
    /// The relay that serves the socket's room hears that the socket is gone.
    Parted(u32),
}

impl HubHarness {
    pub(in crate::hub) fn new() -> Self {
        Self::with(Limits::default())
    }

    pub(in crate::hub) fn with(limits: Limits) -> Self {
        let log = TestLog::new();
        let now = Now { mono: 1_000_000, wall: TODAY * 24 * 60 * 60 * 1000 };
        let hub = Hub::new(limits.clone(), Vec::new(), log.claim().unwrap());
        Self { hub, log, now, hold_writes: false, held_write: None, written: Vec::new(), limits }
    }

    /// Sockets 1 and 2 in room 1.
    pub(in crate::hub) fn two() -> Self {
        let mut harness = Self::new();
        harness.join(1, 1, 1);
        harness.join(2, 1, 2);
        harness
    }

    /// Restarts as after a SIGKILL: only what was written is left.
    pub(in crate::hub) fn restart(&mut self) {
        self.held_write = None;
        self.log.restart();
        self.hub = Hub::new(self.limits.clone(), Vec::new(), self.log.claim().unwrap());
    }

    pub(in crate::hub) fn open(&mut self, socket: u32, address: Option<Address>) -> Vec<Heard> {
        let nonce = Nonce([socket as u8; 32]);
        self.handle(Input::Opened { socket: SocketId(socket), address, origin: ORIGIN.into(), nonce })
    }

    pub(in crate::hub) fn join(&mut self, socket: u32, room: u8, replica: u8) -> Vec<Heard> {
        self.join_from(socket, room, replica, None)
    }

    pub(in crate::hub) fn join_from(
        &mut self,
        socket: u32,
        room: u8,
        replica: u8,
        address: Option<Address>,
    ) -> Vec<Heard> {
        self.open(socket, address);
        self.say(socket, &auth(room, replica, Nonce([socket as u8; 32])))
    }

    pub(in crate::hub) fn say(&mut self, socket: u32, said: &ToRelay) -> Vec<Heard> {
        self.handle(frame(socket, said))
    }

    pub(in crate::hub) fn pass(&mut self, millis: u64) -> Vec<Heard> {
        self.now = Now { mono: self.now.mono + millis, wall: self.now.wall + millis };
        self.handle(Input::Tick)
    }

    /// Completes the held write; a write that follows from it is held again.
    pub(in crate::hub) fn finish_write(&mut self) -> Vec<Heard> {
        match self.held_write.take() {
            Some(batch) => {
                let written = self.write(batch);
                self.handle(written)
            }
            None => Vec::new(),
        }
    }

    pub(in crate::hub) fn write(&mut self, batch: Batch) -> Input {
        let written = self.log.write(&batch);
        self.written.push(batch);
        Input::Written(written)
    }

    pub(in crate::hub) fn handle(&mut self, input: Input) -> Vec<Heard> {
        self.hub.handle(self.now, input);
        let mut heard = Vec::new();
        while let Some(output) = self.hub.poll(self.now) {
            match output {
                Output::Send { to, frame } | Output::SendSoon { to, frame } => match FromRelay::decode(&frame) {
                    Ok(Decoded::Known(frame)) => heard.push(Heard::Says(to.0, frame)),
                    other => panic!("{other:?}"),
                },
                Output::Close { socket } => heard.push(Heard::Closed(socket.0)),
                Output::Read(read) => {
                    let answer = read.answer(&self.log);
                    self.hub.handle(self.now, answer);
                }
                Output::Write(batch) if self.hold_writes => {
                    assert_eq!(self.held_write, None, "one write at a time");
                    self.held_write = Some(batch);
                }
                Output::Write(batch) => {
                    let written = self.write(batch);
                    self.hub.handle(self.now, written);
                }
                Output::Left(room) => self.log.leave(room),
                Output::HandOver { socket, relay, .. } => heard.push(Heard::HandedOver(socket.0, relay)),
                Output::Forward { socket, bytes } => heard.push(Heard::Forwarded(socket.0, bytes)),
                Output::Part { socket } => heard.push(Heard::Parted(socket.0)),
            }
        }
        heard
    }
}

pub(in crate::hub) fn room(room: u8) -> RoomId {
    RoomKey::new(room).id()
}

pub(in crate::hub) fn auth(of: u8, replica: u8, nonce: Nonce) -> ToRelay {
    RoomKey::new(of).auth(ORIGIN, nonce, ReplicaId([replica; 16]))
}

pub(in crate::hub) fn frame(from: u32, said: &ToRelay) -> Input {
    Input::Frame { from: SocketId(from), bytes: said.encode().into() }
}

pub(in crate::hub) fn says(to: u32, frame: FromRelay) -> Heard {
    Heard::Says(to, frame)
}

pub(in crate::hub) fn welcome(peer: u32, durable: Seq, peers: &[u32]) -> Welcome {
    Welcome {
        log: LogId([9; 16]),
        peer: Peer(peer),
        durable,
        trimmed: Seq(0),
        log_bytes: 0,
        kept_bytes: 0,
        snapshot: None,
        previous: None,
        peers: peers.iter().copied().map(Peer).collect(),
        now: TODAY * 24 * 60 * 60 * 1000,
        ice: Vec::new(),
    }
}

pub(in crate::hub) fn deliver(prev: u64, seq: u64, replica: u8, counter: u64, sealed: &[u8]) -> FromRelay {
    let (replica, counter) = (ReplicaId([replica; 16]), Counter(counter));
    let frame = Logged { seq: Seq(seq), replica, counter, sealed: sealed_as(sealed) };
    FromRelay::Deliver(Deliver { prev: Seq(prev), frame })
}

/// Each number with the one before it; with itself where the push was repeated.
pub(in crate::hub) fn durable(upto: u64, yours: &[(u64, u64)]) -> FromRelay {
    let numbered = |(prev, seq): &(u64, u64)| Numbered { seq: Seq(*seq), prev: (prev < seq).then_some(Seq(*prev)) };
    FromRelay::Durable(Durable { upto: Seq(upto), yours: yours.iter().map(numbered).collect() })
}

pub(in crate::hub) fn down(peer: u32) -> FromRelay {
    FromRelay::PeerDown(PeerDown { peer: Peer(peer) })
}

pub(in crate::hub) fn refused(subject: Subject, code: ErrorCode) -> FromRelay {
    FromRelay::Error(Refused { subject, code })
}

pub(in crate::hub) const ORIGIN: &str = "relay.example";

/// The first number of an empty log.
pub(in crate::hub) const FIRST: u64 = 1 << 24;

pub(in crate::hub) const TODAY: u64 = 20_000;
