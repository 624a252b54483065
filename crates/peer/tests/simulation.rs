//! Years of bad luck in seconds. A seed that fails is named in the panic; `cargo xtask simulate --seeds 1 --start <seed>`
//! plays it again.
#![cfg(not(target_arch = "wasm32"))]

#[path = "simulation/mod.rs"]
mod simulation;

use simulation::{Checks, Plan, World, play};

/// How many plans are played.
const SEEDS: u64 = 200;

#[test]
fn two_people_in_fair_weather_come_to_the_same_room() {
    let mut world = World::new(Plan { seed: 1, pages: 2, weather: 0, edits: 0 });
    world.run();
    world.assert_whole();
}

#[test]
fn whatever_happens_to_networks_pages_and_relays_all_copies_end_equal_and_no_chip_lied() {
    let mut checks = Checks::default();
    // Half the cores wait for the other half otherwise.
    let hands = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|threads| {
        let played: Vec<_> = (0..hands)
            .map(|hand| {
                threads.spawn(move || {
                    let mut checks = Checks::default();
                    (hand as u64..SEEDS).step_by(hands).for_each(|seed| checks += play(seed));
                    checks
                })
            })
            .collect();
        for hand in played {
            match hand.join() {
                Ok(more) => checks += more,
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
    });
    assert!(checks.sent > 100 && checks.saved > 100 && checks.has_it > 100, "the promises were tested: {checks:?}");
    assert!(checks.trims > 100, "logs were trimmed: {checks:?}");
}
