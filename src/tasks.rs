//! The tasks: one flat list, mine first.

pub mod detail;
pub mod panel;
pub mod row;
