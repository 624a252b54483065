//! The time from a typed pairing code until the first edit is on both screens: two real Chromiums, the real relay on this machine.
//!
//! Ben presses Enter behind the code; the emoji come, Ana presses that they match, Ben gives his name and adds a point, and Ana
//! sees it. What people would take to compare and to type is left out: each next thing is done as soon as it can be.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::panic, reason = "a measurement that goes wrong fails by panicking")]
#![allow(clippy::disallowed_methods, reason = "a benchmark reads the clock")]

use std::time::Instant;

use alongside_testkit::story::{element::Finds, patience::until, person::Story};

/// How many pairs are measured.
const PAIRS: usize = 20;
/// Milliseconds that it may take.
const TARGET: f64 = 3_000.0;

fn main() {
    let mut took: Vec<[f64; 3]> = (0..PAIRS).map(|_| pair()).collect();
    for (at, name) in ["code_to_emoji", "code_to_entrance", "code_to_first_edit"].into_iter().enumerate() {
        took.sort_by(|one, other| one[at].total_cmp(&other[at]));
        for (share, of) in [(50, "p50"), (95, "p95")] {
            let measured = took[(PAIRS - 1) * share / 100][at];
            let verdict = match measured <= TARGET {
                _ if at < 2 => "\t",
                true => "≤ 3000 ms\tok",
                false => "≤ 3000 ms\tMISS",
            };
            println!("BENCH {name}_{of}\t{measured:.0} ms\t{verdict}\t{PAIRS} pairs");
        }
    }
}

/// One pair, each with a fresh browser: milliseconds until both see the emoji, until the other is asked for a name, and until the first
/// edit is on both screens.
fn pair() -> [f64; 3] {
    let story = Story::begin_alone();
    let ana = story.ana_alone();
    ana.opens_invite();
    ana.dialog("Invite").button("Show a pairing code").click();
    let code = until("a code is shown", || {
        let shown = ana.ask_page("return deep('.code')[0]?.textContent ?? null");
        shown.as_str().map(str::to_owned).ok_or_else(|| "none".to_owned())
    });
    let ben = story.person("Ben");
    ben.opens("/");
    ben.button("I have a code").click();
    ben.textbox("Pairing code").type_text(&code);
    let begun = Instant::now();
    let millis = || begun.elapsed().as_secs_f64() * 1_000.0;
    ben.press("Enter");
    ana.button("They match").is_there();
    let emoji = millis();
    ana.button("They match").click();
    ben.textbox("Your name").is_there();
    let entrance = millis();
    ben.textbox("Your name").enter("Ben");
    ben.textbox("Add to the agenda").enter("First");
    ana.agenda().row("First").is_there();
    [emoji, entrance, millis()]
}
