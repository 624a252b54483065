//! Put by compare-and-swap, sent in parts.

use alongside_wire::{
    FromRelay, Seq, SnapshotId, ToRelay,
    frame::{
        Bye, ByeReason, CaughtUp, Confirm, ErrorCode, Pull, SnapshotGet, SnapshotHead, SnapshotOk, SnapshotPut,
        Subject, Trimmed,
    },
    limits::{SNAPSHOT, SNAPSHOT_PART},
};

use crate::client::{Client, Relay, RoomKey, sealed_as};

/// `[P 30-33]`
#[tokio::test]
async fn a_snapshot_is_put_and_fetched_and_replaced_by_the_next() {
    let (relay, room) = (Relay::start().await, RoomKey::new(1));
    let (mut ana, _) = relay.join(&room, 1).await;
    let covers = ana.pushed(1, 0, b"one").await;
    let bytes: Vec<u8> = (0..3 * SNAPSHOT_PART + 17).map(|at| (at % 251) as u8).collect();
    let first = ok(put(&mut ana, covers, None, &bytes).await);
    assert_eq!(first, SnapshotHead { id: SnapshotId::of(&bytes), covers, bytes: bytes.len() as u32 });
    assert_eq!(fetch(&mut ana, first.id).await, bytes);
    let second = ok(put(&mut ana, covers, Some(first.id), &sealed_as(b"small")).await);
    let third = ok(put(&mut ana, covers, Some(second.id), &sealed_as(b"smaller")).await);
    assert_eq!(fetch(&mut ana, third.id).await, sealed_as(b"smaller"));
    for gone in [first.id, second.id] {
        ana.say(ToRelay::SnapshotGet(SnapshotGet { id: gone })).await;
        assert_eq!(ana.error().await.code, ErrorCode::NotFound);
    }

    let (_ben, welcome) = relay.join(&room, 2).await;
    assert_eq!((welcome.snapshot, welcome.previous), (Some(third), None));
    assert_eq!((welcome.log_bytes, welcome.trimmed), (0, Seq(0)), "the whole log is there to fall back on");
    assert!(welcome.kept_bytes > 0);
}

/// `[P 38]`
#[tokio::test]
async fn a_confirm_trims_the_log_and_a_pull_of_trimmed_frames_is_told_to_resync() {
    let (relay, room) = (Relay::start().await, RoomKey::new(1));
    let (mut ana, _) = relay.join(&room, 1).await;
    let (mut ben, _) = relay.join(&room, 2).await;
    let covers = ana.pushed(1, 0, b"one").await;
    let head = ok(put(&mut ana, covers, None, &sealed_as(b"the snapshot")).await);
    until(&mut ben, FromRelay::SnapshotOk(SnapshotOk { head })).await;
    ben.say(ToRelay::Confirm(Confirm { id: head.id })).await;
    for client in [&mut ana, &mut ben] {
        until(client, FromRelay::Trimmed(Trimmed { upto: covers })).await;
    }
    let after = ana.pushed(1, 1, b"two").await;
    ben.say(ToRelay::Pull(Pull { after: Seq(0) })).await;
    let resync = FromRelay::Bye(Bye { reason: ByeReason::Resync, retry_after: Some(1_000) });
    until(&mut ben, resync).await;

    let relay = Relay::start_at(relay.stop().await, |_| {}).await;
    let (mut eva, welcome) = relay.join(&room, 3).await;
    assert_eq!((welcome.snapshot, welcome.previous), (Some(head), None));
    assert_eq!((welcome.trimmed, welcome.durable), (covers, after));
    assert_eq!(fetch(&mut eva, head.id).await, sealed_as(b"the snapshot"));
    eva.say(ToRelay::Pull(Pull { after: covers })).await;
    until(&mut eva, FromRelay::CaughtUp(CaughtUp { upto: after })).await;
}

/// Reads until this frame arrives.
async fn until(client: &mut Client, wanted: FromRelay) {
    while client.hear().await != wanted {}
}

/// `[P 32]`
#[tokio::test]
async fn of_two_puts_that_expect_the_same_snapshot_one_is_a_conflict() {
    let (relay, room) = (Relay::start().await, RoomKey::new(1));
    let (mut ana, _) = relay.join(&room, 1).await;
    let (mut ben, _) = relay.join(&room, 2).await;
    let head = ok(put(&mut ana, Seq(0), None, &sealed_as(b"ana's")).await);
    match put(&mut ben, Seq(0), None, &sealed_as(b"ben's")).await {
        FromRelay::SnapshotConflict(conflict) => assert_eq!(conflict.current, Some(head)),
        other => panic!("{other:?}"),
    }
    ok(put(&mut ben, Seq(0), Some(head.id), &sealed_as(b"ben's")).await);
}

