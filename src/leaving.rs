//! Three ways out of a room: ended together, removed from this device, erased for both.

pub mod dialog;
pub mod ended_bar;
