//! Where generators take their choices from: chance in streams that do not disturb each other, so that what is taken out of
//! a plan changes no other draw; or bytes that a fuzzer or proptest can shrink.

use chacha20::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};

/// Where a generator takes its choices from.
pub trait Choices {
    /// A number below this one; 0 below 0.
    fn below(&mut self, bound: u64) -> u64;

    /// Bytes for an id or a key.
    fn fill(&mut self, bytes: &mut [u8]);

    /// True once in so many times.
    fn one_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    /// So many bytes.
    fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.fill(&mut bytes);
        bytes
    }

    /// One of these, if there are any.
    fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.below(from.len() as u64) as usize)
    }
}

/// One stream of random numbers.
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
}

impl Choices for Chance {
    fn below(&mut self, bound: u64) -> u64 {
        self.0.next_u64() % bound.max(1)
    }

    fn fill(&mut self, bytes: &mut [u8]) {
        self.0.fill_bytes(bytes);
    }
}

/// Choices out of bytes, a byte each where that is enough; when the bytes are over, every choice is the first.
pub struct FromBytes<'a>(pub &'a [u8]);

impl Choices for FromBytes<'_> {
    fn below(&mut self, bound: u64) -> u64 {
        let mut number = [0; 8];
        let width = if bound <= 256 { 1 } else { 8 };
        self.fill(&mut number[..width]);
        u64::from_le_bytes(number) % bound.max(1)
    }

    fn fill(&mut self, bytes: &mut [u8]) {
        let (taken, rest) = self.0.split_at(bytes.len().min(self.0.len()));
        bytes.fill(0);
        bytes[..taken.len()].copy_from_slice(taken);
        self.0 = rest;
    }
}
