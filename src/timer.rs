//! The shared timer: length, intention, report, history.

mod breaks;
pub mod clock;
pub mod commands;
mod controls;
pub mod go;
pub mod history;
mod intention;
pub mod length;
pub mod panel;
pub mod pop_out;
mod pressed;
pub mod report;
mod results;
pub mod sound;
mod tab_icon;
pub mod watch;

use alongside_room::{BlockId, BlockKind, Outcome, TimerChange, TimerState, View};

use crate::{
    announcer::{Announcement, Occasion, Position},
    strings::{Key, t},
};

/// What is said of another's change to the clock.
pub fn announce(change: TimerChange, occasion: &Occasion<'_>) -> Option<Announcement> {
    if let TimerChange::Reported { block, outcome } = change {
        return report(block, outcome, occasion.view);
    }
    // With the room the clock stops by itself; and what it did while I was away is news only where it ran on my screen.
    let idle_before = occasion.clock_before.state == TimerState::Idle;
    if occasion.view.ended.is_some() || occasion.while_away && idle_before {
        return None;
    }
    let timer = &occasion.view.timer;
    // A block that follows another by its id began by itself, or goes on.
    let follows = timer.block.is_some() && timer.block == occasion.view.blocks.first().map(|before| before.id.next());
    let words = match change {
        TimerChange::Started if timer.kind == BlockKind::Break && follows => {
            return Some(Announcement::once(Position::Clock, t(Key::DidBreakBegin)).by_itself());
        }
        TimerChange::Started if timer.kind == BlockKind::Break => Key::DidStartBreak,
        TimerChange::Started => Key::DidStart,
        TimerChange::Joined => return Some(Announcement::once(Position::JoinedBlock, t(Key::DidJoinBlock))),
        TimerChange::Paused => Key::DidPause,
        TimerChange::Resumed => Key::DidResume,
        TimerChange::Stopped => Key::DidStop,
        TimerChange::TimeAdded => return Some(time_added(occasion)),
        TimerChange::Met => return Some(Announcement::once(Position::Met, t(Key::DidMeet))),
        TimerChange::Reported { .. } => return None,
    };
    Some(Announcement::once(Position::Clock, t(words)))
}

/// What is said of another length of the block, which runs on.
fn time_added(occasion: &Occasion<'_>) -> Announcement {
    let (before, now) = (occasion.clock_before, &occasion.view.timer);
    let minutes = |millis: Option<u64>| millis.map(|millis| millis / 60_000);
    match (minutes(before.budget), minutes(now.budget)) {
        (Some(was), Some(is)) if before.block == now.block => Announcement::minutes(Position::ClockTime, was, is),
        _ => Announcement::once(Position::ClockTime, t(Key::DidTime)),
    }
}

/// What is said of another's report, however late it comes: of the last block. What they say of an earlier one is history.
fn report(block: BlockId, outcome: Outcome, view: &View) -> Option<Announcement> {
    let last = view.blocks.iter().find(|block| block.kind == BlockKind::Work).map(|block| block.id);
    let words = match outcome {
        Outcome::Done => Key::DidReportDone,
        Outcome::Partly => Key::DidReportPartly,
        Outcome::NotDone => Key::DidReportNotDone,
        Outcome::Skipped => return None,
    };
    let is_told = [view.timer.block, last].contains(&Some(block));
    is_told.then(|| Announcement::once(Position::Reported, t(words)))
}

/// What the timer keeps on this device: preferences, and words that were begun.
pub mod prefs {
    /// The bell rings: on unless switched off.
    pub const SOUND: &str = "sound";
    /// The bell's volume, from 0 to 100.
    pub const VOLUME: &str = "volume";
    /// Which of the sounds it has, by its number.
    pub const TONE: &str = "tone";
    /// A strike five minutes before the end.
    pub const FIVE: &str = "five-minute-cue";
    /// A break starts by itself.
    pub const AUTO_BREAK: &str = "auto-break";
    /// The next block starts by itself.
    pub const AUTO_BLOCK: &str = "auto-block";
    /// How many minutes a break has.
    pub const BREAK_LENGTH: &str = "break-length";
    pub use crate::open_room::tools::preference::LENGTH;

    /// What I set out to do in the next block, as far as it is written.
    pub const DRAFT_INTENTION: &str = "draft-intention";
    /// The block whose results are put away here.
    pub const PUT_AWAY: &str = "results-put-away";
    /// The line of a report that has no outcome yet.
    pub const DRAFT_REPORT: &str = "draft-report";
}
