//! The open session and those before it.

pub mod dialog;
