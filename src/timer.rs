//! The shared timer: length, intention, report, history.

pub mod clock;
pub mod commands;
mod controls;
pub mod go;
pub mod history;
mod intention;
pub mod length;
pub mod panel;
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
    let words = match change {
        TimerChange::Started => Key::DidStart,
        TimerChange::Paused => Key::DidPause,
        TimerChange::Resumed => Key::DidResume,
        TimerChange::Stopped => Key::DidStop,
        TimerChange::TimeAdded => Key::DidTime,
        TimerChange::Met => return Some(Announcement::once(Position::Met, t(Key::DidMeet))),
        // The clock shows who is in it.
        TimerChange::Joined | TimerChange::Reported { .. } => return None,
    };
    Some(Announcement::once(Position::Clock, t(words)))
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
    /// The block whose results are put away here.
    pub const PUT_AWAY: &str = "results-put-away";
    /// The line of a report that has no outcome yet.
    pub const DRAFT_REPORT: &str = "draft-report";
}
