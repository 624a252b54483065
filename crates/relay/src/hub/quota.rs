//! Rate limits of sockets, and allowances of addresses.

use std::collections::HashMap;

use super::counts::Limit;
use crate::{
    clock::Now,
    config::{Address, Limits},
};

/// The size of a burst, in seconds of the rate.
const BURST: u64 = 10;

const HOUR: u64 = 60 * 60 * 1000;

const DAY: u64 = 24 * HOUR;

/// One address may use at most this fraction of the space for unfinished snapshots.
const UPLOADERS: u64 = 8;

/// The rate limit of one socket, in frames and bytes.
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

    /// Takes a frame of so many bytes from the rate, if it is within the rate.
    ///
    /// # Errors
    /// The limit that it is not within.
    pub(super) fn take(&mut self, now: Now, bytes: usize, limits: &Limits) -> Result<(), Limit> {
        let (frame_rate, byte_rate) = (u64::from(limits.frame_rate), limits.byte_rate.0);
        self.frames.refill(now, frame_rate, 1000, BURST * frame_rate);
        self.bytes.refill(now, byte_rate, 1000, BURST * byte_rate);
        if frame_rate > 0 && !self.frames.holds(1) {
            return Err(Limit::FrameRate);
        }
        if byte_rate > 0 && !self.bytes.holds(bytes as u64) {
            return Err(Limit::ByteRate);
        }
        self.frames.take(1);
        self.bytes.take(bytes as u64);
        Ok(())
    }
}

/// A token bucket, in thousandths. It may be overdrawn, where a cost is known only afterwards.
#[derive(Clone, Copy)]
struct TokenBucket {
    thousandths: i64,
    since: u64,
}

impl TokenBucket {
    fn full(now: Now, capacity: u64) -> Self {
        Self { thousandths: thousandths(capacity), since: now.mono }
    }

    /// Adds `amount` for every `per` milliseconds that went by, up to `capacity`.
    fn refill(&mut self, now: Now, amount: u64, per: u64, capacity: u64) {
        let (elapsed, full) = (now.mono.saturating_sub(self.since), thousandths(capacity));
        let added = elapsed.saturating_mul(amount).saturating_mul(1000) / per;
        let filled = self.thousandths.saturating_add_unsigned(added);
        if filled >= full {
            (self.thousandths, self.since) = (full, now.mono);
        } else if added > 0 {
            self.thousandths = filled;
            // Advances by the time that the added tokens stand for, so that nothing is lost to rounding.
            self.since += added * per / (amount * 1000);
        }
    }

    fn holds(&self, tokens: u64) -> bool {
        self.thousandths >= thousandths(tokens)
    }

    fn take(&mut self, tokens: u64) {
        self.thousandths = self.thousandths.saturating_sub(thousandths(tokens));
    }
}

fn thousandths(tokens: u64) -> i64 {
    i64::try_from(tokens.saturating_mul(1000)).unwrap_or(i64::MAX)
}

/// The use of each address. Clients whose address is not counted have no entry.
#[derive(Default)]
pub(super) struct Addresses {
    used: HashMap<Address, AddressUse>,
    swept: u64,
}

struct AddressUse {
    strangers: u32,
    sockets: u32,
    rooms: TokenBucket,
    /// Rendezvous that it may still open or come to.
    meetings: TokenBucket,
    /// Bytes that may still be read from the disk for it.
    reads: TokenBucket,
    /// Bytes that may still be written to the disk for it.
    writes: TokenBucket,
    /// Bytes of its unfinished snapshots.
    uploading: u64,
}

impl Addresses {
    /// Counts a socket that opened.
    ///
    /// # Errors
    /// The limit by which the address may have no more.
    pub(super) fn stranger_came(&mut self, now: Now, address: Option<Address>, limits: &Limits) -> Result<(), Limit> {
        let Some(address) = address else { return Ok(()) };
        let used = self.used.entry(address).or_insert_with(|| AddressUse {
            strangers: 0,
            sockets: 0,
            rooms: TokenBucket::full(now, u64::from(limits.address_rooms)),
            meetings: TokenBucket::full(now, u64::from(limits.address_pairings)),
            reads: TokenBucket::full(now, BURST * limits.address_reads.0),
            writes: TokenBucket::full(now, limits.address_bytes.0),
            uploading: 0,
        });
        if !within(used.strangers, limits.address_strangers) {
            return Err(Limit::AddressStrangers);
        }
        if !within(used.strangers + used.sockets, limits.address_sockets) {
            return Err(Limit::AddressSockets);
        }
        used.strangers += 1;
        Ok(())
    }

