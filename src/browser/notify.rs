//! System notifications, for the end of a block while the page is not visible.

use gloo::{events::EventListener, utils::window};
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    MessageEvent, Notification, NotificationOptions, NotificationPermission, ServiceWorker, ServiceWorkerContainer,
};

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

/// What a notification says.
pub struct NotifiedEvent<'a> {
    pub title: &'a str,
    pub body: &'a str,
    /// A later one with the same tag replaces it.
    pub tag: &'a str,
    /// Where a click on it leads when the page is closed; none for a widget in another's page.
    pub address: Option<&'a str>,
    /// What the person sees of what the buttons are about.
    pub seen: &'a str,
    /// The name of what each button does, and its words.
    pub buttons: &'a [(&'a str, &'a str)],
}

/// Shows a notification, if it is allowed. A page of its own has its service worker show it, since Android knows no other way, and no other
/// kind has buttons; a click on it leads to this tab, or opens the address where that is closed.
pub fn show(event: &NotifiedEvent<'_>) {
    if permission() != Permission::Granted {
        return;
    }
    if let Some(address) = event.address
        && let Some(worker) = service_worker()
    {
        let texts = [event.title, event.body, event.tag, address, event.seen];
        let message: Array = texts.into_iter().map(JsValue::from_str).collect();
        for (action, words) in event.buttons {
            let button = Object::new();
            for (name, text) in [("action", action), ("title", words)] {
                // Setting a field of a fresh object does not fail.
                let _ = Reflect::set(&button, &name.into(), &(*text).into());
            }
            message.push(&button);
        }
        // Throws only for what cannot be cloned.
        let _ = worker.post_message(&message);
        return;
    }
    let options = NotificationOptions::new();
    options.set_body(event.body);
    options.set_tag(event.tag);
    // Some systems allow them to service workers only; then there is none.
    let _ = Notification::new_with_options(event.title, &options);
}

/// Reports what is pressed on notifications of the page with this address: the name of what the button does, and what the person saw. Asks for
/// what was pressed before this page was there. None where there are no workers.
pub fn on_pressed(address: String, pressed: impl Fn(String, String) + 'static) -> Option<EventListener> {
    let ask = move || {
        if let Some(worker) = service_worker() {
            // Throws only for what cannot be cloned.
            let _ = worker.post_message(&address.as_str().into());
        }
    };
    ask();
    Some(EventListener::new(&workers()?.into(), "message", move |event| {
        let Some(data) = event.dyn_ref::<MessageEvent>().map(MessageEvent::data) else { return };
        if let Some(act) = data.dyn_ref::<Array>() {
            if let (Some(action), Some(seen)) = (act.get(0).as_string(), act.get(1).as_string()) {
                pressed(action, seen);
            }
        } else {
            // The worker leads to a room, perhaps this one.
            ask();
        }
    }))
}

/// The worker that serves this page.
fn service_worker() -> Option<ServiceWorker> {
    workers()?.controller()
}

/// Outside of secure contexts there is no such thing.
fn workers() -> Option<ServiceWorkerContainer> {
    let container = Reflect::get(&window().navigator(), &JsValue::from_str("serviceWorker")).ok()?;
    container.dyn_into().ok()
}
