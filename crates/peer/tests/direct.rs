//! Two pages that meet directly: when they do, what it is good for, and who cannot come between. `[P 78, 79]`
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::panic, reason = "a test that panics has found something")]

use std::{cell::RefCell, rc::Rc};

use alongside_peer::{
    facts::{Connection, Direct, Presence, Sync},
    message::{Message, SignalBody},
    seal::{self, Kind},
};
use alongside_testkit::harness::{Table, member, secret};
use alongside_wire::{FromRelay, frame::PassedOn};

/// Ana and Ben, met directly.
fn met() -> Table {
    let mut table = Table::for_two();
    for seat in [0, 1] {
        table.agrees(seat, true);
    }
    table.pass(1_000);
    for seat in [0, 1] {
        assert_eq!(table.facts(seat).connection, Connection::Direct);
    }
    table
}

fn relay_dies(table: &mut Table) {
    for seat in [0, 1] {
        table.goes(seat);
    }
    table.pass(10);
}

#[test]
fn nobody_is_met_before_both_agree_nor_when_one_no_longer_does() {
    let mut table = Table::for_two();
    let direct = |table: &mut Table, seat: usize| table.facts(seat).present[0].direct;
    table.pass(1_000);
    assert_eq!(direct(&mut table, 1), Direct::No);
    table.agrees(0, true);
    table.pass(60_000);
    assert_eq!(direct(&mut table, 1), Direct::Willing, "Ben can be asked");
    assert_eq!(table.wires.heard, [], "and not a word of Ana's address went out");
    table.agrees(1, true);
    table.pass(1_000);
    assert_eq!((direct(&mut table, 0), direct(&mut table, 1)), (Direct::Live, Direct::Live));
    table.agrees(0, false);
    table.pass(1_000);
    assert_eq!((direct(&mut table, 0), direct(&mut table, 1)), (Direct::Willing, Direct::No));
    for seat in [0, 1] {
        assert_eq!(table.facts(seat).connection, Connection::Relay);
    }
}

#[test]
fn both_go_on_when_the_relay_dies_and_it_is_given_everything_when_it_is_back() {
    let mut table = met();
    table.adds(0, 10);
    table.pass(1_000);
    relay_dies(&mut table);
    for number in 20..40 {
        table.adds(usize::from(number % 2 == 0), number);
    }
    table.writes(0, 20, "as we said");
    table.writes(1, 21, "indeed");
    table.pass(400);
    assert!((20..40).all(|number| table.has(0, number) && table.has(1, number)));
    assert_eq!(table.digest(0), table.digest(1));
    for (seat, other) in [(0, 1), (1, 0)] {
        let facts = table.facts(seat);
        assert_eq!(facts.connection, Connection::Direct);
        assert_eq!(facts.sync, Sync::HasIt(member(other)), "the other's device says so itself");
        assert_eq!(facts.present[0].state, Presence::Here);
        assert!(facts.waiting > 0);
    }
    // Longer than anybody is believed to be there without a word.
    table.pass(120_000);
    assert_eq!(table.facts(0).present.len(), 1);
    for seat in [0, 1] {
        table.finds_the_relay(seat);
    }
    table.pass(2_000);
    assert_eq!(table.facts(0).waiting, 0);
    table.assert_whole();
}

#[test]
fn what_the_others_device_does_not_keep_is_not_said_to_be_there() {
    let mut table = met();
    relay_dies(&mut table);
    table.stores_no_more(1);
    table.adds(0, 10);
    table.pass(5_000);
    assert!(table.has(1, 10));
    assert_eq!(table.facts(0).sync, Sync::SavedHere);
}

#[test]
fn without_relay_and_line_the_chip_says_offline() {
    let mut table = met();
    relay_dies(&mut table);
    table.wires.cut = true;
    table.wires_break();
    table.adds(0, 10);
    table.pass(1_000);
    assert_eq!(table.facts(0).sync, Sync::Offline { waiting: 1 });
    assert_eq!(table.facts(0).connection, Connection::None);
    assert_eq!(table.facts(0).present.len(), 0);
}

#[test]
fn a_line_that_breaks_is_made_again_and_nothing_is_lost_meanwhile() {
    let mut table = met();
    table.wires.cut = true;
    table.wires_break();
    table.adds(0, 10);
    table.pass(60_000);
    assert_eq!(table.facts(0).connection, Connection::Relay);
    assert!(table.has(1, 10));
    table.wires.cut = false;
    table.pass(120_000);
    assert_eq!(table.facts(0).connection, Connection::Direct);
    table.assert_whole();
}

