//! The load: rooms of two clients, with frames of the size of a sealed keystroke.

use std::{
    collections::VecDeque,
    fs,
    pin::Pin,
    task::{Context, Poll},
    time::{Duration, Instant},
};

use alongside_testkit::client::RoomKey;
use alongside_wire::{Counter, Decoded, FromRelay, ReplicaId, ToRelay, frame::Push};
use bytes::Bytes;
use futures_util::{Sink, SinkExt, Stream, StreamExt};
use tokio::{net::TcpStream, task::JoinSet, time};
use tokio_tungstenite::{WebSocketStream, client_async};
use tungstenite::{Message, client::IntoClientRequest};

use crate::server::Server;

pub struct Flood {
    pub frames_per_second: f64,
    pub micros_per_frame: f64,
    /// Those of NATS.
    pub nats_micros_per_frame: f64,
}

/// When a frame is no longer counted as in flight.
#[derive(Clone, Copy, PartialEq)]
pub enum Until {
    /// When the other socket has received it.
    Delivered,
    /// When its sender also knows that it is durable. The forwarder never makes anything durable.
    Durable,
}

/// Pushes as many frames as go through, with eight of each socket in flight. If frames are stored, it ends when the
/// last one is known to be durable.
pub async fn flood(server: &Server, until: Until) -> Flood {
    let mut joined = Vec::new();
    for number in 0..ROOMS {
        joined.push(FloodedRoom::join(server, number).await);
    }
    let begin = now() + WARM;
    let end = begin + FLOOD;
    let mut rooms = JoinSet::new();
    for mut room in joined {
        rooms.spawn(async move { room.flood(until, begin, end).await });
    }
    time::sleep_until(begin.into()).await;
    let (before, nats_before) = (server.processor(), server.nats_processor());
    time::sleep_until(end.into()).await;
    let processor = server.processor() - before;
    let nats = server.nats_processor() - nats_before;
    let frames: u64 = rooms.join_all().await.into_iter().sum();
    Flood {
        frames_per_second: frames as f64 / FLOOD.as_secs_f64(),
        micros_per_frame: processor * 1e6 / frames as f64,
        nats_micros_per_frame: nats * 1e6 / frames as f64,
    }
}

/// How a thousand frames a second went.
pub struct Paced {
    /// How long each frame took to reach the other socket.
    pub delivered: Vec<Duration>,
    /// How long each frame took until its sender knew that it is durable; empty for a forwarder.
    pub acknowledged: Vec<Duration>,
    pub micros_per_frame: f64,
    /// Those of NATS.
    pub nats_micros_per_frame: f64,
}

/// Sends a thousand frames a second.
pub async fn paced(server: &Server) -> Paced {
    let mut rooms = JoinSet::new();
    for number in 0..ROOMS {
        let mut room = FloodedRoom::join(server, number).await;
        rooms.spawn(async move { (room.pace(number).await, room.acknowledged()) });
    }
    time::sleep(WARM).await;
    let (before, nats_before) = (server.processor(), server.nats_processor());
    time::sleep(PACED - WARM).await;
    let (processor, nats) = (server.processor() - before, server.nats_processor() - nats_before);
    let (delivered, acknowledged): (Vec<_>, Vec<_>) = rooms.join_all().await.into_iter().unzip();
    let frames = (PACED - WARM).as_secs_f64() * f64::from(FRAMES_A_SECOND);
    Paced {
        delivered: delivered.into_iter().flatten().collect(),
        acknowledged: acknowledged.into_iter().flatten().collect(),
        micros_per_frame: processor * 1e6 / frames,
        nats_micros_per_frame: nats * 1e6 / frames,
    }
}

/// Sends a hundred frames a second between two clients while somebody else joins a large room, pushes to it and
/// leaves, again and again; returns how long each frame took to reach the other socket.
pub async fn beside_rejoins(server: &Server) -> Vec<Duration> {
    fill(server, LARGE_ROOM).await;
    let mut pair = FloodedRoom::join(server, 0).await;
    let rejoin = async {
        for counter in LARGE.. {
            let mut side = Side::join(server, LARGE_ROOM, 1).await;
            side.sent = counter;
            side.feed(Duration::ZERO).await;
            side.web.flush().await.unwrap();
        }
    };
    tokio::select! {
        times = pair.pace(0) => times,
        () = rejoin => unreachable!("it goes on for ever"),
    }
}

