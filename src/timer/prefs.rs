//! What the timer keeps on this device: preferences, and words that were begun.

/// The bell rings: on unless switched off.
pub const SOUND: &str = "sound";
/// The bell's volume, from 0 to 100.
pub const VOLUME: &str = "volume";
/// A strike five minutes before the end.
pub const FIVE: &str = "five-minute-cue";
/// A break starts by itself.
pub const AUTO_BREAK: &str = "auto-break";
/// The next block starts by itself.
pub const AUTO_BLOCK: &str = "auto-block";
/// The length last chosen, in minutes; 0 is open-ended.
pub const LENGTH: &str = "length";

/// What I set out to do in the next block, as far as it is written.
pub const DRAFT_INTENTION: &str = "draft-intention";
/// The line of a report that has no outcome yet.
pub const DRAFT_REPORT: &str = "draft-report";
