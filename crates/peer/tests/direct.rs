//! Direct connections: when they are made, what they are good for, and who cannot interfere. `[P 78, 79]`
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::panic, reason = "a test that panics has found something")]

use std::{cell::RefCell, rc::Rc};

use alongside_peer::{
    facts::{Connection, Direct, Presence, Sync},
    message::{Message, SignalBody},
    seal::{self, Kind},
};
use alongside_testkit::harness::{Harness, member, secret};
use alongside_wire::{FromRelay, frame::PassedOn};

/// Ana and Ben with a direct connection.
fn met() -> Harness {
    let mut harness = Harness::for_two();
    for seat in [0, 1] {
        harness.agrees(seat, true);
    }
    harness.pass(1_000);
    for seat in [0, 1] {
        assert_eq!(harness.facts(seat).connection, Connection::Direct);
    }
    harness
}

fn relay_dies(harness: &mut Harness) {
    for seat in [0, 1] {
        harness.goes(seat);
    }
    harness.pass(10);
}

#[test]
fn no_direct_connection_is_made_before_both_agree_nor_kept_when_one_no_longer_does() {
    let mut harness = Harness::for_two();
    let direct = |harness: &mut Harness, seat: usize| harness.facts(seat).present[0].direct;
    harness.pass(1_000);
    assert_eq!(direct(&mut harness, 1), Direct::No);
    harness.agrees(0, true);
    harness.pass(60_000);
    assert_eq!(direct(&mut harness, 1), Direct::Willing, "Ben can be asked");
    assert_eq!(harness.signals, [], "and Ana's address was not sent");
    harness.agrees(1, true);
    harness.pass(1_000);
    assert_eq!((direct(&mut harness, 0), direct(&mut harness, 1)), (Direct::Live, Direct::Live));
    harness.agrees(0, false);
    harness.pass(1_000);
    assert_eq!((direct(&mut harness, 0), direct(&mut harness, 1)), (Direct::Willing, Direct::No));
    for seat in [0, 1] {
        assert_eq!(harness.facts(seat).connection, Connection::Relay);
    }
}

#[test]
fn both_go_on_when_the_relay_dies_and_it_is_given_everything_when_it_is_back() {
    let mut harness = met();
    harness.adds(0, 10);
    harness.pass(1_000);
    relay_dies(&mut harness);
    for number in 20..40 {
        harness.adds(usize::from(number % 2 == 0), number);
    }
    harness.writes(0, 20, "as we said");
    harness.writes(1, 21, "indeed");
    harness.pass(400);
    assert!((20..40).all(|number| harness.has(0, number) && harness.has(1, number)));
    assert_eq!(harness.digest(0), harness.digest(1));
    for (seat, other) in [(0, 1), (1, 0)] {
        let facts = harness.facts(seat);
        assert_eq!(facts.connection, Connection::Direct);
        assert_eq!(facts.sync, Sync::HasIt(member(other)), "the other's device says so itself");
        assert_eq!(facts.present[0].state, Presence::Here);
        assert!(facts.waiting > 0);
    }
    // Longer than a page counts as present without being heard from.
    harness.pass(120_000);
    assert_eq!(harness.facts(0).present.len(), 1);
    for seat in [0, 1] {
        harness.finds_the_relay(seat);
    }
    harness.pass(2_000);
    assert_eq!(harness.facts(0).waiting, 0);
    harness.assert_whole();
}

#[test]
fn no_chip_says_has_it_of_what_the_others_device_did_not_store() {
    let mut harness = met();
    relay_dies(&mut harness);
    harness.stores_no_more(1);
    harness.adds(0, 10);
    harness.pass(5_000);
    assert!(harness.has(1, 10));
    assert_eq!(harness.facts(0).sync, Sync::SavedHere);
}

#[test]
fn without_relay_and_direct_connection_the_chip_says_offline() {
    let mut harness = met();
    relay_dies(&mut harness);
    harness.direct_is_cut = true;
    harness.direct_connections_break();
    harness.adds(0, 10);
    harness.pass(1_000);
    assert_eq!(harness.facts(0).sync, Sync::Offline { waiting: 1 });
    assert_eq!(harness.facts(0).connection, Connection::None);
    assert_eq!(harness.facts(0).present.len(), 0);
}

#[test]
fn no_chip_says_sent_before_a_relay_with_another_log_has_everything() {
    let mut harness = met();
    harness.adds(0, 10);
    harness.pass(1_000);
    relay_dies(&mut harness);
    assert_eq!(harness.facts(0).sync, Sync::HasIt(member(1)), "nobody knows yet that its disk is lost");
    harness.relay().lose_disk();
    harness.tamper = Box::new(|_, frame| match frame {
        FromRelay::CaughtUp(_) => vec![],
        frame => vec![frame],
    });
    harness.finds_the_relay(0);
    harness.pass(1_000);
    assert_eq!(harness.facts(0).sync, Sync::Connecting);
    harness.goes(0);
    harness.pass(1_000);
    let facts = harness.facts(0);
    assert_eq!((facts.connection, facts.sync), (Connection::Direct, Sync::Offline { waiting: 0 }));
    harness.tamper = Box::new(|_, frame| vec![frame]);
    for seat in [0, 1] {
        harness.finds_the_relay(seat);
    }
    harness.pass(2_000);
    assert_eq!(harness.facts(0).sync, Sync::HasIt(member(1)));
    harness.assert_whole();
}

