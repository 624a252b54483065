//! What waits until a press has become a click. What moves under a pointer between its going down and its coming up takes
//! the click away from whatever was pressed.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use crate::browser::click_guard::{ClickGuard, PointerPhase, PointerWatch};

/// A click comes no later after its pointer came up, in milliseconds: on a screen that is touched, the focus moves in between.
const CLICK: u32 = 400;
/// So soon after one press another one on another control is not meant for that, in milliseconds.
const AGAIN: u64 = 400;

#[derive(Default)]
struct Pressed {
    down: bool,
    late: bool,
    /// Until it no longer counts as down.
    up: Option<Timeout>,
}

/// Sets a value: true at once; false, too, but while a pointer is down only when its click was heard.
#[hook]
pub fn use_after_click(set: Callback<bool>) -> Callback<bool> {
    let pressed = use_mut_ref(Pressed::default);
    {
        let (pressed, set) = (Rc::clone(&pressed), set.clone());
        use_effect_with((), move |()| {
            let watch = PointerWatch::new(move |press| {
                let after = match press {
                    PointerPhase::Down => None,
                    PointerPhase::Up => Some(CLICK),
                    PointerPhase::Click | PointerPhase::Off => Some(0),
                };
                let ends = after.filter(|_| pressed.borrow().down).map(|after| {
                    let (pressed, set) = (Rc::clone(&pressed), set.clone());
                    Timeout::new(after, move || {
                        let late = {
                            let mut pressed = pressed.borrow_mut();
                            pressed.down = false;
                            std::mem::take(&mut pressed.late)
                        };
                        if late {
                            set.emit(false);
                        }
                    })
                });
                let mut pressed = pressed.borrow_mut();
                pressed.down |= press == PointerPhase::Down;
                // A timer that is dropped does not fire.
                pressed.up = ends;
            });
            move || drop(watch)
        });
    }
    use_callback(set, move |value: bool, set| {
        let late = !value && pressed.borrow().down;
        pressed.borrow_mut().late = late;
        if !late {
            set.emit(value);
        }
    })
}

/// Has a second press at one place in this element do nothing where it meets another control right after one of those that
/// `turning` selects, which change what stands there.
#[hook]
pub fn use_click_guard(root: NodeRef, turning: &'static str) {
    use_effect_with(root, move |root| {
        let watch = ClickGuard::within(root, turning, AGAIN);
        move || drop(watch)
    });
}
