//! The screen of an open room: its sections where they fit, its header, lines and dialogs.

pub mod bars;
pub mod dialogs;
pub mod header;
pub mod layout;
pub mod menu;
pub mod more;
pub mod screen;
pub mod strip;
pub mod tabs;
pub mod tools;
pub mod voice;
