//! Two who meet at a number, over real sockets: what they say is passed on, kept nowhere, and no flood keeps them from it.

use alongside_wire::{
    FromRelay, ToRelay,
    frame::{ByeReason, EndRendezvous, Ending, ErrorCode, Exchange, Meet, RendezvousState, Subject},
    limits,
};

use crate::client::{Client, Relay};

impl Client {
    /// Meets at this number, or opens a rendezvous; returns its number and how it stands.
    async fn meet(&mut self, number: Option<u32>) -> Result<(u32, RendezvousState), ErrorCode> {
        self.challenged().await.unwrap();
        self.say(ToRelay::Meet(Meet { number })).await;
        match self.hear().await {
            FromRelay::Rendezvous(frame) => Ok((frame.number, frame.state)),
            FromRelay::Error(error) if error.subject == Subject::Rendezvous => Err(error.code),
            other => panic!("{other:?}"),
        }
    }

    async fn state(&mut self) -> RendezvousState {
        self.hear_until(|frame| if let FromRelay::Rendezvous(frame) = frame { Some(frame.state) } else { None }).await
    }

    async fn exchanged(&mut self) -> Vec<u8> {
        self.hear_until(|frame| if let FromRelay::Exchanged(said) = frame { Some(said.bytes) } else { None }).await
    }
}

/// `[P 121, 122]`
#[tokio::test]
async fn what_two_say_at_a_number_is_passed_on_and_found_nowhere_afterwards() {
    let relay = Relay::start().await;
    let (mut ana, mut ben) = (relay.connect().await, relay.connect().await);
    let (number, _) = ana.meet(None).await.unwrap();
    assert_eq!(ben.meet(Some(number)).await, Ok((number, RendezvousState::Met)));
    assert_eq!(ana.state().await, RendezvousState::Met);
    let canary = b"a canary that was only passed on".repeat(8);
    for _ in 0..3 {
        ben.say(ToRelay::Exchange(Exchange { bytes: canary.clone() })).await;
        assert_eq!(ana.exchanged().await, canary);
        ana.say(ToRelay::Exchange(Exchange { bytes: canary.clone() })).await;
        assert_eq!(ben.exchanged().await, canary);
    }
    ana.say(ToRelay::EndRendezvous(EndRendezvous { ending: Ending::Used })).await;
    assert_eq!(ben.state().await, RendezvousState::Used);
    assert_eq!((ana.state().await, ana.hear_or_end().await), (RendezvousState::Used, None));
    assert_eq!(relay.connect().await.meet(Some(number)).await, Ok((number, RendezvousState::Used)));
    let data = relay.stop().await;
    let mut files = vec![data.path().to_owned()];
    while let Some(path) = files.pop() {
        if path.is_dir() {
            files.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else {
            let kept = std::fs::read(&path).unwrap();
            assert!(!kept.windows(32).any(|bytes| bytes == &canary[..32]), "{}", path.display());
        }
    }
}

/// `[P 10, 121]`
#[tokio::test]
async fn who_waits_at_a_number_is_not_taken_for_one_who_does_not_authenticate() {
    let relay = Relay::start_with(|config| config.limits.auth_millis = 200).await;
    let (mut ana, mut idle) = (relay.connect().await, relay.connect().await);
    let (number, _) = ana.meet(None).await.unwrap();
    assert_eq!(idle.bye().await.reason, ByeReason::AuthTimeout);
    let mut ben = relay.connect().await;
    assert_eq!(ben.meet(Some(number)).await, Ok((number, RendezvousState::Met)));
    drop(ben);
    assert_eq!((ana.state().await, ana.state().await), (RendezvousState::Met, RendezvousState::Left));
}

/// `[P 123]`
#[tokio::test]
async fn a_flood_of_codes_from_one_address_leaves_short_numbers_to_others_and_is_refused() {
    let relay = Relay::start_with(|config| {
        config.trusted_proxy = true;
        config.limits.address_pairings = 30;
    })
    .await;
    let mut flood = Vec::new();
    let mut refused = 0;
    for _ in 0..40 {
        let mut client = Client::forwarded(relay.address, "192.0.2.1").await;
        match client.meet(None).await {
            Ok(_) => flood.push(client),
            Err(code) => refused += usize::from(code == ErrorCode::TooFast),
        }
    }
    assert_eq!((flood.len(), refused), (limits::RENDEZVOUS_PER_ADDRESS, 40 - limits::RENDEZVOUS_PER_ADDRESS));
    let mut ana = Client::forwarded(relay.address, "192.0.2.2").await;
    let (number, state) = ana.meet(None).await.unwrap();
    assert!(state == RendezvousState::Open && number < 100, "{number}");
    // Whoever guesses at numbers is stopped as well.
    let mut tried = 0;
    for number in 1..40 {
        let mut client = Client::forwarded(relay.address, "192.0.2.3").await;
        tried += usize::from(client.meet(Some(number + 1_000)).await == Ok((number + 1_000, RendezvousState::Unknown)));
    }
    assert_eq!(tried, 30);
}
