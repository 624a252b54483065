//! The clipboard.

use gloo::utils::window;
use wasm_bindgen_futures::JsFuture;

use crate::browser::BrowserError;

/// Puts a text on the clipboard. Refused by the browser outside a person's gesture, in most frames, and where the page
/// is not secure: then a person must copy it by hand.
pub async fn copy(text: &str) -> Result<(), BrowserError> {
    const DOING: &str = "copying";
    let clipboard = js_sys::Reflect::get(&window().navigator(), &"clipboard".into());
    if clipboard.is_ok_and(|clipboard| clipboard.is_undefined()) {
        return Err(BrowserError { doing: DOING, why: "no clipboard".to_owned() });
    }
    JsFuture::from(window().navigator().clipboard().write_text(text))
        .await
        .map(|_| ())
        .map_err(BrowserError::while_(DOING))
}
