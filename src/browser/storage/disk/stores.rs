//! The stores of the database.

pub(super) const ROOMS: &str = "rooms";
pub(super) const SNAPSHOTS: &str = "snapshots";
pub(super) const CHECKPOINTS: &str = "checkpoints";
pub(super) const FRAMES: &str = "frames";
pub(super) const UNSENT: &str = "unsent";
pub(super) const PREFS: &str = "prefs";

/// All of them.
pub(super) const STORES: [&str; 6] = [ROOMS, SNAPSHOTS, CHECKPOINTS, FRAMES, UNSENT, PREFS];
/// Those that hold something of a room.
pub(super) const OF_A_ROOM: [&str; 5] = [ROOMS, SNAPSHOTS, CHECKPOINTS, FRAMES, UNSENT];
