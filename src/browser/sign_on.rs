//! Whether something in front of the relay asks for a sign-on, and the way to it.

use std::cell::RefCell;

use js_sys::{Function, Promise};
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;

thread_local! {
    static FIND: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// What leads, after the address of the relay's page, past the service worker to whatever asks for a sign-on: see `sw.js`.
pub const SIGN_IN: &str = "?sign-in";

/// `boot.js` gives the function that finds out. It takes the address of a relay's socket and promises whether a person is
/// signed out there.
#[wasm_bindgen]
pub fn finds_sign_on_by(find: Function) {
    FIND.set(Some(find));
}

/// Whether something answers in the place of the relay whose socket has this address.
pub async fn is_signed_out(socket: &str) -> bool {
    let Some(find) = FIND.with_borrow(Clone::clone) else { return false };
    // It neither throws nor rejects.
    let Ok(found) = find.call1(&JsValue::NULL, &socket.into()) else { return false };
    JsFuture::from(Promise::resolve(&found)).await.is_ok_and(|found| found.is_truthy())
}
