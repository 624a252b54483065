//! The shared timer: length, intention, report, history.

pub mod clock;
pub mod history;
pub mod length;
pub mod panel;
pub mod report;
pub mod sound;
