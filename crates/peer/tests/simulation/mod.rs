//! The real engine, the real document and the relay's real hub, in one process on a virtual clock.

mod device;
mod people;
mod server;
mod world;

pub use world::{Checks, Plan, World};

/// Plays this seed's plan, bad weather and all, and checks everything that can be said of its end.
pub fn play(seed: u64) -> Checks {
    let pages = 2 + (seed % 4) as usize;
    let mut world = World::new(Plan { seed, pages, weather: 90_000, edits: 30 });
    world.run();
    world.assert_whole();
    world.assert_cold_reader_agrees();
    world.checks
}
