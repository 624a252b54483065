//! Which of the relays that share a log serves a room: the one that listens at the room's subject.
//!
//! No list is kept of that. A relay that is asked for a room asks at the room's subject who serves it; NATS says at once
//! if nobody listens there, as it does when a relay was killed. Two that take a room at once, or one that was only slow and
//! comes back, do no harm: a room's stream takes frames from whoever marked it last ([`rooms`](super::rooms)).

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use alongside_wire::RoomId;
use async_nats::{Client, Request, Subscriber, client::RequestErrorKind};
use futures_util::{StreamExt, stream};
use tokio::{sync::mpsc::UnboundedSender, task::AbortHandle};

use super::store::away;
use crate::{
    error::Error,
    log::{RelayId, SharedEvent},
};

/// The rooms that this relay serves, as the others can ask for them.
#[derive(Debug)]
pub(super) struct Homes {
    pub(super) me: RelayId,
    client: Client,
    prefix: String,
    held: Mutex<HashMap<RoomId, Held>>,
    events: UnboundedSender<SharedEvent>,
}

/// A room that this relay answers for until this is dropped.
#[derive(Debug)]
struct Held(AbortHandle);

impl Drop for Held {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Homes {
    pub(super) fn new(me: RelayId, client: Client, prefix: &str, events: UnboundedSender<SharedEvent>) -> Self {
        Self { me, client, prefix: prefix.to_owned(), held: Mutex::default(), events }
    }

    /// Who else serves the room; nobody if they do not answer in time.
    pub(super) async fn ask(&self, room: RoomId) -> Result<Option<RelayId>, Error> {
        let request = Request::new().timeout(Some(ANSWERED_WITHIN));
        match self.client.send_request(self.subject(room), request).await {
            Ok(answer) => {
                let relay = std::str::from_utf8(&answer.payload).ok().and_then(|relay| relay.parse().ok());
                Ok(relay.filter(|relay| *relay != self.me))
            }
            Err(error) if matches!(error.kind(), RequestErrorKind::NoResponders | RequestErrorKind::TimedOut) => {
                Ok(None)
            }
            Err(error) => Err(away(error)),
        }
    }

    /// Answers for the room from now on.
    pub(super) async fn hold(&self, room: RoomId) -> Result<(), Error> {
        let asked = self.client.subscribe(self.subject(room)).await.map_err(away)?;
        let (me, client, events) = (self.me, self.client.clone(), self.events.clone());
        let answering = tokio::spawn(answer(room, me, client, asked, events));
        self.held().insert(room, Held(answering.abort_handle()));
        Ok(())
    }

    /// Tells whoever served the room before that it does so no more.
    pub(super) async fn taken(&self, room: RoomId) -> Result<(), Error> {
        self.client.publish(self.subject(room), self.me.to_string().into()).await.map_err(away)
    }

    /// Answers for the room no more.
    pub(super) fn leave(&self, room: RoomId) {
        self.held().remove(&room);
    }

    pub(super) fn leave_all(&self) {
        self.held().clear();
    }

    /// Tells the server that another relay has taken this room.
    pub(super) fn lose(&self, room: RoomId) {
        // Nobody listens any more once the relay stops.
        let _ = self.events.send(SharedEvent::Lost(room));
    }

    /// Finds out, after the connection was broken, which rooms another relay has taken meanwhile.
    pub(super) async fn look_again(&self) {
        let mut rooms: Vec<RoomId> = self.held().keys().copied().collect();
        rooms.sort_unstable();
        let ask = async |room| {
            let request = Request::new().payload(self.me.to_string().into()).timeout(Some(ANSWERED_WITHIN));
            if self.client.send_request(self.subject(room), request).await.is_ok() {
                let _ = self.events.send(SharedEvent::Lost(room));
            }
        };
        stream::iter(rooms).map(ask).buffer_unordered(ASKED_AT_ONCE).collect::<Vec<()>>().await;
    }

    fn subject(&self, room: RoomId) -> String {
        format!("{}.home.{room}", self.prefix)
    }

    fn held(&self) -> MutexGuard<'_, HashMap<RoomId, Held>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn answer(
    room: RoomId,
    me: RelayId,
    client: Client,
    mut asked: Subscriber,
    events: UnboundedSender<SharedEvent>,
) {
    let name = me.to_string();
    while let Some(message) = asked.next().await {
        match message.reply {
            // This relay looks whether another one answers.
            Some(_) if message.payload == name.as_bytes() => {}
            Some(reply) => {
                if let Err(error) = client.publish(reply, name.clone().into()).await {
                    tracing::debug!(%error, "nobody hears where a room is");
                }
            }
            None if message.payload != name.as_bytes() => {
                let _ = events.send(SharedEvent::Lost(room));
            }
            None => {}
        }
    }
}

const ASKED_AT_ONCE: usize = 256;

/// A relay that takes longer serves nobody.
const ANSWERED_WITHIN: Duration = Duration::from_millis(500);
