//! A key pressed in one browser, until the other browser draws it: two real Chromiums, the real relay, durable
//! acknowledgement on.
//!
//! Both pages note the time by the machine's clock: Ana's when a key goes down, Ben's when the frame after the change is
//! drawn. What separates the two pages' readings of that clock is measured, too, and taken off.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::panic, reason = "a measurement that goes wrong fails by panicking")]

#[path = "../tests/common"]
mod common {
    #![allow(dead_code, reason = "the browser tests use the rest")]
    pub mod browser;
    pub mod element;
    pub mod line;
    pub mod patience;
    pub mod person;
    pub mod relay_process;
}

use common::{
    patience::until,
    person::{Person, Story},
};
use serde_json::Value;

/// How many keys count.
const KEYS: usize = 400;
/// Keys before that, while everything is warming up.
const WARM_UP: usize = 40;
/// Milliseconds between two keys: ten a second is a fast hand.
const BETWEEN: u64 = 100;

fn main() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben_at("Growth plan");
    ana.notes().type_text("begins: ");
    ben.notes().reads("begins:");

    ana.ask_page(NOTE_KEYS);
    ben.ask_page(NOTE_FRAMES);
    let text: String = "the quick brown fox jumps over the lazy dog ".chars().cycle().take(WARM_UP + KEYS).collect();
    ana.types_with_pauses(&text, BETWEEN);
    until("Ben has read it all", || {
        let read = ben.ask_page("return self.__frames.length > 0 && self.__frames.at(-1)[0]");
        if read == serde_json::json!("begins: ".len() + text.len()) { Ok(()) } else { Err(read.to_string()) }
    });

    let pressed: Vec<(f64, f64)> = pairs(&ana, "return self.__keys");
    let drawn: Vec<(f64, f64)> = pairs(&ben, "return self.__frames");
    let apart = clock(&ben) - clock(&ana);
    let mut took: Vec<f64> = pressed
        .iter()
        .skip(WARM_UP)
        .filter_map(|(length, at)| {
            let (_, seen) = drawn.iter().find(|(seen, _)| seen >= length)?;
            Some(seen - at - apart)
        })
        .collect();
    assert!(took.len() >= KEYS * 9 / 10, "only {} of {KEYS} keys were seen to arrive", took.len());
    took.sort_by(f64::total_cmp);
    for (name, share, target) in [("p50", 0.5, 12.0), ("p99", 0.99, 20.0)] {
        let at = ((took.len() - 1) as f64 * share).round() as usize;
        let verdict = if took[at] <= target { "ok" } else { "MISS" };
        println!("BENCH key_to_other_frame_{name}\t{:.1} ms\t≤ {target} ms\t{verdict}\t{} keys", took[at], took.len());
    }
}

/// Two numbers a line, as a page noted them.
fn pairs(person: &Person, script: &str) -> Vec<(f64, f64)> {
    let noted = person.ask_page(script);
    let pair = |pair: &Value| Some((pair[0].as_f64()?, pair[1].as_f64()?));
    noted.as_array().into_iter().flatten().filter_map(pair).collect()
}

/// How far a page's fine clock is ahead of the machine's, in milliseconds: looked at where the machine's ticks over.
fn clock(person: &Person) -> f64 {
    let ahead = person.ask_page(
        "const ahead = [];
         for (let last = Date.now(); ahead.length < 101; ) {
           const now = Date.now();
           if (now !== last) { ahead.push(performance.timeOrigin + performance.now() - now); last = now; }
         }
         return ahead.sort((a, b) => a - b)[50]",
    );
    ahead.as_f64().expect("a number")
}

/// Notes, for each key that goes down in the notes, how long the text will be after it, and when.
const NOTE_KEYS: &str = "
    self.__keys = [];
    const notes = deep('textarea').find((e) => e.ariaLabel === 'Notes');
    window.addEventListener('keydown', (event) => {
        if (event.key.length === 1) self.__keys.push([notes.value.length + 1, performance.timeOrigin + event.timeStamp]);
    }, true)";

/// Notes, for each frame that shows a longer text, how long it is, and when the frame is drawn.
const NOTE_FRAMES: &str = "
    self.__frames = [];
    const notes = deep('textarea').find((e) => e.ariaLabel === 'Notes');
    const look = () => {
        const length = notes.value.length;
        if (length !== (self.__frames.at(-1)?.[0] ?? 0)) self.__frames.push([length, performance.timeOrigin + performance.now()]);
        requestAnimationFrame(look);
    };
    requestAnimationFrame(look)";
