//! The simulated relay: its real hub over its real in-memory log, with crashes on demand.

use std::sync::Arc;

use alongside_relay::{Hub, Input, Limits, Log, Memory, Now, Output, hub::SocketId, log::Batch};
use alongside_wire::{LogId, Nonce};

/// What every virtual clock shows at time 0, in milliseconds since 1970.
pub const EPOCH: u64 = 1_800_000_000_000;

/// What the relay asks its surroundings to do.
#[derive(Debug)]
pub enum RelayEffect {
    /// Send a frame to a socket.
    Send(u32, Vec<u8>),
    /// Close a socket.
    Close(u32),
    /// Complete the commit that has begun, later, by [`SimulatedRelay::commit`].
    Write,
}

/// A relay process and its disk.
pub struct SimulatedRelay {
    hub: Hub,
    log: Memory,
    id: LogId,
    backup: Option<Memory>,
    writing: Option<Batch>,
    lives: u8,
    sockets: u32,
    /// How often logs were trimmed before the last crash, after which the hub counts from 0.
    trimmed: u64,
}

/// When a crash happens, relative to the running commit.
#[derive(Debug, Clone, Copy)]
pub enum Crash {
    /// Nothing of the commit is on the disk.
    BeforeCommit,
    /// All of the commit is on the disk, and nobody was told.
    AfterCommit,
}

impl Default for SimulatedRelay {
    fn default() -> Self {
        Self::new()
    }
}

impl SimulatedRelay {
    /// A new relay with an empty disk.
    pub fn new() -> Self {
        let id = LogId([1; 16]);
        let log = Memory::new(id);
        let hub = Hub::new(Limits::default(), Vec::new(), log.claim().expect("memory accepts every write"));
        Self { hub, log, id, backup: None, writing: None, lives: 1, sockets: 0, trimmed: 0 }
    }

    /// Opens a socket.
    pub fn open(&mut self, now: u64, nonce: [u8; 32]) -> (u32, Vec<RelayEffect>) {
        self.sockets += 1;
        let socket = SocketId(self.sockets);
        let origin: Arc<str> = "relay.example".into();
        (self.sockets, self.take(now, Input::Opened { socket, address: None, origin, nonce: Nonce(nonce) }))
    }

    /// A client has sent a frame.
    pub fn frame(&mut self, now: u64, socket: u32, bytes: Vec<u8>) -> Vec<RelayEffect> {
        self.take(now, Input::Frame { from: SocketId(socket), bytes: bytes.into() })
    }

    /// A client has disconnected.
    pub fn closed(&mut self, now: u64, socket: u32) -> Vec<RelayEffect> {
        self.take(now, Input::Closed { socket: SocketId(socket) })
    }

    /// Time has passed.
    pub fn tick(&mut self, now: u64) -> Vec<RelayEffect> {
        self.take(now, Input::Tick)
    }

    /// Completes the running commit.
    pub fn commit(&mut self, now: u64) -> Vec<RelayEffect> {
        match self.writing.take() {
            Some(batch) => {
                let written = self.log.write(&batch);
                self.take(now, Input::Written(written))
            }
            None => Vec::new(),
        }
    }

    /// Kills and restarts the process. All sockets are gone.
    pub fn crash(&mut self, crash: Crash) {
        if let (Some(batch), Crash::AfterCommit) = (self.writing.take(), crash) {
            self.log.write(&batch).expect("memory accepts every write");
        }
        self.writing = None;
        self.trimmed = self.trims();
        self.hub = Hub::new(Limits::default(), Vec::new(), self.log.claim().expect("memory accepts every write"));
    }

    /// Loses the disk with everything on it.
    pub fn lose_disk(&mut self) {
        self.lives += 1;
        self.id = LogId([self.lives; 16]);
        self.log = Memory::new(self.id);
        self.crash(Crash::BeforeCommit);
    }

    /// Copies the disk while the relay runs.
    pub fn back_up(&mut self) {
        self.backup = Some(self.log.copy_as(self.id));
    }

    /// Restores the last backup and restarts the relay; false if there is none. If the relay `notices`, its log gets
    /// a new id; if not, numbers of the lost part will name other frames.
    pub fn restore(&mut self, notices: bool) -> bool {
        let Some(backup) = &self.backup else { return false };
        if notices {
            self.lives += 1;
            self.id = LogId([self.lives; 16]);
        }
        self.log = backup.copy_as(self.id);
        self.crash(Crash::BeforeCommit);
        true
    }

    /// How often logs were trimmed.
    pub fn trims(&self) -> u64 {
        self.trimmed + self.hub.counts().trimmed
    }

    /// The log on its disk.
    pub fn log(&self) -> &Memory {
        &self.log
    }

    fn take(&mut self, now: u64, input: Input) -> Vec<RelayEffect> {
        let now = Now { mono: now, wall: EPOCH + now };
        self.hub.handle(now, input);
        let mut effects = Vec::new();
        while let Some(output) = self.hub.poll(now) {
            match output {
                Output::Send { to, frame } | Output::SendSoon { to, frame } => {
                    effects.push(RelayEffect::Send(to.0, frame.to_vec()))
                }
                Output::Close { socket } => effects.push(RelayEffect::Close(socket.0)),
                // Nobody shares a log in memory.
                Output::Left(_) | Output::HandOver { .. } | Output::Forward { .. } | Output::Part { .. } => {}
                Output::Read(read) => {
                    let input = read.answer(&self.log);
                    self.hub.handle(now, input);
                }
                Output::Write(batch) => {
                    self.writing = Some(batch);
                    effects.push(RelayEffect::Write);
                }
            }
        }
        effects
    }
}
