//! Three NATS servers and two relays, each of which can be struck.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use alongside_testkit::{
    nats_server::{Line, NatsServer},
    server_process::ServerProcess,
};
use alongside_wire::{Decoded, FromRelay, ReplicaId};
use futures_util::{SinkExt, StreamExt};
use tokio::{
    net::TcpStream,
    time::{Instant, timeout},
};
use tokio_tungstenite::client_async;
use tungstenite::{Message, client::IntoClientRequest};

use crate::{
    client::{Client, RoomKey},
    process,
};

/// What goes wrong in a trial.
#[derive(Debug, Clone, Copy)]
pub enum Outage {
    /// The relay that serves the room.
    HomeRelay,
    /// The other one.
    OtherRelay,
    AllRelays,
    /// The NATS server with this number.
    Server(usize),
    /// The NATS server with this number, which is asked to stop, as before an upgrade.
    StoppedServer(usize),
    /// The NATS server that leads the room's stream.
    Leader,
    /// It hangs for a while.
    FrozenServer(usize),
    /// Nothing passes between the relay that serves the room and NATS.
    HomeCutOff,
    /// Nothing passes between the other relay and NATS.
    OtherCutOff,
}

pub struct Cluster {
    pub servers: Vec<NatsServer>,
    /// For each relay, a line to each server.
    lines: Vec<Vec<Line>>,
    pub relays: Vec<ServerProcess>,
    pub addresses: Arc<Mutex<Vec<SocketAddr>>>,
}

impl Cluster {
    pub fn start() -> Self {
        let servers = NatsServer::cluster(3);
        let lines = (0..2).map(|_| servers.iter().map(|server| Line::to(server.port())).collect()).collect();
        let mut cluster = Self { servers, lines, relays: Vec::new(), addresses: Arc::default() };
        for relay in 0..2 {
            let started = cluster.start_relay(relay);
            cluster.addresses.lock().unwrap().push(started.address());
            cluster.relays.push(started);
        }
        cluster
    }

    fn start_relay(&self, relay: usize) -> ServerProcess {
        let urls: Vec<String> = self.lines[relay].iter().map(Line::url).collect();
        process::over_nats(&urls.join(","), "chaos", 3, &[])
    }

    fn restart_relay(&mut self, relay: usize) {
        let started = self.start_relay(relay);
        self.addresses.lock().unwrap()[relay] = started.address();
        self.relays[relay] = started;
    }

    /// The servers that came to lead the stream, one after the other.
    pub fn leaders(&self, stream: &str) -> Vec<usize> {
        let said = format!("new stream leader for '$G > {stream}'");
        let logs = self.servers.iter().map(NatsServer::log).enumerate();
        let mut became: Vec<(String, usize)> = logs
            .flat_map(|(server, log)| {
                let lines = log.lines().filter(|line| line.contains(&said));
                lines.map(|line| (moment_in(line), server)).collect::<Vec<_>>()
            })
            .collect();
        became.sort();
        became.into_iter().map(|(_, server)| server).collect()
    }

