//! The time from a key press in one browser until the other browser draws it: two real Chromiums, the real relay,
//! with durable acknowledgement.
//!
//! Both pages record times by the machine's clock: Ana's when a key goes down, Ben's when the frame after the change
//! is drawn. The difference between the two pages' readings of that clock is measured, too, and subtracted.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::panic, reason = "a measurement that goes wrong fails by panicking")]

use alongside_testkit::story::{
    element::Finds,
    patience::until,
    person::{Person, Story},
};
use serde_json::Value;

/// How many keys are measured.
const KEYS: usize = 400;
/// Keys pressed before, while everything warms up.
const WARM_UP: usize = 40;
/// Milliseconds between two keys: ten a second is fast typing. This is no multiple of a frame's 16.7 ms, as 100 is:
/// else every key of a run would come at the same moment of the other's frames, and the result would depend on that
/// moment.
const BETWEEN: u64 = 97;

fn main() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben_at("Growth plan");
    ana.notes().type_text("begins: ");
    ben.notes().reads("begins:");
    for script in [NOTE_KEYS, NOTE_SENT] {
        ana.ask_page(script);
    }
    for script in [NOTE_FRAMES, NOTE_ARRIVED] {
        ben.ask_page(script);
    }
    report("key_to_other_frame", &types(&ana, &ben), Some([12.0, 20.0]));
    tell_where_it_went(&ana, &ben);

    for person in [&ana, &ben] {
        person.button("Menu").click();
        person.dialog("Menu").radiogroup("Connect directly").radio("On").click();
        person.press("Escape");
    }
    ana.chooses_in_menu("Sync details");
    ana.dialog("Sync details").status("Connection").reads("Direct");
    ana.press("Escape");
    ana.notes().focus();
    ana.press("Ctrl+End");
    report("key_to_other_frame_directly", &types(&ana, &ben), None);
}

/// Ana types; returns the milliseconds from each key to the frame in which Ben sees its letter.
fn types(ana: &Person, ben: &Person) -> Vec<f64> {
    let before = length_of_notes(ben);
    let text: String = "the quick brown fox jumps over the lazy dog ".chars().cycle().take(WARM_UP + KEYS).collect();
    ana.types_with_pauses(&text, BETWEEN);
    until("Ben has read it all", || {
        let read = length_of_notes(ben);
        if read == before + text.len() { Ok(()) } else { Err(read.to_string()) }
    });
    let (pressed, drawn) = (pairs(ana, "return self.__keys"), pairs(ben, "return self.__frames"));
    let apart = clock(ben) - clock(ana);
    let counts = |length: f64| length > (before + WARM_UP) as f64;
    let seen = |(length, at): &(f64, f64)| {
        let (_, frame) = drawn.iter().find(|(seen, _)| seen >= length)?;
        Some(frame - at - apart)
    };
    let took: Vec<f64> = pressed.iter().filter(|(length, _)| counts(*length)).filter_map(seen).collect();
    assert!(took.len() >= KEYS * 9 / 10, "only {} of {KEYS} keys were seen to arrive", took.len());
    took
}

fn report(name: &str, took: &[f64], targets: Option<[f64; 2]>) {
    for (share, of) in [(0.5, "p50"), (0.99, "p99")] {
        let (at, target) = (spread(took, share), targets.map(|targets| targets[usize::from(share > 0.5)]));
        let verdict = match target {
            Some(target) if at <= target => format!("≤ {target} ms\tok"),
            Some(target) => format!("≤ {target} ms\tMISS"),
            None => "\t".to_owned(),
        };
        println!("BENCH {name}_{of}\t{at:.1} ms\t{verdict}\t{} keys", took.len());
    }
}

/// Prints how long each part of the way through the relay took.
fn tell_where_it_went(ana: &Person, ben: &Person) {
    let (pressed, drawn) = (pairs(ana, "return self.__keys"), pairs(ben, "return self.__frames"));
    let (sent, arrived, shown) = (times(ana, "__sent"), times(ben, "__arrived"), times(ben, "__shown"));
    let apart = clock(ben) - clock(ana);
    let after = |times: &[f64], from: f64| times.iter().copied().find(|time| *time >= from);
    let way = |(length, at): &(f64, f64)| {
        let (_, frame) = drawn.iter().find(|(seen, _)| seen >= length)?;
        let left = after(&sent, *at)?;
        let came = after(&arrived, left + apart)?;
        let stood = after(&shown, came)?;
        Some([left - at, came - apart - left, stood - came, frame - stood])
    };
    let ways: Vec<[f64; 4]> = pressed.iter().skip(WARM_UP).filter_map(way).collect();
    for (part, name) in ["key to socket", "socket to socket", "socket to text", "text to frame"].into_iter().enumerate()
    {
        let took: Vec<f64> = ways.iter().map(|way| way[part]).collect();
        println!("  {name}: p50 {:.1} ms, p99 {:.1} ms", spread(&took, 0.5), spread(&took, 0.99));
    }
}

fn spread(took: &[f64], share: f64) -> f64 {
    let mut took = took.to_vec();
    took.sort_by(f64::total_cmp);
    took.get(((took.len().saturating_sub(1)) as f64 * share).round() as usize).copied().unwrap_or(f64::NAN)
}

fn length_of_notes(person: &Person) -> usize {
    let length = person.ask_page("return deep('textarea').find((e) => e.ariaLabel === 'Notes').value.length");
    length.as_u64().unwrap_or_default() as usize
}

/// Pairs of numbers that a page has recorded.
fn pairs(person: &Person, script: &str) -> Vec<(f64, f64)> {
    let noted = person.ask_page(script);
    let pair = |pair: &Value| Some((pair[0].as_f64()?, pair[1].as_f64()?));
    noted.as_array().into_iter().flatten().filter_map(pair).collect()
}

/// Times that a page has recorded, in order.
fn times(person: &Person, name: &str) -> Vec<f64> {
    let noted = person.ask_page(&format!("return self.{name}"));
    noted.as_array().into_iter().flatten().filter_map(Value::as_f64).collect()
}

/// How far a page's fine clock is ahead of the machine's, in milliseconds: read at a tick of the machine's clock.
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

/// Records, for each key that goes down in the notes, how long the text will be after it, and when.
const NOTE_KEYS: &str = "
    self.__keys = [];
    const notes = deep('textarea').find((e) => e.ariaLabel === 'Notes');
    window.addEventListener('keydown', (event) => {
        if (event.key.length === 1) self.__keys.push([notes.value.length + 1, performance.timeOrigin + event.timeStamp]);
    }, true)";

/// Records, for each frame that shows a longer text, how long it is, and when the frame is drawn.
const NOTE_FRAMES: &str = "
    self.__frames = [];
    const notes = deep('textarea').find((e) => e.ariaLabel === 'Notes');
    const look = () => {
        const length = notes.value.length;
        if (length !== (self.__frames.at(-1)?.[0] ?? 0)) self.__frames.push([length, performance.timeOrigin + performance.now()]);
        requestAnimationFrame(look);
    };
    requestAnimationFrame(look)";

/// Records when a page gives a frame to its socket.
const NOTE_SENT: &str = "
    self.__sent = [];
    const send = WebSocket.prototype.send;
    WebSocket.prototype.send = function (bytes) {
        self.__sent.push(performance.timeOrigin + performance.now());
        return send.call(this, bytes);
    }";

/// Records when a frame reaches a page, before the page handles it, and when the notes have changed.
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
