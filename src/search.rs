//! Finding a point, a note or a task by its words.

pub mod dialog;
