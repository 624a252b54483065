//! Links to the other relays that share the log: a socket whose room another one serves is passed on to it, frame by
//! frame, over subjects of NATS that keep nothing.
//!
//! The relay that a client dialled is the socket's *edge*, the one that serves its room is its *home*. Both count the
//! frames of a socket in each direction; if one is missing, or the other relay does not answer, the socket is closed and its
//! client joins again: nothing is passed on with a gap in it.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
    time::Duration,
};

use alongside_wire::{Nonce, frame::Auth};
use futures_util::{FutureExt, StreamExt};
use tokio::{
    sync::mpsc::{UnboundedReceiver, UnboundedSender},
    time,
};

use super::{
    guest::{Credit, GuestTask},
    hub_driver::HubDriver,
    link_command::LinkCommand,
    link_messages::{Between, Envelope, TunnelId},
    neighbours::{Neighbours, answer_whoever_asks},
    send_queue::{Ending, SendQueue},
};
use crate::{
    hub::{Input, SocketId},
    log::{RelayId, SharedEvent, Sharing},
};

/// A socket of ours that is passed on.
struct HandedOver {
    home: RelayId,
    tunnel: TunnelId,
    queue: Arc<SendQueue>,
    sent: u32,
    heard: u32,
    /// Bytes that were heard and not reported as taken.
    owed: u32,
}

/// A socket of another relay's.
struct Guest {
    socket: SocketId,
    queue: Arc<SendQueue>,
    credit: Credit,
    sent: u32,
    heard: u32,
}

struct Links {
    driver: Arc<HubDriver>,
    sharing: Sharing,
    commands: UnboundedSender<LinkCommand>,
    handed: HashMap<SocketId, HandedOver>,
    /// The sockets that are handed over, by their tunnels.
    tunnels: HashMap<TunnelId, SocketId>,
    guests: BTreeMap<(RelayId, TunnelId), Guest>,
    neighbours: Neighbours,
    outbox: BTreeMap<RelayId, Vec<Between>>,
    last_tunnel: u32,
}

/// Runs the links until the relay stops.
pub(super) async fn run(
    driver: Arc<HubDriver>,
    sharing: Sharing,
    (commands, mut commanded): (UnboundedSender<LinkCommand>, UnboundedReceiver<LinkCommand>),
) {
    let name = format!("{}.relay.{}", sharing.prefix, sharing.me);
    let mut heard = match sharing.client.subscribe(name.clone()).await {
        Ok(heard) => heard,
        Err(error) => return tracing::error!(%error, "no link to other relays comes about"),
    };
    let alive = tokio::spawn(answer_whoever_asks(sharing.client.clone(), format!("{name}.alive")));
    let neighbours = Neighbours::new(sharing.client.clone(), &sharing.prefix, commands.clone());
    let mut links = Links {
        driver,
        sharing,
        commands,
        handed: HashMap::new(),
        tunnels: HashMap::new(),
        guests: BTreeMap::new(),
        neighbours,
        outbox: BTreeMap::new(),
        last_tunnel: 0,
    };
    let mut beat = time::interval(BEAT);
    beat.set_missed_tick_behavior(time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            biased;
            Some(event) = links.sharing.events.recv() => links.happened(event),
            Some(command) = commanded.recv() => {
                let mut next = Some(command);
                let mut taken = 0;
                while let Some(command) = next {
                    if matches!(command, LinkCommand::Stop) {
                        links.send().await;
                        if let Err(error) = links.sharing.client.flush().await {
                            tracing::debug!(%error, "the last frames may not have left");
                        }
                        alive.abort();
                        return;
                    }
                    if matches!(command, LinkCommand::Unanswered(_)) {
                        // What it has said in the meantime counts first.
                        while let Some(Some(message)) = heard.next().now_or_never() {
                            links.hear(&message.payload);
                        }
                    }
                    links.obey(command);
                    taken += 1;
                    next = if taken < AT_ONCE { commanded.try_recv().ok() } else { None };
                }
            }
            Some(message) = heard.next() => links.hear(&message.payload),
            _ = beat.tick() => links.beat(),
        }
        links.send().await;
    }
}

impl Links {
    fn happened(&mut self, event: SharedEvent) {
        match event {
            SharedEvent::Lost(room) => self.driver.lock_hub().handle(Input::Lost(room)),
            SharedEvent::Adrift => {
                self.driver.lock_hub().handle(Input::Adrift);
                self.handed.clear();
                self.tunnels.clear();
                self.outbox.clear();
                for (_, guest) in std::mem::take(&mut self.guests) {
                    guest.queue.end(Ending::Dropped);
                }
            }
        }
    }

