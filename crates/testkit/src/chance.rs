//! Chance in streams that do not disturb each other: what is taken out of a plan changes no other draw.

use chacha20::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};

/// One stream.
pub struct Chance(ChaCha8Rng);

impl Chance {
    /// The stream of this name under this seed.
    pub fn of(seed: u64, name: &str) -> Self {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        for (byte, at) in name.bytes().zip((8..32).cycle()) {
            key[at] = key[at].wrapping_mul(31).wrapping_add(byte);
        }
        Self(ChaCha8Rng::from_seed(key))
    }

    /// A number below this one; 0 below 0.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.0.next_u64() % bound.max(1)
    }

    /// True once in so many times.
    pub fn one_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    /// So many bytes.
    pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.fill_bytes(&mut bytes);
        bytes
    }

    /// One of these, if there are any.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.below(from.len() as u64) as usize)
    }
}
