//! A relay to test, and a client that speaks to it.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use alongside_relay::{Config, Error, Log, serve, serve_log};
pub use alongside_testkit::client::{RoomKey, ephemeral, push, sealed_as};
use alongside_wire::{
    Decoded, FromRelay, Nonce, ReplicaId, Seq, ToRelay,
    frame::{Bye, Deliver, Durable, LogPage, Logged, Pull, Welcome},
};
use futures_util::{SinkExt, StreamExt};
use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::oneshot,
    task::JoinHandle,
    time::timeout,
};
use tokio_tungstenite::{WebSocketStream, client_async};
use tungstenite::{Message, client::IntoClientRequest};

/// A relay on a port of its own.
pub struct Relay {
    pub address: SocketAddr,
    pub data: Arc<TempDir>,
    stop: Option<oneshot::Sender<()>>,
    ended: JoinHandle<Result<(), Error>>,
}

impl Relay {
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    pub async fn start_with(configure: impl FnOnce(&mut Config)) -> Self {
        Self::start_at(Arc::new(tempfile::tempdir().unwrap()), configure).await
    }

    pub async fn start_at(data: Arc<TempDir>, configure: impl FnOnce(&mut Config)) -> Self {
        let mut config = Config::at(data.path().join("data"));
        configure(&mut config);
        let listener = TcpListener::bind(config_address()).await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let ended = tokio::spawn(serve(config, listener, async move {
            let _ = stopped.await;
        }));
        Self { address, data, stop: Some(stop), ended }
    }

    pub async fn over(log: Arc<dyn Log>, configure: impl FnOnce(&mut Config)) -> Self {
        let data = Arc::new(tempfile::tempdir().unwrap());
        let mut config = Config::at(data.path());
        configure(&mut config);
        let listener = TcpListener::bind(config_address()).await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let ended = tokio::spawn(serve_log(config, log, listener, async move {
            let _ = stopped.await;
        }));
        Self { address, data, stop: Some(stop), ended }
    }

    /// Asks the relay to stop and waits until it has.
    pub async fn stop(mut self) -> Arc<TempDir> {
        drop(self.stop.take());
        timeout(PATIENCE, self.ended).await.expect("the relay stops").unwrap().unwrap();
        self.data
    }

    pub async fn connect(&self) -> Client {
        Client::connect(self.address, &self.address.to_string()).await
    }

    pub async fn join(&self, room: &RoomKey, replica: u8) -> (Client, Welcome) {
        self.try_join(room, replica).await.unwrap_or_else(|bye| panic!("not welcomed: {bye:?}"))
    }

    pub async fn try_join(&self, room: &RoomKey, replica: u8) -> Result<(Client, Welcome), Bye> {
        join(self.address, room, replica).await
    }

    /// Sends one request as text; returns the answer as text.
    pub async fn http(&self, request: &str) -> String {
        let answer = self.http_bytes(request).await;
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Sends one request as text; returns the head of the answer, whatever follows it.
    pub async fn http_head(&self, request: &str) -> String {
        let mut tcp = TcpStream::connect(self.address).await.unwrap();
        tcp.write_all(format!("{request}\r\nHost: {}\r\n\r\n", self.address).as_bytes()).await.unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(timeout(PATIENCE, tcp.read_u8()).await.expect("an answer").unwrap());
        }
        String::from_utf8_lossy(&head).into_owned()
    }

    pub async fn http_bytes(&self, request: &str) -> Vec<u8> {
        http_bytes(self.address, request).await
    }
}

/// Connects to a relay and joins a room there; returns the bye if it is refused.
pub async fn join(relay: SocketAddr, room: &RoomKey, replica: u8) -> Result<(Client, Welcome), Bye> {
    let mut client = Client::connect(relay, &relay.to_string()).await;
    let nonce = client.challenged().await?;
    client.say(room.auth(&client.origin, nonce, ReplicaId([replica; 16]))).await;
    client.nonce = Some(nonce);
    match client.hear_until(|frame| (!matches!(frame, FromRelay::Erased(_))).then_some(frame)).await {
        FromRelay::Welcome(welcome) => Ok((client, welcome)),
        FromRelay::Bye(bye) => Err(bye),
        other => panic!("neither welcome nor bye: {other:?}"),
    }
}

/// Sends one request as text to this address.
pub async fn http(address: SocketAddr, request: &str) -> String {
    String::from_utf8_lossy(&http_bytes(address, request).await).into_owned()
}

async fn http_bytes(address: SocketAddr, request: &str) -> Vec<u8> {
    let mut tcp = TcpStream::connect(address).await.unwrap();
    let request = format!("{request}\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    tcp.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    timeout(PATIENCE, tcp.read_to_end(&mut answer)).await.expect("an answer").unwrap();
    answer
}

fn config_address() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 0))
}

/// A connected client.
pub struct Client {
    pub ws: WebSocketStream<TcpStream>,
    pub origin: String,
    pub nonce: Option<Nonce>,
}

impl Client {
    pub async fn connect(address: SocketAddr, origin: &str) -> Self {
        let tcp = TcpStream::connect(address).await.unwrap();
        let request = format!("ws://{origin}/sync").into_client_request().unwrap();
        let (ws, _) = client_async(request, tcp).await.unwrap();
        Self { ws, origin: origin.to_owned(), nonce: None }
    }

    /// Connects as through a proxy that sends this X-Forwarded-For.
    pub async fn forwarded(address: SocketAddr, forwarded: &str) -> Self {
        let tcp = TcpStream::connect(address).await.unwrap();
        let mut request = format!("ws://{address}/sync").into_client_request().unwrap();
        request.headers_mut().insert("x-forwarded-for", forwarded.parse().unwrap());
        let (ws, _) = client_async(request, tcp).await.unwrap();
        Self { ws, origin: address.to_string(), nonce: None }
    }

