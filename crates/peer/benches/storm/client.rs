//! Thousands of real peers, each with a socket of its own, in one thread.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    net::{Ipv4Addr, SocketAddr},
    rc::Rc,
    time::Duration,
};

use alongside_peer::{
    Config, Input, Now, Output, Peer, RoomSecret,
    facts::{Sync, Trouble},
};
use alongside_room::{Edit, MemberId, MembersEdit, Role};
use futures_util::{SinkExt, StreamExt};
use tokio::{
    net::{TcpSocket, TcpStream},
    task::{AbortHandle, spawn_local},
    time::{self, Instant},
};
use tokio_tungstenite::{WebSocketStream, client_async_with_config};
use tungstenite::{Message, client::IntoClientRequest, protocol::WebSocketConfig};

/// All clients. They run until this is dropped.
pub struct Crowd {
    pub tally: Rc<Tally>,
    clients: Vec<AbortHandle>,
}

/// What is known of all clients together.
pub struct Tally {
    began: Instant,
    live: Cell<usize>,
    attempts: RefCell<Vec<u32>>,
    troubles: RefCell<BTreeMap<String, usize>>,
}

impl Crowd {
    /// Starts so many clients, two to a room, all at once.
    pub fn gather(clients: usize, relay: SocketAddr) -> Self {
        let tally = Rc::new(Tally {
            began: Instant::now(),
            live: Cell::new(0),
            attempts: RefCell::new(vec![0; clients]),
            troubles: RefCell::default(),
        });
        let clients = (0..clients)
            .map(|number| spawn_local(StormClient::new(number, relay, tally.clone()).run()).abort_handle())
            .collect();
        Self { tally, clients }
    }
}

impl Drop for Crowd {
    fn drop(&mut self) {
        self.clients.iter().for_each(AbortHandle::abort);
    }
}

impl Tally {
    /// How many clients have joined their room and read it.
    pub fn live(&self) -> usize {
        self.live.get()
    }

    /// How often each client has tried to connect, since the counts were last reset.
    pub fn attempts(&self) -> Vec<u32> {
        self.attempts.borrow().clone()
    }

    /// Resets the counts.
    pub fn forget(&self) {
        self.attempts.borrow_mut().fill(0);
        self.troubles.borrow_mut().clear();
    }

    /// The problems that kept clients from joining.
    pub fn troubles(&self) -> String {
        format!("{:?}", self.troubles.borrow())
    }

    fn now(&self) -> Now {
        let mono = self.began.elapsed().as_millis() as u64;
        Now { mono, wall: EPOCH + mono }
    }

    fn trouble(&self, what: String) {
        *self.troubles.borrow_mut().entry(what).or_default() += 1;
    }
}

struct StormClient {
    number: usize,
    relay: SocketAddr,
    tally: Rc<Tally>,
    peer: Peer,
    dial: bool,
    socket: Option<WebSocketStream<TcpStream>>,
    is_live: bool,
    trouble: Option<Trouble>,
}

impl StormClient {
    fn new(number: usize, relay: SocketAddr, tally: Rc<Tally>) -> Self {
        let mut secret = [0; 32];
        secret[..8].copy_from_slice(&(number as u64 / 2).to_le_bytes());
        let mut seed = [1; 32];
        seed[..8].copy_from_slice(&(number as u64).to_le_bytes());
        let me = MemberId([number as u8 % 2 + 1; 8]);
        let config = Config {
            secret: RoomSecret::from_bytes(secret),
            me: Some(me),
            seed,
            origin: relay.to_string(),
            compact_above: u64::MAX,
        };
        let peer = Peer::new(tally.now(), config);
        Self { number, relay, tally, peer, dial: false, socket: None, is_live: false, trouble: None }
    }

