//! Clicks and pointers.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, Node};
use yew::NodeRef;

/// Whether an event went to this very element, not to one within it.
pub fn is_on(event: &Event, node: &NodeRef) -> bool {
    let target = event.composed_path().get(0).dyn_into::<Node>().ok();
    target.is_some_and(|target| node.get().is_some_and(|node| node.is_same_node(Some(&target))))
}

/// Whether an event went to a button or a menu.
pub fn is_in_control(event: &Event) -> bool {
    let element = event.composed_path().get(0).dyn_into::<Element>();
    element.is_ok_and(|element| element.closest("button, [role=menu]").ok().flatten().is_some())
}

/// Whether what is in this element reads from right to left.
pub fn is_mirrored(node: &NodeRef) -> bool {
    let element = node.cast::<Element>();
    let style = element.and_then(|element| gloo::utils::window().get_computed_style(&element).ok().flatten());
    style.and_then(|style| style.get_property_value("direction").ok()).is_some_and(|direction| direction == "rtl")
}

/// Clicks the first element below `root` that this CSS selector matches.
pub fn press(root: &NodeRef, selector: &str) {
    let found = root.cast::<Element>().and_then(|root| root.query_selector(selector).ok().flatten());
    if let Some(found) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        found.click();
    }
}

/// Clicks the first element that this CSS selector matches in what is around this element and matches `scope`.
pub fn press_around(node: &NodeRef, scope: &str, selector: &str) {
    let scope = node.cast::<Element>().and_then(|element| element.closest(scope).ok().flatten());
    let found = scope.and_then(|scope| scope.query_selector(selector).ok().flatten());
    if let Some(found) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        found.click();
    }
}

/// Sends all moves of a pointer to this element until the pointer is released.
pub fn capture_pointer(node: &NodeRef, pointer: i32) {
    if let Some(element) = node.cast::<Element>() {
        // Refused if the pointer is gone already.
        let _ = element.set_pointer_capture(pointer);
    }
}
