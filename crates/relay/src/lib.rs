//! The relay: it forwards a room's sealed frames, stores them in order, and never reads them.
//!
//! It refuses to know what a room contains: it links no CRDT and no cipher, and has no keys but those that prove who
//! may write. The [`hub`] decides and does no I/O; the [`log`] stores and decides nothing; the [`server`] obeys the
//! hub. [`serve`] runs them together until it is told to stop.

#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test that panics has found something"))]

pub mod clock;
pub mod command_line;
pub mod commands;
pub mod config;
mod error;
pub mod hub;
pub mod log;
pub mod server;

pub use clock::Now;
pub use config::{Config, Limits};
pub use error::Error;
pub use hub::{Hub, Input, Output, Read};
pub use log::{Log, Memory, NatsLog, Sqlite};
pub use server::{serve, serve_log};
