//! What waits until a press has become a click. What moves under a pointer between its going down and its coming up takes
//! the click away from whatever was pressed.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use crate::browser::press::PressWatch;

#[derive(Default)]
struct Press {
    down: bool,
    late: Late,
}

/// Whether the value is to become false.
#[derive(Default)]
enum Late {
    #[default]
    No,
    /// When the pointer is up.
    Then,
    /// Right after the click, unless this is dropped.
    Soon(#[expect(dead_code, reason = "held for its drop")] Timeout),
}

/// Sets a value: true at once; false, too, but while a pointer is down only when its click was heard.
#[hook]
pub fn use_after_press(set: Callback<bool>) -> Callback<bool> {
    let press = use_mut_ref(Press::default);
    {
        let (press, set) = (Rc::clone(&press), set.clone());
        use_effect_with((), move |()| {
            let watch = PressWatch::new(move |down| {
                let mut press = press.borrow_mut();
                press.down = down;
                if !down && matches!(press.late, Late::Then) {
                    let set = set.clone();
                    press.late = Late::Soon(Timeout::new(0, move || set.emit(false)));
                }
            });
            move || drop(watch)
        });
    }
    use_callback(set, move |value: bool, set| {
        let late = !value && press.borrow().down;
        press.borrow_mut().late = if late { Late::Then } else { Late::No };
        if !late {
            set.emit(value);
        }
    })
}
