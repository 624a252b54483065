//! The shared timer: length, intention, report, history.

pub mod clock;
pub mod go;
pub mod history;
mod intention;
pub mod keys;
pub mod length;
pub mod panel;
pub mod report;
pub mod sound;
pub mod watch;

use alongside_room::{Timer, TimerChange, TimerState};

use crate::{
    announcer::{Announcement, Occasion, Position},
    strings::{Key, t},
};

/// What is said of another's change to the clock.
pub fn announce(change: TimerChange, occasion: &Occasion<'_>) -> Option<Announcement> {
    match change {
        // What the clock did while I was away is no news, and with the room it stops by itself.
        TimerChange::Changed if occasion.while_away || occasion.view.ended.is_some() => None,
        TimerChange::Changed => {
            let words = what_was_done(occasion.clock_before, &occasion.view.timer)?;
            Some(Announcement::once(Position::Clock, t(words)))
        }
    }
}

fn what_was_done(before: &Timer, now: &Timer) -> Option<Key> {
    Some(match (before.state, now.state) {
        _ if before.block != now.block && now.state != TimerState::Idle => Key::DidStart,
        (TimerState::Idle, TimerState::Running) => Key::DidStart,
        (TimerState::Running, TimerState::Paused { .. }) => Key::DidPause,
        (TimerState::Paused { .. }, TimerState::Running) => Key::DidResume,
        (TimerState::Running | TimerState::Paused { .. }, TimerState::Idle) => Key::DidStop,
        _ if before.budget != now.budget => Key::DidTime,
        _ => return None,
    })
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
    /// The line of a report that has no outcome yet.
    pub const DRAFT_REPORT: &str = "draft-report";
}
