//! Rooms that another relay serves, and guests of other relays.

use alongside_wire::{
    FromRelay, Nonce, ReplicaId, Seq, ToRelay,
    frame::{Bye, ByeReason, Pull, TimeAsk},
};

use super::harness::*;
use crate::{
    config::Limits,
    error::Error,
    hub::io::{Input, Output, SocketId},
    log::{RelayId, RoomRecord},
};

const OTHER: RelayId = RelayId([5; 8]);

/// A hub whose socket 1 wants a room that another relay serves.
fn handed_over() -> HubHarness {
    let mut harness = HubHarness::new();
    harness.open(1, None);
    harness.hub.handle(harness.now, frame(1, &auth(1, 1, Nonce([1; 32]))));
    while harness.hub.poll(harness.now).is_some() {}
    let heard = harness.handle(Input::RoomRead(room(1), Ok(RoomRecord::Elsewhere(OTHER))));
    assert_eq!(heard, [Heard::HandedOver(1, OTHER)]);
    harness
}

fn resync(socket: u32) -> Heard {
    says(socket, FromRelay::Bye(Bye { reason: ByeReason::Resync, retry_after: Some(1_000) }))
}

#[test]
fn what_a_client_sends_goes_to_the_relay_that_serves_its_room_and_back() {
    let mut harness = handed_over();
    let said = ToRelay::Pull(Pull { after: Seq(0) });
    assert_eq!(harness.say(1, &said), [Heard::Forwarded(1, said.encode().into())]);
    let answer = durable(7, &[]);
    let from_home = Input::FromHome { socket: SocketId(1), bytes: answer.encode().into() };
    assert_eq!(harness.handle(from_home), [says(1, answer)]);
    assert_eq!(harness.handle(Input::Closed { socket: SocketId(1) }), [Heard::Parted(1)]);
    assert_eq!(harness.handle(Input::HomeGone { socket: SocketId(1) }), [], "it is gone already");
    assert_eq!(harness.hub.population(), (0, 0));
}

#[test]
fn a_client_whose_room_is_elsewhere_is_held_to_its_rate_where_it_is_connected() {
    let mut harness = HubHarness::with(Limits { frame_rate: 1, ..Limits::default() });
    harness.open(1, None);
    harness.hub.handle(harness.now, frame(1, &auth(1, 1, Nonce([1; 32]))));
    harness.handle(Input::RoomRead(room(1), Ok(RoomRecord::Elsewhere(OTHER))));
    let asked = (0..30).map(|_| harness.say(1, &ToRelay::TimeAsk(TimeAsk { echo: 7 })).len());
    assert_eq!(asked.sum::<usize>(), 9, "ten seconds' worth, of which auth took one");
}

#[test]
fn when_the_relay_that_serves_the_room_is_gone_its_clients_join_again() {
    let mut harness = handed_over();
    let heard = harness.handle(Input::HomeGone { socket: SocketId(1) });
    assert!(heard.contains(&resync(1)) && heard.contains(&Heard::Closed(1)), "{heard:?}");
    let mut harness = handed_over();
    assert!(harness.handle(Input::HomeEnded { socket: SocketId(1) }).contains(&Heard::Closed(1)));
}

/// `[P 13, 21, 22]`
#[test]
fn a_guest_is_a_member_like_any_other() {
    let mut harness = HubHarness::new();
    harness.join(1, 1, 1);
    let nonce = Nonce([9; 32]);
    let ToRelay::Auth(said) = RoomKey::new(1).auth(ORIGIN, nonce, ReplicaId([2; 16])) else { panic!("an auth") };
    let guest = Input::Guest { socket: SocketId(2), origin: ORIGIN.into(), nonce, auth: Box::new(said.clone()) };
    let heard = harness.handle(guest);
    assert_eq!(heard[0], says(2, FromRelay::Welcome(welcome(2, Seq(0), &[1]))), "and no challenge: it was answered");
    assert!(harness.say(1, &push(1, 0, b"one")).contains(&says(2, deliver(0, FIRST, 1, 0, b"one"))));
    assert!(harness.say(2, &push(2, 0, b"two")).contains(&says(1, deliver(FIRST, FIRST + 1, 2, 0, b"two"))));
    // A relay that passes on what was said to another name cannot make a member of it.
    let forged = Input::Guest { socket: SocketId(3), origin: "other.example".into(), nonce, auth: Box::new(said) };
    let bye = FromRelay::Bye(Bye { reason: ByeReason::BadSignature, retry_after: None });
    assert_eq!(harness.handle(forged), [says(3, bye), Heard::Closed(3)]);
}

