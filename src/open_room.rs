//! An open room: the driver that obeys its peer, and what the screens read and act by.

pub mod command;
pub mod concept_module;
mod connections;
pub mod dialog;
pub mod driver;

pub mod menus;
pub mod one_act;
pub mod private;
pub mod room_dialog;
pub mod store;
pub mod texts;
pub mod tools;
pub mod traffic;
pub mod unsaved;
pub mod unstored;
