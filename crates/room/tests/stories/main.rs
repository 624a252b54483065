//! What two people can count on, told as stories over the crate's own doors.

mod agenda;
mod common;