/// `[P 24]`
#[test]
fn a_room_that_another_relay_has_taken_is_given_up_and_what_was_queued_is_not_written() {
    let mut harness = HubHarness::two();
    harness.join(3, 2, 3);
    harness.hold_writes = true;
    harness.say(1, &push(1, 0, b"on its way"));
    harness.say(1, &push(1, 1, b"queued"));
    let heard = harness.handle(Input::Lost(room(1)));
    assert!(heard.contains(&resync(1)) && heard.contains(&resync(2)), "{heard:?}");
    assert!(!heard.contains(&Heard::Closed(3)), "another room goes on");
    let heard = harness.finish_write();
    assert!(harness.held_write.is_none(), "nothing is left to write");
    assert_eq!(heard, [], "and nobody is told of what was on its way");
    assert_eq!(harness.hub.queued_bytes(), 0);
}

#[test]
fn rooms_that_a_write_has_lost_are_given_up_and_the_others_are_acknowledged() {
    let mut harness = HubHarness::two();
    harness.join(3, 2, 3);
    harness.hold_writes = true;
    harness.say(3, &push(3, 0, b"first"));
    harness.say(1, &push(1, 0, b"lost"));
    harness.say(3, &push(3, 1, b"kept"));
    harness.finish_write();
    let batch = harness.held_write.take().unwrap();
    let Input::Written(Ok(mut written)) = harness.write(batch) else { panic!("it was written") };
    written.lost.push(room(1));
    let heard = harness.handle(Input::Written(Ok(written)));
    assert!(heard.contains(&resync(1)) && heard.contains(&resync(2)), "{heard:?}");
    assert!(
        heard
            .iter()
            .any(|heard| matches!(heard, Heard::Says(3, FromRelay::Durable(durable)) if !durable.yours.is_empty()))
    );
}

#[test]
fn a_relay_that_has_lost_the_log_asks_everybody_to_join_again_and_soon() {
    let mut harness = HubHarness::two();
    harness.open(9, None);
    let heard = harness.handle(Input::Adrift);
    assert!(heard.contains(&resync(1)) && heard.contains(&resync(2)), "{heard:?}");
    assert!(!heard.contains(&Heard::Closed(9)), "who is in no room waits");
    harness.hub.handle(harness.now, frame(9, &auth(1, 1, Nonce([9; 32]))));
    while !matches!(harness.hub.poll(harness.now), Some(Output::Read(_)) | None) {}
    let heard = harness.handle(Input::RoomRead(room(1), Err(Error::Away("as told".to_owned()))));
    let bye = FromRelay::Bye(Bye { reason: ByeReason::StorageFailed, retry_after: Some(1_000) });
    assert!(heard.contains(&says(9, bye)), "{heard:?}");
}

/// `[P 23]`
#[test]
fn a_room_whose_numbers_another_relay_gave_goes_on_above_them() {
    let mut harness = HubHarness::new();
    harness.open(1, None);
    harness.hub.handle(harness.now, frame(1, &auth(1, 1, Nonce([1; 32]))));
    while harness.hub.poll(harness.now).is_some() {}
    let known = crate::log::RoomSummary { durable: Seq(9 * FIRST), first: Seq(10 * FIRST), ..Default::default() };
    harness.handle(Input::RoomRead(room(1), Ok(RoomRecord::Known(known))));
    harness.hold_writes = true;
    harness.join(2, 1, 2);
    let pushed = harness.say(2, &push(2, 0, b"on"));
    assert!(pushed.is_empty() || pushed.contains(&says(1, deliver(9 * FIRST, 10 * FIRST, 2, 0, b"on"))), "{pushed:?}");
}

/// `[P 21, 22]`
#[test]
fn while_nothing_answers_where_a_room_is_kept_its_people_read_each_other_and_are_acknowledged_later() {
    let mut harness = HubHarness::two();
    harness.hold_writes = true;
    harness.say(1, &push(1, 0, b"first"));
    let batch = harness.held_write.take().unwrap();
    assert_eq!(harness.say(2, &push(2, 0, b"second")), [says(1, deliver(FIRST, FIRST + 1, 2, 0, b"second"))]);
    // The log has written nothing of it yet.
    let later = crate::log::Written { later: vec![room(1)], ..Default::default() };
    assert_eq!(harness.handle(Input::Written(Ok(later))), []);
    let again = harness.held_write.as_ref().expect("it is to be written again");
    assert_eq!((again.rows.len(), again.rows[0].last), (1, Seq(FIRST + 1)), "with what was pushed meanwhile");
    assert!(again.rows[0].body.starts_with(&batch.rows[0].body));
    let heard = harness.finish_write();
    assert!(heard.contains(&says(1, durable(FIRST + 1, &[(0, FIRST)]))), "{heard:?}");
    assert!(heard.contains(&says(2, durable(FIRST + 1, &[(FIRST, FIRST + 1)]))), "{heard:?}");
    assert_eq!(harness.hub.queued_bytes(), 0);
}
