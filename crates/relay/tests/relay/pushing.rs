//! Push, deliver, durable, pull.

use alongside_wire::{
    Counter, FromRelay, ReplicaId, Seq, ToRelay,
    frame::{Deliver, Durable, ErrorCode, Logged, Pull, Subject},
};

use crate::client::{Relay, RoomKey, push, sealed_as};

/// `[P 21, 22, 25-27]`
#[tokio::test]
async fn a_push_is_delivered_numbered_and_made_durable() {
    let (relay, room) = (Relay::start().await, RoomKey::new(1));
    let (mut ana, _) = relay.join(&room, 1).await;
    let (mut ben, _) = relay.join(&room, 2).await;
    let first = ana.pushed(1, 0, b"one").await;
    assert_eq!(first, Seq(1 << 24));
    let frame = |seq, counter, sealed: &[u8]| Logged {
        seq,
        replica: ReplicaId([1; 16]),
        counter: Counter(counter),
        sealed: sealed_as(sealed),
    };
    assert_eq!(ben.hear().await, FromRelay::Deliver(Deliver { prev: Seq(0), frame: frame(first, 0, b"one") }));
    assert_eq!(ben.hear().await, FromRelay::Durable(Durable { upto: first, yours: vec![] }));
    let second = ana.pushed(1, 1, b"two").await;
    assert_eq!(ben.hear().await, FromRelay::Deliver(Deliver { prev: first, frame: frame(second, 1, b"two") }));
    assert_eq!(ben.durable().await.upto, second);

    let (frames, pages, upto) = ben.pull(Seq(0)).await;
    assert_eq!((frames, pages, upto), (vec![frame(first, 0, b"one"), frame(second, 1, b"two")], 1, second));
    assert_eq!(ben.pull(first).await.0, [frame(second, 1, b"two")]);
    assert_eq!(ben.pull(second).await, (vec![], 0, second));
}

/// `[P 20, 22]`
#[tokio::test]
async fn a_repeated_push_keeps_its_number_and_its_place_in_the_answer() {
    let (relay, room) = (Relay::start().await, RoomKey::new(1));
    let (mut ana, _) = relay.join(&room, 1).await;
    let (mut ben, _) = relay.join(&room, 2).await;
    let first = ana.pushed(1, 0, b"one").await;
    ben.durable().await;
    // From anyone: the pusher need not be the one who sealed [P 20].
    for (counter, sealed) in [(1, b"new"), (0, b"one"), (2, b"too")] {
        ben.push(1, counter, sealed).await;
    }
    let mut yours = Vec::new();
    while yours.len() < 3 {
        yours.extend(ben.durable().await.yours);
    }
    let prev: Vec<Option<Seq>> = yours.iter().map(|numbered| numbered.prev).collect();
    let yours: Vec<Seq> = yours.iter().map(|numbered| numbered.seq).collect();
    assert!(yours[0] > first && yours[1] == first && yours[2] > yours[0], "{yours:?}");
    assert_eq!(prev, [Some(first), None, Some(yours[0])], "what was numbered before this push is not told again");
    // Ana received only the two new ones.
    assert_eq!(ana.deliver().await.frame.seq, yours[0]);
    assert_eq!(ana.deliver().await.frame.seq, yours[2]);
    assert_eq!(ana.pull(Seq(0)).await.0.len(), 3);
}

/// `[P 20, 42]`
#[tokio::test]
async fn the_same_frame_id_with_other_bytes_is_a_conflict() {
    let (relay, room) = (Relay::start().await, RoomKey::new(1));
    let (mut ana, _) = relay.join(&room, 1).await;
    ana.pushed(1, 0, b"one").await;
    ana.push(1, 0, b"another").await;
    let error = ana.error().await;
    assert_eq!(error.code, ErrorCode::Conflict);
    assert_eq!(error.subject, Subject::Push { replica: ReplicaId([1; 16]), counter: Counter(0) });
    assert_eq!(ana.pull(Seq(0)).await.0.len(), 1);
}

/// `[P 26, 27]`
#[tokio::test]
async fn a_long_log_comes_in_pages_that_fit_a_frame() {
    let relay = Relay::start_with(|config| config.limits.byte_rate.0 = 0).await;
    let room = RoomKey::new(1);
    let (mut ana, _) = relay.join(&room, 1).await;
    let mut numbers = Vec::new();
    for counter in 0..100 {
        ana.push(1, counter, &vec![counter as u8; 5_000]).await;
    }
    ana.push(1, 100, &vec![7; alongside_wire::limits::SEALED]).await;
    while numbers.len() < 101 {
        numbers.extend(ana.durable().await.yours.iter().map(|numbered| numbered.seq));
    }
    let (frames, pages, upto) = ana.pull(Seq(0)).await;
    assert_eq!(frames.iter().map(|frame| frame.seq).collect::<Vec<_>>(), numbers);
    assert!(frames.iter().take(100).all(|frame| frame.sealed == vec![frame.counter.0 as u8; 5_000]));
    assert_eq!(upto, *numbers.last().unwrap());
    assert!((9..=12).contains(&pages), "{pages}");
}

/// `[P 25]`
#[tokio::test]
async fn a_second_pull_waits_for_the_first() {
    let (relay, room) = (Relay::start().await, RoomKey::new(1));
    let (mut ana, _) = relay.join(&room, 1).await;
    let last = ana.pushed(1, 0, b"one").await;
    ana.say(ToRelay::Pull(Pull { after: Seq(0) })).await;
    ana.say(ToRelay::Pull(Pull { after: Seq(0) })).await;
    let mut heard = Vec::new();
    while heard.len() < 4 {
        heard.push(match ana.hear().await {
            FromRelay::Page(page) => page.frames[0].seq,
            FromRelay::CaughtUp(caught_up) => caught_up.upto,
            other => panic!("{other:?}"),
        });
    }
    assert_eq!(heard, [last; 4]);
}

/// `[P 13]`
#[tokio::test]
async fn a_client_that_joins_in_the_middle_misses_nothing() {
    let (relay, room) = (Relay::start().await, RoomKey::new(1));
    let (mut ana, _) = relay.join(&room, 1).await;
    for counter in 0..200 {
        ana.say(push(1, counter, b"on and on")).await;
    }
    let (mut ben, welcome) = relay.join(&room, 2).await;
    for counter in 200..400 {
        ana.say(push(1, counter, b"on and on")).await;
    }
    // What is durable at the welcome is pulled, the rest is delivered [P 13].
    let mut counters: Vec<u64> = Vec::new();
    ben.say(ToRelay::Pull(Pull { after: Seq(0) })).await;
    while counters.len() < 400 {
        match ben.hear().await {
            FromRelay::Page(page) => {
                let durable = page.frames.iter().filter(|frame| frame.seq <= welcome.durable);
                counters.extend(durable.map(|frame| frame.counter.0));
            }
            FromRelay::Deliver(deliver) => {
                assert!(deliver.frame.seq > welcome.durable);
                counters.push(deliver.frame.counter.0);
            }
            _ => {}
        }
    }
    counters.sort_unstable();
    assert_eq!(counters, (0..400).collect::<Vec<_>>());
}
