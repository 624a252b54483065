//! Years of bad luck in seconds. A seed that fails is named in the panic; `cargo xtask simulate --seeds 1 --start <seed>`
//! plays it again.
#![cfg(not(target_arch = "wasm32"))]

#[path = "simulation/mod.rs"]
mod simulation;

use simulation::{Checks, Plan, World, play};

#[test]
fn two_people_in_fair_weather_come_to_the_same_room() {
    let mut world = World::new(Plan { seed: 1, pages: 2, weather: 0, edits: 0 });
    world.run();
    world.assert_whole();
}

#[test]
fn whatever_happens_to_networks_pages_and_relays_all_copies_end_equal_and_no_chip_lied() {
    let mut checks = Checks::default();
    (0..200).for_each(|seed| checks += play(seed));
    assert!(checks.sent > 100 && checks.saved > 100 && checks.has_it > 100, "the promises were tested: {checks:?}");
    assert!(checks.trims > 100, "logs were trimmed: {checks:?}");
}
