//! What the hub counts for the operator. No count names a room or an address.

use alongside_wire::frame::{ByeReason, ErrorCode};

/// Counters since the start, for the operator.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Frames that clients sent, of every kind.
    pub received: u64,
    /// Bytes of those frames.
    pub received_bytes: u64,
    /// Frames that were pushed and numbered.
    pub pushed: u64,
    /// Repeated pushes.
    pub repeated: u64,
    pub commits: u64,
    pub failed: u64,
    pub unknown: u64,
    pub refused: u64,
    pub ended: u64,
    /// Rooms whose log passed its soft limit.
    pub over_soft_limit: u64,
    pub expired: u64,
    pub trimmed: u64,
    /// How often the wall clock jumped.
    pub clock_jumps: u64,
    /// What clients were refused, by the code that they were told.
    refusals: [u64; REFUSALS.len()],
    /// Connections that the relay ended, by the reason that the client was told.
    endings: [u64; ENDINGS.len()],
    /// How often each limit kept a client from something.
    limits: [u64; Limit::ALL.len()],
}

/// A limit that an operator can set, by the name of its option.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    Sealed,
    Snapshot,
    LogHard,
    Disk,
    NewRoom,
    RoomFrames,
    RoomSockets,
    AddressSockets,
    AddressStrangers,
    AddressRooms,
    AddressPairings,
    AddressBytes,
    AddressReads,
    FrameRate,
    ByteRate,
    Uploads,
    Pairings,
    Waiting,
    AuthMillis,
    Queue,
}

impl Limit {
    /// Every limit, in the order of the variants.
    pub const ALL: [Self; 20] = [
        Self::Sealed,
        Self::Snapshot,
        Self::LogHard,
        Self::Disk,
        Self::NewRoom,
        Self::RoomFrames,
        Self::RoomSockets,
        Self::AddressSockets,
        Self::AddressStrangers,
        Self::AddressRooms,
        Self::AddressPairings,
        Self::AddressBytes,
        Self::AddressReads,
        Self::FrameRate,
        Self::ByteRate,
        Self::Uploads,
        Self::Pairings,
        Self::Waiting,
        Self::AuthMillis,
        Self::Queue,
    ];

    /// The option that sets it, without the dashes before it.
    pub fn option(self) -> &'static str {
        match self {
            Self::Sealed => "sealed",
            Self::Snapshot => "snapshot",
            Self::LogHard => "log-hard",
            Self::Disk => "disk",
            Self::NewRoom => "new-room",
            Self::RoomFrames => "room-frames",
            Self::RoomSockets => "room-sockets",
            Self::AddressSockets => "address-sockets",
            Self::AddressStrangers => "address-strangers",
            Self::AddressRooms => "address-rooms",
            Self::AddressPairings => "address-pairings",
            Self::AddressBytes => "address-bytes",
            Self::AddressReads => "address-reads",
            Self::FrameRate => "frame-rate",
            Self::ByteRate => "byte-rate",
            Self::Uploads => "uploads",
            Self::Pairings => "pairings",
            Self::Waiting => "waiting",
            Self::AuthMillis => "auth-millis",
            Self::Queue => "queue",
        }
    }
}

impl Counts {
    /// How often each error code was told, by the code's name.
    pub fn refusals(&self) -> impl Iterator<Item = (&'static str, u64)> + '_ {
        REFUSALS.iter().zip(&self.refusals).map(|((_, name), count)| (*name, *count))
    }

    /// How many connections were ended, by the reason's name.
    pub fn endings(&self) -> impl Iterator<Item = (&'static str, u64)> + '_ {
        ENDINGS.iter().zip(&self.endings).map(|((_, name), count)| (*name, *count))
    }

    /// How often each limit was met.
    pub fn limits(&self) -> impl Iterator<Item = (Limit, u64)> + '_ {
        Limit::ALL.into_iter().zip(self.limits)
    }

    pub(super) fn refused(&mut self, code: ErrorCode) {
        self.refused += 1;
        count(&REFUSALS, &mut self.refusals, code);
    }

    pub(super) fn ended(&mut self, reason: ByeReason) {
        self.ended += 1;
        count(&ENDINGS, &mut self.endings, reason);
    }

    pub(super) fn met(&mut self, limit: Limit) {
        if let Some(count) = self.limits.get_mut(limit as usize) {
            *count += 1;
        }
    }
}

fn count<T: PartialEq>(names: &[(T, &str)], counts: &mut [u64], what: T) {
    let at = names.iter().position(|(known, _)| *known == what);
    if let Some(count) = at.and_then(|at| counts.get_mut(at)) {
        *count += 1;
    }
}

const REFUSALS: [(ErrorCode, &str); 9] = [
    (ErrorCode::Conflict, "conflict"),
    (ErrorCode::LogFull, "log_full"),
    (ErrorCode::DiskFull, "disk_full"),
    (ErrorCode::TooLarge, "too_large"),
    (ErrorCode::TooFast, "too_fast"),
    (ErrorCode::OutOfOrder, "out_of_order"),
    (ErrorCode::NotFound, "not_found"),
    (ErrorCode::BadSignature, "bad_signature"),
    (ErrorCode::StorageFailed, "storage_failed"),
];

const ENDINGS: [(ByeReason, &str); 11] = [
    (ByeReason::Version, "version"),
    (ByeReason::Malformed, "malformed"),
    (ByeReason::AuthTimeout, "auth_timeout"),
    (ByeReason::BadSignature, "bad_signature"),
    (ByeReason::RoomFull, "room_full"),
    (ByeReason::TooMany, "too_many"),
    (ByeReason::Resync, "resync"),
    (ByeReason::Erased, "erased"),
    (ByeReason::StorageFailed, "storage_failed"),
    (ByeReason::Stopping, "stopping"),
    (ByeReason::DiskFull, "disk_full"),
];

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::config::Config;

    #[test]
    fn every_limit_is_counted_under_its_own_place_and_by_an_option_that_there_is() {
        let command = Config::command();
        let mut counts = Counts::default();
        for (at, limit) in Limit::ALL.into_iter().enumerate() {
            assert_eq!(limit as usize, at);
            let is_option = |argument: &clap::Arg| argument.get_long() == Some(limit.option());
            assert!(command.get_arguments().any(is_option), "--{}", limit.option());
            counts.met(limit);
        }
        assert!(counts.limits().all(|(_, count)| count == 1));
    }

    #[test]
    fn what_is_refused_is_counted_by_what_the_client_is_told() {
        let mut counts = Counts::default();
        counts.refused(ErrorCode::TooFast);
        counts.refused(ErrorCode::StorageFailed);
        counts.ended(ByeReason::DiskFull);
        let told: Vec<_> = counts.refusals().filter(|(_, count)| *count > 0).collect();
        assert_eq!(told, [("too_fast", 1), ("storage_failed", 1)]);
        assert_eq!(counts.endings().filter(|(_, count)| *count > 0).collect::<Vec<_>>(), [("disk_full", 1)]);
        assert_eq!((counts.refused, counts.ended), (2, 1));
    }
}