    fn obey(&mut self, command: LinkCommand) {
        match command {
            LinkCommand::HandOver { socket, queue, relay, origin, nonce, auth } => {
                self.last_tunnel = self.last_tunnel.wrapping_add(1);
                let tunnel = TunnelId(self.last_tunnel);
                // The same in the log of both relays, so that a connection can be followed.
                tracing::debug!(trace = %trace(self.sharing.me, tunnel), home = %relay, "a socket is passed on");
                self.tunnels.insert(tunnel, socket);
                self.handed.insert(socket, HandedOver { home: relay, tunnel, queue, sent: 0, heard: 0, owed: 0 });
                self.put(relay, Between::Join { tunnel, origin: origin.to_string(), nonce, auth });
            }
            LinkCommand::Forward { socket, bytes } => {
                let Some(handed) = self.handed.get_mut(&socket) else { return };
                handed.sent = handed.sent.wrapping_add(1);
                let (home, message) =
                    (handed.home, Between::ToHome { tunnel: handed.tunnel, count: handed.sent, bytes: bytes.to_vec() });
                self.put(home, message);
            }
            LinkCommand::Part { socket } => {
                let Some(handed) = self.forget(socket) else { return };
                self.put(handed.home, Between::Part { tunnel: handed.tunnel });
            }
            LinkCommand::ToEdge { edge, tunnel, bytes } => {
                let Some(guest) = self.guests.get_mut(&(edge, tunnel)) else { return };
                guest.sent = guest.sent.wrapping_add(1);
                let count = guest.sent;
                self.put(edge, Between::ToEdge { tunnel, count, bytes: bytes.to_vec() });
            }
            LinkCommand::EndAtEdge { edge, tunnel } => {
                if self.guests.remove(&(edge, tunnel)).is_some() {
                    self.put(edge, Between::End { tunnel });
                }
            }
            LinkCommand::Heard(relay) => self.neighbours.heard(relay),
            LinkCommand::Unanswered(relay) if !self.neighbours.is_gone(relay) => {}
            LinkCommand::Unanswered(relay) | LinkCommand::Gone(relay) => self.gone(relay),
            LinkCommand::Stop => {}
        }
    }

    fn hear(&mut self, message: &[u8]) {
        let Ok(Envelope { from, all }) = postcard::from_bytes::<Envelope>(message) else {
            return tracing::warn!(
                "another relay says what this one does not understand: all should be of one version"
            );
        };
        self.neighbours.heard(from);
        for said in all {
            match said {
                Between::Join { tunnel, origin, nonce, auth } => self.guest_came(from, tunnel, &origin, nonce, auth),
                Between::ToHome { tunnel, count, bytes } => self.heard_at_home(from, tunnel, count, bytes),
                Between::ToEdge { tunnel, count, bytes } => self.heard_at_edge(from, tunnel, count, bytes),
                Between::Part { tunnel } => self.drop_guest(from, tunnel),
                Between::Credit { tunnel, bytes } => {
                    if let Some(guest) = self.guests.get(&(from, tunnel)) {
                        guest.credit.add(bytes);
                        guest.queue.flush();
                    }
                }
                Between::End { tunnel } => {
                    if let Some(socket) = self.socket_of(from, tunnel) {
                        self.forget(socket);
                        self.driver.lock_hub().handle(Input::HomeEnded { socket });
                    }
                }
            }
        }
    }

    fn guest_came(&mut self, edge: RelayId, tunnel: TunnelId, origin: &str, nonce: Nonce, auth: Box<Auth>) {
        self.drop_guest(edge, tunnel);
        tracing::debug!(trace = %trace(edge, tunnel), %edge, "a guest comes");
        let (socket, queue) = self.driver.open_guest(origin.into(), nonce, auth);
        let credit = Credit::default();
        let (commands, driver) = (self.commands.clone(), self.driver.clone());
        let (to_send, left) = (queue.clone(), credit.clone());
        tokio::spawn(GuestTask { driver, socket, queue: to_send, credit: left, commands, edge, tunnel });
        self.guests.insert((edge, tunnel), Guest { socket, queue, credit, sent: 0, heard: 0 });
    }

    fn heard_at_home(&mut self, edge: RelayId, tunnel: TunnelId, count: u32, bytes: Vec<u8>) {
        let Some(guest) = self.guests.get_mut(&(edge, tunnel)) else {
            return self.put(edge, Between::End { tunnel });
        };
        guest.heard = guest.heard.wrapping_add(1);
        if guest.heard != count {
            tracing::warn!(trace = %trace(edge, tunnel), "frames between relays were lost: the client joins again");
            self.drop_guest(edge, tunnel);
            return self.put(edge, Between::End { tunnel });
        }
        let from = guest.socket;
        self.driver.lock_hub().handle(Input::Frame { from, bytes: bytes.into() });
    }

