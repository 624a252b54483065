//! System notifications, for the end of a block while the page is not visible.

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Notification, NotificationOptions, NotificationPermission};

/// Whether the person allows notifications.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    /// Notifications do not exist here, as in a cross-origin frame.
    Missing,
    Unasked,
    Granted,
    Denied,
}

/// The present permission.
pub fn permission() -> Permission {
    let exists = js_sys::Reflect::has(&gloo::utils::window(), &JsValue::from_str("Notification"));
    if !exists.unwrap_or(false) {
        return Permission::Missing;
    }
    match Notification::permission() {
        NotificationPermission::Granted => Permission::Granted,
        NotificationPermission::Denied => Permission::Denied,
        _ => Permission::Unasked,
    }
}

/// Asks the person for permission, which browsers allow only during a gesture.
pub async fn ask() -> Permission {
    if permission() == Permission::Unasked
        && let Ok(answer) = Notification::request_permission()
    {
        // `permission` tells the answer.
        let _ = JsFuture::from(answer).await;
    }
    permission()
}

/// Shows a notification, if allowed; a later one with the same `tag` replaces it.
pub fn show(title: &str, body: &str, tag: &str) {
    if permission() == Permission::Granted {
        let options = NotificationOptions::new();
        options.set_body(body);
        options.set_tag(tag);
        // Some systems allow notifications by service workers only; then there is none.
        let _ = Notification::new_with_options(title, &options);
    }
}
