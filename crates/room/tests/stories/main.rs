//! What two people can count on, told as stories over the crate's own doors.

mod agenda;
mod common;
mod devices;
mod hostile;
mod sessions;
mod tasks;
mod text;
mod timer;
mod undo;
mod views;
