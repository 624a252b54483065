//! What a run put to the test, and how often.

use std::collections::BTreeMap;

use super::{action::Action, lies::Field};

/// How often each promise was put to the test, and what happened meanwhile.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Checks {
    /// "Sent", before a crash of the relay.
    pub sent: usize,
    /// "Saved here" or better, before a crash of a page.
    pub saved: usize,
    /// "<Name> has it".
    pub has_it: usize,
    /// The same, of what no relay had yet.
    pub has_it_directly: usize,
    /// Logs that were trimmed to what a confirmed snapshot left.
    pub trims: usize,
    /// Rooms that were erased in the end.
    pub erased: usize,
    /// What people did.
    pub actions: BTreeMap<Action, usize>,
    /// What happened, by its name in a plan.
    pub happened: BTreeMap<&'static str, usize>,
    /// The numbers that a relay lied about.
    pub lies: BTreeMap<Field, usize>,
}

impl std::ops::AddAssign for Checks {
    fn add_assign(&mut self, more: Self) {
        self.sent += more.sent;
        self.saved += more.saved;
        self.has_it += more.has_it;
        self.has_it_directly += more.has_it_directly;
        self.trims += more.trims;
        self.erased += more.erased;
        for (action, times) in more.actions {
            *self.actions.entry(action).or_default() += times;
        }
        for (name, times) in more.happened {
            *self.happened.entry(name).or_default() += times;
        }
        for (field, times) in more.lies {
            *self.lies.entry(field).or_default() += times;
        }
    }
}
