//! What a simulation consists of.

use super::{checks::Checks, page::Page, plan::Plan};
use crate::{chance::Chance, network::Network};

/// A plan that is being played: people at pages on devices, a relay, and faults between them, on one virtual clock.
pub struct Simulation {
    pub(super) plan: Plan,
    /// The random stream of the relay: how long its transactions take, and its nonces.
    pub(super) chance: Chance,
    /// In milliseconds.
    pub(super) network: Network<SimulationDue>,
    /// The people at the network's pages, by the same numbers.
    pub(super) pages: Vec<Page>,
    /// The relay's process runs.
    pub(super) relay_runs: bool,
    /// Until when each device takes nothing.
    pub(super) refuses_until: Vec<u64>,
    /// The relay lost its disk at least once.
    pub(super) disk_lost: bool,
    /// The promises made by chips, and how many of each were checked.
    pub checks: Checks,
}

/// What only a simulation knows of.
#[derive(Debug)]
pub enum SimulationDue {
    /// The plan's event of this number.
    Planned(usize),
    /// A page is opened, if it is closed.
    Opens { page: usize },
    /// It goes on.
    Resumes { page: usize, load: u32 },
    /// The relay gives up a connection that it heard nothing from.
    GivenUp { socket: u32 },
    /// The relay's process runs again.
    RelayStarts,
}
