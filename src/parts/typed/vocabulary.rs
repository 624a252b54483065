//! What lines are read with.

use crate::calendar::{DateNames, Day};

/// Today, names of days, and the people in the room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vocabulary {
    pub today: Day,
    pub names: DateNames,
    /// The day of the next session, if it is agreed.
    pub next_session: Option<Day>,
    /// The names of the room's members, in its order.
    pub people: Vec<String>,
}
