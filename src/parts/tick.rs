//! What goes with time: components that are rendered again as it passes, and debounced values: a worse one is shown only if it
//! stays for a while, since most pass by themselves.

use gloo::timers::callback::{Interval, Timeout};
use yew::prelude::*;

/// Renders the component again every so many milliseconds; not at all for `None`. What it shows is derived from the
/// clock, never from a count of ticks.
#[hook]
pub fn use_tick(every: Option<u32>) {
    let again = use_force_update();
    use_effect_with(every, move |every| {
        let interval = every.map(|every| Interval::new(every, move || again.force_update()));
        move || drop(interval)
    });
}

/// Runs something once, after so many milliseconds; again whenever `key` changes.
#[hook]
pub fn use_timeout<K: PartialEq + 'static>(key: K, after: Option<u32>, act: impl FnOnce() + 'static) {
    use_effect_with(key, move |_| {
        let timeout = after.map(|after| Timeout::new(after, act));
        move || drop(timeout)
    });
}

/// Follows a value: at once if it got better, after `wait` milliseconds if it got worse. `rank` says how good it is.
#[hook]
pub fn use_debounced<T: Clone + PartialEq + 'static>(value: T, rank: fn(&T) -> u8, wait: u32) -> T {
    let shown = use_state_eq(|| value.clone());
    let better = rank(&value) >= rank(&shown);
    {
        let shown = shown.setter();
        // The wait begins when the value first gets worse than the one shown; at its end, the newest value is shown.
        let newest = use_mut_ref(|| value.clone());
        use_effect({
            let (newest, value) = (newest.clone(), value.clone());
            move || drop(newest.replace(value))
        });
        use_effect_with((better, better.then(|| value.clone())), move |(better, value)| {
            let timeout = match (better, value) {
                (true, Some(value)) => {
                    shown.set(value.clone());
                    None
                }
                _ => Some(Timeout::new(wait, move || shown.set(newest.borrow().clone()))),
            };
            move || drop(timeout)
        });
    }
    if better { value } else { (*shown).clone() }
}
