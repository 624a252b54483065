//! The concepts whose code may come later than the rest, by name.

/// A concept whose code may come later than the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LateKind {
    /// Shapes and steps.
    Shapes,
    /// Hand-offs.
    Handoffs,
    /// What a pair settled.
    Agreement,
    /// What is said of commitments.
    Commitments,
    /// Habits.
    Habits,
}

/// A set of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LateKinds(u32);

impl LateKinds {
    /// Whether this one is in the set.
    pub fn contains(self, kind: LateKind) -> bool {
        self.0 & (1 << kind as u32) != 0
    }

    pub(crate) fn add(&mut self, kind: LateKind) {
        self.0 |= 1 << kind as u32;
    }
}
