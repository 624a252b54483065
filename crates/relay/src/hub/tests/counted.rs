//! What is counted for the operator.

use super::harness::*;
use crate::{config::Limits, hub::Limit};

/// The operator is told once for each jump, whichever way the clock went; a slow tick is none.
#[test]
fn a_wall_clock_that_jumps_between_two_ticks_is_counted() {
    let mut harness = HubHarness::new();
    harness.pass(250);
    harness.pass(60_000);
    assert_eq!(harness.hub.counts().clock_jumps, 0);
    harness.now.wall += 3_600_000;
    harness.pass(250);
    harness.now.wall -= 7_200_000;
    harness.pass(250);
    harness.pass(250);
    assert_eq!(harness.hub.counts().clock_jumps, 2);
}

/// Each limit under the name of its option.
#[test]
fn a_limit_that_keeps_a_client_from_something_is_counted() {
    let mut harness = HubHarness::with(Limits { frame_rate: 1, room_sockets: 2, ..Limits::default() });
    harness.join(1, 1, 1);
    harness.join(2, 1, 2);
    harness.join(3, 1, 3);
    for counter in 0..20 {
        harness.say(1, &push(1, counter, b"much"));
    }
    harness.pass(6_000);
    let met = |limit| harness.hub.counts().limits().find(|(met, _)| *met == limit).unwrap().1;
    assert_eq!(met(Limit::RoomSockets), 1);
    assert!(met(Limit::FrameRate) > 0);
    assert_eq!(met(Limit::ByteRate), 0);
    let refusals: u64 = harness.hub.counts().refusals().map(|(_, count)| count).sum();
    assert_eq!(refusals, harness.hub.counts().refused);
}
