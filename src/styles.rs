//! The sheets that the element adopts, in the order of the cascade.

/// Every sheet's text.
pub const SHEETS: &[&str] = &[];
