//! What two people notice on an ordinary connection: how long an edit takes from one page to the other, and how soon
//! a page is up to date that missed a session or is new.
//!
//! Real peers and the relay's real hub on a virtual clock, so the times are those of the connection: round trips of
//! 40 ms ± 10, one packet of a hundred lost, with what a loss costs on a reliable, ordered connection (see
//! `line/hop.rs`). The engine's own time is measured by `catch_up`. `cargo xtask bench line`.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::panic, reason = "a benchmark stops where it cannot go on")]

mod hop;
mod pair;

use alongside_testkit::device::Disk;
use alongside_wire::limits;
use hop::LineQuality;
use pair::{ANA, BEN, Pair, Path};

fn main() {
    for path in [Path::Relay, Path::Direct] {
        for (line, quality) in [("no loss", LineQuality { lost: 0, ..ORDINARY }), ("1 % lost", ORDINARY)] {
            let mut pair = Pair::over(path, quality, u64::MAX);
            let took = pair.types(EDITS);
            let name = format!("edit to the other's page, {}, 40 ms ± 10, {line}", path.name());
            report(&name, spread(&took), &format!("{} letters, one at a time", took.len()));
        }
    }

    let mut pair = Pair::over(Path::Relay, ORDINARY, u64::MAX);
    let disk = pair.leaves(BEN);
    pair.types(MISSED);
    let (took, bytes) = comes(&mut pair, &disk);
    report(&format!("catch up after {MISSED} missed edits, same line"), spread(&took), &kibibytes(bytes));

    // A room as usual: compacted, and trimmed because the other member was there.
    let mut pair = Pair::over(Path::Relay, ORDINARY, limits::COMPACT_ABOVE);
    pair.types(MISSED);
    pair.pass(60_000);
    pair.leaves(BEN);
    let (took, bytes) = comes(&mut pair, &Disk::default());
    report(&format!("cold join, {MISSED} edits, compacted, same line"), spread(&took), &kibibytes(bytes));
}

/// Opens a page on a device with this storage, again and again; returns the milliseconds until it is up to date, and
/// the bytes that the relay sent.
fn comes(pair: &mut Pair, disk: &Disk) -> (Vec<u64>, usize) {
    let mut bytes = 0;
    let took = (0..COMINGS)
        .map(|_| {
            let (began, heard) = (pair.now(), pair.heard(BEN));
            pair.opens(BEN, disk);
            pair.pass_until(|pair| pair.is_caught_up(BEN));
            let took = pair.now() - began;
            assert_eq!(pair.digest(ANA), pair.digest(BEN), "it has everything");
            bytes = pair.heard(BEN) - heard;
            pair.leaves(BEN);
            took
        })
        .collect();
    (took, bytes)
}

fn spread(took: &[u64]) -> String {
    let mut took = took.to_vec();
    took.sort_unstable();
    let at = |part: usize| took.get(took.len() * part / 100).copied().unwrap_or_default();
    format!("{} / {} ms", at(50), at(99))
}

fn kibibytes(bytes: usize) -> String {
    format!("{} KiB from the relay; TCP, TLS and WebSocket handshakes included", bytes / 1_024)
}

fn report(what: &str, measured: String, note: &str) {
    println!("BENCH {what}\t{measured}\t\t\tp50 / p99; {note}");
}

const ORDINARY: LineQuality = LineQuality { trip: 40, spread: 10, lost: 10 };

const EDITS: usize = 5_000;

/// The number of edits in a recorded real session.
const MISSED: usize = 1_712;

const COMINGS: usize = 200;
