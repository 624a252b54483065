//! The shared timer: length, intention, report, history.

pub mod clock;
pub mod history;
pub mod keys;
pub mod length;
pub mod panel;
pub mod prefs;
pub mod report;
pub mod sound;