    /// Has others lead this stream until this server does.
    pub async fn lead_by(&self, server: usize, stream: &str) {
        let client = async_nats::connect(self.servers[server].url()).await.unwrap();
        while self.leaders(stream).last() != Some(&server) {
            let elections = self.leaders(stream).len();
            let asked = client.request(format!("$JS.API.STREAM.LEADER.STEPDOWN.{stream}"), "".into()).await;
            asked.expect("JetStream answers");
            let began = Instant::now();
            while self.leaders(stream).len() == elections && began.elapsed() < Duration::from_secs(5) {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }

    /// Waits until `ended` says so, and notes when the room's stream got its leaders.
    pub async fn watch(&self, room: &RoomKey, elected: &mut Vec<Instant>, ended: impl Fn() -> bool) {
        while !ended() {
            let now = Instant::now();
            elected.resize(self.leaders(&stream_of(room)).len(), now);
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    fn silence(&self, relay: usize, silent: bool) {
        self.lines[relay].iter().for_each(|line| line.silence(silent));
    }

    /// Makes it happen; returns once it has.
    pub async fn strike(&mut self, fault: Outage) {
        match fault {
            Outage::HomeRelay => self.relays[0].kill(),
            Outage::OtherRelay => self.relays[1].kill(),
            Outage::AllRelays => {
                self.relays.iter_mut().for_each(ServerProcess::kill);
                (0..2).for_each(|relay| self.restart_relay(relay));
            }
            Outage::Server(server) => self.servers[server].kill(),
            Outage::StoppedServer(server) => self.servers[server].stop(),
            Outage::Leader => unreachable!("it is known by its number"),
            Outage::FrozenServer(server) => self.servers[server].freeze(true),
            Outage::HomeCutOff => self.silence(0, true),
            Outage::OtherCutOff => self.silence(1, true),
        }
    }

    pub fn mend(&mut self, fault: Outage) {
        match fault {
            Outage::HomeRelay => self.restart_relay(0),
            Outage::OtherRelay => self.restart_relay(1),
            Outage::AllRelays => {}
            Outage::Server(server) | Outage::StoppedServer(server) => self.servers[server].start(),
            Outage::Leader => {}
            Outage::FrozenServer(server) => self.servers[server].freeze(false),
            Outage::HomeCutOff => self.silence(0, false),
            Outage::OtherCutOff => self.silence(1, false),
        }
    }
}

/// The stream that the room's frames are in.
pub fn stream_of(room: &RoomKey) -> String {
    let hash = u64::from_le_bytes(room.id().0[..8].try_into().unwrap());
    format!("chaos-frames-{:02}", hash % 4)
}

/// Day and time as NATS writes them in front of a line.
fn moment_in(line: &str) -> String {
    line.split_whitespace().skip(1).take(2).collect::<Vec<_>>().join(" ")
}

pub async fn join_or_not(address: SocketAddr, room: &RoomKey, replica: u8) -> Option<Client> {
    let joined = async {
        let tcp = TcpStream::connect(address).await.ok()?;
        let request = format!("ws://{address}/sync").into_client_request().ok()?;
        let (ws, _) = client_async(request, tcp).await.ok()?;
        let mut client = Client { ws, origin: address.to_string(), nonce: None };
        while let Some(Ok(message)) = client.ws.next().await {
            let Message::Binary(bytes) = message else { continue };
            match FromRelay::decode(&bytes) {
                Ok(Decoded::Known(FromRelay::Challenge(challenge))) => {
                    let auth = room.auth(&client.origin, challenge.nonce, ReplicaId([replica; 16]));
                    client.ws.send(Message::Binary(auth.encode().into())).await.ok()?;
                }
                Ok(Decoded::Known(FromRelay::Welcome(_))) => return Some(client),
                _ => return None,
            }
        }
        None
    };
    timeout(Duration::from_secs(3), joined).await.ok().flatten()
}

/// Joins as soon as NATS has leaders.
pub async fn join_until(cluster: &Cluster, relay: usize, room: &RoomKey, replica: u8) -> Client {
    let began = Instant::now();
    loop {
        let address = cluster.addresses.lock().unwrap()[relay];
        if let Some(client) = join_or_not(address, room, replica).await {
            return client;
        }
        assert!(began.elapsed() < Duration::from_secs(30), "the room is not served");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// What NATS has of the room, for whoever looks for the reason.
pub async fn kept_of(cluster: &Cluster, room: &RoomKey) -> String {
    let client = async_nats::connect(cluster.servers[0].url()).await.unwrap();
    let stream = async_nats::jetstream::new(client).get_stream(stream_of(room)).await.unwrap();
    let state = stream.cached_info().state.clone();
    let mut lines = vec![format!("{state:?}")];
    for sequence in state.first_sequence..=state.last_sequence {
        let Ok(message) = stream.get_raw_message(sequence).await else { continue };
        if message.subject.ends_with(&room.id().to_string()) {
            lines.push(format!("{sequence}: {} bytes, {:?}", message.payload.len(), message.headers));
        }
    }
    lines.join("\n")
}
