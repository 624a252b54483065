//! Callbacks that stay equal while what they call changes.

use yew::prelude::*;

/// A callback that always stays the same and calls the one that was given last. A component with it is not rendered
/// again just because its parent has made its callbacks anew.
#[hook]
pub fn use_steady<T: 'static>(callback: &Callback<T>) -> Callback<T> {
    let latest = use_mut_ref(|| callback.clone());
    latest.replace(callback.clone());
    use_callback((), move |value: T, ()| {
        let latest = latest.borrow().clone();
        latest.emit(value);
    })
}
