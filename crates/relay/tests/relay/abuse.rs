//! What no honest client would send.

use alongside_wire::{
    FromRelay, ToRelay,
    frame::{ByeReason, ErrorCode},
    limits,
};
use futures_util::{SinkExt, StreamExt};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tungstenite::{Message, protocol::frame::coding::CloseCode};

use crate::client::{PATIENCE, Relay, RoomKey, push};

/// `[P 3, 5, 6, 43]`
#[tokio::test]
async fn junk_ends_the_connection_and_nothing_else() {
    let relay = Relay::start().await;
    let (mut bystander, _) = relay.join(&RoomKey::new(9), 1).await;
    let junk: [(&[u8], ByeReason); 5] = [
        (&[1], ByeReason::Malformed),
        (&[], ByeReason::Malformed),
        (&[1, 2, 3], ByeReason::Malformed),
        (&[2, 3, 0], ByeReason::Version),
        (&[1, 3, 0, 0], ByeReason::Malformed),
    ];
    for (bytes, reason) in junk {
        let (mut ana, _) = relay.join(&RoomKey::new(1), 1).await;
        ana.say_bytes(bytes.to_vec()).await;
        let bye = ana.bye().await;
        assert_eq!((bye.reason, bye.retry_after), (reason, None));
        assert_eq!(ana.hear_or_end().await, None);
    }
    let (mut ana, _) = relay.join(&RoomKey::new(1), 1).await;
    ana.ws.send(Message::Text("hello".into())).await.unwrap();
    assert_eq!(ana.bye().await.reason, ByeReason::Malformed);
    assert_eq!(bystander.settle().await, []);
}

/// `[P 5]`
#[tokio::test]
async fn an_unknown_frame_type_is_ignored() {
    let relay = Relay::start().await;
    let (mut ana, _) = relay.join(&RoomKey::new(1), 1).await;
    ana.say_bytes(vec![1, 0x3f, 9, 9, 9]).await;
    assert_eq!(ana.settle().await, []);
}

