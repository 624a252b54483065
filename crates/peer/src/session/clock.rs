//! How far this device's clock is from the relay's.
//!
//! Of the last eight questions, the one that was answered fastest knows best (its answer can be off by half its round
//! trip at most). What is shown moves towards it slowly, so no clock on a screen ever jumps.

use std::collections::VecDeque;

use crate::io::Now;

const SAMPLES: usize = 8;
/// Milliseconds that the shown offset may move in a second.
const SLEW: i64 = 50;
/// No clock is later than this, in milliseconds since 1970: the year 10,000.
const LATEST: u64 = 253_402_300_800_000;
/// Beyond this much, in milliseconds, moving slowly would be wrong for longer than a jump is odd.
const TOO_FAR: i64 = 5_000;

/// The offset, and how sure it is.
#[derive(Debug, Default)]
pub struct ClockOffset {
    samples: VecDeque<(u64, i64)>,
    shown: Option<i64>,
    moved: u64,
    asked: Option<(u64, Now)>,
    last: Option<Now>,
}

impl ClockOffset {
    /// A question goes out; `echo` names it.
    pub fn ask(&mut self, echo: u64, now: Now) {
        self.asked = Some((echo, now));
    }

    /// An answer came: `relay` is its clock in milliseconds since 1970.
    pub fn answer(&mut self, echo: u64, relay: u64, now: Now) {
        let Some((asked, sent)) = self.asked else { return };
        if asked != echo || relay > LATEST {
            return;
        }
        self.asked = None;
        let trip = now.mono.saturating_sub(sent.mono);
        let offset = relay as i64 + (trip / 2) as i64 - now.wall as i64;
        if self.samples.len() == SAMPLES {
            self.samples.pop_front();
        }
        self.samples.push_back((trip, offset));
        if self.shown.is_none() {
            self.shown = Some(offset);
            self.moved = now.mono;
        }
    }

    /// Milliseconds to add to the wall clock for room time.
    pub fn offset(&mut self, now: Now) -> i64 {
        self.notice_a_jump(now);
        let Some(best) = self.samples.iter().min_by_key(|(trip, _)| *trip).map(|(_, offset)| *offset) else {
            return self.shown.unwrap_or(0);
        };
        let shown = self.shown.get_or_insert(best);
        let elapsed = now.mono.saturating_sub(self.moved);
        let step = elapsed as i64 * SLEW / 1000;
        if (best - *shown).abs() > TOO_FAR {
            *shown = best;
            self.moved = now.mono;
        } else if step > 0 {
            *shown += (best - *shown).clamp(-step, step);
            self.moved = now.mono;
        }
        *shown
    }

    /// Somebody set the wall clock, or the machine slept: what was measured before says nothing about it now.
    fn notice_a_jump(&mut self, now: Now) {
        if let Some(last) = self.last {
            let drift = (now.wall as i64 - last.wall as i64) - (now.mono as i64 - last.mono as i64);
            if drift.abs() > 1_000 {
                self.samples.clear();
                self.asked = None;
            }
        }
        self.last = Some(now);
    }

    /// When the question that has no answer yet was asked.
    pub fn waiting_since(&self) -> Option<u64> {
        self.asked.map(|(_, sent)| sent.mono)
    }

    /// The link is gone: no answer will come.
    pub fn forget_question(&mut self) {
        self.asked = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(mono: u64, wall: u64) -> Now {
        Now { mono, wall }
    }

    /// `[P 36]`
    #[test]
    fn the_fastest_answer_counts_and_the_shown_offset_moves_slowly() {
        let mut clock = ClockOffset::default();
        clock.ask(1, at(0, 1_000_000));
        clock.answer(1, 1_300_000 + 100, at(200, 1_000_200));
        assert_eq!(clock.offset(at(200, 1_000_200)), 300_000);
        clock.ask(2, at(1000, 1_001_000));
        clock.answer(2, 1_301_100, at(1010, 1_001_010));
        assert_eq!(clock.offset(at(1210, 1_001_210)), 300_050, "one second's move of 50 ms");
        assert_eq!(clock.offset(at(9210, 1_009_210)), 300_095, "there: measured with 10 ms of round trip");
    }

    #[test]
    fn an_answer_to_another_question_does_not_count() {
        let mut clock = ClockOffset::default();
        clock.ask(1, at(0, 1000));
        clock.answer(2, 5000, at(10, 1010));
        assert_eq!(clock.offset(at(10, 1010)), 0);
    }

    #[test]
    fn an_answer_from_the_end_of_time_does_not_count() {
        let mut clock = ClockOffset::default();
        clock.ask(1, at(0, 1000));
        clock.answer(1, u64::MAX, at(10, 1010));
        clock.answer(1, i64::MAX as u64, at(10, 1010));
        assert_eq!(clock.offset(at(10, 1010)), 0);
    }

    #[test]
    fn after_the_wall_clock_was_set_it_is_measured_again() {
        let mut clock = ClockOffset::default();
        clock.ask(1, at(0, 1_000_000));
        clock.answer(1, 1_000_000, at(0, 1_000_000));
        assert_eq!(clock.offset(at(0, 1_000_000)), 0);
        assert_eq!(clock.offset(at(1000, 1_301_000)), 0);
        clock.ask(2, at(1000, 1_301_000));
        clock.answer(2, 1_001_000, at(1000, 1_301_000));
        assert_eq!(clock.offset(at(1000, 1_301_000)), -300_000);
    }
}
