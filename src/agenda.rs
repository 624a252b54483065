//! The agenda: what to talk about, in order.

pub mod panel;
pub mod row;
pub mod waiting;