#[test]
fn a_direct_connection_that_breaks_is_made_again_and_nothing_is_lost_meanwhile() {
    let mut harness = met();
    harness.direct_is_cut = true;
    harness.direct_connections_break();
    harness.adds(0, 10);
    harness.pass(60_000);
    assert_eq!(harness.facts(0).connection, Connection::Relay);
    assert!(harness.has(1, 10));
    harness.direct_is_cut = false;
    harness.pass(120_000);
    assert_eq!(harness.facts(0).connection, Connection::Direct);
    harness.assert_whole();
}

#[test]
fn a_frame_that_came_directly_is_pushed_on_when_its_sealer_no_longer_can() {
    let mut harness = met();
    // Ana's relay is gone; Ben's is not.
    harness.goes(0);
    harness.adds(0, 10);
    harness.pass(100);
    assert!(harness.has(1, 10));
    let before = harness.durable();
    harness.pass(4_000);
    assert_eq!(harness.durable(), before, "Ana may still do it herself");
    harness.pass(2_000);
    assert!(harness.durable() > before);
    harness.crash(1);
    let cold = harness.sit(1, 77);
    harness.pass(1_000);
    assert!(harness.has(cold, 10));
}

#[test]
fn a_page_that_leaves_is_gone_at_once_with_its_direct_connection() {
    let mut harness = met();
    harness.goes(1);
    harness.leaves(1);
    harness.pass(10);
    assert_eq!(harness.facts(0).present.len(), 0);
    assert_eq!(harness.facts(0).connection, Connection::Relay);
}

/// The signal in an ephemeral, if it has one.
fn signal(frame: &FromRelay) -> Option<SignalBody> {
    let FromRelay::PassedOn(passed) = frame else { return None };
    let (_, _, plain) = seal::open_carried(&secret().keys(), Kind::Ephemeral, &passed.sealed).ok()?;
    Message::decode(&plain).ok()?.signal.map(|signal| signal.said)
}

#[test]
fn a_relay_that_swaps_the_descriptions_connects_nobody_and_breaks_nothing_else() {
    let mut harness = Harness::for_two();
    // Without the key the relay can only invent bytes, and change those that pass.
    harness.tamper = Box::new(|_, frame| match (signal(&frame), frame) {
        (Some(_), FromRelay::PassedOn(mut passed)) => {
            let middle = passed.sealed.len() / 2;
            passed.sealed[middle] ^= 1;
            vec![FromRelay::PassedOn(passed)]
        }
        (_, frame) => vec![frame],
    });
    for seat in [0, 1] {
        harness.agrees(seat, true);
    }
    harness.adds(0, 10);
    harness.pass(120_000);
    assert_eq!(harness.signals, []);
    assert_eq!(harness.facts(0).connection, Connection::Relay);
    assert!(harness.has(1, 10));
    harness.assert_whole();
}

#[test]
fn delayed_repeated_and_misdirected_signals_connect_nobody() {
    let mut harness = Harness::for_two();
    let kept: Rc<RefCell<Vec<PassedOn>>> = Rc::default();
    let keeps = Rc::clone(&kept);
    harness.tamper = Box::new(move |_, frame| match (signal(&frame), frame) {
        (Some(_), FromRelay::PassedOn(passed)) => {
            keeps.borrow_mut().push(passed);
            Vec::new()
        }
        (_, frame) => vec![frame],
    });
    for seat in [0, 1] {
        harness.agrees(seat, true);
    }
    harness.pass(100);
    let offer = kept.borrow()[0].clone();
    // More than half a minute late, it is sent to everybody.
    harness.pass(31_000);
    let late = Rc::new(RefCell::new(Some(offer.clone())));
    let says = Rc::clone(&late);
    harness.tamper = Box::new(move |_, frame| match signal(&frame) {
        Some(_) => Vec::new(),
        None => std::iter::once(frame).chain(says.borrow().clone().map(FromRelay::PassedOn)).collect(),
    });
    harness.pass(60_000);
    assert_eq!(harness.signals, []);
    // Now the signals pass and the two connect; the old signals are repeated again and again, and ignored.
    harness.tamper = Box::new(|_, frame| vec![frame]);
    harness.pass(120_000);
    assert_eq!(harness.facts(0).connection, Connection::Direct);
    let heard = harness.signals.len();
    let again: Vec<PassedOn> = kept.borrow().clone();
    harness.tamper = Box::new(move |_, frame| {
        std::iter::once(frame).chain(again.iter().cloned().map(FromRelay::PassedOn)).collect()
    });
    harness.adds(0, 10);
    harness.pass(60_000);
    assert_eq!(harness.signals.len(), heard);
    assert_eq!(harness.facts(1).connection, Connection::Direct, "and no new call was begun for it");
    harness.assert_whole();
}