    async fn run(mut self) {
        self.feed(Input::Loaded(Box::default())).await;
        let role = if self.number.is_multiple_of(2) { Role::Coach } else { Role::Coachee };
        let member = MemberId([self.number as u8 % 2 + 1; 8]);
        self.feed(Edit::Members(MembersEdit::Join { member, name: "Somebody".into(), role }).into()).await;
        loop {
            if std::mem::take(&mut self.dial) {
                self.tally.attempts.borrow_mut()[self.number] += 1;
                let opened = time::timeout(PATIENCE, connect(self.number, self.relay)).await;
                self.socket = opened.ok().and_then(|opened| opened.map_err(|error| self.tally.trouble(error)).ok());
                self.feed(if self.socket.is_some() { Input::LinkUp } else { Input::LinkDown }).await;
                continue;
            }
            let wake = self.tally.began + Duration::from_millis(self.peer.deadline().unwrap_or(u64::MAX >> 20));
            let heard = match &mut self.socket {
                Some(socket) => tokio::select! {
                    heard = socket.next() => Some(heard),
                    () = time::sleep_until(wake) => None,
                },
                None => {
                    time::sleep_until(wake).await;
                    None
                }
            };
            match heard {
                None => self.feed(Input::Wake).await,
                Some(Some(Ok(Message::Binary(bytes)))) => self.feed(Input::Frame(bytes.into())).await,
                Some(Some(Ok(Message::Ping(_) | Message::Pong(_)))) => {}
                Some(_) => {
                    self.socket = None;
                    self.feed(Input::LinkDown).await;
                }
            }
        }
    }

    async fn feed(&mut self, input: Input) {
        self.peer.handle(self.tally.now(), input);
        self.drain().await;
    }

    async fn drain(&mut self) {
        while let Some(output) = self.peer.poll() {
            match output {
                Output::Dial => (self.dial, self.socket) = (true, None),
                Output::HangUp => self.socket = None,
                Output::Send(bytes) => {
                    if let Some(socket) = &mut self.socket {
                        // A broken connection is noticed by the reader.
                        let _ = socket.send(Message::Binary(bytes.into())).await;
                    }
                }
                Output::Store(id, _) => self.peer.handle(self.tally.now(), Input::Stored(id)),
                _ => {}
            }
        }
        let facts = self.peer.facts(self.tally.now());
        let is_live = matches!(facts.sync, Sync::Sent | Sync::HasIt(_));
        if is_live != self.is_live {
            self.is_live = is_live;
            let live = self.tally.live.get();
            self.tally.live.set(if is_live { live + 1 } else { live - 1 });
        }
        if facts.trouble != self.trouble {
            self.trouble = facts.trouble;
            facts.trouble.into_iter().for_each(|trouble| self.tally.trouble(format!("{trouble:?}")));
        }
    }
}

/// Connects like a proxy that passes on its client's address.
async fn connect(number: usize, relay: SocketAddr) -> Result<WebSocketStream<TcpStream>, String> {
    let say = |error: &dyn std::fmt::Display| error.to_string();
    let socket = TcpSocket::new_v4().map_err(|error| say(&error))?;
    let from = Ipv4Addr::new(127, 0, 0, 2 + (number % ADDRESSES) as u8);
    socket.bind((from, 0).into()).map_err(|error| say(&error))?;
    let tcp = socket.connect(relay).await.map_err(|error| say(&error))?;
    tcp.set_nodelay(true).map_err(|error| say(&error))?;
    let mut request = format!("ws://{relay}/sync").into_client_request().map_err(|error| say(&error))?;
    let client = Ipv4Addr::from(0x0A00_0000 + number as u32);
    request.headers_mut().insert("x-forwarded-for", client.to_string().parse().map_err(|_| "a header".to_owned())?);
    // As small as possible: the default buffers of all clients would take gigabytes.
    let config = WebSocketConfig::default().read_buffer_size(1_024).write_buffer_size(0);
    let joined = client_async_with_config(request, tcp, Some(config)).await;
    joined.map(|(socket, _)| socket).map_err(|error| say(&error))
}

/// How many addresses of this machine the clients use: one address has ports for some 28,000.
const ADDRESSES: usize = 20;

/// As long as the engine's own patience; a browser's is longer.
const PATIENCE: Duration = Duration::from_secs(10);

const EPOCH: u64 = 1_800_000_000_000;
