//! Now, as an argument: whoever drives the [`Hub`](crate::Hub) says what time it is.

use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// Milliseconds in a day.
const DAY: u64 = 24 * 60 * 60 * 1000;

/// Now, on two clocks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Now {
    /// Milliseconds on a clock that never jumps and begins anywhere: deadlines and rates.
    pub mono: u64,
    /// Milliseconds since 1970: what clients are told, and days.
    pub wall: u64,
}

impl Now {
    /// The day it is.
    pub fn day(self) -> Day {
        Day(u32::try_from(self.wall / DAY).unwrap_or(u32::MAX))
    }
}

/// Days since 1970.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub u32);

impl Day {
    /// So many days earlier.
    #[must_use]
    pub fn before(self, days: u32) -> Self {
        Self(self.0.saturating_sub(days))
    }
}

/// The machine's clocks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clock {
    started: Instant,
}

impl Clock {
    /// Begins now.
    #[allow(clippy::disallowed_methods, reason = "this is the place where the clocks are read")]
    pub(crate) fn start() -> Self {
        Self { started: Instant::now() }
    }

    /// Reads both.
    #[allow(clippy::disallowed_methods, reason = "this is the place where the clocks are read")]
    pub(crate) fn now(&self) -> Now {
        Now {
            mono: self.started.elapsed().as_millis() as u64,
            wall: SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as u64),
        }
    }
}
