//! How much of anything a stranger may ask for.

use alongside_relay::Config;
use alongside_wire::{
    FromRelay, Seq, ToRelay,
    frame::{ByeReason, Confirm, ErrorCode, SnapshotPut, TimeAsk},
};

use crate::client::{Client, Relay, RoomKey, ephemeral, push};

/// `[P 12]`
#[tokio::test]
async fn a_room_has_a_limit_of_sockets_and_unauthenticated_ones_do_not_count() {
    let relay = Relay::start_with(|config| config.limits.room_sockets = 2).await;
    let room = RoomKey::new(1);
    let mut stranger = relay.connect().await;
    stranger.challenged().await.unwrap();
    let (ana, _) = relay.join(&room, 1).await;
    let (_ben, _) = relay.join(&room, 2).await;
    let bye = relay.try_join(&room, 3).await.err().unwrap();
    assert_eq!(bye.reason, ByeReason::RoomFull);
    assert!(bye.retry_after.is_some());
    relay.join(&RoomKey::new(2), 3).await;
    drop(ana);
    while relay.try_join(&room, 3).await.is_err() {}
}

#[tokio::test]
async fn an_address_has_a_limit_of_sockets() {
    let relay = Relay::start_with(|config| {
        config.limits.limit_loopback = true;
        config.limits.address_sockets = 2;
    })
    .await;
    let (_one, _) = relay.join(&RoomKey::new(1), 1).await;
    let (two, _) = relay.join(&RoomKey::new(2), 1).await;
    assert_eq!(relay.try_join(&RoomKey::new(3), 1).await.err().unwrap().reason, ByeReason::TooMany);
    drop(two);
    while relay.try_join(&RoomKey::new(3), 1).await.is_err() {}
}

#[tokio::test]
async fn behind_a_proxy_an_address_is_what_the_proxy_saw() {
    let relay = Relay::start_with(|config| {
        config.trusted_proxy = true;
        config.limits.address_sockets = 1;
    })
    .await;
    let mut held = Vec::new();
    for (forwarded, welcome) in [
        ("192.0.2.1", true),
        // The client's own entries come first, and are ignored.
        ("198.51.100.9, 192.0.2.1", false),
        ("192.0.2.2", true),
    ] {
        let mut client = Client::forwarded(relay.address, forwarded).await;
        assert_eq!(client.challenged().await.is_ok(), welcome, "{forwarded}");
        held.push(client);
    }
}

#[tokio::test]
async fn an_address_has_an_hourly_limit_of_new_rooms_and_goes_on_in_old_ones() {
    let relay = Relay::start_with(|config| {
        config.limits.limit_loopback = true;
        config.limits.address_rooms = 2;
    })
    .await;
    for room in 1..=2 {
        let (mut first, _) = relay.join(&RoomKey::new(room), 1).await;
        first.pushed(1, 0, b"here").await;
    }
    assert_eq!(relay.try_join(&RoomKey::new(3), 1).await.err().unwrap().reason, ByeReason::TooMany);
    relay.join(&RoomKey::new(1), 2).await;
    // Without X-Forwarded-For, clients on this machine are not limited.
    let lenient = Relay::start_with(|config| config.limits.address_rooms = 2).await;
    for room in 1..=5 {
        lenient.join(&RoomKey::new(room), 1).await;
    }
}

/// `[P 41, 42]`
#[tokio::test]
async fn a_client_that_sends_too_fast_is_told_what_was_refused() {
    let relay = Relay::start_with(|config| config.limits.frame_rate = 1).await;
    let (mut ana, _) = relay.join(&RoomKey::new(1), 1).await;
    for counter in 0..40 {
        ana.say(push(1, counter, b"fast")).await;
    }
    let error = ana.error().await;
    assert_eq!(error.code, ErrorCode::TooFast);
    ana.say(ephemeral(None, b"fast")).await;
    while ana.error().await.subject != alongside_wire::frame::Subject::Ephemeral {}
    // The connection goes on.
    let mut echo = 0;
    loop {
        ana.say(ToRelay::TimeAsk(TimeAsk { echo })).await;
        echo += 1;
        let answered = tokio::time::timeout(std::time::Duration::from_millis(100), async {
            ana.hear_until(|frame| matches!(frame, FromRelay::Time(_)).then_some(())).await;
        });
        if answered.await.is_ok() {
            break;
        }
    }
}