    pub(super) fn stranger_left(&mut self, address: Option<Address>) {
        if let Some(used) = self.used(address) {
            used.strangers = used.strangers.saturating_sub(1);
        }
    }

    /// Counts a socket as authenticated.
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

    /// Counts a new room; false if the address may begin no more.
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

    /// Counts a rendezvous that is opened or come to; false if the address may do neither.
    pub(super) fn may_meet(&mut self, now: Now, address: Option<Address>, limits: &Limits) -> bool {
        let hourly = u64::from(limits.address_pairings);
        let Some(used) = self.used(address) else { return true };
        used.meetings.refill(now, hourly, HOUR, hourly);
        let allowed = hourly == 0 || used.meetings.holds(1);
        if allowed {
            used.meetings.take(1);
        }
        allowed
    }

    /// Whether a room may be read for this address.
    pub(super) fn may_read(&mut self, now: Now, address: Option<Address>, limits: &Limits) -> bool {
        let rate = limits.address_reads.0;
        let Some(used) = self.used(address) else { return true };
        used.reads.refill(now, rate, 1000, BURST * rate);
        rate == 0 || used.reads.holds(1)
    }

    /// Counts bytes that were read for this address.
    pub(super) fn charge(&mut self, now: Now, address: Option<Address>, bytes: u64, limits: &Limits) {
        let rate = limits.address_reads.0;
        if let Some(used) = self.used(address) {
            used.reads.refill(now, rate, 1000, BURST * rate);
            used.reads.take(bytes);
        }
    }

    /// Whether this address may write so many bytes to the disk.
    pub(super) fn may_write(&mut self, now: Now, address: Option<Address>, bytes: u64, limits: &Limits) -> bool {
        let daily = limits.address_bytes.0;
        let Some(used) = self.used(address) else { return true };
        used.writes.refill(now, daily, DAY, daily);
        daily == 0 || used.writes.holds(bytes)
    }

    /// Counts bytes that this address wrote.
    pub(super) fn wrote(&mut self, address: Option<Address>, bytes: u64) {
        if let Some(used) = self.used(address) {
            used.writes.take(bytes);
        }
    }

    /// Whether this address may have so many more bytes of unfinished snapshots, within its share of what all may
    /// have.
    pub(super) fn may_upload(&mut self, address: Option<Address>, bytes: u64, limits: &Limits) -> bool {
        let share = limits.uploads.0 / UPLOADERS;
        let Some(used) = self.used(address) else { return true };
        share == 0 || used.uploading + bytes <= share
    }

    /// Counts bytes of an unfinished snapshot.
    pub(super) fn uploaded(&mut self, address: Option<Address>, bytes: u64) {
        if let Some(used) = self.used(address) {
            used.uploading += bytes;
        }
    }

    /// Gives back bytes of a snapshot that is no longer unfinished.
    pub(super) fn upload_ended(&mut self, address: Option<Address>, bytes: u64) {
        if let Some(used) = self.used(address) {
            used.uploading = used.uploading.saturating_sub(bytes);
        }
    }

    /// Forgets, once a minute, the addresses that use nothing.
    pub(super) fn forget_idle(&mut self, now: Now, limits: &Limits) {
        if now.mono < self.swept + 60_000 {
            return;
        }
        self.swept = now.mono;
        let (hourly, meetings) = (u64::from(limits.address_rooms), u64::from(limits.address_pairings));
        let (rate, daily) = (limits.address_reads.0, limits.address_bytes.0);
        self.used.retain(|_, used| {
            used.rooms.refill(now, hourly, HOUR, hourly);
            used.meetings.refill(now, meetings, HOUR, meetings);
            used.reads.refill(now, rate, 1000, BURST * rate);
            used.writes.refill(now, daily, DAY, daily);
            let is_full = used.rooms.holds(hourly)
                && used.meetings.holds(meetings)
                && used.reads.holds(BURST * rate)
                && used.writes.holds(daily);
            used.strangers + used.sockets > 0 || !is_full
        });
    }

    fn used(&mut self, address: Option<Address>) -> Option<&mut AddressUse> {
        self.used.get_mut(&address?)
    }
}

fn within(used: u32, limit: u32) -> bool {
    limit == 0 || used < limit
}
