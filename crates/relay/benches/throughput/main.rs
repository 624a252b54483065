//! The relay beside a bare forwarder that stores nothing, in one run: frames a second, processor time for each frame,
//! delivery times, memory for each socket. `cargo bench -p alongside-relay`.
//!
//! Each server is a process of its own, pinned to one core; the load runs on another. A frame is in flight until the
//! other socket has it. The relay acknowledges every frame when it is on the disk, and a run ends with the last
//! acknowledgement.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a benchmark that cannot go on should say where")]

use std::{env, process::Command};

mod forwarder;
mod load;
mod nats;
mod report;
mod server;

use load::Until;
use report::{Figure, median, millis};
use server::Kind;

fn main() {
    let words: Vec<String> = env::args().collect();
    if let Some(forward) = words.iter().find(|word| word.starts_with("--forward")) {
        return forwarder::run(forward == "--forward-batched");
    }
    if env::var_os(PINNED).is_none() && server::can_pin() {
        let mut load = Command::new("taskset");
        load.args(["-c", server::LOAD_CORE]).arg(env::current_exe().unwrap()).args(&words[1..]).env(PINNED, "1");
        assert!(load.status().unwrap().success());
        return;
    }
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(measure());
}

async fn measure() {
    if env::args().any(|word| word == "nats") {
        return nats::measure().await;
    }
    let (mut forwarder, mut batching) = (Samples::default(), Samples::default());
    let (mut ours, mut at_once) = (Samples::default(), Samples::default());
    for round in 1..=ROUNDS {
        for kind in [Kind::Forwarder, Kind::Ours, Kind::OursAtOnce, Kind::BatchingForwarder] {
            let samples = match kind {
                Kind::Forwarder => &mut forwarder,
                Kind::BatchingForwarder => &mut batching,
                Kind::Ours => &mut ours,
                _ => &mut at_once,
            };
            samples.take(kind).await;
            let last = |values: &[f64]| values.last().copied().unwrap_or_default();
            println!(
                "round {round}, {kind:?}: {:.0} frames/s, {:.2} µs a frame, p50 {:.3} ms, p99 {:.3} ms, acknowledged {:.3} / {:.3} ms, {:.1} µs a frame, {:.2} KiB a socket, {:.2} ms beside rejoins",
                last(&samples.frames),
                last(&samples.micros),
                last(&samples.p50),
                last(&samples.p99),
                last(&samples.acknowledged_p50),
                last(&samples.acknowledged_p99),
                last(&samples.paced_micros),
                last(&samples.kib),
                last(&samples.beside_rejoins),
            );
        }
    }
    let ratio = |name, unit, forwarder: &[f64], ours: &[f64], target, better| Figure {
        name,
        unit,
        forwarder: median(forwarder),
        ours: median(ours),
        // Runs next to each other in time are compared, so that other load on the machine affects both alike.
        ratio: median(&forwarder.iter().zip(ours).map(|(theirs, ours)| ours / theirs).collect::<Vec<_>>()),
        target,
        better,
    };
    let more: Vec<f64> =
        at_once.acknowledged_p99.iter().zip(&ours.acknowledged_p99).map(|(before, after)| after - before).collect();
    use report::Better::{Higher, Lower, LowerAbsolute};
    report::print(&[
        ratio("50 rooms × 2, 8 in flight", "frames/s", &forwarder.frames, &ours.frames, 0.9, Higher),
        ratio("the same, until durable", "frames/s", &forwarder.durable, &ours.durable, f64::NAN, Higher),
        ratio("… a batching forwarder's", "frames/s", &batching.frames, &ours.frames, f64::NAN, Higher),
        ratio("processor, flooded", "µs a frame", &forwarder.micros, &ours.micros, 1.2, Lower),
        ratio("… a batching forwarder's", "µs a frame", &batching.micros, &ours.micros, f64::NAN, Lower),
        ratio("1,000 frames/s, p50", "ms", &forwarder.p50, &ours.p50, 1.2, Lower),
        ratio("1,000 frames/s, p99", "ms", &forwarder.p99, &ours.p99, 1.2, Lower),
        ratio("… without a commit window", "ms", &forwarder.p99, &at_once.p99, f64::NAN, Lower),
        ratio("1,000 frames/s, processor", "µs a frame", &forwarder.paced_micros, &ours.paced_micros, 2.0, Lower),
        ratio(
            "… without a commit window",
            "µs a frame",
            &forwarder.paced_micros,
            &at_once.paced_micros,
            f64::NAN,
            Lower,
        ),
        ratio("acknowledged, p99", "ms", &at_once.acknowledged_p99, &ours.acknowledged_p99, f64::NAN, Lower),
        ratio("… more by the window", "ms", &at_once.acknowledged_p99, &more, 3.0, LowerAbsolute),
        ratio("flood, no commit window", "frames/s", &forwarder.frames, &at_once.frames, f64::NAN, Higher),
        ratio("p95 beside who rejoins", "ms", &[f64::NAN], &ours.beside_rejoins, 10.0, LowerAbsolute),
        ratio("resident, idle", "KiB a socket", &forwarder.kib, &ours.kib, 4.6, LowerAbsolute),
    ]);
}

#[derive(Default)]
struct Samples {
    frames: Vec<f64>,
    durable: Vec<f64>,
    micros: Vec<f64>,
    p50: Vec<f64>,
    p99: Vec<f64>,
    paced_micros: Vec<f64>,
    acknowledged_p50: Vec<f64>,
    acknowledged_p99: Vec<f64>,
    kib: Vec<f64>,
    beside_rejoins: Vec<f64>,
}

impl Samples {
    /// Measures what was named on the command line, or everything.
    async fn take(&mut self, kind: Kind) {
        if is_wanted("flood") {
            let flood = load::flood(&server::Server::start(kind).await, Until::Delivered).await;
            self.frames.push(flood.frames_per_second);
            self.micros.push(flood.micros_per_frame);
            let flood = load::flood(&server::Server::start(kind).await, Until::Durable).await;
            self.durable.push(flood.frames_per_second);
        }
        if is_wanted("paced") {
            let mut paced = load::paced(&server::Server::start(kind).await).await;
            self.p50.push(millis(&mut paced.delivered, 0.5));
            self.p99.push(millis(&mut paced.delivered, 0.99));
            self.acknowledged_p50.push(millis(&mut paced.acknowledged, 0.5));
            self.acknowledged_p99.push(millis(&mut paced.acknowledged, 0.99));
            self.paced_micros.push(paced.micros_per_frame);
        }
        if is_wanted("rejoins") && kind == Kind::Ours {
            let mut times = load::beside_rejoins(&server::Server::start(kind).await).await;
            times.sort_unstable();
            self.beside_rejoins.push(times[times.len() * 95 / 100].as_secs_f64() * 1e3);
        }
        if is_wanted("idle") {
            self.kib.push(load::idle(&server::Server::start(kind).await).await);
        }
    }
}

fn is_wanted(workload: &str) -> bool {
    let mut named = env::args().skip(1).filter(|word| !word.starts_with('-')).peekable();
    named.peek().is_none() || named.any(|word| word == workload)
}

const PINNED: &str = "ALONGSIDE_BENCH_PINNED";

const ROUNDS: usize = 3;
