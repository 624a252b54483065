//! The relay: a room's sealed frames go through it, are kept in order, and are never read.
//!
//! It refuses to know what a room contains: it links no CRDT and no cipher, and holds no key but those that prove who
//! may write. The [`hub`] decides and does nothing; the [`log`] keeps and decides nothing; the [`server`] obeys.
//! [`serve`] runs them together until it is told to stop.

#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test that panics has found something"))]

pub mod clock;
pub mod config;
mod error;
pub mod hub;
pub mod log;
pub mod server;

pub use clock::Now;
pub use config::{Config, Limits};
pub use error::Error;
pub use hub::{Hub, Input, Output, Read};
pub use log::{Log, Memory, Sqlite};
pub use server::{serve, serve_log};
