//! What must hold of the hub, whatever clients send: run by the fuzzers in `fuzz/` and over their corpora.

use std::collections::BTreeMap;

use alongside_relay::{Hub, Input, Limits, Log, Memory, Now, Output, hub::SocketId};
use alongside_wire::{
    Counter, Decoded, FromRelay, LogId, Nonce, ReplicaId, ToRelay,
    frame::{Auth, Push},
    limits,
};

use crate::client::RoomKey;

/// Three sockets that send anything: each step is a byte that selects socket and action, then what that action needs.
/// Every socket that is welcomed must have signed the challenge of its connection, and every erasure must be signed.
pub fn hub(mut bytes: &[u8]) {
    let mut harness = FuzzHarness::new();
    while let Some((step, rest)) = bytes.split_first() {
        bytes = rest;
        let socket = SocketId(u32::from(step >> 6).max(1));
        let room = step >> 5 & 1;
        match step & 0x1f {
            0 => {
                let frame = chunk(&mut bytes);
                harness.says(socket, frame);
            }
            1 => {
                let frame = harness.auth(socket, room).encode();
                harness.says(socket, &changed(frame, &mut bytes));
            }
            2 => {
                let frame = harness.erase(socket, room).encode();
                harness.says(socket, &changed(frame, &mut bytes));
            }
            3 => {
                let mut sealed = chunk(&mut bytes).to_vec();
                let counter = Counter(sealed.len() as u64);
                sealed.resize(sealed.len().max(limits::SEALED_LEAST), 0);
                let push = Push { replica: ReplicaId([room; 16]), counter, sealed };
                harness.says(socket, &ToRelay::Push(push).encode());
            }
            4 => harness.handle(Input::Closed { socket }),
            5 => harness.open(socket),
            6 => harness.handle(Input::Junk { from: socket }),
            7 => harness.handle(Input::Overflowed { socket }),
            _ => {
                harness.now.mono += u64::from(*step) * 50;
                harness.now.wall += u64::from(*step) * 50;
                harness.handle(Input::Tick);
            }
        }
    }
}

struct FuzzHarness {
    hub: Hub,
    log: Memory,
    now: Now,
    connections: u8,
    sockets: BTreeMap<SocketId, SocketState>,
    erased: [bool; 2],
}

#[derive(Default)]
struct SocketState {
    nonce: [u8; 32],
    /// The room whose write key this socket has proved to have.
    proved: Option<u8>,
}

impl FuzzHarness {
    fn new() -> Self {
        let log = Memory::new(LogId([7; 16]));
        let claim = log.claim().expect("it is in memory");
        let hub = Hub::new(Limits::default(), Vec::new(), claim);
        let now = Now { mono: 0, wall: 1_800_000_000_000 };
        let (sockets, erased) = (BTreeMap::new(), [false; 2]);
        let mut harness = Self { hub, log, now, connections: 0, sockets, erased };
        (1..4).for_each(|socket| harness.open(SocketId(socket)));
        harness
    }

    fn open(&mut self, socket: SocketId) {
        self.handle(Input::Closed { socket });
        self.connections = self.connections.wrapping_add(1);
        let nonce = [self.connections; 32];
        self.sockets.insert(socket, SocketState { nonce, proved: None });
        self.handle(Input::Opened { socket, address: None, origin: ORIGIN.into(), nonce: Nonce(nonce) });
    }

    fn says(&mut self, from: SocketId, bytes: &[u8]) {
        match ToRelay::decode(bytes) {
            Ok(Decoded::Known(frame @ ToRelay::Auth(Auth { replica, .. }))) => {
                let proved = (0..2).find(|room| frame == key(*room).auth(ORIGIN, self.nonce(from), replica));
                if let Some(connection) = self.sockets.get_mut(&from) {
                    connection.proved = connection.proved.or(proved);
                }
            }
            Ok(Decoded::Known(frame @ ToRelay::Erase(_))) => {
                let proved = self.sockets.get(&from).and_then(|connection| connection.proved);
                if let Some(room) = proved.filter(|room| frame == self.erase(from, *room)) {
                    self.erased[usize::from(room)] = true;
                }
            }
            _ => {}
        }
        self.handle(Input::Frame { from, bytes: bytes.to_vec().into() });
    }

    fn handle(&mut self, input: Input) {
        self.hub.handle(self.now, input);
        while let Some(output) = self.hub.poll(self.now) {
            match output {
                Output::Send { to, frame } | Output::SendSoon { to, frame } => self.heard(to, &frame),
                Output::Close { .. } | Output::Left(_) => {}
                // Nobody shares a log in memory.
                Output::HandOver { .. } | Output::Forward { .. } | Output::Part { .. } => {}
                Output::Read(read) => self.hub.handle(self.now, read.answer(&self.log)),
                Output::Write(batch) => {
                    let written = self.log.write(&batch);
                    self.hub.handle(self.now, Input::Written(written));
                }
            }
        }
    }

    fn heard(&self, to: SocketId, frame: &[u8]) {
        let proved = self.sockets.get(&to).and_then(|connection| connection.proved);
        match FromRelay::decode(frame) {
            Ok(Decoded::Known(FromRelay::Challenge(_) | FromRelay::Bye(_))) => {}
            Ok(Decoded::Known(FromRelay::Erased(_))) => {
                assert!(proved.is_some_and(|room| self.erased[usize::from(room)]), "erased, and nobody signed it");
            }
            Ok(Decoded::Known(_)) => assert!(proved.is_some(), "an unauthenticated socket was told something"),
            other => panic!("it sent what does not read: {other:?}"),
        }
    }

    fn auth(&self, socket: SocketId, room: u8) -> ToRelay {
        key(room).auth(ORIGIN, self.nonce(socket), ReplicaId([socket.0 as u8; 16]))
    }

    fn erase(&self, socket: SocketId, room: u8) -> ToRelay {
        key(room).erase(ORIGIN, self.nonce(socket))
    }

    fn nonce(&self, socket: SocketId) -> Nonce {
        Nonce(self.sockets.get(&socket).map_or([0; 32], |connection| connection.nonce))
    }
}

fn key(room: u8) -> RoomKey {
    RoomKey::new(room + 1)
}

/// A length, then so many bytes.
fn chunk<'a>(bytes: &mut &'a [u8]) -> &'a [u8] {
    let (length, rest) = bytes.split_first_chunk::<2>().unwrap_or((&[0, 0], &[]));
    let (chunk, rest) = rest.split_at(usize::from(u16::from_le_bytes(*length)).min(rest.len()));
    *bytes = rest;
    chunk
}

/// The frame, with one byte changed if the script says so.
fn changed(mut frame: Vec<u8>, bytes: &mut &[u8]) -> Vec<u8> {
    let ([at, by], rest) = bytes.split_first_chunk::<2>().unwrap_or((&[0, 0], &[]));
    *bytes = rest;
    let at = usize::from(*at) % frame.len();
    frame[at] ^= by;
    frame
}

const ORIGIN: &str = "a.example";
