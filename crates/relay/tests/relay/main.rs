//! A real relay, spoken to in raw frames over real sockets on this machine.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that panics has found something")]

mod client;

mod abuse;
mod graph;
mod joining;
mod kill;
mod life;
mod limits;
mod pages;
mod process;
mod pushing;
mod restore;
mod snapshots;
