//! A peer that receives any inputs, in any order, from its device, a relay, another tab and somebody who has the key.
//!
//! The input is a script of steps: each is a byte and what that step needs. What is sealed here does open, so that a
//! fuzzer gets past the cipher.

use alongside_peer::{
    Config, Input, Now, Output, Peer, RoomSecret,
    io::{DirectCommand, DirectEvent, Kept, KeptFrame, WriteId},
    key::Keys,
    message::{Heartbeat, Message, Signal, SignalBody},
    seal::{self, Kind},
    snapshot::Snapshot,
};
use alongside_room::{AgendaEdit, Edit, ItemId, MemberId, MembersEdit, Place, Role};
use alongside_wire::{
    Chain, Counter, Decoded, FromRelay, LogId, Nonce, Peer as Socket, ReplicaId, Seq, SnapshotId, ToRelay, frame,
    limits,
};
use chacha20::ChaCha20Rng;
use rand_core::SeedableRng;

/// Plays a script to its end.
pub fn engine(bytes: &[u8]) {
    let mut scripted = ScriptedPeer::new();
    let mut script = Script { bytes };
    while let Some(step) = script.byte() {
        scripted.step(step, &mut script);
        scripted.drain();
    }
    scripted.look();
}

struct ScriptedPeer {
    peer: Peer,
    now: Now,
    keys: Keys,
    rng: ChaCha20Rng,
    /// What the device holds when the page opens.
    kept: Kept,
    /// The last snapshot that was sealed.
    shelf: Vec<u8>,
    asked_to_store: WriteId,
    /// The page's own nonce, once the page has sent it.
    nonce: u64,
    items: u8,
}

impl ScriptedPeer {
    fn new() -> Self {
        let secret = RoomSecret::from_bytes([7; 32]);
        let now = Now { mono: 1_000, wall: 1_800_000_000_000 };
        let config = Config {
            secret: secret.clone(),
            me: Some(ANA),
            seed: [3; 32],
            origin: "a.example".to_owned(),
            compact_above: 1_000,
        };
        Self {
            peer: Peer::new(now, config),
            now,
            keys: secret.keys(),
            rng: ChaCha20Rng::from_seed([5; 32]),
            kept: Kept::default(),
            shelf: Vec::new(),
            asked_to_store: WriteId(0),
            nonce: 0,
            items: 0,
        }
    }