/// `[P 3, 6]`
#[tokio::test]
async fn a_message_over_the_limit_is_refused_in_words() {
    let relay = Relay::start().await;
    let (mut ana, _) = relay.join(&RoomKey::new(1), 1).await;
    ana.say_bytes(vec![1; limits::FRAME + 1]).await;
    assert_eq!(ana.bye().await.reason, ByeReason::Malformed);
    let closed = loop {
        match tokio::time::timeout(PATIENCE, ana.ws.next()).await.unwrap() {
            Some(Ok(Message::Close(close))) => break close,
            Some(Ok(_)) => {}
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(closed.unwrap().code, CloseCode::Size);
}

/// `[P 4, 42]`
#[tokio::test]
async fn a_blob_over_its_limit_is_refused_and_the_next_is_taken() {
    let relay = Relay::start_with(|config| config.limits.sealed.0 = 1_000).await;
    let (mut ana, _) = relay.join(&RoomKey::new(1), 1).await;
    ana.push(1, 0, &[7; 1_001]).await;
    assert_eq!(ana.error().await.code, ErrorCode::TooLarge);
    ana.pushed(1, 0, &[7; 1_000]).await;
}

#[tokio::test]
async fn a_client_that_does_not_read_is_told_to_reconnect_and_holds_nobody_up() {
    let relay = Relay::start_with(|config| {
        config.queue.0 = 64 * 1024;
        config.limits.frame_rate = 0;
        config.limits.byte_rate.0 = 0;
        config.limits.log_hard.0 = 0;
        config.limits.new_room.0 = 0;
    })
    .await;
    let room = RoomKey::new(1);
    let (mut slow, _) = relay.join(&room, 1).await;
    let (mut ana, _) = relay.join(&room, 2).await;
    // More than all buffers on the way can hold.
    let mut counter = 0;
    'flood: loop {
        for _ in 0..20 {
            ana.push(2, counter, &vec![7; 60_000]).await;
            counter += 1;
        }
        let mut own = 0;
        while own < 20 {
            match ana.hear().await {
                FromRelay::Durable(durable) => own += durable.yours.len(),
                FromRelay::PeerDown(_) => break 'flood,
                _ => {}
            }
        }
        assert!(counter < 5_000, "a silent socket is dropped");
    }
    // What was sent before arrives whole, then the reason, then the end: nothing in between is missing.
    let mut next = 0;
    let bye = loop {
        match slow.hear().await {
            FromRelay::Deliver(deliver) => {
                assert_eq!(deliver.frame.counter.0, next);
                next += 1;
            }
            FromRelay::Bye(bye) => break bye,
            _ => {}
        }
    };
    assert_eq!(bye.reason, ByeReason::Resync);
    assert!(bye.retry_after.is_some());
    assert_eq!(slow.hear_or_end().await, None);
}

#[tokio::test]
async fn a_slow_puller_is_paged_at_its_own_speed() {
    let relay = Relay::start_with(|config| {
        config.queue.0 = 256 * 1024;
        config.limits.new_room.0 = 0;
        config.limits.byte_rate.0 = 0;
    })
    .await;
    let room = RoomKey::new(1);
    let (mut ana, _) = relay.join(&room, 1).await;
    for counter in 0..200 {
        ana.pushed(1, counter, &vec![counter as u8; 60_000]).await;
    }
    // 12 MB, against a queue of 256 KiB: pages are read as fast as the client reads, and nothing overflows.
    let (mut ben, _) = relay.join(&room, 2).await;
    ben.say(ToRelay::Pull(alongside_wire::frame::Pull { after: alongside_wire::Seq(0) })).await;
    tokio::task::yield_now().await;
    let mut counters = Vec::new();
    loop {
        match ben.hear().await {
            FromRelay::Page(page) => counters.extend(page.frames.iter().map(|frame| frame.counter.0)),
            FromRelay::CaughtUp(_) => break,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(counters, (0..200).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_socket_that_vanishes_mid_frame_is_noticed() {
    let (relay, room) = (Relay::start().await, RoomKey::new(1));
    let (mut ana, _) = relay.join(&room, 1).await;
    let (ben, _) = relay.join(&room, 2).await;
    let mut tcp = ben.ws.into_inner();
    // The header of a frame of 200 bytes, and three of the bytes.
    tcp.write_all(&[0x82, 0x80 | 126, 0, 200, 1, 2, 3, 4, 9, 9, 9]).await.unwrap();
    drop(tcp);
    ana.hear_until(|frame| matches!(frame, FromRelay::PeerDown(_)).then_some(())).await;
}

#[tokio::test]
async fn a_socket_that_answers_no_ping_is_dropped_and_a_quiet_one_is_not() {
    let relay = Relay::start_with(|config| config.ping_seconds = 1).await;
    let room = RoomKey::new(1);
    let (mut ana, _) = relay.join(&room, 1).await;
    // Nobody reads this socket, so nobody answers its pings; it stays open all the while.
    let (_dead, welcome) = relay.join(&room, 2).await;
    // Ana's pings are answered while she reads, so she is told that the other is gone.
    let gone = ana.hear_until(|frame| if let FromRelay::PeerDown(down) = frame { Some(down.peer) } else { None }).await;
    assert_eq!(gone, welcome.peer);
}

/// `[P 6]`
#[tokio::test]
async fn malformed_and_plain_requests_to_the_socket_are_refused() {
    let relay = Relay::start().await;
    for request in ["NONSENSE", "GET / HTTP/1.1\r\nContent-Length: x"] {
        let mut tcp = tokio::net::TcpStream::connect(relay.address).await.unwrap();
        tcp.write_all(format!("{request}\r\n\r\n").as_bytes()).await.unwrap();
        let mut answer = String::new();
        tokio::time::timeout(PATIENCE, tcp.read_to_string(&mut answer)).await.unwrap().unwrap();
        assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
    }
    let plain = relay.http("GET /sync HTTP/1.1").await;
    assert!(plain.starts_with("HTTP/1.1 426"), "{plain}");
    let (mut ana, _) = relay.join(&RoomKey::new(1), 1).await;
    ana.say(push(1, 0, b"still here")).await;
    ana.durable().await;
}

#[tokio::test]
async fn connections_that_never_become_a_socket_are_counted_by_address() {
    let relay = Relay::start_with(|config| {
        config.limits.limit_loopback = true;
        config.limits.address_requests = 2;
    })
    .await;
    let mut held = Vec::new();
    for _ in 0..2 {
        let mut tcp = tokio::net::TcpStream::connect(relay.address).await.unwrap();
        tcp.write_all(b"GET / HTTP/1.1\r\nX-Slow: ").await.unwrap();
        held.push(tcp);
    }
    let third = loop {
        let mut third = tokio::net::TcpStream::connect(relay.address).await.unwrap();
        let mut byte = [0];
        if let Ok(end) = tokio::time::timeout(PATIENCE, third.read(&mut byte)).await.unwrap() {
            break end;
        }
    };
    assert_eq!(third, 0, "closed at once");
    // A WebSocket is counted elsewhere: an upgraded connection gives its place back.
    drop(held);
    loop {
        let tcp = tokio::net::TcpStream::connect(relay.address).await.unwrap();
        let request =
            tungstenite::client::IntoClientRequest::into_client_request(format!("ws://{}/sync", relay.address));
        if let Ok((socket, _)) = tokio_tungstenite::client_async(request.unwrap(), tcp).await {
            drop(socket);
            break;
        }
    }
}

/// The fuzzing corpus of the hub: what strangers could send to it.
#[test]
fn nobody_joins_or_erases_without_the_key() {
    let corpus = include_bytes!("../../../../fuzz/corpus/relay_hub.tar");
    alongside_testkit::corpus::replay(corpus, alongside_testkit::decoders::relay::hub);
}
