//! Rates of sockets and allowances of addresses.

use std::collections::HashMap;

use crate::{
    clock::Now,
    config::{Address, Limits},
};

/// How much may come at once, in seconds of the rate.
const BURST: u64 = 10;

const HOUR: u64 = 60 * 60 * 1000;

/// What a socket may send: frames and bytes.
pub(super) struct Rate {
    frames: TokenBucket,
    bytes: TokenBucket,
}

impl Rate {
    pub(super) fn full(now: Now, limits: &Limits) -> Self {
        Self {
            frames: TokenBucket::full(now, BURST * u64::from(limits.frame_rate)),
            bytes: TokenBucket::full(now, BURST * limits.byte_rate.0),
        }
    }

    /// Whether a frame of so many bytes is within the rate; if it is, it counts.
    pub(super) fn take(&mut self, now: Now, bytes: usize, limits: &Limits) -> bool {
        let (frame_rate, byte_rate) = (u64::from(limits.frame_rate), limits.byte_rate.0);
        self.frames.refill(now, frame_rate, 1000, BURST * frame_rate);
        self.bytes.refill(now, byte_rate, 1000, BURST * byte_rate);
        let frame = frame_rate == 0 || self.frames.holds(1);
        let bytes_fit = byte_rate == 0 || self.bytes.holds(bytes as u64);
        if frame && bytes_fit {
            self.frames.take(1);
            self.bytes.take(bytes as u64);
        }
        frame && bytes_fit
    }
}

/// A token bucket, in thousandths.
#[derive(Clone, Copy)]
struct TokenBucket {
    thousandths: u64,
    since: u64,
}

impl TokenBucket {
    fn full(now: Now, capacity: u64) -> Self {
        Self { thousandths: capacity.saturating_mul(1000), since: now.mono }
    }

    /// Adds `amount` for every `per` milliseconds that went by, up to `capacity`.
    fn refill(&mut self, now: Now, amount: u64, per: u64, capacity: u64) {
        let (elapsed, full) = (now.mono.saturating_sub(self.since), capacity.saturating_mul(1000));
        let added = elapsed.saturating_mul(amount).saturating_mul(1000) / per;
        if self.thousandths.saturating_add(added) >= full {
            (self.thousandths, self.since) = (full, now.mono);
        } else if added > 0 {
            self.thousandths += added;
            // Only the time that what was added took: nothing is lost to rounding.
            self.since += added * per / (amount * 1000);
        }
    }

    fn holds(&self, tokens: u64) -> bool {
        self.thousandths >= tokens.saturating_mul(1000)
    }

    fn take(&mut self, tokens: u64) {
        self.thousandths = self.thousandths.saturating_sub(tokens.saturating_mul(1000));
    }
}

/// What each address uses. Clients that are not counted have none.
#[derive(Default)]
pub(super) struct Addresses {
    used: HashMap<Address, AddressUse>,
    swept: u64,
}

struct AddressUse {
    strangers: u32,
    sockets: u32,
    rooms: TokenBucket,
}

impl Addresses {
    /// A socket opened; false when it may not.
    pub(super) fn stranger_came(&mut self, now: Now, address: Option<Address>, limits: &Limits) -> bool {
        let Some(address) = address else { return true };
        let used = self.used.entry(address).or_insert_with(|| AddressUse {
            strangers: 0,
            sockets: 0,
            rooms: TokenBucket::full(now, u64::from(limits.address_rooms)),
        });
        let allowed = within(used.strangers, limits.address_strangers)
            && within(used.strangers + used.sockets, limits.address_sockets);
        if allowed {
            used.strangers += 1;
        }
        allowed
    }

    pub(super) fn stranger_left(&mut self, address: Option<Address>) {
        if let Some(used) = self.used(address) {
            used.strangers = used.strangers.saturating_sub(1);
        }
    }

    /// A stranger authenticated.
    pub(super) fn joined(&mut self, address: Option<Address>) {
        if let Some(used) = self.used(address) {
            used.strangers = used.strangers.saturating_sub(1);
            used.sockets += 1;
        }
    }

    pub(super) fn left(&mut self, address: Option<Address>) {
        if let Some(used) = self.used(address) {
            used.sockets = used.sockets.saturating_sub(1);
        }
    }

    /// A new room is begun; false when it may not be.
    pub(super) fn begins_room(&mut self, now: Now, address: Option<Address>, limits: &Limits) -> bool {
        let hourly = u64::from(limits.address_rooms);
        let Some(used) = self.used(address) else { return true };
        used.rooms.refill(now, hourly, HOUR, hourly);
        let allowed = hourly == 0 || used.rooms.holds(1);
        if allowed {
            used.rooms.take(1);
        }
        allowed
    }

    /// Once a minute, forgets the addresses that use nothing.
    pub(super) fn forget_idle(&mut self, now: Now, limits: &Limits) {
        if now.mono < self.swept + 60_000 {
            return;
        }
        self.swept = now.mono;
        let hourly = u64::from(limits.address_rooms);
        self.used.retain(|_, used| {
            used.rooms.refill(now, hourly, HOUR, hourly);
            used.strangers + used.sockets > 0 || !used.rooms.holds(hourly)
        });
    }

    fn used(&mut self, address: Option<Address>) -> Option<&mut AddressUse> {
        self.used.get_mut(&address?)
    }
}

fn within(used: u32, limit: u32) -> bool {
    limit == 0 || used < limit
}
