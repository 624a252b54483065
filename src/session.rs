//! The open session and those before it.

pub mod carried;
pub mod closed_bar;
pub mod dialog;
pub mod earlier;
pub mod number;
