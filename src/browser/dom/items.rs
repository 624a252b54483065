//! The focus among items of a menu or a list of tabs.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::NodeRef;

use crate::browser::{
    dom::focus::{active, focus_on},
    language,
};

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
    let small = |letter: char| language::lower(letter.encode_utf8(&mut [0; 4]));
    let begins_with = |at: u32, letter: char| {
        let words = items.item(at).and_then(|item| item.text_content()).unwrap_or_default();
        words.trim_start().chars().next().is_some_and(|first| small(first) == small(letter))
    };
    let next = match (step, at) {
        (ItemStep::First, _) | (ItemStep::Next, None) => 0,
        (ItemStep::Last, _) | (ItemStep::Before, None) => count - 1,
        (ItemStep::Next, Some(at)) => (at + 1) % count,
        (ItemStep::Before, Some(at)) => (at + count - 1) % count,
        (ItemStep::Letter(letter), at) => {
            let from = at.map_or(0, |at| at + 1);
            match (0..count).map(|by| (from + by) % count).find(|at| begins_with(*at, letter)) {
                Some(found) => found,
                None => return,
            }
        }
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
    /// To the next item that begins with this letter, however it is written.
    Letter(char),
}

impl ItemStep {
    /// What a key means in a menu; with Ctrl, Alt or ⌘ a letter means nothing there.
    pub fn of(key: &str, with_modifier: bool) -> Option<Self> {
        let mut letters = key.chars();
        Some(match (key, letters.next(), letters.next()) {
            ("ArrowDown", ..) => Self::Next,
            ("ArrowUp", ..) => Self::Before,
            ("Home", ..) => Self::First,
            ("End", ..) => Self::Last,
            (_, Some(letter), None) if letter != ' ' && !with_modifier => Self::Letter(letter),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_goes_to_an_item_and_a_space_presses_one() {
        assert_eq!(ItemStep::of("d", false), Some(ItemStep::Letter('d')));
        assert_eq!(ItemStep::of("ArrowDown", false), Some(ItemStep::Next));
        assert_eq!(ItemStep::of("d", true), None);
        for key in [" ", "Enter", "Tab", "Escape"] {
            assert_eq!(ItemStep::of(key, false), None, "{key}");
        }
    }
}
