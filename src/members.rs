//! The two people: names, roles, the invite.

pub mod dialog;
pub mod invite;
pub mod names;
