//! The page's small storage that is written at once (localStorage): for what must not wait when a page is left.

use web_sys::{Storage, window};

/// None where the browser refuses it.
fn storage() -> Option<Storage> {
    window()?.local_storage().ok()?
}

/// Stores a text under a name, unless that is refused or it is too long.
pub fn put(name: &str, text: &str) {
    if let Some(storage) = storage() {
        // What is lost then would have been lost without it.
        let _ = storage.set_item(name, text);
    }
}

/// Removes what is stored under a name.
pub fn remove(name: &str) {
    if let Some(storage) = storage() {
        // It fails only where nothing can be stored either.
        let _ = storage.remove_item(name);
    }
}

/// The names that begin like this.
pub fn names(beginning: &str) -> Vec<String> {
    let Some(storage) = storage() else { return Vec::new() };
    let names = (0..storage.length().unwrap_or_default()).filter_map(|at| storage.key(at).ok()?);
    names.filter(|name| name.starts_with(beginning)).collect()
}

/// What is stored under a name.
pub fn text(name: &str) -> Option<String> {
    storage()?.get_item(name).ok()?
}
