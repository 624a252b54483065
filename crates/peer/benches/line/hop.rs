//! One direction of a connection that is reliable and in order.
//!
//! What is modelled: half a round trip with its spread, drawn for each frame; for each packet that a frame fills, the chance
//! that it is lost, and then the wait until it is sent again (the least that Linux and Windows wait: few packets are under
//! way when a person types, so nothing hints at the loss earlier); and that nothing overtakes what waits. What is not: a
//! limit of bytes a second, and the slow start of a connection.

use chacha20::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};

/// How a line is.
#[derive(Debug, Clone, Copy)]
pub struct LineQuality {
    /// Milliseconds there and back.
    pub trip: u64,
    /// By how many of them at most that is more or less.
    pub spread: u64,
    /// Of a thousand packets, how many are lost.
    pub lost: u64,
}

/// See the [module](self).
pub struct Hop {
    quality: LineQuality,
    rng: ChaCha8Rng,
    /// When the last frame arrives.
    last: u64,
}

impl Hop {
    /// A line on which nothing is under way. All chance on it follows from the number.
    pub fn new(quality: LineQuality, number: u64) -> Self {
        Self { quality, rng: ChaCha8Rng::seed_from_u64(number), last: 0 }
    }

    /// The same line, with a new connection on it.
    pub fn anew(&mut self, quality: LineQuality) -> Self {
        Self::new(quality, self.rng.next_u64())
    }

    /// When so many bytes arrive that are sent now, in microseconds.
    pub fn arrives(&mut self, now: u64, bytes: usize) -> u64 {
        let mut takes = self.half_trip();
        for _ in 0..bytes.div_ceil(PACKET) {
            let (mut waited, mut wait) = (0, AGAIN);
            while self.rng.next_u64() % 1_000 < self.quality.lost {
                waited += wait;
                wait *= 2;
                takes = takes.max(waited + self.half_trip());
            }
        }
        self.last = self.last.max(now + takes);
        self.last
    }

    /// Half a round trip, in microseconds.
    pub fn half_trip(&mut self) -> u64 {
        let LineQuality { trip, spread, .. } = self.quality;
        (trip - spread) * 500 + self.rng.next_u64() % (spread * 1_000 + 1)
    }
}

/// Bytes that fit a packet, about.
const PACKET: usize = 1_400;

/// Microseconds until a lost packet is sent again; twice as long each time.
const AGAIN: u64 = 200_000;
