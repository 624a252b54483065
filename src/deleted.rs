//! The bin: what was deleted in the last thirty days, and the way back.

pub mod dialog;
