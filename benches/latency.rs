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
    ana.ask_page(NOTE_SENT);
    ben.ask_page(NOTE_FRAMES);
    ben.ask_page(NOTE_ARRIVED);
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
    let (sent, arrived, shown) = (times(&ana, "__sent"), times(&ben, "__arrived"), times(&ben, "__shown"));
    let mut ways: [Vec<f64>; 4] = Default::default();
    for (length, at) in pressed.iter().skip(WARM_UP) {
        let after = |times: &[f64], from: f64| times.iter().copied().find(|time| *time >= from);
        let Some((_, frame)) = drawn.iter().find(|(seen, _)| seen >= length) else { continue };
        let Some(left) = after(&sent, *at) else { continue };
        let Some(came) = after(&arrived, left + apart) else { continue };
        let Some(stood) = after(&shown, came) else { continue };
        for (way, took) in ways.iter_mut().zip([left - at, came - apart - left, stood - came, frame - stood]) {
            way.push(took);
        }
    }
    for (name, mut way) in
        ["key to socket", "socket to socket", "socket to text", "text to frame"].into_iter().zip(ways)
    {
        way.sort_by(f64::total_cmp);
        let at = |share: f64| way[((way.len() - 1) as f64 * share).round() as usize];
        println!("{name}: p50 {:.1} ms, p90 {:.1} ms, p99 {:.1} ms", at(0.5), at(0.9), at(0.99));
    }
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

/// Times as a page noted them, in order.
fn times(person: &Person, name: &str) -> Vec<f64> {
    let noted = person.ask_page(&format!("return self.{name}"));
    noted.as_array().into_iter().flatten().filter_map(Value::as_f64).collect()
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

/// Notes when a page gives something to its socket.
const NOTE_SENT: &str = "
    self.__sent = [];
    const send = WebSocket.prototype.send;
    WebSocket.prototype.send = function (bytes) {
        self.__sent.push(performance.timeOrigin + performance.now());
        return send.call(this, bytes);
    }";

/// Notes when something comes to a page, before the page looks at it, and when the notes stand changed.
const NOTE_ARRIVED: &str = "
    self.__arrived = [];
    self.__shown = [];
    const data = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data');
    Object.defineProperty(MessageEvent.prototype, 'data', {
        get() { self.__arrived.push(performance.timeOrigin + performance.now()); return data.get.call(this); },
    });
    const setRangeText = HTMLTextAreaElement.prototype.setRangeText;
    HTMLTextAreaElement.prototype.setRangeText = function (...what) {
        const done = setRangeText.apply(this, what);
        self.__shown.push(performance.timeOrigin + performance.now());
        return done;
    }";
