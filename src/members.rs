//! The two people: names, roles, the invite.

pub mod dialog;
pub mod invite;
pub mod joined_bar;
pub mod names;
pub mod presence;
