//! The choices of a generator: from independent random streams, so that removing an event from a plan changes no
//! other draw; or from bytes, which a fuzzer or proptest can shrink.

use chacha20::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};

/// A source of choices for a generator.
pub trait Choices {
    /// A number below `bound`; 0 if that is 0.
    fn below(&mut self, bound: u64) -> u64;

    /// Fills bytes for an id or a key.
    fn fill(&mut self, bytes: &mut [u8]);

    /// True once in so many times.
    fn one_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    /// Random bytes.
    fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.fill(&mut bytes);
        bytes
    }

    /// An element of the slice, if there is one.
    fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.below(from.len() as u64) as usize)
    }
}

/// One stream of random numbers.
pub struct Chance(ChaCha8Rng);

impl Chance {
    /// The stream with this name and seed.
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

/// Choices from bytes, one byte each where that is enough. After the last byte every choice is the first.
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
