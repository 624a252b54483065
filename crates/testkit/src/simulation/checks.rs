//! What a run has checked, and how often.

use std::collections::BTreeMap;

use super::{action::Action, lies::Field};

/// How often each promise was checked, and what happened in the run.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Checks {
    /// "Sent", checked before a crash of the relay.
    pub sent: usize,
    /// "Saved here" or better, checked before a crash of a page.
    pub saved: usize,
    /// "<Name> has it".
    pub has_it: usize,
    /// "<Name> has it" while the relay did not have it yet.
    pub has_it_directly: usize,
    /// Logs that were trimmed after a confirmed snapshot.
    pub trims: usize,
    /// Runs that ended with an erased room.
    pub erased: usize,
    /// The actions of people.
    pub actions: BTreeMap<Action, usize>,
    /// The events of the plan, by name.
    pub happened: BTreeMap<&'static str, usize>,
    /// The relay's lies, by the number that was changed.
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
