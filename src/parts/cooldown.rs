//! A control that the other has just changed ignores clicks that were meant for what it was before: Ana's Pause must
//! not become my Resume.

use std::{cell::RefCell, rc::Rc};

use yew::prelude::*;

use crate::browser::clock;

/// How long such a control ignores pointer and keys, in milliseconds.
pub const COOLDOWN_MS: u64 = 700;

/// What a control shows, and since when the other has changed it.
#[derive(Debug)]
struct ControlState<T> {
    shown: T,
    meant: Option<T>,
    changed: Option<u64>,
}

impl<T: PartialEq + Clone> ControlState<T> {
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
        self.changed.is_none_or(|changed| now.saturating_sub(changed) >= COOLDOWN_MS)
    }
}

/// A handle on one control's cooldown.
pub struct Cooldown<T>(Rc<RefCell<ControlState<T>>>);

impl<T> PartialEq for Cooldown<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Clone for Cooldown<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: PartialEq + Clone> Cooldown<T> {
    /// Whether the control may be used now. If so, `meant` is noted as this person's own change.
    pub fn take(&self, meant: T) -> bool {
        let mut control = self.0.borrow_mut();
        let ready = control.ready(clock::mono());
        if ready {
            control.meant = Some(meant);
        }
        ready
    }

    /// Notes `meant` as this person's own change, made by another way than this control.
    pub fn means(&self, meant: T) {
        self.0.borrow_mut().meant = Some(meant);
    }

    /// Whether the control may be used now.
    pub fn ready(&self) -> bool {
        self.0.borrow().ready(clock::mono())
    }
}

/// Watches the value of a control, which ignores pointer and keys for a moment after somebody else has changed it.
#[hook]
pub fn use_cooldown<T: PartialEq + Clone + 'static>(value: T) -> Cooldown<T> {
    use_cooldown_by(value, true)
}

/// The same for a value that says whose change it was: one of mine, made by whatever way, needs no cooldown.
#[hook]
pub fn use_cooldown_by<T: PartialEq + Clone + 'static>(value: T, theirs: bool) -> Cooldown<T> {
    let cooldown = use_memo((), |()| {
        Cooldown(Rc::new(RefCell::new(ControlState { shown: value.clone(), meant: None, changed: None })))
    });
    // During rendering, not in an effect: effects run after the page shows the new value, and a click may come
    // between.
    cooldown.0.borrow_mut().shows(&value, theirs, clock::mono());
    (*cooldown).clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_control_that_the_other_changed_waits_seven_tenths_of_a_second() {
        let mut control = ControlState { shown: "Pause", meant: None, changed: None };
        assert!(control.ready(1_000));
        control.shows(&"Resume", true, 1_000);
        assert!(!control.ready(1_699));
        assert!(control.ready(1_700));
    }

    #[test]
    fn my_own_change_can_be_followed_by_another_at_once() {
        let mut control = ControlState { shown: false, meant: Some(true), changed: None };
        control.shows(&true, true, 1_000);
        assert!(control.ready(1_000));
    }

    #[test]
    fn my_own_change_by_another_control_starts_no_cooldown() {
        let mut control = ControlState { shown: 1, meant: None, changed: None };
        control.shows(&2, false, 1_000);
        assert!(control.ready(1_000));
        control.shows(&3, true, 1_000);
        assert!(!control.ready(1_001));
    }
}
