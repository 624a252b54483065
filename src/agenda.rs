//! The agenda: what to talk about, in order.

mod answer;
mod list;
mod minutes;
pub mod panel;
mod question;
mod row;
mod waiting;
