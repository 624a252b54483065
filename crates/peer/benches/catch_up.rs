//! What reconnecting costs: bytes from the relay, and time from the first byte to the complete document, for a page
//! that missed a session and for a new page, before and after the log is trimmed.
//!
//! Real peers around the relay's real hub in one process, so the time is that of the engine (opening, merging,
//! answering), not of a network. `cargo xtask bench catch_up`.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a benchmark reads the clock, and stops where it cannot go on"
)]

use std::time::Instant;

use alongside_testkit::harness::Harness;
use alongside_wire::limits;

/// The number of edits in a recorded real session.
const MISSED: usize = 1_712;
const ANA: usize = 0;
const BEN: usize = 1;

fn main() {
    // Too long for any compaction.
    let mut harness = Harness::of(u64::MAX);
    (10..22).for_each(|number| harness.adds(ANA, number));
    harness.pass(2_000);
    harness.goes(BEN);
    write(&mut harness, MISSED);
    let (_, bytes, millis) = comes(&mut harness, |harness| harness.comes_back(BEN, BEN, 50));
    report(&format!("catch up after {MISSED} missed edits"), bytes, millis, "");
    let (cold, bytes, millis) = comes(&mut harness, |harness| harness.sit(BEN, 51));
    report(&format!("a page that knows nothing, {MISSED} edits in the log"), bytes, millis, "");
    harness.goes(cold);

    // The same in a room that is compacted as usual.
    let mut harness = Harness::of(limits::COMPACT_ABOVE);
    (10..22).for_each(|number| harness.adds(ANA, number));
    for round in 0..10 {
        write(&mut harness, MISSED);
        harness.pass(30_000);
        let (kept, snapshot) = harness.kept();
        if [0, 9].contains(&round) {
            let edits = (round + 1) * MISSED;
            let (one, bytes, millis) = comes(&mut harness, |harness| harness.sit(BEN, 60 + round as u8));
            harness.goes(one);
            let note = format!("snapshot {} KiB", snapshot / 1_024);
            report(&format!("a page that knows nothing, {edits} edits, compacted"), bytes, millis, &note);
            let frames = edits * 330;
            println!(
                "BENCH bytes of log after {edits} edits\t{} KiB\t\t\tabout {} KiB had nothing been trimmed",
                kept / 1_024,
                frames / 1_024
            );
        }
    }
    let back = harness.sit(BEN, 99);
    harness.pass(5_000);
    assert_eq!(harness.digest(back), harness.digest(ANA), "the copies are equal at the end");
}

/// Writes so many letters, each an edit and a frame of its own, as typing does.
fn write(harness: &mut Harness, letters: usize) {
    let text = "What would have to be true for this to feel easy? ";
    for (at, letter) in text.chars().cycle().take(letters).enumerate() {
        harness.writes(ANA, 10 + (at / 150 % 12) as u8, letter.encode_utf8(&mut [0; 4]));
        harness.pass(150);
    }
}

fn comes(harness: &mut Harness, sits: impl FnOnce(&mut Harness) -> usize) -> (usize, usize, f64) {
    let began = Instant::now();
    let seat = sits(harness);
    while !harness.facts(seat).caught_up {
        harness.pass(1);
    }
    let millis = began.elapsed().as_secs_f64() * 1_000.0;
    assert_eq!(harness.digest(seat), harness.digest(ANA), "it has everything");
    (seat, harness.heard(seat), millis)
}

fn report(what: &str, bytes: usize, millis: f64, note: &str) {
    println!("BENCH {what}\t{} KiB, {millis:.1} ms\t\t\t{note}", bytes / 1_024);
}
