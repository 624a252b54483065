//! Makes clicks reach what the person pressed. A control that moves while a pointer is down on it gets no click, and
//! one that appears under the pointer between two clicks gets a click that was not meant for it.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use crate::browser::click_guard::{ClickGuard, PointerPhase, PointerWatch};

/// The longest time from a pointer's release to its click, in milliseconds: on a touch screen the focus moves in
/// between.
const CLICK_DELAY: u32 = 400;
/// A second click within so many milliseconds is not meant for a control that was not there at the first one.
const DOUBLE_CLICK: u64 = 400;

#[derive(Default)]
struct Pressed {
    down: bool,
    /// Whether `false` arrived while the pointer was down and is still to be set.
    owed: bool,
    /// Ends the press.
    ends: Option<Timeout>,
}

/// Sets a value: `true` at once; `false` while a pointer is down only after its click.
#[hook]
pub fn use_after_click(set: Callback<bool>) -> Callback<bool> {
    let pressed = use_mut_ref(Pressed::default);
    {
        let (pressed, set) = (Rc::clone(&pressed), set.clone());
        use_effect_with((), move |()| {
            let watch = PointerWatch::new(move |press| {
                let after = match press {
                    PointerPhase::Down => None,
                    PointerPhase::Up => Some(CLICK_DELAY),
                    PointerPhase::Click | PointerPhase::Cancelled => Some(0),
                };
                let ends = after.filter(|_| pressed.borrow().down).map(|after| {
                    let (pressed, set) = (Rc::clone(&pressed), set.clone());
                    Timeout::new(after, move || {
                        let owed = {
                            let mut pressed = pressed.borrow_mut();
                            pressed.down = false;
                            std::mem::take(&mut pressed.owed)
                        };
                        if owed {
                            set.emit(false);
                        }
                    })
                });
                let mut pressed = pressed.borrow_mut();
                pressed.down |= press == PointerPhase::Down;
                // Dropping the timer cancels it.
                pressed.ends = ends;
            });
            move || drop(watch)
        });
    }
    use_callback(set, move |value: bool, set| {
        let owed = !value && pressed.borrow().down;
        pressed.borrow_mut().owed = owed;
        if !owed {
            set.emit(value);
        }
    })
}

/// Prevents the second click of a double click in this element if the first was on a control that `turning` (a CSS
/// selector) matches, and another control is there now.
#[hook]
pub fn use_click_guard(root: NodeRef, turning: &'static str) {
    use_effect_with(root, move |root| {
        let watch = ClickGuard::within(root, turning, DOUBLE_CLICK);
        move || drop(watch)
    });
}