/// Pushes frames to a large room until it has as many as rooms are allowed.
async fn fill(server: &Server, number: u32) {
    let mut side = Side::join(server, number, 1).await;
    while side.durable < LARGE {
        while side.sent < LARGE && side.sent < side.durable + 256 {
            side.feed(Duration::ZERO).await;
        }
        side.web.flush().await.unwrap();
        let message = side.web.next().await.unwrap().unwrap();
        side.take(&message.into_data());
    }
}

/// The resident memory that each of many idle sockets adds, in KiB.
pub async fn idle(server: &Server) -> f64 {
    let before = server.process.resident() as f64;
    let mut rooms = Vec::new();
    for number in 0..idle_rooms() {
        rooms.push(FloodedRoom::join(server, number).await);
    }
    // Every client has read its welcome, so joining is complete for all of them.
    (server.process.resident() as f64 - before) / (2 * rooms.len()) as f64
}

fn idle_rooms() -> u32 {
    let limits = fs::read_to_string("/proc/self/limits").unwrap();
    let files = limits.lines().find(|line| line.starts_with("Max open files")).unwrap();
    let soft: u32 = files.split_whitespace().nth(3).unwrap().parse().unwrap_or(u32::MAX);
    (soft.saturating_sub(50) / 2).min(1000)
}

struct FloodedRoom {
    sides: [Side; 2],
}

struct Side {
    web: WebSocketStream<TcpStream>,
    replica: ReplicaId,
    sent: u64,
    /// How many of its own frames reached the other.
    delivered: u64,
    /// How many of its own frames are durable.
    durable: u64,
    /// When each of its frames was sent that is not known to be durable, for a server that says so.
    unacknowledged: VecDeque<Instant>,
    acknowledged: Vec<Duration>,
    keeps: bool,
}

impl FloodedRoom {
    async fn join(server: &Server, number: u32) -> Self {
        let mut sides = Vec::new();
        for side in 0..2 {
            sides.push(Side::join(server, number, side).await);
        }
        Self { sides: sides.try_into().unwrap_or_else(|_| panic!("two sides")) }
    }

    async fn flood(&mut self, until: Until, begin: Instant, end: Instant) -> u64 {
        let mut counted = 0;
        loop {
            for side in &mut self.sides {
                while side.in_flight(until) < 8 {
                    side.feed(Duration::ZERO).await;
                }
                side.web.flush().await.unwrap();
            }
            let heard = self.hear().await;
            let now = now();
            if now >= end {
                while self.sides.iter().any(|side| side.in_flight(Until::Durable) > 0) {
                    self.hear().await;
                }
                return counted;
            }
            if now >= begin {
                counted += heard.len() as u64;
            }
        }
    }

    /// How long frames took until their senders knew that they are durable, but for the first ones.
    fn acknowledged(&mut self) -> Vec<Duration> {
        let warm = (WARM.as_secs_f64() / PACED.as_secs_f64() * self.sides[0].acknowledged.len() as f64) as usize;
        self.sides.iter_mut().flat_map(|side| side.acknowledged.split_off(warm.min(side.acknowledged.len()))).collect()
    }

    async fn pace(&mut self, number: u32) -> Vec<Duration> {
        // Twenty frames a second a room, at different moments in each room.
        let start = now();
        let mut beat =
            time::interval_at((start + Duration::from_millis(u64::from(number))).into(), Duration::from_millis(50));
        let mut took = Vec::new();
        let mut side = 0;
        while start.elapsed() < PACED {
            tokio::select! {
                _ = beat.tick() => {
                    side = 1 - side;
                    self.sides[side].feed(start.elapsed()).await;
                    self.sides[side].web.flush().await.unwrap();
                }
                heard = self.hear() => {
                    let at = start.elapsed();
                    if at > WARM {
                        took.extend(heard.into_iter().map(|sent| at.saturating_sub(sent)));
                    }
                }
            }
        }
        took
    }

    /// Waits until something arrives, reads everything that is there, and returns when the delivered frames were
    /// sent.
    async fn hear(&mut self) -> Vec<Duration> {
        std::future::poll_fn(|context| {
            let mut heard = Vec::new();
            let mut any = false;
            for side in 0..2 {
                while let Poll::Ready(message) = self.sides[side].poll(context) {
                    any = true;
                    let Some(Ok(Message::Binary(bytes))) = message else { panic!("the server hung up: {message:?}") };
                    if let Some(sent) = self.sides[side].take(&bytes) {
                        self.sides[1 - side].delivered += 1;
                        heard.push(sent);
                    }
                }
            }
            if any { Poll::Ready(heard) } else { Poll::Pending }
        })
        .await
    }
}

