//! Whether the relays that something is linked with are there.

use std::{collections::HashMap, time::Duration};

use async_nats::{Client, Request, client::RequestErrorKind};
use futures_util::StreamExt;
use tokio::sync::mpsc::UnboundedSender;

use super::link_command::LinkCommand;
use crate::log::RelayId;

/// What was heard of them.
pub(super) struct Neighbours {
    client: Client,
    prefix: String,
    commands: UnboundedSender<LinkCommand>,
    /// How often each was asked since it was last heard from.
    asked: HashMap<RelayId, u32>,
}

impl Neighbours {
    pub(super) fn new(client: Client, prefix: &str, commands: UnboundedSender<LinkCommand>) -> Self {
        Self { client, prefix: prefix.to_owned(), commands, asked: HashMap::new() }
    }

    /// This one said something.
    pub(super) fn heard(&mut self, relay: RelayId) {
        self.asked.insert(relay, 0);
    }

    /// Asks each whether it is there. One that ended is known to be gone at once, since nobody listens at its subject; one
    /// that hangs, or that nothing reaches, after several questions.
    pub(super) fn ask(&mut self, linked: &[RelayId]) {
        self.asked.retain(|relay, _| linked.contains(relay));
        for &relay in linked {
            let asked = self.asked.entry(relay).or_default();
            *asked += 1;
            let is_last = *asked > QUESTIONS;
            let subject = format!("{}.relay.{relay}.alive", self.prefix);
            let (client, commands) = (self.client.clone(), self.commands.clone());
            tokio::spawn(async move {
                let request = Request::new().timeout(Some(ANSWERED_WITHIN));
                match client.send_request(subject, request).await {
                    Ok(_) => {
                        let _ = commands.send(LinkCommand::Heard(relay));
                    }
                    Err(error) if is_last || error.kind() == RequestErrorKind::NoResponders => {
                        let _ = commands.send(LinkCommand::Gone(relay));
                    }
                    Err(_) => {}
                }
            });
        }
    }
}

/// Answers other relays that ask whether this one is there.
pub(super) async fn answer_whoever_asks(client: Client, subject: String) {
    let Ok(mut asked) = client.subscribe(subject).await else { return };
    while let Some(question) = asked.next().await {
        if let Some(reply) = question.reply
            && let Err(error) = client.publish(reply, "".into()).await
        {
            tracing::debug!(%error, "another relay is not answered");
        }
    }
}

const ANSWERED_WITHIN: Duration = Duration::from_millis(400);

/// Questions without an answer after which a relay counts as gone.
const QUESTIONS: u32 = 2;
