//! Modal dialogs, and menus beside their buttons.

use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement, HtmlElement};
use yew::NodeRef;

/// Opens a `<dialog>` as a modal one.
pub fn show_modal(node: &NodeRef) {
    if let Some(dialog) = node.cast::<HtmlDialogElement>()
        && !dialog.open()
    {
        // Refused if it is not in the page (any more).
        let _ = dialog.show_modal();
    }
}

/// Closes a `<dialog>`; the browser returns the focus to where it was before.
pub fn close(node: &NodeRef) {
    if let Some(dialog) = node.cast::<HtmlDialogElement>() {
        dialog.close();
    }
}

/// Closes the dialog around this element at once: the browser returns the focus, and from there it can be moved on.
pub fn close_around(node: &NodeRef) {
    let dialog = node.cast::<Element>().and_then(|element| element.closest("dialog").ok().flatten());
    if let Some(dialog) = dialog.and_then(|dialog| dialog.dyn_into::<HtmlDialogElement>().ok()) {
        dialog.close();
    }
}

/// Shows a popover beside the element that opened it, wherever there is space.
pub fn show_beside(popover: &NodeRef, opener: &NodeRef) {
    if let (Some(popover), Some(opener)) = (popover.cast::<HtmlElement>(), opener.cast::<Element>()) {
        show_by(&popover, &opener);
    }
}

/// Shows a popover beside the first element of its room that this CSS selector matches. One that is shown already is placed anew,
/// since its content may have come meanwhile.
pub fn show_beside_found(popover: &NodeRef, selector: &str) {
    let Some(popover) = popover.cast::<HtmlElement>() else { return };
    let room = popover.closest(".room").ok().flatten();
    let Some(opener) = room.and_then(|room| room.query_selector(selector).ok().flatten()) else { return };
    if popover.matches(":popover-open").unwrap_or_default() {
        place_by(&popover, &opener);
    } else {
        show_by(&popover, &opener);
    }
}

fn show_by(popover: &HtmlElement, opener: &Element) {
    // Without popovers the menu is part of its row's layout, which works too.
    if popover.show_popover().is_err() {
        return;
    }
    place_by(popover, opener);
}

fn place_by(popover: &HtmlElement, opener: &Element) {
    let (menu, button) = (popover.get_bounding_client_rect(), opener.get_bounding_client_rect());
    let page = document().document_element();
    let (width, height) =
        page.map_or((0.0, 0.0), |page| (f64::from(page.client_width()), f64::from(page.client_height())));
    const GAP: f64 = 4.0;
    let left = (button.right() - menu.width()).clamp(GAP, (width - menu.width() - GAP).max(GAP));
    let below = button.bottom() + GAP;
    let above = button.top() - GAP - menu.height();
    let top = if below + menu.height() <= height { below } else { above };
    let top = top.clamp(GAP, (height - menu.height() - GAP).max(GAP));
    set_length(popover, "--menu-left", left);
    set_length(popover, "--menu-top", top);
}

/// Sets a custom property to a length in pixels; a strict content security policy allows that, but no style attribute.
pub fn set_length(element: &HtmlElement, name: &str, pixels: f64) {
    // Whole pixels: what writes fractions is 10 KB of the widget. Throws only if the element's style is read-only, which
    // none of ours is.
    let _ = element.style().set_property(name, &format!("{}px", pixels.round() as i32));
}
