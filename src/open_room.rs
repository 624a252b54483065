//! An open room: the driver that obeys its peer, and what the screens read and act by.

mod connections;
pub mod dialog;
pub mod driver;
pub mod one_act;
pub mod store;
pub mod texts;
pub mod tools;
pub mod traffic;
pub mod unsaved;
