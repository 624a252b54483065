//! Where the person's hand is: the widget takes the focus only there.
//!
//! On a page of its own the widget may always take the focus. In somebody else's page, or in a frame, the person may be writing beside
//! it: there it takes the focus, and with it scrolls the page, only once a press, a key or the focus has come into the widget, and
//! until one goes elsewhere. The element's class, in `boot.js`, follows that.

use gloo::utils::document;
use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, ShadowRoot};

/// Whether the widget around this element may take the focus.
pub(super) fn is_at(element: &Element) -> bool {
    let root = element.get_root_node().dyn_into::<ShadowRoot>();
    let may = root.ok().and_then(|root| Reflect::get(&root.host(), &JsValue::from_str("mayFocus")).ok());
    // Only a test has none.
    may.is_none_or(|may| may.is_undefined() || may.is_truthy())
}

/// Whether nothing in the page has the focus.
pub(super) fn nothing_has_the_focus() -> bool {
    document().active_element().is_none_or(|active| active.tag_name().eq_ignore_ascii_case("body"))
}
