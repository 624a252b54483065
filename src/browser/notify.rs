//! System notifications, for the end of a block while the page is not visible.

use gloo::utils::window;
use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Notification, NotificationOptions, NotificationPermission, ServiceWorker, ServiceWorkerContainer};

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
    let exists = Reflect::has(&window(), &JsValue::from_str("Notification"));
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

/// Shows a notification, if it is allowed; a later one with the same `tag` replaces it. A page of its own has its service
/// worker show it, since Android knows no other way; a click on it leads to this tab, or opens `address` where that is closed.
pub fn show(title: &str, body: &str, tag: &str, address: Option<&str>) {
    if permission() != Permission::Granted {
        return;
    }
    if let Some(address) = address
        && let Some(worker) = service_worker()
    {
        let message = Array::of4(&title.into(), &body.into(), &tag.into(), &address.into());
        // Throws only for what cannot be cloned.
        let _ = worker.post_message(&message);
        return;
    }
    let options = NotificationOptions::new();
    options.set_body(body);
    options.set_tag(tag);
    // Some systems allow them to service workers only; then there is none.
    let _ = Notification::new_with_options(title, &options);
}

/// The worker that serves this page. Outside of secure contexts there is no such thing.
fn service_worker() -> Option<ServiceWorker> {
    let container = Reflect::get(&window().navigator(), &JsValue::from_str("serviceWorker")).ok()?;
    container.dyn_into::<ServiceWorkerContainer>().ok()?.controller()
}
