//! One direction of a reliable, ordered connection.
//!
//! The model has half a round trip with a spread, drawn for each frame; for each packet of a frame, the chance that
//! the packet is lost, and the wait until it is sent again (the shortest timeout of Linux and Windows: few packets
//! are on their way while a person types, so nothing reveals the loss earlier); and frames that wait for earlier
//! ones. It has no limit of bytes a second and no slow start.

use chacha20::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};

/// The quality of a connection.
#[derive(Debug, Clone, Copy)]
pub struct LineQuality {
    /// The round trip in milliseconds.
    pub trip: u64,
    /// The most by which a round trip differs from that.
    pub spread: u64,
    /// How many of a thousand packets are lost.
    pub lost: u64,
}

/// One direction of a connection; see the [module](self).
pub struct Hop {
    quality: LineQuality,
    rng: ChaCha8Rng,
    /// When the last frame arrives.
    last: u64,
}

impl Hop {
    /// An idle connection. All its random choices follow from `number`.
    pub fn new(quality: LineQuality, number: u64) -> Self {
        Self { quality, rng: ChaCha8Rng::seed_from_u64(number), last: 0 }
    }

    /// A new connection over the same line.
    pub fn anew(&mut self, quality: LineQuality) -> Self {
        Self::new(quality, self.rng.next_u64())
    }

    /// When so many bytes that are sent now arrive, in microseconds.
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

/// The bytes that fit into a packet, approximately.
const PACKET: usize = 1_400;

/// Microseconds until a lost packet is sent again; doubled after each further loss.
const AGAIN: u64 = 200_000;
