//! An open room: the driver that obeys its peer, and what the screens read.

pub mod driver;
pub mod store;
pub mod texts;
pub mod traffic;
