//! The screen of an open room: header, sections as far as they fit, bars and dialogs.

pub mod away;
pub mod bars;
pub mod contents;
pub mod dialogs;
pub mod header;
pub mod keys;
pub mod lead;
pub mod live_region;
pub mod menu;
pub mod more;
pub mod open_point;
pub mod removal;
pub mod screen;
pub mod sections;
mod since;
pub mod strip;
pub mod tabs;
pub mod toast;
pub mod undo_words;
pub mod voice;