#[tokio::test]
async fn a_full_log_takes_no_more_until_it_is_trimmed() {
    let relay = Relay::start_with(|config| config.limits.log_hard.0 = 10_000).await;
    let (mut ana, _) = relay.join(&RoomKey::new(1), 1).await;
    let mut counter = 0;
    let mut last = Seq(0);
    let code = loop {
        ana.push(1, counter, &[7; 1_000]).await;
        match ana.hear().await {
            FromRelay::Durable(durable) => last = durable.upto,
            FromRelay::Error(error) => break error.code,
            other => panic!("{other:?}"),
        }
        counter += 1;
    };
    assert_eq!((code, counter), (ErrorCode::LogFull, 9));
    let put = SnapshotPut { covers: last, expects: None, part: 0, parts: 1, bytes: vec![7; 400] };
    ana.say(ToRelay::SnapshotPut(put)).await;
    let head = ana.hear_until(|frame| if let FromRelay::SnapshotOk(ok) = frame { Some(ok.head) } else { None }).await;
    ana.push(1, counter, &[7; 1_000]).await;
    assert_eq!(ana.error().await.code, ErrorCode::LogFull, "nobody confirmed it, so everything is still there");
    ana.say(ToRelay::Confirm(Confirm { id: head.id })).await;
    ana.hear_until(|frame| matches!(frame, FromRelay::Trimmed(_)).then_some(())).await;
    ana.pushed(1, counter, &[7; 1_000]).await;
}

#[tokio::test]
async fn the_disk_has_a_cap() {
    let relay = Relay::start_with(|config| config.limits.disk.0 = 200_000).await;
    let (mut ana, _) = relay.join(&RoomKey::new(1), 1).await;
    let mut counter = 0;
    let code = loop {
        ana.push(1, counter, &[7; 10_000]).await;
        match ana.hear().await {
            FromRelay::Durable(_) => counter += 1,
            FromRelay::Error(error) => break error.code,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(code, ErrorCode::DiskFull);
    assert!((5..20).contains(&counter), "{counter}");
    // Earlier pushes are still known, and everything can still be read.
    ana.pushed(1, 0, &[7; 10_000]).await;
    assert_eq!(ana.pull(Seq(0)).await.0.len(), counter as usize);
}

#[tokio::test]
async fn snapshots_on_their_way_share_an_allowance() {
    let relay = Relay::start_with(|config| config.limits.uploads.0 = 100_000).await;
    let room = RoomKey::new(1);
    let (mut ana, _) = relay.join(&room, 1).await;
    let (mut ben, _) = relay.join(&room, 2).await;
    let part = |part| {
        let bytes = vec![7; alongside_wire::limits::SNAPSHOT_PART];
        ToRelay::SnapshotPut(SnapshotPut { covers: Seq(0), expects: None, part, parts: 2, bytes })
    };
    ana.say(part(0)).await;
    ana.settle().await;
    ben.say(part(0)).await;
    assert_eq!(ben.error().await.code, ErrorCode::TooFast);
    // A client that disconnects gives back its share.
    drop(ana);
    ben.hear_until(|frame| matches!(frame, FromRelay::PeerDown(_)).then_some(())).await;
    ben.say(part(0)).await;
    assert_eq!(ben.settle().await, []);
}

#[test]
fn the_defaults_are_those_of_the_design() {
    let Config { limits, queue, .. } = Config::at("x");
    assert_eq!((limits.log_soft.0, limits.log_hard.0), (4 << 20, 16 << 20));
    assert_eq!((limits.room_sockets, limits.address_sockets, limits.address_rooms), (8, 1024, 30));
    assert_eq!((limits.auth_millis, limits.expire_days, queue.0), (5_000, 400, 1 << 20));
}

/// Whatever it does with it: large changes in as many rooms as it wants, until each is refused.
#[tokio::test]
async fn what_an_address_puts_on_the_disk_at_once_is_hardly_more_than_a_days_bytes() {
    const DAY: u64 = 4 << 20;
    let relay = Relay::start_with(|config| {
        config.limits.limit_loopback = true;
        config.limits.address_rooms = 0;
        config.limits.address_bytes.0 = DAY;
        config.limits.new_room.0 = DAY / 3;
    })
    .await;
    let change = vec![7; 60_000];
    let (mut taken, mut refused_at_once) = (0_u64, 0);
    for room in 1.. {
        let (mut client, _) = relay.join(&RoomKey::new(room), 1).await;
        let mut here = 0;
        let refused = loop {
            client.push(1, here, &change).await;
            let answer = client.hear_until(|frame| match frame {
                FromRelay::Durable(_) => Some(None),
                FromRelay::Error(error) => Some(Some(error.code)),
                _ => None,
            });
            match answer.await {
                None => here += 1,
                Some(code) => break code,
            }
        };
        taken += here * change.len() as u64;
        refused_at_once += u8::from(here == 0);
        if refused_at_once == 3 {
            assert_eq!(refused, ErrorCode::TooFast);
            break;
        }
    }
    let data = relay.stop().await;
    let files = std::fs::read_dir(data.path().join("data")).unwrap();
    let disk: u64 = files.map(|file| file.unwrap().metadata().unwrap().len()).sum();
    println!("a day's bytes {DAY}, changes taken {taken}, on the disk {disk}");
    assert!(taken > DAY * 3 / 4 && taken <= DAY, "{taken}");
    assert!(disk <= DAY + DAY / 8, "{disk}");
}
