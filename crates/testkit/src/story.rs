//! Whole-product stories: a person at a real browser, against the relay's program.

mod accessibility;
pub mod browser;
pub mod element;
pub mod front;
pub mod host_server;
pub mod intranet;
pub mod line;
pub mod patience;
pub mod person;
pub mod relay_process;
pub mod second_client;
pub mod turn;
