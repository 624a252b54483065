//! Debounced values: a worse value is shown only if it stays for a while, since most pass by themselves.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

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
