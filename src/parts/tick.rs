//! Rendering again as time passes.

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