#[test]
fn a_frame_that_came_directly_is_pushed_on_when_its_sealer_no_longer_can() {
    let mut table = met();
    // Ana's relay is gone; Ben's is not.
    table.goes(0);
    table.adds(0, 10);
    table.pass(100);
    assert!(table.has(1, 10));
    let before = table.durable();
    table.pass(4_000);
    assert_eq!(table.durable(), before, "Ana may still do it herself");
    table.pass(2_000);
    assert!(table.durable() > before);
    table.crash(1);
    let cold = table.sit(1, 77);
    table.pass(1_000);
    assert!(table.has(cold, 10));
}

#[test]
fn whoever_leaves_is_gone_at_once_and_their_line_too() {
    let mut table = met();
    table.goes(1);
    table.leaves(1);
    table.pass(10);
    assert_eq!(table.facts(0).present.len(), 0);
    assert_eq!(table.facts(0).connection, Connection::Relay);
}

/// What an ephemeral says about a line, if that is what it is about.
fn signal(frame: &FromRelay) -> Option<SignalBody> {
    let FromRelay::PassedOn(passed) = frame else { return None };
    let (_, _, plain) = seal::open_carried(&secret().keys(), Kind::Ephemeral, &passed.sealed).ok()?;
    Message::decode(&plain).ok()?.signal.map(|signal| signal.said)
}

#[test]
fn a_relay_that_swaps_the_descriptions_connects_nobody_and_breaks_nothing_else() {
    let mut table = Table::for_two();
    // It has no key: of its own it can only make bytes up, and change those that pass.
    table.tamper = Box::new(|_, frame| match (signal(&frame), frame) {
        (Some(_), FromRelay::PassedOn(mut passed)) => {
            let middle = passed.sealed.len() / 2;
            passed.sealed[middle] ^= 1;
            vec![FromRelay::PassedOn(passed)]
        }
        (_, frame) => vec![frame],
    });
    for seat in [0, 1] {
        table.agrees(seat, true);
    }
    table.adds(0, 10);
    table.pass(120_000);
    assert_eq!(table.wires.heard, []);
    assert_eq!(table.facts(0).connection, Connection::Relay);
    assert!(table.has(1, 10));
    table.assert_whole();
}

#[test]
fn signals_that_are_kept_back_repeated_or_misdirected_lead_nowhere() {
    let mut table = Table::for_two();
    let kept: Rc<RefCell<Vec<PassedOn>>> = Rc::default();
    let keeps = Rc::clone(&kept);
    table.tamper = Box::new(move |_, frame| match (signal(&frame), frame) {
        (Some(_), FromRelay::PassedOn(passed)) => {
            keeps.borrow_mut().push(passed);
            Vec::new()
        }
        (_, frame) => vec![frame],
    });
    for seat in [0, 1] {
        table.agrees(seat, true);
    }
    table.pass(100);
    let offer = kept.borrow()[0].clone();
    // More than half a minute late, it comes at last, to everybody.
    table.pass(31_000);
    let late = Rc::new(RefCell::new(Some(offer.clone())));
    let says = Rc::clone(&late);
    table.tamper = Box::new(move |_, frame| match signal(&frame) {
        Some(_) => Vec::new(),
        None => std::iter::once(frame).chain(says.borrow().clone().map(FromRelay::PassedOn)).collect(),
    });
    table.pass(60_000);
    assert_eq!(table.wires.heard, []);
    // Let through, the two meet; what was said before is then said again and again, and heard no more.
    table.tamper = Box::new(|_, frame| vec![frame]);
    table.pass(120_000);
    assert_eq!(table.facts(0).connection, Connection::Direct);
    let heard = table.wires.heard.len();
    let again: Vec<PassedOn> = kept.borrow().clone();
    table.tamper = Box::new(move |_, frame| {
        std::iter::once(frame).chain(again.iter().cloned().map(FromRelay::PassedOn)).collect()
    });
    table.adds(0, 10);
    table.pass(60_000);
    assert_eq!(table.wires.heard.len(), heard);
    assert_eq!(table.facts(1).connection, Connection::Direct, "and no call was begun anew for it");
    table.assert_whole();
}
