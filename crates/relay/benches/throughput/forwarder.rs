//! A bare forwarder to compare the relay with: plain tokio-tungstenite that sends every frame to the other sockets of
//! its room and stores nothing.
//!
//! It is measured twice: in its simplest form (`send`, which flushes after every frame), and with the frames queued
//! for one socket flushed together.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use futures_util::{SinkExt, StreamExt};
use tokio::{net::TcpListener, sync::mpsc};
use tokio_tungstenite::accept_hdr_async;
use tungstenite::{Message, handshake::server::Request};

type Rooms = Arc<Mutex<BTreeMap<String, Vec<(u64, mpsc::UnboundedSender<Message>)>>>>;

/// Prints its address, then forwards until it is killed.
pub fn run(batched: bool) {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        println!("Forwarding at http://{}/", listener.local_addr().unwrap());
        let rooms = Rooms::default();
        for id in 0.. {
            let (tcp, _) = listener.accept().await.unwrap();
            tcp.set_nodelay(true).unwrap();
            tokio::spawn(forward(tcp, id, rooms.clone(), batched));
        }
    });
}

async fn forward(tcp: tokio::net::TcpStream, id: u64, rooms: Rooms, batched: bool) {
    let mut room = String::new();
    #[allow(clippy::result_large_err, reason = "the callback's type is tungstenite's")]
    let web = accept_hdr_async(tcp, |request: &Request, response| {
        room = request.uri().path().to_owned();
        Ok(response)
    });
    let Ok(web) = web.await else { return };
    let (mut sink, mut stream) = web.split();
    let (to_send, mut sending) = mpsc::unbounded_channel::<Message>();
    rooms.lock().unwrap().entry(room.clone()).or_default().push((id, to_send));
    tokio::spawn(async move {
        while let Some(message) = sending.recv().await {
            let mut sent = sink.feed(message).await;
            while batched && sent.is_ok() {
                let Ok(message) = sending.try_recv() else { break };
                sent = sink.feed(message).await;
            }
            if sent.is_err() || sink.flush().await.is_err() {
                return;
            }
        }
    });
    while let Some(Ok(message)) = stream.next().await {
        if message.is_binary() {
            for (_, other) in rooms.lock().unwrap()[&room].iter().filter(|(other, _)| *other != id) {
                let _ = other.send(message.clone());
            }
        }
    }
    if let Some(members) = rooms.lock().unwrap().get_mut(&room) {
        members.retain(|(member, _)| *member != id);
    }
}
