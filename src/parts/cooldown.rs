//! A control that the other just changed takes no click meant for what it was: Ana's Pause must not become my Resume.

use std::{cell::RefCell, rc::Rc};

use yew::prelude::*;

use crate::browser::clock;

/// How long such a control ignores pointer and key, in milliseconds.
pub const SETTLE: u64 = 700;

/// What a control showed, and whether it may be used.
#[derive(Debug)]
struct Settle<T> {
    shown: T,
    meant: Option<T>,
    changed: Option<u64>,
}

impl<T: PartialEq + Clone> Settle<T> {
    fn shows(&mut self, value: &T, theirs: bool, now: u64) {
        if *value == self.shown {
            return;
        }
        if self.meant.take().as_ref() != Some(value) && theirs {
            self.changed = Some(now);
        }
        self.shown = value.clone();
    }

    fn ready(&self, now: u64) -> bool {
        self.changed.is_none_or(|changed| now.saturating_sub(changed) >= SETTLE)
    }
}

/// A handle on one control's readiness.
pub struct Settled<T>(Rc<RefCell<Settle<T>>>);

impl<T> Clone for Settled<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: PartialEq + Clone> Settled<T> {
    /// Whether the control may be used now. If so, the value that it is about to take is this person's own doing.
    pub fn take(&self, meant: T) -> bool {
        let mut settle = self.0.borrow_mut();
        let ready = settle.ready(clock::mono());
        if ready {
            settle.meant = Some(meant);
        }
        ready
    }

    /// The value that the control is about to take is this person's own doing, by another way than the control.
    pub fn means(&self, meant: T) {
        self.0.borrow_mut().meant = Some(meant);
    }

    /// Whether the control may be used now.
    pub fn ready(&self) -> bool {
        self.0.borrow().ready(clock::mono())
    }
}

/// Watches what a control shows, to ignore pointer and key for a moment after somebody else changed it.
#[hook]
pub fn use_settle<T: PartialEq + Clone + 'static>(value: T) -> Settled<T> {
    use_settle_by(value, true)
}

/// The same where what the control shows says whose doing it is: mine makes nothing wait, by whatever way I did it.
#[hook]
pub fn use_settle_by<T: PartialEq + Clone + 'static>(value: T, theirs: bool) -> Settled<T> {
    let settle = {
        let value = value.clone();
        use_memo((), move |()| Settled(Rc::new(RefCell::new(Settle { shown: value, meant: None, changed: None }))))
    };
    settle.0.borrow_mut().shows(&value, theirs, clock::mono());
    (*settle).clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_control_that_the_other_changed_waits_seven_tenths_of_a_second() {
        let mut settle = Settle { shown: "Pause", meant: None, changed: None };
        assert!(settle.ready(1_000));
        settle.shows(&"Resume", true, 1_000);
        assert!(!settle.ready(1_699));
        assert!(settle.ready(1_700));
    }

    #[test]
    fn my_own_change_can_be_followed_by_another_at_once() {
        let mut settle = Settle { shown: false, meant: Some(true), changed: None };
        settle.shows(&true, true, 1_000);
        assert!(settle.ready(1_000));
    }

    #[test]
    fn what_i_did_by_another_way_makes_nothing_wait() {
        let mut settle = Settle { shown: 1, meant: None, changed: None };
        settle.shows(&2, false, 1_000);
        assert!(settle.ready(1_000));
        settle.shows(&3, true, 1_000);
        assert!(!settle.ready(1_001));
    }
}
