//! What is true of saving and sending, and how the two are connected.

pub mod as_text;
pub mod bars;
pub mod chip;
pub mod dialog;
pub mod direct;
pub mod setting;
