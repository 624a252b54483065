//! How long the frames of one browser are while the other reorders a list of 200 rows: two real Chromiums, the real relay, and
//! a computer of the receiver that is four times as slow.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::panic, reason = "a measurement that goes wrong fails by panicking")]

use alongside_testkit::story::{
    browser::PageWork,
    element::Finds,
    person::{Person, Story},
};
use serde_json::Value;

/// How many rows the list has.
const ROWS: usize = 200;
/// How many reorders are measured, each of which moves every row.
const REORDERS: usize = 24;
/// Reorders before, while everything warms up.
const WARM_UP: usize = 4;
/// How many times slower the receiver's computer is.
const SLOWER: u32 = 4;
/// Milliseconds between two reorders: the rows are still by then, and what the page does in quiet moments is done.
const BETWEEN: u64 = 1_500;
/// The longest frame, in milliseconds.
const TARGET: f64 = 32.0;

fn main() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    let lines: Vec<String> = (1..=ROWS).map(|n| format!("Point {n}")).collect();
    ana.textbox("Add to the agenda").paste(&lines.join("\n"));
    ben.agenda().has_so_many_rows(ROWS);
    ben.looks_away();
    ana.looks_away();
    ben.slows_down(SLOWER);
    ben.ask_page(NOTE_FRAMES);

    // Nobody asks Ben's page anything while it draws: an answer would take a part of a frame.
    ana.ask_page(&format!("return new Promise((over) => setTimeout(over, {}))", 3 * BETWEEN));
    let still = long_frames(&ben, "self.__still = performance.now()");
    for _ in 0..WARM_UP {
        reorders(&ana);
    }
    let before = ben.page_work();
    for _ in 0..REORDERS {
        reorders(&ana);
    }
    let work = ben.page_work();
    ben.slows_down(1);
    let moves = times(&ben, "return self.__moved");
    assert!(moves.len() >= WARM_UP + REORDERS, "only {} reorders were seen", moves.len());
    let worst: Vec<f64> = times(&ben, WORST).into_iter().skip(WARM_UP).collect();
    let longest = worst.iter().copied().fold(0.0, f64::max);
    let verdict = if longest <= TARGET { "ok" } else { "MISS" };
    let note = format!("{ROWS} rows, CPU ÷ {SLOWER}, {} reorders; still: {:.1} ms", worst.len(), longest_of(&still));
    println!("BENCH frame_of_remote_reorder_max\t{longest:.1} ms\t≤ {TARGET} ms\t{verdict}\t{note}");
    println!("BENCH frame_of_remote_reorder_p50\t{:.1} ms\t\t\tthe longest of each reorder", middle(&worst));
    println!("  the longest frame of each: {}", list(&worst));
    let each = |of: fn(&PageWork) -> f64| (of(&work) - of(&before)) / REORDERS as f64;
    println!(
        "  a reorder, in ms: script {:.1}, style {:.1}, layout {:.1}, all {:.1}",
        each(|work| work.script),
        each(|work| work.style),
        each(|work| work.layout),
        each(|work| work.all)
    );
    println!("  longest tasks: {}", ben.ask_page("return JSON.stringify(self.__tasks.slice(-40))"));
}

/// Ana moves the last row to the top.
fn reorders(ana: &Person) {
    ana.ask_page(&format!(
        "const row = deep('.agenda [data-row]').at(-1);
         row.querySelector('.more').click();
         return new Promise((done) => setTimeout(() => {{
             deep('[role=menuitem]').find((entry) => entry.textContent.startsWith('Move to top')).click();
             setTimeout(done, {BETWEEN});
         }}, 50))"
    ));
}

/// The longest frames until now, then this script.
fn long_frames(person: &Person, then: &str) -> Vec<f64> {
    let frames = times(person, "return self.__frames.map(([, length]) => length)");
    person.ask_page(then);
    frames
}

fn longest_of(frames: &[f64]) -> f64 {
    frames.iter().copied().fold(0.0, f64::max)
}

fn middle(all: &[f64]) -> f64 {
    let mut all = all.to_vec();
    all.sort_by(f64::total_cmp);
    all.get(all.len() / 2).copied().unwrap_or(f64::NAN)
}

fn list(all: &[f64]) -> String {
    all.iter().map(|each| format!("{each:.0}")).collect::<Vec<_>>().join(" ")
}

/// Numbers that a page has recorded, in order.
fn times(person: &Person, script: &str) -> Vec<f64> {
    person.ask_page(script).as_array().into_iter().flatten().filter_map(Value::as_f64).collect()
}

/// Records when each frame begins and how long after the one before; when the first row becomes another one; and long tasks.
const NOTE_FRAMES: &str = "
    self.__frames = [];
    self.__moved = [];
    self.__tasks = [];
    const [list] = deep('.agenda .rows');
    let [first, last] = [list.firstElementChild, performance.now()];
    const look = (now) => {
        self.__frames.push([now, now - last]);
        last = now;
        requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    new MutationObserver(() => {
        if (list.firstElementChild !== first) {
            first = list.firstElementChild;
            self.__moved.push(performance.now());
        }
    }).observe(list, { childList: true });
    new PerformanceObserver((tasks) => {
        for (const task of tasks.getEntries()) self.__tasks.push([Math.round(task.startTime), Math.round(task.duration)]);
    }).observe({ type: 'longtask' })";

/// Of each reorder, the longest frame from when its change arrived until its rows are still.
const WORST: &str = "
    return self.__moved.map((moved) => Math.max(...self.__frames
        .filter(([now]) => now > moved - 100 && now < moved + 500)
        .map(([, length]) => length)))";
