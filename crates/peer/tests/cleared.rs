//! A device whose storage is cleared under the open page: the page gives it everything anew.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::panic, reason = "a test that panics has found something")]

use alongside_peer::facts::Sync;
use alongside_testkit::harness::{Harness, member};

#[test]
fn a_device_that_is_cleared_under_an_open_page_stores_the_whole_room_again_before_the_next_edit() {
    let mut harness = Harness::for_two();
    for number in 10..20 {
        harness.adds(0, number);
    }
    harness.pass(60_000);
    harness.is_cleared(0);
    harness.pass(100);
    harness.goes(0);
    let next = harness.comes_back_far_away(0, 0, 80);
    assert!((10..20).all(|number| harness.has(next, number)), "the device stores everything");
    assert!(harness.facts(next).loaded);
}

#[test]
fn what_no_relay_has_yet_is_stored_again_and_sent_by_the_next_page() {
    let mut harness = Harness::for_two();
    harness.adds(0, 10);
    harness.pass(60_000);
    harness.goes(0);
    harness.adds(0, 11);
    harness.pass(1_000);
    harness.is_cleared(0);
    harness.adds(0, 12);
    harness.pass(100);
    assert_eq!(harness.facts(0).unsaved, 0, "everything is on the device again");
    let next = harness.comes_back(0, 0, 80);
    harness.pass(10_000);
    assert!((10..13).all(|number| harness.has(next, number) && harness.has(1, number)));
    assert_eq!(harness.facts(next).waiting, 0);
}

#[test]
fn a_device_that_was_cleared_says_that_it_has_something_only_once_it_has_stored_it_again() {
    let mut harness = Harness::for_two();
    harness.pass(60_000);
    harness.is_cleared(1);
    harness.stores_no_more(1);
    harness.adds(0, 10);
    harness.pass(5_000);
    assert!(harness.has(1, 10));
    assert_eq!(harness.facts(0).sync, Sync::Sent);

    let mut harness = Harness::for_two();
    harness.pass(60_000);
    harness.is_cleared(1);
    harness.adds(0, 10);
    harness.pass(5_000);
    assert_eq!(harness.facts(0).sync, Sync::HasIt(member(1)));
}

#[test]
fn a_device_that_is_cleared_and_refuses_from_then_on_is_said_to_keep_nothing_at_once() {
    let mut harness = Harness::for_two();
    harness.adds(0, 10);
    harness.pass(60_000);
    harness.stores_no_more(0);
    harness.is_cleared(0);
    harness.pass(100);
    assert!(!harness.facts(0).kept);
}

#[test]
fn a_device_that_is_cleared_again_and_again_stores_the_whole_room_each_time() {
    let mut harness = Harness::of(u64::MAX);
    for number in 10..40 {
        harness.adds(0, number);
        harness.is_cleared(0);
        harness.adds(1, number + 100);
        harness.pass(100);
        harness.is_cleared(1);
    }
    harness.pass(10_000);
    harness.assert_whole();
    for seat in [0, 1] {
        let next = harness.comes_back_far_away(seat, seat, 80 + seat as u8);
        assert!((10..40).all(|number| harness.has(next, number) && harness.has(next, number + 100)));
    }
}
