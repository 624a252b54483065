//! Challenge, auth, welcome; peers up and down.

use alongside_wire::{
    FromRelay, Peer, ReplicaId, Seq, ToRelay,
    frame::{ByeReason, PassedOn, PeerDown, PeerUp, Pull, TimeAsk},
};
use futures_util::SinkExt;
use tungstenite::{Message, client::IntoClientRequest};

use crate::client::{Client, Relay, RoomKey, ephemeral, sealed_as};

#[tokio::test]
async fn a_client_that_signs_the_challenge_is_welcomed() {
    let (relay, room) = (Relay::start().await, RoomKey::new(1));
    let (_ana, welcome) = relay.join(&room, 1).await;
    assert_eq!((welcome.durable, welcome.trimmed, welcome.log_bytes), (Seq(0), Seq(0), 0));
    assert_eq!((welcome.snapshot, welcome.previous, welcome.peers), (None, None, vec![]));
    assert!(welcome.now > 1_600_000_000_000);
}

#[tokio::test]
async fn ice_servers_are_those_the_operator_named() {
    let ice = vec!["stun:stun.example:3478".to_owned()];
    let relay = Relay::start_with(|config| config.ice = ice.clone()).await;
    assert_eq!(relay.join(&RoomKey::new(1), 1).await.1.ice, ice);
}

/// `[P 1]`
#[tokio::test]
async fn another_rooms_key_opens_nothing() {
    let (relay, mine, theirs) = (Relay::start().await, RoomKey::new(1), RoomKey::new(2));
    let mut client = relay.connect().await;
    let nonce = client.challenged().await.unwrap();
    let ToRelay::Auth(mut auth) = mine.auth(&client.origin, nonce, ReplicaId([1; 16])) else { unreachable!() };
    auth.room = theirs.id();
    client.say(ToRelay::Auth(auth)).await;
    let bye = client.bye().await;
    assert_eq!((bye.reason, bye.retry_after), (ByeReason::BadSignature, None));
    assert_eq!(client.hear_or_end().await, None);
}

/// `[P 11]`
#[tokio::test]
async fn a_signature_over_anything_else_opens_nothing() {
    let (relay, room) = (Relay::start().await, RoomKey::new(1));
    // A signature for another relay's name [P 11].
    let mut client = relay.connect().await;
    let nonce = client.challenged().await.unwrap();
    client.say(room.auth("other.example", nonce, ReplicaId([1; 16]))).await;
    assert_eq!(client.bye().await.reason, ByeReason::BadSignature);
    // A signature of another connection's challenge.
    let mut again = relay.connect().await;
    again.challenged().await.unwrap();
    again.say(room.auth(&again.origin, nonce, ReplicaId([1; 16]))).await;
    assert_eq!(again.bye().await.reason, ByeReason::BadSignature);
    // A signature for another replica.
    let mut third = relay.connect().await;
    let nonce = third.challenged().await.unwrap();
    let ToRelay::Auth(mut auth) = room.auth(&third.origin, nonce, ReplicaId([1; 16])) else { unreachable!() };
    auth.replica.0[0] ^= 1;
    third.say(ToRelay::Auth(auth)).await;
    assert_eq!(third.bye().await.reason, ByeReason::BadSignature);
}

/// `[P 6, 11]`
#[tokio::test]
async fn a_name_that_is_not_ours_is_not_served() {
    let relay = Relay::start().await;
    let tcp = tokio::net::TcpStream::connect(relay.address).await.unwrap();
    let request = "ws://other.example/sync".into_client_request().unwrap();
    let refused = tokio_tungstenite::client_async(request, tcp).await.unwrap_err();
    assert!(matches!(refused, tungstenite::Error::Http(answer) if answer.status() == 421));
    // This machine's own names are served.
    let origin = format!("localhost:{}", relay.address.port());
    let mut client = Client::connect(relay.address, &origin).await;
    let nonce = client.challenged().await.unwrap();
    client.say(RoomKey::new(1).auth(&origin, nonce, ReplicaId([1; 16]))).await;
    assert!(matches!(client.hear().await, FromRelay::Welcome(_)));
}

