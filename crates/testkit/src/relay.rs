//! The relay: its real hub over its real in-memory log, crashing where it is told to.

use std::sync::Arc;

use alongside_relay::{Hub, Input, Limits, Log, Memory, Now, Output, hub::SocketId, log::Batch};
use alongside_wire::{LogId, Nonce};

/// Milliseconds since 1970 at time 0 of every virtual clock.
pub const EPOCH: u64 = 1_800_000_000_000;

/// What the relay wants done by its surroundings.
#[derive(Debug)]
pub enum RelayEffect {
    /// A frame for a socket.
    Send(u32, Vec<u8>),
    /// A socket ends.
    Close(u32),
    /// A commit began: finish it later with [`SimulatedRelay::commit`].
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
    /// How often logs were trimmed before the last crash: the hub counts from there.
    trimmed: u64,
}

/// Where a crash strikes, as seen from the commit under way.
#[derive(Debug, Clone, Copy)]
pub enum Crash {
    /// Nothing of it is on the disk.
    BeforeCommit,
    /// All of it is, and nobody was told.
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
        let hub = Hub::new(Limits::default(), Vec::new(), log.claim().expect("memory takes everything"));
        Self { hub, log, id, backup: None, writing: None, lives: 1, sockets: 0, trimmed: 0 }
    }

    /// A client connected: its socket.
    pub fn open(&mut self, now: u64, nonce: [u8; 32]) -> (u32, Vec<RelayEffect>) {
        self.sockets += 1;
        let socket = SocketId(self.sockets);
        let origin: Arc<str> = "relay.example".into();
        (self.sockets, self.take(now, Input::Opened { socket, address: None, origin, nonce: Nonce(nonce) }))
    }

    /// It sent a frame.
    pub fn frame(&mut self, now: u64, socket: u32, bytes: Vec<u8>) -> Vec<RelayEffect> {
        self.take(now, Input::Frame { from: SocketId(socket), bytes: bytes.into() })
    }

    /// It is gone.
    pub fn closed(&mut self, now: u64, socket: u32) -> Vec<RelayEffect> {
        self.take(now, Input::Closed { socket: SocketId(socket) })
    }

    /// Time went by.
    pub fn tick(&mut self, now: u64) -> Vec<RelayEffect> {
        self.take(now, Input::Tick)
    }

    /// The commit under way reaches the disk.
    pub fn commit(&mut self, now: u64) -> Vec<RelayEffect> {
        match self.writing.take() {
            Some(batch) => {
                let written = self.log.write(&batch);
                self.take(now, Input::Written(written))
            }
            None => Vec::new(),
        }
    }

    /// The process dies and is started again. Every socket is gone.
    pub fn crash(&mut self, crash: Crash) {
        if let (Some(batch), Crash::AfterCommit) = (self.writing.take(), crash) {
            self.log.write(&batch).expect("memory takes everything");
        }
        self.writing = None;
        self.trimmed = self.trims();
        self.hub = Hub::new(Limits::default(), Vec::new(), self.log.claim().expect("memory takes everything"));
    }

    /// The disk is lost with everything on it.
    pub fn lose_disk(&mut self) {
        self.lives += 1;
        self.id = LogId([self.lives; 16]);
        self.log = Memory::new(self.id);
        self.crash(Crash::BeforeCommit);
    }

    /// Its disk is copied while it runs.
    pub fn back_up(&mut self) {
        self.backup = Some(self.log.copy_as(self.id));
    }

    /// The last backup is put in the place of its disk, and it is started again; false where there is none. One that
    /// notices gives its log a new id; else numbers of the lost part come to name other frames.
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

    /// How often its logs were trimmed.
    pub fn trims(&self) -> u64 {
        self.trimmed + self.hub.counts().trimmed
    }

    /// Its disk.
    pub fn log(&self) -> &Memory {
        &self.log
    }

    fn take(&mut self, now: u64, input: Input) -> Vec<RelayEffect> {
        let now = Now { mono: now, wall: EPOCH + now };
        self.hub.handle(now, input);
        let mut effects = Vec::new();
        while let Some(output) = self.hub.poll(now) {
            match output {
                Output::Send { to, frame } => effects.push(RelayEffect::Send(to.0, frame.to_vec())),
                Output::Close { socket } => effects.push(RelayEffect::Close(socket.0)),
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
