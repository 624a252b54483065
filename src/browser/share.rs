//! The system's sheet for sending something on.

use gloo::utils::window;
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Whether the system has one that this page may use.
pub fn is_offered() -> bool {
    function().is_some()
}

/// Opens it with a text and a link, during a person's gesture. They may close it without sending anything.
pub fn share(text: &str, link: &str) {
    let (Some(function), data) = (function(), Object::new()) else { return };
    for (name, value) in [("text", text), ("url", link)] {
        // Setting a field of a fresh object does not fail.
        let _ = Reflect::set(&data, &name.into(), &value.into());
    }
    let shared = function.call1(&window().navigator(), &data).ok().and_then(|shared| shared.dyn_into::<Promise>().ok());
    if let Some(shared) = shared {
        spawn_local(async move {
            // Rejected where the person closes the sheet.
            let _ = JsFuture::from(shared).await;
        });
    }
}

fn function() -> Option<Function> {
    let share: JsValue = Reflect::get(&window().navigator(), &"share".into()).ok()?;
    share.dyn_into().ok()
}
