//! Time as an argument: the caller of the [`Hub`](crate::Hub) says what time it is.

use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// Milliseconds in a day.
const DAY: u64 = 24 * 60 * 60 * 1000;

/// The present moment, on two clocks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Now {
    /// Milliseconds on a monotonic clock with any start: for deadlines and rates.
    pub mono: u64,
    /// Milliseconds since 1970, which clients are told. This clock may jump, so nothing is deleted because of it
    /// alone.
    pub wall: u64,
}

impl Now {
    /// The calendar day that the wall clock shows, in days since 1970.
    pub fn calendar_day(self) -> u32 {
        u32::try_from(self.wall / DAY).unwrap_or(u32::MAX)
    }
}

/// The number of a day on which the relay ran, counted from 1 over all its runs. Everything that expires is dated by
/// these days: a wall clock that is wrong for a second, or a relay that was off for a year, makes nothing older.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct RunDay(pub u32);

impl RunDay {
    /// The day that is so many days earlier.
    #[must_use]
    pub fn before(self, days: u32) -> Self {
        Self(self.0.saturating_sub(days))
    }
}

/// Counts the days on which the relay ran.
///
/// A day is counted when the wall clock shows another calendar day than at the last count. Within one run of the
/// process that must be the next day, no sooner than [`LEAST_DAY`] later on the monotonic clock; any other step means
/// that the wall clock was set, and no day is counted. Between two runs, any number of calendar days counts as one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DayCount {
    pub today: RunDay,
    /// The calendar day at the last count.
    pub calendar: u32,
}

/// What comparing the clocks showed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayStep {
    Same,
    Next,
    /// The wall clock jumped: no day was counted, and nothing should expire today.
    Jumped,
}

impl DayCount {
    /// Compares the clocks for the first time in this run of the process.
    pub fn begin(&mut self, now: Now) -> DayStep {
        if self.today == RunDay(0) || now.calendar_day() != self.calendar {
            *self = Self { today: RunDay(self.today.0 + 1), calendar: now.calendar_day() };
            return DayStep::Next;
        }
        DayStep::Same
    }

    /// Compares the clocks again; the last day was counted at `counted_at` on the monotonic clock.
    pub fn step(&mut self, now: Now, counted_at: u64) -> DayStep {
        let calendar = now.calendar_day();
        if calendar == self.calendar {
            return DayStep::Same;
        }
        let is_tomorrow = calendar == self.calendar.saturating_add(1);
        self.calendar = calendar;
        if is_tomorrow && now.mono.saturating_sub(counted_at) >= LEAST_DAY {
            self.today.0 += 1;
            DayStep::Next
        } else {
            DayStep::Jumped
        }
    }
}

/// Milliseconds that must pass within one run before another day is counted. A run that begins at 23:59 reaches its
/// first midnight sooner: that day is not counted.
pub const LEAST_DAY: u64 = 12 * 60 * 60 * 1000;

/// The machine's clocks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clock {
    started: Instant,
}

impl Clock {
    #[allow(clippy::disallowed_methods, reason = "this is the place where the clocks are read")]
    pub(crate) fn start() -> Self {
        Self { started: Instant::now() }
    }

    /// Microseconds on the monotonic clock: for what is measured.
    pub(crate) fn micros(&self) -> u64 {
        self.started.elapsed().as_micros() as u64
    }

    /// Reads both clocks.
    #[allow(clippy::disallowed_methods, reason = "this is the place where the clocks are read")]
    pub(crate) fn now(&self) -> Now {
        Now {
            mono: self.started.elapsed().as_millis() as u64,
            wall: SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as u64),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: u64 = 60 * 60 * 1000;

    fn at(hours: u64, wall_day: u64) -> Now {
        Now { mono: hours * HOUR, wall: wall_day * DAY }
    }

    #[test]
    fn a_day_is_counted_when_the_calendar_goes_on_by_one_and_time_went_by() {
        let mut count = DayCount::default();
        assert_eq!((count.begin(at(0, 20_000)), count.today), (DayStep::Next, RunDay(1)));
        assert_eq!(count.step(at(13, 20_000), 0), DayStep::Same);
        assert_eq!((count.step(at(24, 20_001), 0), count.today), (DayStep::Next, RunDay(2)));
    }

    #[test]
    fn a_wall_clock_that_is_wrong_for_a_second_ages_nothing() {
        let mut count = DayCount::default();
        count.begin(at(0, 20_000));
        for hour in 1..1_000 {
            assert_eq!(count.step(at(hour, 20_401), 0), DayStep::Jumped);
            assert_eq!(count.step(at(hour, 20_000), 0), DayStep::Jumped);
        }
        assert_eq!(count.today, RunDay(1));
    }

    #[test]
    fn a_year_without_the_relay_is_one_day_and_a_restart_on_the_same_day_none() {
        let mut count = DayCount::default();
        count.begin(at(0, 20_000));
        assert_eq!((count.begin(at(0, 20_365)), count.today), (DayStep::Next, RunDay(2)));
        assert_eq!((count.begin(at(0, 20_365)), count.today), (DayStep::Same, RunDay(2)));
    }
}