    fn heard_at_edge(&mut self, home: RelayId, tunnel: TunnelId, count: u32, bytes: Vec<u8>) {
        let Some(socket) = self.socket_of(home, tunnel) else { return self.put(home, Between::Part { tunnel }) };
        let Some(handed) = self.handed.get_mut(&socket) else { return };
        handed.heard = handed.heard.wrapping_add(1);
        if handed.heard != count {
            tracing::warn!(trace = %trace(self.sharing.me, tunnel), "frames between relays were lost: the client joins again");
            return self.driver.lock_hub().handle(Input::HomeGone { socket });
        }
        handed.owed = handed.owed.saturating_add(bytes.len() as u32);
        self.driver.lock_hub().handle(Input::FromHome { socket, bytes: bytes.into() });
        self.give_credit(socket);
    }

    /// Tells the home how much the client has taken, once that is worth a message and its queue is short.
    fn give_credit(&mut self, socket: SocketId) {
        let Some(handed) = self.handed.get_mut(&socket) else { return };
        if handed.owed < WORTH_TELLING || handed.queue.bytes() > SHORT {
            return;
        }
        let (home, tunnel, bytes) = (handed.home, handed.tunnel, std::mem::take(&mut handed.owed));
        self.put(home, Between::Credit { tunnel, bytes });
    }

    fn drop_guest(&mut self, edge: RelayId, tunnel: TunnelId) {
        if let Some(guest) = self.guests.remove(&(edge, tunnel)) {
            guest.queue.end(Ending::Dropped);
        }
    }

    fn gone(&mut self, relay: RelayId) {
        tracing::warn!(%relay, "another relay does not answer: who was connected to it, or through it, joins again");
        let mut sockets: Vec<SocketId> =
            self.handed.iter().filter(|(_, handed)| handed.home == relay).map(|(socket, _)| *socket).collect();
        sockets.sort_unstable();
        // Should it be there after all, it does not go on by itself: nobody waits at either end for what does not come.
        for socket in sockets {
            if let Some(handed) = self.forget(socket) {
                self.put(relay, Between::Part { tunnel: handed.tunnel });
            }
            self.driver.lock_hub().handle(Input::HomeGone { socket });
        }
        let guests: Vec<TunnelId> =
            self.guests.keys().filter(|(edge, _)| *edge == relay).map(|(_, tunnel)| *tunnel).collect();
        for tunnel in guests {
            self.drop_guest(relay, tunnel);
            self.put(relay, Between::End { tunnel });
        }
    }

    /// Asks the relays that anything is linked with whether they are there.
    fn beat(&mut self) {
        let second = self.driver.second();
        let mut linked: Vec<RelayId> = self.handed.values().map(|handed| handed.home).collect();
        for ((edge, _), guest) in &self.guests {
            linked.push(*edge);
            // Whether its client is there is the edge's to find out.
            guest.queue.hear(second);
        }
        linked.sort_unstable();
        linked.dedup();
        self.neighbours.ask(&linked);
        let mut owing: Vec<SocketId> = self.handed.keys().copied().collect();
        owing.sort_unstable();
        owing.into_iter().for_each(|socket| self.give_credit(socket));
    }

    fn socket_of(&self, home: RelayId, tunnel: TunnelId) -> Option<SocketId> {
        let socket = *self.tunnels.get(&tunnel)?;
        self.handed.get(&socket).filter(|handed| handed.home == home).map(|_| socket)
    }

    fn forget(&mut self, socket: SocketId) -> Option<HandedOver> {
        let handed = self.handed.remove(&socket)?;
        self.tunnels.remove(&handed.tunnel);
        Some(handed)
    }

    fn put(&mut self, to: RelayId, message: Between) {
        self.outbox.entry(to).or_default().push(message);
    }

    /// Sends what was put, many messages in one.
    async fn send(&mut self) {
        for (to, messages) in std::mem::take(&mut self.outbox) {
            let subject = format!("{}.relay.{to}", self.sharing.prefix);
            for envelope in Envelope::pack(self.sharing.me, messages) {
                if let Err(error) = self.sharing.client.publish(subject.clone(), envelope.into()).await {
                    tracing::warn!(%error, "a message to another relay was not sent");
                }
            }
        }
    }
}

fn trace(edge: RelayId, tunnel: TunnelId) -> String {
    format!("{edge}-{}", tunnel.0)
}

/// How often other relays are asked whether they are there.
const BEAT: Duration = Duration::from_millis(400);

/// Commands that are obeyed before anything is sent.
const AT_ONCE: usize = 256;

/// Bytes after which a home is told that they were taken.
const WORTH_TELLING: u32 = 32 * 1024;

/// A client whose queue is longer reads slowly.
const SHORT: u64 = 128 * 1024;
