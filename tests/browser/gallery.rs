//! Pictures of every screen and state, for people to look through: `cargo xtask gallery` runs these chapters and makes one page of
//! their pictures. A chapter fails if it cannot reach a state; whether what it shows is beautiful, somebody has to see.

mod agreement;
mod album;
mod before_a_room;
mod clock;
mod commitments;
mod dialogs;
mod frames;
pub mod full_room;
mod handoffs;
mod large_and_long;
mod only_mine;
mod outline;
mod room;
mod steps;
mod sync;
