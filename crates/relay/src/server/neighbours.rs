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
    silence: Silence,
}

/// How often each relay was asked since it was last heard from.
#[derive(Default)]
struct Silence(HashMap<RelayId, u32>);

impl Silence {
    fn ask(&mut self, relay: RelayId) {
        *self.0.entry(relay).or_default() += 1;
    }

    fn heard(&mut self, relay: RelayId) {
        self.0.insert(relay, 0);
    }

    fn is_over_long(&self, relay: RelayId) -> bool {
        self.0.get(&relay).is_some_and(|asked| *asked > QUESTIONS)
    }
}

impl Neighbours {
    pub(super) fn new(client: Client, prefix: &str, commands: UnboundedSender<LinkCommand>) -> Self {
        Self { client, prefix: prefix.to_owned(), commands, silence: Silence::default() }
    }

    /// This one said something.
    pub(super) fn heard(&mut self, relay: RelayId) {
        self.silence.heard(relay);
    }

    /// Whether this one, which has left a question unanswered, counts as gone. What it said meanwhile speaks for it: on a busy line an
    /// answer waits behind the frames of its clients.
    pub(super) fn is_gone(&self, relay: RelayId) -> bool {
        self.silence.is_over_long(relay)
    }

    /// Asks each whether it is there. One that ended is known to be gone at once, since nobody listens at its subject; one
    /// that hangs, or that nothing reaches, after several questions.
    pub(super) fn ask(&mut self, linked: &[RelayId]) {
        self.silence.0.retain(|relay, _| linked.contains(relay));
        for &relay in linked {
            self.silence.ask(relay);
            let subject = format!("{}.relay.{relay}.alive", self.prefix);
            let (client, commands) = (self.client.clone(), self.commands.clone());
            tokio::spawn(async move {
                let request = Request::new().timeout(Some(ANSWERED_WITHIN));
                let _ = commands.send(match client.send_request(subject, request).await {
                    Ok(_) => LinkCommand::Heard(relay),
                    Err(error) if error.kind() == RequestErrorKind::NoResponders => LinkCommand::Gone(relay),
                    Err(_) => LinkCommand::Unanswered(relay),
                });
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

/// Questions without an answer after which a relay counts as gone: two seconds, in which one whose NATS server hangs has found
/// another.
const QUESTIONS: u32 = 4;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_relay_that_says_anything_is_not_gone_however_late_its_answers_are() {
        let (relay, mut silence) = (RelayId([7; 8]), Silence::default());
        for _ in 0..=QUESTIONS {
            assert!(!silence.is_over_long(relay));
            silence.ask(relay);
        }
        assert!(silence.is_over_long(relay));
        // A frame comes between the last question and its time.
        silence.heard(relay);
        assert!(!silence.is_over_long(relay));
    }
}
