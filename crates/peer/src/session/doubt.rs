//! When what another copy says of the log makes this copy read the log again.
//!
//! Of two copies with different chains one was shown another log, and neither can know which. So each reads the log from
//! its beginning. Somebody who has the key could claim anything at any time, so the waits between two readings grow.

/// Milliseconds from one reading to the next, at first and at most.
const FIRST: u64 = 15_000;
const MOST: u64 = 3_600_000;

/// The doubts that this page had so far.
#[derive(Debug, Default)]
pub(crate) struct Doubt {
    /// No other reading before this moment, in monotonic milliseconds.
    quiet_until: u64,
    times: u32,
    /// Read the log again as soon as what is being done is done.
    is_due: bool,
}

impl Doubt {
    /// Another copy has another chain.
    pub fn arises(&mut self, now: u64) {
        if now >= self.quiet_until {
            self.quiet_until = now + (FIRST << self.times.min(16)).min(MOST);
            self.times += 1;
            self.is_due = true;
        }
    }

    /// Something is certain to be unknown: read the log again whenever that was done before.
    pub fn is_certain(&mut self) {
        self.is_due = true;
    }

    /// Whether the log is to be read again now; true once.
    pub fn takes(&mut self) -> bool {
        std::mem::take(&mut self.is_due)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `[P 71]`
    #[test]
    fn the_log_is_read_again_ever_more_seldom() {
        let mut doubt = Doubt::default();
        let mut arises = |now| {
            doubt.arises(now);
            doubt.takes()
        };
        assert!(arises(0) && !arises(14_999) && arises(15_000));
        assert!(!arises(44_999) && arises(45_000));
        assert!(!doubt.takes(), "once");
    }
}
