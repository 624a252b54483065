//! What it costs to come back: bytes from the relay, and time from the first of them to a whole document, for a page
//! that missed a session, for one that knows nothing, and before and after the log is trimmed.
//!
//! Real peers around the relay's real hub in one process, so the time is the engine's (opening, merging, answering), not a
//! network's. `cargo xtask bench catch_up`.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a benchmark reads the clock, and stops where it cannot go on"
)]

use std::time::Instant;

use alongside_testkit::harness::Table;
use alongside_wire::limits;

/// As many as the traces of a real session that the design was measured with.
const MISSED: usize = 1_712;
const ANA: usize = 0;
const BEN: usize = 1;

fn main() {
    // Long enough that nothing is compacted by itself.
    let mut table = Table::of(u64::MAX);
    (10..22).for_each(|number| table.adds(ANA, number));
    table.pass(2_000);
    table.goes(BEN);
    write(&mut table, MISSED);
    let (_, bytes, millis) = comes(&mut table, |table| table.comes_back(BEN, BEN, 50));
    report(&format!("catch up after {MISSED} missed edits"), bytes, millis, "");
    let (cold, bytes, millis) = comes(&mut table, |table| table.sit(BEN, 51));
    report(&format!("a page that knows nothing, {MISSED} edits in the log"), bytes, millis, "");
    table.goes(cold);

    // The same again in a room that is compacted as it is in earnest.
    let mut table = Table::of(limits::COMPACT_ABOVE);
    (10..22).for_each(|number| table.adds(ANA, number));
    for round in 0..10 {
        write(&mut table, MISSED);
        table.pass(30_000);
        let (kept, snapshot) = table.kept();
        if [0, 9].contains(&round) {
            let edits = (round + 1) * MISSED;
            let (one, bytes, millis) = comes(&mut table, |table| table.sit(BEN, 60 + round as u8));
            table.goes(one);
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
    let back = table.sit(BEN, 99);
    table.pass(5_000);
    assert_eq!(table.digest(back), table.digest(ANA), "the copies are equal in the end");
}

/// So many letters, each an edit and a frame of its own, as a hand writes them.
fn write(table: &mut Table, letters: usize) {
    let text = "What would have to be true for this to feel easy? ";
    for (at, letter) in text.chars().cycle().take(letters).enumerate() {
        table.writes(ANA, 10 + (at / 150 % 12) as u8, letter.encode_utf8(&mut [0; 4]));
        table.pass(150);
    }
}

fn comes(table: &mut Table, sits: impl FnOnce(&mut Table) -> usize) -> (usize, usize, f64) {
    let began = Instant::now();
    let seat = sits(table);
    while !table.facts(seat).caught_up {
        table.pass(1);
    }
    let millis = began.elapsed().as_secs_f64() * 1_000.0;
    assert_eq!(table.digest(seat), table.digest(ANA), "it has everything");
    (seat, table.heard(seat), millis)
}

fn report(what: &str, bytes: usize, millis: f64, note: &str) {
    println!("BENCH {what}\t{} KiB, {millis:.1} ms\t\t\t{note}", bytes / 1_024);
}
