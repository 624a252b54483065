//! Callbacks that stay the same while what they call changes.

use yew::prelude::*;

/// One callback for good, which calls the one that was given last. A component that has it is not drawn again because its
/// parent made its callbacks anew.
#[hook]
pub fn use_steady<T: 'static>(callback: &Callback<T>) -> Callback<T> {
    let latest = use_mut_ref(|| callback.clone());
    latest.replace(callback.clone());
    use_callback((), move |value: T, ()| {
        let latest = latest.borrow().clone();
        latest.emit(value);
    })
}
