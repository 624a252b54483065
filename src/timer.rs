//! The shared timer: length, intention, report, history.

pub mod clock;
pub mod go;
pub mod history;
mod intention;
pub mod keys;
pub mod length;
pub mod panel;
pub mod prefs;
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