/// `[P 32]`
#[tokio::test]
async fn an_empty_log_is_filled_again_with_a_snapshot_that_covers_nothing_of_it() {
    let (relay, room) = (Relay::start().await, RoomKey::new(1));
    let (mut ana, _) = relay.join(&room, 1).await;
    let head = ok(put(&mut ana, Seq(0), None, &sealed_as(b"all we had")).await);
    let (_ben, welcome) = relay.join(&room, 2).await;
    assert_eq!((welcome.snapshot, welcome.durable), (Some(head), Seq(0)));
}

/// `[P 31, 32]`
#[tokio::test]
async fn a_snapshot_is_taken_as_it_was_announced_or_not_at_all() {
    let (relay, room) = (Relay::start().await, RoomKey::new(1));
    let (mut ana, _) = relay.join(&room, 1).await;
    let part =
        |part, parts, bytes: usize| SnapshotPut { covers: Seq(0), expects: None, part, parts, bytes: vec![7; bytes] };
    for (wrong, code) in [
        (vec![part(1, 2, SNAPSHOT_PART)], ErrorCode::OutOfOrder),
        (vec![part(0, 2, SNAPSHOT_PART - 1)], ErrorCode::OutOfOrder),
        (vec![part(0, 3, SNAPSHOT_PART), part(2, 3, 400)], ErrorCode::OutOfOrder),
        (vec![part(0, 2, SNAPSHOT_PART), part(1, 3, 400)], ErrorCode::OutOfOrder),
        (vec![part(0, 0, 400)], ErrorCode::TooLarge),
        (vec![part(0, 138, SNAPSHOT_PART)], ErrorCode::TooLarge),
        (vec![SnapshotPut { covers: Seq(1), ..part(0, 1, 400) }], ErrorCode::OutOfOrder),
    ] {
        for put in wrong {
            ana.say(ToRelay::SnapshotPut(put)).await;
        }
        let error = ana.error().await;
        assert_eq!((error.subject, error.code), (Subject::SnapshotPut, code));
    }
    ok(put(&mut ana, Seq(0), None, &sealed_as(b"right")).await);
}

/// `[P 31]`
#[tokio::test]
async fn the_largest_snapshot_fits_and_one_byte_more_does_not() {
    let relay = Relay::start_with(|config| config.limits.byte_rate.0 = 0).await;
    let (mut ana, _) = relay.join(&RoomKey::new(1), 1).await;
    let largest = vec![7; SNAPSHOT];
    let head = ok(put(&mut ana, Seq(0), None, &largest).await);
    assert_eq!(fetch(&mut ana, head.id).await, largest);
    match put(&mut ana, Seq(0), Some(head.id), &vec![7; SNAPSHOT + 1]).await {
        FromRelay::Error(error) => assert_eq!(error.code, ErrorCode::TooLarge),
        other => panic!("{other:?}"),
    }
}

async fn put(client: &mut Client, covers: Seq, expects: Option<SnapshotId>, bytes: &[u8]) -> FromRelay {
    let parts = bytes.len().div_ceil(SNAPSHOT_PART) as u16;
    for (part, bytes) in bytes.chunks(SNAPSHOT_PART).enumerate() {
        let put = SnapshotPut { covers, expects, part: part as u16, parts, bytes: bytes.to_vec() };
        client.say(ToRelay::SnapshotPut(put)).await;
    }
    let id = SnapshotId::of(bytes);
    client
        .hear_until(|frame| match frame {
            // Everyone is told of every snapshot that is put.
            FromRelay::SnapshotOk(ok) if ok.head.id != id => None,
            FromRelay::SnapshotOk(_) | FromRelay::SnapshotConflict(_) | FromRelay::Error(_) => Some(frame),
            _ => None,
        })
        .await
}

fn ok(frame: FromRelay) -> SnapshotHead {
    match frame {
        FromRelay::SnapshotOk(ok) => ok.head,
        other => panic!("{other:?}"),
    }
}

async fn fetch(client: &mut Client, id: SnapshotId) -> Vec<u8> {
    client.say(ToRelay::SnapshotGet(SnapshotGet { id })).await;
    let (mut bytes, mut next) = (Vec::new(), 0);
    loop {
        if let FromRelay::SnapshotPart(part) = client.hear().await {
            assert_eq!((part.id, part.part), (id, next));
            next += 1;
            bytes.extend(part.bytes);
            if next == part.parts {
                return bytes;
            }
        }
    }
}