    fn step(&mut self, step: u8, script: &mut Script<'_>) {
        let log = LogId([4; 16]);
        match step {
            // From the device.
            0 => {
                let kept = std::mem::take(&mut self.kept);
                self.peer.handle(self.now, Input::Loaded(Box::new(kept)));
            }
            1 => self.kept.checkpoint = Some(script.chunk().to_vec()),
            2 => {
                let unsent = script.flag();
                let (replica, counter, sealed) = self.sealed(script);
                self.kept.frames.push(KeptFrame { replica, counter, unsent, sealed });
            }
            3 => {
                self.seal_snapshot(log, script);
                self.kept.snapshots.push((SnapshotId::of(&self.shelf), self.shelf.clone()));
            }
            4 => self.peer.handle(self.now, Input::Stored(self.asked_to_store)),
            5 => self.peer.handle(self.now, Input::StoreFailed(self.asked_to_store)),

            // From the relay.
            6 => self.peer.handle(self.now, Input::LinkUp),
            7 => self.peer.handle(self.now, Input::LinkDown),
            8 => self.peer.handle(self.now, Input::Frame(script.chunk().to_vec())),
            9 => self.says(FromRelay::Challenge(frame::Challenge { nonce: Nonce([6; 32]) })),
            10 => {
                let head = |covers| frame::SnapshotHead { id: SnapshotId::of(&self.shelf), covers, bytes: 0 };
                let welcome = frame::Welcome {
                    log,
                    peer: Socket(1),
                    durable: script.seq(),
                    trimmed: script.seq(),
                    log_bytes: script.number(),
                    kept_bytes: 5 << 20,
                    snapshot: script.flag().then(|| head(script.seq())),
                    previous: script.flag().then(|| head(script.seq())),
                    peers: vec![Socket(2)],
                    now: script.number(),
                    ice: vec![],
                };
                self.says(FromRelay::Welcome(welcome));
            }
            11 => {
                let (prev, seq) = (script.seq(), script.seq());
                let (replica, counter, sealed) = self.sealed(script);
                let frame = frame::Logged { seq, replica, counter, sealed };
                self.says(FromRelay::Deliver(frame::Deliver { prev, frame }));
            }
            12 => {
                let (after, seq) = (script.seq(), script.seq());
                let (replica, counter, sealed) = self.sealed(script);
                let frame = frame::Logged { seq, replica, counter, sealed };
                self.says(FromRelay::Page(frame::LogPage { after, frames: vec![frame] }));
            }
            13 => self.says(FromRelay::CaughtUp(frame::CaughtUp { upto: script.seq() })),
            14 => {
                let upto = script.seq();
                let count = script.byte().unwrap_or(0);
                let mut numbered = || {
                    let (seq, prev) = (script.seq(), (count >= 4).then(|| script.seq()));
                    frame::Numbered { seq, prev }
                };
                let yours = (0..count % 4).map(|_| numbered()).collect();
                self.says(FromRelay::Durable(frame::Durable { upto, yours }));
            }
            15 => {
                let (part, parts) = (script.number() as u16, script.number() as u16);
                let (id, bytes) = (SnapshotId::of(&self.shelf), self.shelf.clone());
                self.says(FromRelay::SnapshotPart(frame::SnapshotPart { id, part, parts, bytes }));
            }
            16 => self.seal_snapshot(log, script),
            17 => {
                let (replica, counter) = (replica(script), Counter(script.number()));
                let body = self.body(script);
                let sealed = seal::seal_carried(&self.keys, &mut self.rng, Kind::Ephemeral, replica, counter, &body);
                self.says(FromRelay::PassedOn(frame::PassedOn { from: Socket(2), sealed }));
            }

            // From another tab.
            18 => self.peer.handle(self.now, Input::FromTab(script.chunk().to_vec())),
            19 => {
                let (replica, counter, sealed) = self.sealed(script);
                let push = ToRelay::Push(frame::Push { replica, counter, sealed });
                self.peer.handle(self.now, Input::FromTab(push.encode()));
            }

            // From the person, and time passing.
            20 => {
                let name = "Ana".to_owned();
                self.peer
                    .handle(self.now, Edit::Members(MembersEdit::Join { member: ANA, name, role: Role::Coach }).into());
            }
            21 => {
                self.items = self.items.wrapping_add(1);
                let edit = Edit::Agenda(AgendaEdit::Add {
                    item: ItemId([self.items; 8]),
                    title: "a".to_owned(),
                    place: Place::Last,
                });
                self.peer.handle(self.now, edit.into());
            }
            22 => self.peer.handle(self.now, Input::Undo),
            23 => self.peer.handle(self.now, Input::Flush),
            24 => self.peer.handle(self.now, Input::Nudge),

            // From a page on a direct connection.
            25 => self.peer.handle(self.now, Input::Willing(script.flag())),
            26 => {
                let page = replica(script);
                let event = match script.byte().unwrap_or(0) % 5 {
                    0 => DirectEvent::Says(SignalBody::Offer("o".to_owned())),
                    1 => DirectEvent::Opened,
                    2 => DirectEvent::Closed,
                    3 => DirectEvent::Arrived(script.chunk().to_vec()),
                    _ => {
                        let (replica, counter, sealed) = self.sealed(script);
                        DirectEvent::Arrived(ToRelay::Push(frame::Push { replica, counter, sealed }).encode())
                    }
                };
                self.peer.handle(self.now, Input::Direct(page, event));
            }
            // A heartbeat of a page that may agree to direct connections, possibly with a signal for one, addressed
            // to this page by its nonce.
            27 => {
                let (replica, counter) = (replica(script), Counter(script.number()));
                let said = match script.byte().unwrap_or(0) % 3 {
                    0 => SignalBody::Offer("o".to_owned()),
                    1 => SignalBody::Answer("a".to_owned()),
                    _ => SignalBody::HungUp,
                };
                let (from, at) = (script.number(), self.now.wall);
                let signal = Signal { from, to: self.nonce, call: script.number(), at, said };
                let presence = Heartbeat { visible: true, nonce: from, hears: vec![self.nonce], leaving: false };
                let message = Message {
                    from: Some(BEN),
                    presence: Some(presence),
                    willing: script.flag(),
                    signal: script.flag().then_some(signal),
                    ..Message::default()
                };
                let body = message.encode();
                let sealed = seal::seal_carried(&self.keys, &mut self.rng, Kind::Ephemeral, replica, counter, &body);
                self.says(FromRelay::PassedOn(frame::PassedOn { from: Socket(2), sealed }));
            }
            255 => self.peer.handle(self.now, Input::StorageCleared),
            _ => {
                self.now.mono += u64::from(step) * 100;
                self.now.wall += u64::from(step) * 100;
                self.peer.handle(self.now, Input::Wake);
            }
        }
    }