impl Side {
    async fn join(server: &Server, number: u32, side: u8) -> Self {
        let tcp = TcpStream::connect(server.address(side)).await.unwrap();
        tcp.set_nodelay(true).unwrap();
        let path = if server.kind.is_ours() { "sync".to_owned() } else { format!("room/{number}") };
        let request = format!("ws://{}/{path}", server.address(side)).into_client_request().unwrap();
        let (mut web, _) = client_async(request, tcp).await.unwrap();
        let replica = ReplicaId([side; 16]);
        let keeps = server.kind.is_ours();
        if keeps {
            authenticate(&mut web, &RoomKey::numbered(number), replica, &server.address(side).to_string()).await;
        }
        Self {
            web,
            replica,
            sent: 0,
            delivered: 0,
            durable: 0,
            unacknowledged: VecDeque::new(),
            acknowledged: Vec::new(),
            keeps,
        }
    }

    fn in_flight(&self, until: Until) -> u64 {
        let arrived = match until {
            Until::Durable if self.keeps => self.delivered.min(self.durable),
            _ => self.delivered,
        };
        self.sent - arrived
    }

    async fn feed(&mut self, at: Duration) {
        let mut sealed = vec![7; SEALED];
        sealed[..16].copy_from_slice(&at.as_nanos().to_le_bytes());
        let push = ToRelay::Push(Push { replica: self.replica, counter: Counter(self.sent), sealed });
        self.web.feed(Message::Binary(push.encode().into())).await.unwrap();
        self.sent += 1;
        if self.keeps {
            self.unacknowledged.push_back(now());
        }
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Message, tungstenite::Error>>> {
        let _ = Pin::new(&mut self.web).poll_flush(context);
        Pin::new(&mut self.web).poll_next(context)
    }

    /// Handles a frame; if it is a delivered one, returns when it was sent.
    fn take(&mut self, bytes: &Bytes) -> Option<Duration> {
        const DURABLE: u8 = 0x44;
        let is_frame = !self.keeps || bytes[1] == 0x43;
        if is_frame {
            // The sealed bytes are the end of the frame, whatever precedes them.
            let sealed = &bytes[bytes.len() - SEALED..];
            return Some(Duration::from_nanos(u128::from_le_bytes(sealed[..16].try_into().unwrap()) as u64));
        }
        if bytes[1] == DURABLE
            && let Ok(Decoded::Known(FromRelay::Durable(durable))) = FromRelay::decode(bytes)
        {
            self.durable += durable.yours.len() as u64;
            let ended = durable.yours.len().min(self.unacknowledged.len());
            self.acknowledged.extend(self.unacknowledged.drain(..ended).map(|sent| sent.elapsed()));
        }
        None
    }
}

async fn authenticate(web: &mut WebSocketStream<TcpStream>, room: &RoomKey, replica: ReplicaId, origin: &str) {
    loop {
        let message = web.next().await.unwrap().unwrap();
        match FromRelay::decode(&message.into_data()).unwrap() {
            Decoded::Known(FromRelay::Challenge(challenge)) => {
                let auth = room.auth(origin, challenge.nonce, replica);
                web.send(Message::Binary(auth.encode().into())).await.unwrap();
            }
            Decoded::Known(FromRelay::Welcome(_)) => return,
            other => panic!("not welcomed: {other:?}"),
        }
    }
}

/// The one place that reads the clock.
#[allow(clippy::disallowed_methods, reason = "a benchmark is about time")]
fn now() -> Instant {
    Instant::now()
}

const ROOMS: u32 = 50;

/// Twenty a room.
const FRAMES_A_SECOND: u32 = 20 * ROOMS;

/// The sealed size of a keystroke: the padding's floor and what a seal adds. `[P 64]`
const SEALED: usize = 296;

/// The number of frames in a room that is as large as the relay allows.
const LARGE: u64 = 32_000;
const LARGE_ROOM: u32 = 1_000_000;

const FLOOD: Duration = Duration::from_secs(4);

const PACED: Duration = Duration::from_secs(6);

const WARM: Duration = Duration::from_secs(1);
