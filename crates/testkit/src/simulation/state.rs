//! The state of a simulation.

use super::{checks::Checks, page::Page, plan::Plan};
use crate::{chance::Chance, network::Network};

/// A plan that is being played: people at pages on devices, a relay, and faults between them, on one virtual clock.
pub struct Simulation {
    pub(super) plan: Plan,
    /// The relay's random stream: its latencies and nonces.
    pub(super) chance: Chance,
    /// Its unit of time is the millisecond.
    pub(super) network: Network<SimulationDue>,
    /// The pages, by the same numbers as the network's.
    pub(super) pages: Vec<Page>,
    /// Whether the relay's process runs.
    pub(super) relay_runs: bool,
    /// When each device accepts transactions again.
    pub(super) refuses_until: Vec<u64>,
    /// Whether the relay ever lost its disk.
    pub(super) disk_lost: bool,
    /// What was checked.
    pub checks: Checks,
}

/// The simulation's own events.
#[derive(Debug)]
pub enum SimulationDue {
    /// The plan's event with this number is due.
    Planned(usize),
    /// A page is opened, if it is closed.
    Opens { page: usize },
    /// A suspended page resumes.
    Resumes { page: usize, load: u32 },
    /// The relay drops a connection that it has heard nothing from.
    GivenUp { socket: u32 },
    /// The relay's process starts again.
    RelayStarts,
}