    fn says(&mut self, frame: FromRelay) {
        let bytes = frame.encode();
        if bytes.len() <= limits::FRAME {
            self.peer.handle(self.now, Input::Frame(bytes));
        }
    }

    /// A frame of the log.
    fn sealed(&mut self, script: &mut Script<'_>) -> (ReplicaId, Counter, Vec<u8>) {
        let (replica, counter) = (replica(script), Counter(script.number()));
        let body = self.body(script);
        (replica, counter, seal::seal(&self.keys, &mut self.rng, replica, counter, &body))
    }

    /// The plaintext of a seal: any bytes, or a message with an update of any bytes.
    fn body(&self, script: &mut Script<'_>) -> Vec<u8> {
        let from = script.flag().then_some(BEN);
        let bytes = script.chunk().to_vec();
        if script.flag() {
            Message { from, updates: vec![bytes], edits: 1, ..Message::default() }.encode()
        } else {
            bytes
        }
    }

    fn seal_snapshot(&mut self, log: LogId, script: &mut Script<'_>) {
        let body = if script.flag() {
            script.chunk().to_vec()
        } else {
            let (covers, document) = (script.seq(), script.chunk().to_vec());
            let (chain, skipped) = (Chain::START, Vec::new());
            Snapshot { covers, log, chain, previous: None, skipped, author: None, document }.encode()
        };
        let (replica, counter) = (ReplicaId([8; 16]), Counter(0));
        self.shelf = seal::seal_carried(&self.keys, &mut self.rng, Kind::Snapshot, replica, counter, &body);
    }

    /// Polls every output: whatever the peer was told, its own frames must decode.
    fn drain(&mut self) {
        while let Some(output) = self.peer.poll() {
            match output {
                Output::Send(frame) | Output::TellTabs(frame) | Output::Direct(_, DirectCommand::Send(frame)) => {
                    let Ok(Decoded::Known(frame)) = ToRelay::decode(&frame) else {
                        panic!("it sent what does not read")
                    };
                    self.learn_nonce(&frame);
                }
                Output::Store(id, _) => self.asked_to_store = id,
                _ => {}
            }
        }
    }

    /// Reads the page's nonce from its heartbeat.
    fn learn_nonce(&mut self, frame: &ToRelay) {
        if let ToRelay::Ephemeral(word) = frame
            && let Ok((_, _, plain)) = seal::open_carried(&self.keys, Kind::Ephemeral, &word.sealed)
            && let Ok(Message { presence: Some(here), .. }) = Message::decode(&plain)
        {
            self.nonce = here.nonce;
        }
    }

    fn look(&mut self) {
        self.peer.view(self.now);
        self.peer.facts(self.now);
        self.peer.digest();
        self.peer.deadline();
    }
}

fn replica(script: &mut Script<'_>) -> ReplicaId {
    ReplicaId([script.byte().unwrap_or(0) % 4; 16])
}

/// What is left of a script. After its end, numbers are 0 and chunks empty.
struct Script<'a> {
    bytes: &'a [u8],
}

impl<'a> Script<'a> {
    fn byte(&mut self) -> Option<u8> {
        let (byte, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(*byte)
    }

    fn flag(&mut self) -> bool {
        self.byte().is_some_and(|byte| byte & 1 != 0)
    }

    /// Usually small; one of the largest for the highest bytes.
    fn number(&mut self) -> u64 {
        match self.byte().unwrap_or(0) {
            small @ 0..=250 => u64::from(small),
            251 => u64::from(u16::MAX),
            252 => u64::from(u32::MAX),
            253 => 1_800_000_000_000,
            254 => i64::MAX as u64,
            255 => u64::MAX,
        }
    }

    fn seq(&mut self) -> Seq {
        Seq(self.number())
    }

    /// A length, then so many bytes.
    fn chunk(&mut self) -> &'a [u8] {
        let length = self.byte().map_or(0, usize::from) | self.byte().map_or(0, usize::from) << 8;
        let (chunk, rest) = self.bytes.split_at(length.min(self.bytes.len()));
        self.bytes = rest;
        chunk
    }
}

const ANA: MemberId = MemberId(*b"ana-----");
const BEN: MemberId = MemberId(*b"ben-----");
