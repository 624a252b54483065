//! Tasks: what each took on, beyond this session.

mod comments;
mod detail;
mod filter;
mod if_then;
pub mod list;
pub mod panel;
mod person;
mod row;
