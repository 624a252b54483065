//! Rows of lists, by place, by focus, or by name.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::NodeRef;

use crate::browser::dom::{
    fields::takes_letters,
    focus::{active, focus_on},
};

/// Moves the focus from row to row: `by` is 1 or -1. From outside of rows it goes to the first.
pub fn step_row(root: &NodeRef, by: i32) {
    let Some(root) = root.cast::<Element>() else { return };
    let Ok(rows) = root.query_selector_all(ROW) else { return };
    let current = active(&root).and_then(|active| active.closest(ROW).ok().flatten());
    let at = current
        .and_then(|row| (0..rows.length()).find(|at| rows.item(*at).is_some_and(|node| node.is_same_node(Some(&row)))));
    let next = match at {
        Some(at) => at.saturating_add_signed(by).min(rows.length().saturating_sub(1)),
        None => 0,
    };
    if let Some(row) = rows.item(next).and_then(|node| node.dyn_into::<HtmlElement>().ok()) {
        focus_on(&row);
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        row.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Focuses the row with this id below `root`, and scrolls to it; answers whether there is one.
pub fn focus_row_of(root: &NodeRef, id: &str) -> bool {
    let found = root.cast::<Element>().and_then(|root| root.query_selector(&row_of(id)).ok().flatten());
    let row = found.and_then(|row| row.dyn_into::<HtmlElement>().ok());
    row.is_some_and(|row| {
        focus_on(&row);
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        row.scroll_into_view_with_scroll_into_view_options(&options);
        true
    })
}

/// The selector of a row by its id.
pub(super) fn row_of(id: &str) -> String {
    format!("[data-row=\"{id}\"]")
}

/// Focuses the row of this list at this index, if there is one.
pub fn focus_row_at(list: &NodeRef, at: usize) {
    let rows = list.cast::<Element>().and_then(|list| list.query_selector_all(ROW).ok());
    let row = rows.and_then(|rows| rows.item(u32::try_from(at).ok()?)?.dyn_into::<HtmlElement>().ok());
    if let Some(row) = row {
        focus_on(&row);
    }
}

/// Focuses the last row of this list; returns whether there is one.
pub fn focus_last_row(list: &NodeRef) -> bool {
    let Some(rows) = list.cast::<Element>().and_then(|list| list.query_selector_all(ROW).ok()) else { return false };
    let last = rows.length().checked_sub(1).and_then(|at| rows.item(at)?.dyn_into::<HtmlElement>().ok());
    last.is_some_and(|last| {
        focus_on(&last);
        true
    })
}

/// Clicks the first `selector` in the focused row.
pub fn press_in_row(root: &NodeRef, selector: &str) {
    if let Some(found) = in_row(root, selector) {
        found.click();
    }
}

/// Focuses the first `selector` in the focused row.
pub fn focus_in_row(root: &NodeRef, selector: &str) {
    if let Some(found) = in_row(root, selector) {
        focus_on(&found);
    }
}

/// The name of the row that has the focus, or else of the one that is open.
pub fn row_in_hand(root: &NodeRef) -> Option<String> {
    let root = root.cast::<Element>()?;
    let focused = active(&root).and_then(|active| active.closest(ROW).ok().flatten());
    let row = focused.or_else(|| root.query_selector("[data-row].open").ok().flatten());
    row?.get_attribute("aria-label")
}

/// Whether the room around this element shows a row with this name in the part that `part` selects.
pub fn has_row(node: &NodeRef, part: &str, name: &str) -> bool {
    row_named(node, part, name).is_some()
}

/// Focuses that row.
pub fn focus_row(node: &NodeRef, part: &str, name: &str) {
    if let Some(row) = row_named(node, part, name) {
        focus_on(&row);
    }
}

/// Whether an event went to something that takes text, and whether it went to a row itself.
pub fn where_to(event: &Event) -> (bool, bool) {
    let element = event.composed_path().get(0).dyn_into::<Element>();
    element.map_or((false, false), |element| (takes_letters(&element), element.has_attribute("data-row")))
}

/// Whether an event went to something that Enter clicks.
pub fn is_pressable(event: &Event) -> bool {
    let element = event.composed_path().get(0).dyn_into::<Element>();
    element.is_ok_and(|element| element.matches("button, a, summary").unwrap_or(false))
}

fn in_row(root: &NodeRef, selector: &str) -> Option<HtmlElement> {
    let row = active(&root.cast::<Element>()?)?.closest(ROW).ok()??;
    row.query_selector(selector).ok()??.dyn_into().ok()
}

fn row_named(node: &NodeRef, part: &str, name: &str) -> Option<HtmlElement> {
    let rows = node.cast::<Element>()?.closest(".room").ok()??.query_selector_all(&format!("{part} {ROW}")).ok()?;
    (0..rows.length())
        .filter_map(|at| rows.item(at)?.dyn_into::<HtmlElement>().ok())
        .find(|row| row.get_attribute("aria-label").as_deref() == Some(name))
}

/// The attribute of every row.
pub(super) const ROW: &str = "[data-row]";
