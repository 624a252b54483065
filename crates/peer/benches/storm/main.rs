//! A relay dies under thousands of clients and is restarted: how soon all are connected again, how often each has
//! tried, and what that costs the relay. Then a relay that accepts every connection and closes it at once.
//!
//! The clients are real peers with the back-off that browsers have, two to a room, over real sockets. The relay is
//! the real program in a process of its own, with its default limits, as behind a proxy. `cargo xtask bench storm`.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a benchmark reads the clock, and stops where it cannot go on"
)]

mod client;
mod relay;

use std::{rc::Rc, time::Duration};

use client::{Crowd, Tally};
use relay::{RefusingRelay, Relay};
use tokio::{task::LocalSet, time};

fn main() {
    let files = rlimit::increase_nofile_limit(u64::MAX).unwrap_or(1024);
    let wanted: u64 = std::env::var("ALONGSIDE_STORM").ok().and_then(|clients| clients.parse().ok()).unwrap_or(CLIENTS);
    // The process needs a few open files for itself.
    let clients = wanted.min(files.saturating_sub(100)) & !1;
    println!("{clients} clients; this system lets a process have {files} files open");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    LocalSet::new().block_on(&runtime, storm(clients as usize));
}

async fn storm(clients: usize) {
    let mut relay = Relay::start();
    let crowd = Crowd::gather(clients, relay.address());
    let live = until_live(&crowd, clients, JOIN_WITHIN).await;
    report("storm: first joining, all at once", &seconds(live), "", &format!("{clients} clients"));
    println!("all joined: {} KiB resident", relay.resident());
    time::sleep(SETTLED).await;

    // The relay dies and is restarted.
    crowd.tally.forget();
    relay.kill();
    time::sleep(DOWN).await;
    relay.restart();
    let cost = relay.watch();
    let most = until_live(&crowd, clients * 99 / 100, JOIN_WITHIN).await;
    let all = until_live(&crowd, clients, JOIN_WITHIN).await;
    let cost = cost.end().await;
    let note = format!("{clients} clients, dead for {} s; all after {} more", DOWN.as_secs(), seconds(all));
    report("storm: killed, 99 % live again", &seconds(most), "≤ 30 s", &note);
    report("storm: killed, attempts a client", &spread(&crowd.tally.attempts()), "", "");
    let note =
        format!("{} MiB at most, {:.1} KiB a client", cost.resident / 1_024, cost.resident as f64 / clients as f64);
    report("storm: killed, relay's busiest second", &format!("{:.0} % of a core", cost.busiest * 100.0), "", &note);
    time::sleep(SETTLED).await;

    // It is replaced by one that accepts every connection and closes it.
    crowd.tally.forget();
    relay.kill();
    let refusing = RefusingRelay::at(relay.address()).await;
    time::sleep(MINUTE).await;
    let first = crowd.tally.attempts();
    crowd.tally.forget();
    time::sleep(MINUTE).await;
    let second = crowd.tally.attempts();
    refusing.ends().await;
    report(
        "storm: thrown out, attempts a client, first minute",
        &spread(&first),
        "≤ 10",
        "accepted and closed at once",
    );
    report("storm: thrown out, attempts a client, second minute", &spread(&second), "≤ 4", "");
    relay.restart();
    let most = until_live(&crowd, clients * 99 / 100, JOIN_WITHIN).await;
    report("storm: thrown out, 99 % live once it is over", &seconds(most), "≤ 35 s", "no wait is longer than 30 s");
}

/// Waits until so many clients are live, at most `within`; returns how long that took.
async fn until_live(crowd: &Crowd, wanted: usize, within: Duration) -> Duration {
    let tally: &Rc<Tally> = &crowd.tally;
    let began = time::Instant::now();
    while tally.live() < wanted && began.elapsed() < within {
        time::sleep(Duration::from_millis(20)).await;
    }
    if tally.live() < wanted {
        println!("only {} of {wanted} are live after {within:?}; {}", tally.live(), tally.troubles());
    }
    began.elapsed()
}

fn seconds(took: Duration) -> String {
    format!("{:.1} s", took.as_secs_f64())
}

/// The mean of many numbers, and the largest.
fn spread(attempts: &[u32]) -> String {
    let all: u64 = attempts.iter().map(|attempts| u64::from(*attempts)).sum();
    let most = attempts.iter().max().copied().unwrap_or_default();
    format!("{:.1}, {most} at most", all as f64 / attempts.len().max(1) as f64)
}

/// Prints a figure; compared with its target if both are numbers.
fn report(what: &str, measured: &str, target: &str, note: &str) {
    let number = |text: &str| {
        let digits: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
        digits.parse::<f64>().ok()
    };
    let first = measured.split([' ', ',']).next().unwrap_or_default();
    let verdict = match (number(first), number(target)) {
        (Some(measured), Some(target)) if measured <= target => "ok",
        (Some(_), Some(_)) => "MISS",
        _ => "",
    };
    println!("BENCH {what}\t{measured}\t{target}\t{verdict}\t{note}");
}

const CLIENTS: u64 = 10_000;

const DOWN: Duration = Duration::from_secs(5);

/// Longer than the back-off needs to trust a connection.
const SETTLED: Duration = Duration::from_secs(12);

const MINUTE: Duration = Duration::from_secs(60);

const JOIN_WITHIN: Duration = Duration::from_secs(120);
