//! Plays seed after seed: `simulate --seeds N --start S`. The last line is a summary, the exit status the verdict.
#![cfg_attr(target_arch = "wasm32", allow(unused))]

#[cfg(not(target_arch = "wasm32"))]
#[path = "../tests/simulation/mod.rs"]
mod simulation;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (mut seeds, mut start) = (1000, 0);
    while let Some(name) = arguments.next() {
        let value = arguments.next().and_then(|value| value.parse::<u64>().ok());
        match (name.as_str(), value) {
            ("--seeds", Some(value)) => seeds = value,
            ("--start", Some(value)) => start = value,
            _ => {
                eprintln!("usage: simulate [--seeds N] [--start S]");
                return std::process::ExitCode::from(2);
            }
        }
    }
    let mut failed = Vec::new();
    let mut checks = simulation::Checks::default();
    for seed in start..start + seeds {
        match std::panic::catch_unwind(|| simulation::play(seed)) {
            Ok(more) => checks += more,
            Err(_) => {
                println!("seed {seed} failed; again: cargo xtask simulate --seeds 1 --start {seed}");
                failed.push(seed);
            }
        }
    }
    println!("{seeds} seeds from {start}: {} failed {failed:?}; promises checked: {checks:?}", failed.len());
    if failed.is_empty() { std::process::ExitCode::SUCCESS } else { std::process::ExitCode::FAILURE }
}

#[cfg(target_arch = "wasm32")]
fn main() {}
