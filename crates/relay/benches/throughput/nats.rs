//! A log in NATS beside one on disk, in one run, with one relay and with two: `cargo bench -p alongside-relay -- nats`.
//! Relays and NATS share one core, the load has the other.

use crate::{
    load::{self, Until},
    report::{median, millis},
    server::{Kind, Server},
};

/// What was measured of one kind, over all rounds.
#[derive(Default)]
struct Measured(Vec<[f64; ROWS.len()]>);

pub async fn measure() {
    let kinds = [Kind::Ours, Kind::InNats, Kind::TwoInNats];
    let mut measured: [Measured; 3] = Default::default();
    for round in 1..=ROUNDS {
        for (kind, measured) in kinds.into_iter().zip(&mut measured) {
            let flood = load::flood(&Server::start(kind).await, Until::Delivered).await;
            let durable = load::flood(&Server::start(kind).await, Until::Durable).await;
            let mut paced = load::paced(&Server::start(kind).await).await;
            let row = [
                flood.frames_per_second,
                durable.frames_per_second,
                flood.micros_per_frame,
                flood.nats_micros_per_frame,
                millis(&mut paced.delivered, 0.5),
                millis(&mut paced.delivered, 0.99),
                millis(&mut paced.acknowledged, 0.5),
                millis(&mut paced.acknowledged, 0.99),
                paced.micros_per_frame,
                paced.nats_micros_per_frame,
            ];
            println!("round {round}, {kind:?}: {row:.2?}");
            measured.0.push(row);
        }
    }
    println!("\n{:<34} {:>10} {:>10} {:>6} {:>10} {:>6}", "", "SQLite", "NATS", "ratio", "two relays", "ratio");
    for (at, name) in ROWS.iter().enumerate() {
        let column = |measured: &Measured| measured.0.iter().map(|row| row[at]).collect::<Vec<_>>();
        let [disk, nats, two] = [0, 1, 2].map(|kind| column(&measured[kind]));
        // Runs next to each other in time are compared.
        let ratio = |of: &[f64]| median(&disk.iter().zip(of).map(|(disk, of)| of / disk).collect::<Vec<_>>());
        println!(
            "{name:<34} {:>10.2} {:>10.2} {:>6.2} {:>10.2} {:>6.2}",
            median(&disk),
            median(&nats),
            ratio(&nats),
            median(&two),
            ratio(&two)
        );
    }
}

const ROWS: [&str; 10] = [
    "flood, frames/s",
    "flood until durable, frames/s",
    "flood, relays, µs a frame",
    "flood, NATS, µs a frame",
    "1,000/s, delivered p50, ms",
    "1,000/s, delivered p99, ms",
    "1,000/s, acknowledged p50, ms",
    "1,000/s, acknowledged p99, ms",
    "1,000/s, relays, µs a frame",
    "1,000/s, NATS, µs a frame",
];

const ROUNDS: usize = 3;