    pub async fn challenged(&mut self) -> Result<Nonce, Bye> {
        match self.hear().await {
            FromRelay::Challenge(challenge) => Ok(challenge.nonce),
            FromRelay::Bye(bye) => Err(bye),
            other => panic!("no challenge: {other:?}"),
        }
    }

    pub async fn say(&mut self, frame: ToRelay) {
        self.say_bytes(frame.encode()).await;
    }

    /// Sends to a relay that may have ended already.
    pub async fn try_say(&mut self, frame: ToRelay) {
        let _ = self.ws.send(Message::Binary(frame.encode().into())).await;
    }

    pub async fn say_bytes(&mut self, bytes: Vec<u8>) {
        self.ws.send(Message::Binary(bytes.into())).await.unwrap();
    }

    pub async fn hear(&mut self) -> FromRelay {
        self.hear_or_end().await.expect("a frame before the end")
    }

    /// The next frame; `None` if the connection has ended.
    pub async fn hear_or_end(&mut self) -> Option<FromRelay> {
        loop {
            match timeout(PATIENCE, self.ws.next()).await.expect("something to receive") {
                Some(Ok(Message::Binary(bytes))) => match FromRelay::decode(&bytes) {
                    Ok(Decoded::Known(frame)) => return Some(frame),
                    other => panic!("not a frame of ours: {other:?}"),
                },
                Some(Ok(Message::Close(_))) | None | Some(Err(_)) => return None,
                Some(Ok(_)) => {}
            }
        }
    }

    /// Reads frames until one is wanted.
    pub async fn hear_until<T>(&mut self, mut wanted: impl FnMut(FromRelay) -> Option<T>) -> T {
        loop {
            if let Some(wanted) = wanted(self.hear().await) {
                return wanted;
            }
        }
    }

    pub async fn bye(&mut self) -> Bye {
        self.hear_until(|frame| if let FromRelay::Bye(bye) = frame { Some(bye) } else { None }).await
    }

    /// Erases the room that it joined.
    pub async fn erase(&mut self, room: &RoomKey) {
        let erase = room.erase(&self.origin, self.nonce.expect("a challenge"));
        self.say(erase).await;
    }

    pub async fn push(&mut self, replica: u8, counter: u64, sealed: &[u8]) {
        self.say(push(replica, counter, sealed)).await;
    }

    pub async fn durable(&mut self) -> Durable {
        self.hear_until(|frame| if let FromRelay::Durable(durable) = frame { Some(durable) } else { None }).await
    }

    /// Waits for the number of this client's only push under way.
    pub async fn pushed(&mut self, replica: u8, counter: u64, sealed: &[u8]) -> Seq {
        self.push(replica, counter, sealed).await;
        self.hear_until(|frame| match frame {
            FromRelay::Durable(Durable { yours, .. }) => yours.first().map(|numbered| numbered.seq),
            FromRelay::Error(error) => panic!("refused: {error:?}"),
            _ => None,
        })
        .await
    }

    pub async fn deliver(&mut self) -> Deliver {
        self.hear_until(|frame| if let FromRelay::Deliver(deliver) = frame { Some(deliver) } else { None }).await
    }

    pub async fn error(&mut self) -> alongside_wire::frame::ErrorFrame {
        self.hear_until(|frame| if let FromRelay::Error(error) = frame { Some(error) } else { None }).await
    }

    /// Pulls everything after a number; returns the frames, the number of pages, and the last number.
    pub async fn pull(&mut self, after: Seq) -> (Vec<Logged>, usize, Seq) {
        self.say(ToRelay::Pull(Pull { after })).await;
        let (mut frames, mut pages, mut at) = (Vec::new(), 0, after);
        loop {
            match self.hear().await {
                FromRelay::Page(LogPage { after, frames: page }) => {
                    assert_eq!(after, at, "pages join");
                    at = page.last().expect("a page has a frame").seq;
                    frames.extend(page);
                    pages += 1;
                }
                FromRelay::CaughtUp(caught_up) => return (frames, pages, caught_up.upto),
                _ => {}
            }
        }
    }

    /// Reads the whole log and hangs up; `None` if the connection ended on the way.
    pub async fn pull_to_the_end(mut self) -> Option<Vec<Logged>> {
        self.try_say(ToRelay::Pull(Pull { after: Seq(0) })).await;
        let mut frames = Vec::new();
        let pulled = async {
            while let Some(Ok(message)) = self.ws.next().await {
                let Message::Binary(bytes) = message else { continue };
                match FromRelay::decode(&bytes) {
                    Ok(Decoded::Known(FromRelay::Page(page))) => frames.extend(page.frames),
                    Ok(Decoded::Known(FromRelay::CaughtUp(_))) => return true,
                    Ok(Decoded::Known(FromRelay::Bye(_))) => return false,
                    _ => {}
                }
            }
            false
        };
        let is_whole = timeout(PATIENCE, pulled).await.expect("frames or the end of the connection");
        self.try_say(ToRelay::Bye).await;
        is_whole.then_some(frames)
    }

    /// Waits until everything sent before is answered, and returns the answers.
    pub async fn settle(&mut self) -> Vec<FromRelay> {
        self.say(ToRelay::TimeAsk(alongside_wire::frame::TimeAsk { echo: u64::MAX })).await;
        let mut heard = Vec::new();
        loop {
            match self.hear().await {
                FromRelay::Time(time) if time.echo == u64::MAX => return heard,
                frame => heard.push(frame),
            }
        }
    }
}

/// Nothing here takes so long.
pub const PATIENCE: Duration = Duration::from_secs(30);
