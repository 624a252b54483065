//! The state of saving and sending, and the connection between the two.

pub mod as_text;
pub mod bars;
pub mod chip;
pub mod dialog;
pub mod direct;
pub mod setting;
pub mod sign_in;
pub mod trouble;
