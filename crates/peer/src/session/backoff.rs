//! How long to wait before the next attempt: twice as long each time, and never all at once.

use chacha20::ChaCha20Rng;
use rand_core::Rng;

/// Longest wait in milliseconds.
const MOST: u64 = 30_000;
/// The first wait is at most this long.
const FIRST: u64 = 600;
/// An attempt counts as a success only after this long: a relay that accepts and closes at once is not one.
const SETTLED: u64 = 10_000;

/// Waits that grow with every failure and are spread by chance.
#[derive(Debug, Default)]
pub struct Backoff {
    failures: u32,
}

impl Backoff {
    /// Milliseconds to wait now, somewhere in the upper half of the present bound. `lasted` is for how long the last
    /// connection was authenticated, if it was.
    pub fn after_failure(&mut self, lasted: Option<u64>, rng: &mut ChaCha20Rng) -> u64 {
        if lasted.is_some_and(|lasted| lasted >= SETTLED) {
            self.failures = 0;
        }
        let bound = (FIRST << self.failures.min(10)).min(MOST);
        self.failures += 1;
        bound / 2 + rng.next_u64() % (bound / 2 + 1)
    }
}

#[cfg(test)]
mod tests {
    use rand_core::SeedableRng;

    use super::*;

    #[test]
    fn waits_grow_to_half_a_minute_and_start_over_only_after_a_settled_connection() {
        let mut rng = ChaCha20Rng::from_seed([0; 32]);
        let mut backoff = Backoff::default();
        assert!((300..=600).contains(&backoff.after_failure(None, &mut rng)));
        assert!((600..=1200).contains(&backoff.after_failure(Some(9_999), &mut rng)));
        for _ in 0..20 {
            backoff.after_failure(None, &mut rng);
        }
        assert!((15_000..=30_000).contains(&backoff.after_failure(None, &mut rng)));
        assert!((300..=600).contains(&backoff.after_failure(Some(10_000), &mut rng)));
    }
}