/// `[P 10]`
#[tokio::test]
async fn nothing_is_heard_before_auth() {
    let relay = Relay::start().await;
    let mut client = relay.connect().await;
    client.challenged().await.unwrap();
    client.say(ToRelay::Pull(Pull { after: Seq(0) })).await;
    assert_eq!(client.bye().await.reason, ByeReason::Malformed);
}

/// `[P 10]`
#[tokio::test]
async fn a_client_that_never_authenticates_is_ended() {
    let relay = Relay::start_with(|config| config.limits.auth_millis = 50).await;
    let mut client = relay.connect().await;
    client.challenged().await.unwrap();
    assert_eq!(client.bye().await.reason, ByeReason::AuthTimeout);
    assert_eq!(client.hear_or_end().await, None);
}

/// `[P 35, 37]`
#[tokio::test]
async fn members_are_told_of_each_other_and_of_nobody_else() {
    let (relay, room) = (Relay::start().await, RoomKey::new(1));
    let (mut ana, welcome) = relay.join(&room, 1).await;
    let (mut stranger, _) = relay.join(&RoomKey::new(9), 1).await;
    let (mut ben, welcome_ben) = relay.join(&room, 2).await;
    assert_eq!(welcome_ben.peers, [welcome.peer]);
    assert_eq!(ana.hear().await, FromRelay::PeerUp(PeerUp { peer: welcome_ben.peer }));

    ana.say(ephemeral(None, b"to all")).await;
    assert_eq!(ben.hear().await, FromRelay::PassedOn(PassedOn { from: welcome.peer, sealed: sealed_as(b"to all") }));
    ben.say(ephemeral(Some(welcome.peer), b"to ana")).await;
    let to_ana = PassedOn { from: welcome_ben.peer, sealed: sealed_as(b"to ana") };
    assert_eq!(ana.hear().await, FromRelay::PassedOn(to_ana));
    ben.say(ephemeral(Some(Peer(4_000_000)), b"to nobody")).await;

    ben.say(ToRelay::Bye).await;
    assert_eq!(ana.hear().await, FromRelay::PeerDown(PeerDown { peer: welcome_ben.peer }));
    assert_eq!(ben.hear_or_end().await, None);
    assert_eq!(stranger.settle().await, []);
}

/// `[P 12]`
#[tokio::test]
async fn a_page_that_joins_again_replaces_its_earlier_socket() {
    let (relay, room) = (Relay::start().await, RoomKey::new(1));
    let (mut ghost, _) = relay.join(&room, 1).await;
    let (_ana, welcome) = relay.join(&room, 1).await;
    assert_eq!(welcome.peers, []);
    assert_eq!(ghost.bye().await.reason, ByeReason::Resync);
}

/// `[P 36]`
#[tokio::test]
async fn the_time_is_answered_at_once_in_milliseconds_since_1970() {
    let relay = Relay::start().await;
    let (mut ana, welcome) = relay.join(&RoomKey::new(1), 1).await;
    ana.say(ToRelay::TimeAsk(TimeAsk { echo: 7 })).await;
    let FromRelay::Time(time) = ana.hear().await else { panic!("not the time") };
    assert_eq!(time.echo, 7);
    assert!((welcome.now..welcome.now + 60_000).contains(&time.now), "{} after {}", time.now, welcome.now);
}

#[tokio::test]
async fn a_ping_is_answered() {
    let relay = Relay::start().await;
    let mut client = relay.connect().await;
    client.challenged().await.unwrap();
    client.ws.send(Message::Ping("are you there".into())).await.unwrap();
    let heard = tokio::time::timeout(crate::client::PATIENCE, futures_util::StreamExt::next(&mut client.ws)).await;
    assert_eq!(heard.unwrap().unwrap().unwrap(), Message::Pong("are you there".into()));
}
