//! A member's devices: the link for another one, the same in print, and key rotation.

pub mod bars;
pub mod dialog;
pub mod name;
