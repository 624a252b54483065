//! The kit that all concepts share: controls, rows, dialogs, and the hooks under them. It names no concept.

pub mod badge;
pub mod bar;
pub mod button;
pub mod chips;
pub mod choice;
pub mod click_guard;
pub mod cooldown;
pub mod copy;
pub mod date_field;
pub mod dialog;
pub mod field;
pub mod form;
pub mod icon;
pub mod layout;
pub mod line_form;
pub mod link;
pub mod list;
pub mod new_task;
pub mod outline;
pub mod paste;
pub mod refused;
pub mod row_menu;
pub mod shared_text;
pub mod tick;
pub mod title;
pub mod typed;
