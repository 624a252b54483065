//! The open point at full size, with its notes.

pub mod keys;
pub mod notes;
pub mod panel;
