//! The simulation: the real peer, the real document and the relay's real hub, in one process on a virtual clock.

pub mod action;
mod checks;
mod copy;
mod faults;
mod judge;
pub mod lies;
mod page;
pub mod plan;
mod run;
pub mod shrink;
mod state;

use std::panic::{self, AssertUnwindSafe};

pub use checks::Checks;
pub use plan::Plan;
pub use state::Simulation;

/// Plays a plan with its faults, and checks the promises on the way and the result.
///
/// # Panics
/// When something is wrong; the message begins with the kind of failure.
pub fn play(plan: &Plan) -> Checks {
    let mut simulation = Simulation::new(plan.clone());
    simulation.run();
    simulation.assert_whole();
    simulation.assert_cold_reader_agrees();
    simulation.checks
}

/// Plays a plan; returns a failure as text.
///
/// # Errors
/// The message of the panic.
pub fn attempt(plan: &Plan) -> Result<Checks, String> {
    panic::catch_unwind(AssertUnwindSafe(|| play(plan))).map_err(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str);
        text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("a panic without words").to_owned()
    })
}

/// Plays the plans of all seeds on all cores; returns the failing seeds with their failures.
pub fn play_all(seeds: std::ops::Range<u64>) -> (Checks, Vec<(u64, String)>) {
    let hands = std::thread::available_parallelism().map_or(1, usize::from);
    let (mut checks, mut failed) = (Checks::default(), Vec::new());
    std::thread::scope(|threads| {
        let played: Vec<_> = (0..hands)
            .map(|hand| {
                let seeds = seeds.clone().skip(hand).step_by(hands);
                threads.spawn(move || {
                    let (mut checks, mut failed) = (Checks::default(), Vec::new());
                    for seed in seeds {
                        match attempt(&Plan::of_seed(seed)) {
                            Ok(more) => checks += more,
                            Err(words) => {
                                println!("seed {seed} failed, {words}\n  again: cargo xtask simulate --seeds 1 --start {seed}");
                                failed.push((seed, words));
                            }
                        }
                    }
                    (checks, failed)
                })
            })
            .collect();
        for hand in played {
            let (more, wrong) = hand.join().expect("panics in plays are caught");
            checks += more;
            failed.extend(wrong);
        }
    });
    failed.sort();
    (checks, failed)
}
