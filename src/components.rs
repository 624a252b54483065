//! What is on the screen: each file one part of it, with its sheet beside it. They hold views and emit acts.

pub mod add_field;
pub mod agenda;
pub mod app;
pub mod badge;
pub mod bars;
pub mod button;
pub mod choice;
pub mod clock;
pub mod dialog;
pub mod dialogs;
pub mod field;
pub mod header;
pub mod icon;
pub mod item_row;
pub mod length;
pub mod lobby;
pub mod more;
pub mod moving;
pub mod names;
pub mod notes;
pub mod now;
pub mod report;
pub mod room;
pub mod row_menu;
pub mod strip;
pub mod sync_chip;
pub mod tabs;
pub mod task_detail;
pub mod task_row;
pub mod tasks;
pub mod timer;
pub mod title;
pub mod tools;
pub mod voice;
pub mod waiting;

pub use app::{App, AppProps};
