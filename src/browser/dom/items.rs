//! The focus among items of a menu or a list of tabs.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::NodeRef;

use crate::browser::dom::focus::{active, focus_on};

/// Moves the focus among the items that `selector` matches in `list`.
pub fn step_item(list: &NodeRef, selector: &str, step: ItemStep) {
    let Some(list) = list.cast::<Element>() else { return };
    let Ok(items) = list.query_selector_all(selector) else { return };
    let count = items.length();
    if count == 0 {
        return;
    }
    let current = active(&list);
    let at = current.and_then(|current| {
        (0..count).find(|at| items.item(*at).is_some_and(|item| item.is_same_node(Some(&current))))
    });
    let next = match (step, at) {
        (ItemStep::First, _) | (ItemStep::Next, None) => 0,
        (ItemStep::Last, _) | (ItemStep::Before, None) => count - 1,
        (ItemStep::Next, Some(at)) => (at + 1) % count,
        (ItemStep::Before, Some(at)) => (at + count - 1) % count,
    };
    if let Some(item) = items.item(next).and_then(|item| item.dyn_into::<HtmlElement>().ok()) {
        focus_on(&item);
    }
}

/// Scrolls to the option of a list box that is selected.
pub fn show_chosen_option(list: &NodeRef) {
    let chosen =
        list.cast::<Element>().and_then(|list| list.query_selector("[role=option][aria-selected=true]").ok()?);
    if let Some(option) = chosen {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        option.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// A move among items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemStep {
    /// To the item after, or from the last to the first.
    Next,
    /// To the item before, or from the first to the last.
    Before,
    First,
    Last,
}
