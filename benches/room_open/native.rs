//! Makes the rooms, opens them natively and in wasm, and compares the figures with their targets.

use std::{fs, hint::black_box, path::PathBuf, process::exit, time::Instant};

use alongside_testkit::years::{Years, crowded, folder};

use crate::{
    opening::{self, Typist},
    wasm::{Module, Times},
};

const TIMES: usize = 9;
/// The edits of half a year with a session every week, a tenth of five years.
const TENTH: usize = 70_000;
const KEYS: usize = 600;
const CROWD: u64 = 2_000;

pub(crate) fn run() {
    let module = Module::build().unwrap_or_else(|missing| {
        eprintln!("{missing}");
        exit(1);
    });
    println!("the widget’s code for a room, in wasm: {} KiB", module.size / 1_024);
    let mut grown = Vec::new();
    for (edits, target) in [(Years::ENGAGEMENT, None), (50_000, Some(100.0)), (TENTH, None), (10 * TENTH, Some(200.0))]
    {
        let began = Instant::now();
        let years = Years::of(edits);
        println!("\n{edits} edits: made or read in {:.1} s", began.elapsed().as_secs_f64());
        let (snapshot, log) = (years.snapshot.len() / 1_024, years.log.len() / 1_024);
        println!("snapshot {snapshot} KiB, log {log} KiB");
        let row = Row {
            name: format!("open {edits} edits from a snapshot"),
            native: times(TIMES, || drop(black_box(opening::open(&years.snapshot)))),
            floor: times(TIMES, || opening::load_with_yrs(&years.snapshot)),
            wasm: module.times("open", &keep("opened", &years.snapshot), TIMES),
            wasm_floor: module.times("floor", &keep("opened", &years.snapshot), TIMES),
            target,
        };
        let memory = module.times("stay", &keep("opened", &years.snapshot), 1).0[0] / 1_048_576.0;
        row.print(&format!("{snapshot} KiB, {memory:.1} MiB of memory in wasm"));
        if edits >= TENTH {
            grown.push([row.wasm.warm(), snapshot as f64, memory]);
        } else {
            // A log is compacted long before it is as long as the larger room's.
            let native = times(3, || drop(black_box(opening::replay(&years.log))));
            let wasm = module.times("replay", &keep("replayed", &years.log), 3);
            let name = format!("open {edits} edits from the log");
            println!("BENCH {name}\t{:.1} ms\t\t\tin wasm; natively {:.1} ms; {log} KiB", wasm.warm(), native.warm());
        }
    }
    if let [small, large] = &grown[..] {
        let [open, disk, memory] = std::array::from_fn(|at| large[at] / small[at]);
        println!(
            "BENCH ten times {TENTH} edits\t{open:.1} ×\t\t\tto open in wasm; {disk:.1} × on disk, {memory:.1} × in memory"
        );
    }
    type_in_a_crowd(&module);
}

fn type_in_a_crowd(module: &Module) {
    let snapshot = crowded(CROWD);
    let mut typist = Typist::at(&snapshot);
    let native = times(KEYS, || typist.key());
    let wasm = module.times("key", &keep("crowded", &snapshot), KEYS);
    let verdict = if wasm.at(1.0) <= 16.0 { "ok" } else { "MISS" };
    println!(
        "\nBENCH key in a room with 2,000 items, p50 / p99 / max\t{:.2} / {:.2} / {:.2} ms\t≤ 16 ms\t{verdict}\tin wasm, edit \
         to view without drawing; natively {:.2} / {:.2} / {:.2} ms",
        wasm.at(0.5),
        wasm.at(0.99),
        wasm.at(1.0),
        native.at(0.5),
        native.at(0.99),
        native.at(1.0),
    );
}

/// The figures of one room.
struct Row {
    name: String,
    native: Times,
    floor: Times,
    wasm: Times,
    wasm_floor: Times,
    target: Option<f64>,
}

impl Row {
    fn print(&self, size: &str) {
        let Self { name, native, floor, wasm, wasm_floor, target } = self;
        let (target, verdict) = match target {
            Some(target) if wasm.warm() <= *target => (format!("≤ {target} ms"), "ok"),
            Some(target) => (format!("≤ {target} ms"), "MISS"),
            None => (String::new(), ""),
        };
        println!(
            "BENCH {name}\t{:.1} ms\t{target}\t{verdict}\tin wasm, {:.2} × yrs alone ({:.1} ms), first time {:.1} ms; natively \
             {:.1} ms, {:.2} × yrs; {size}",
            wasm.warm(),
            wasm.warm() / wasm_floor.warm(),
            wasm_floor.warm(),
            wasm.first(),
            native.warm(),
            native.warm() / floor.warm(),
        );
    }
}

fn times(times: usize, mut work: impl FnMut()) -> Times {
    let mut time = || {
        let began = Instant::now();
        work();
        began.elapsed().as_secs_f64() * 1_000.0
    };
    Times((0..times).map(|_| time()).collect())
}

/// Writes bytes to a file for node to read.
fn keep(name: &str, bytes: &[u8]) -> PathBuf {
    let file = folder().join(name);
    fs::create_dir_all(folder()).and_then(|()| fs::write(&file, bytes)).expect("target/ can be written to");
    file
}
