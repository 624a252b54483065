//! What stands in inputs and lists of choices.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, KeyboardEvent, SelectionMode};
use yew::NodeRef;

/// The value of the field that an event went into.
pub fn value(event: &Event) -> String {
    let Some(target) = event.composed_path().get(0).dyn_into::<Element>().ok() else { return String::new() };
    if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
        input.value()
    } else if let Some(area) = target.dyn_ref::<HtmlTextAreaElement>() {
        area.value()
    } else if let Some(select) = target.dyn_ref::<HtmlSelectElement>() {
        select.value()
    } else {
        String::new()
    }
}

/// Whether the box that an event went to is ticked now.
pub fn checked(event: &Event) -> bool {
    event.composed_path().get(0).dyn_into::<HtmlInputElement>().is_ok_and(|input| input.checked())
}

/// Ticks or unticks the box that an event went to.
pub fn set_checked(event: &Event, on: bool) {
    if let Ok(input) = event.composed_path().get(0).dyn_into::<HtmlInputElement>() {
        input.set_checked(on);
    }
}

/// The value of an input.
pub fn input_value(node: &NodeRef) -> String {
    node.cast::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default()
}

/// Another value for an input.
pub fn set_input_value(node: &NodeRef, value: &str) {
    if let Some(input) = node.cast::<HtmlInputElement>() {
        input.set_value(value);
    }
}

/// An input's text before and after what is selected in it, which is nothing at a mere caret.
pub fn around_caret(node: &NodeRef) -> (String, String) {
    let Some(input) = node.cast::<HtmlInputElement>() else { return Default::default() };
    // The selection counts UTF-16 units.
    let units: Vec<u16> = input.value().encode_utf16().collect();
    let place = |at: Result<Option<u32>, _>| at.ok().flatten().map_or(units.len(), |at| (at as usize).min(units.len()));
    let (start, end) = (place(input.selection_start()), place(input.selection_end()));
    (String::from_utf16_lossy(&units[..start]), String::from_utf16_lossy(&units[end..]))
}

/// Chooses the option of a native list that has this value.
pub fn choose(node: &NodeRef, value: &str) {
    if let Some(list) = node.cast::<HtmlSelectElement>().filter(|list| list.value() != value) {
        list.set_value(value);
    }
}

/// Selects all of a field's text.
pub fn select_all(node: &NodeRef) {
    if let Some(input) = node.cast::<HtmlInputElement>() {
        input.select();
    }
}

/// Puts a text where an input's caret is, over what is selected.
pub fn insert(node: &NodeRef, text: &str) {
    if let Some(input) = node.cast::<HtmlInputElement>() {
        // Throws only for an input that takes no letters.
        let from = input.selection_start().ok().flatten().unwrap_or_default();
        let to = input.selection_end().ok().flatten().unwrap_or(from);
        let _ = input.set_range_text_with_start_and_end_and_selection_mode(text, from, to, SelectionMode::End);
    }
}

/// Whether a key belongs to an input method. Some tell it only by the key's old number, also of the Enter that takes a word.
pub fn is_composed(event: &Event) -> bool {
    event.dyn_ref::<KeyboardEvent>().is_some_and(|key| key.is_composing() || key.key_code() == INPUT_METHOD)
}

/// The number of every key that an input method takes (UI Events, "Legacy key & mouse event attributes").
const INPUT_METHOD: u32 = 229;

/// Whether an event went into an input with a text of its own, which the browser can take back letter by letter.
pub fn is_local_text(event: &Event) -> bool {
    let input = event.composed_path().get(0).dyn_into::<HtmlInputElement>();
    input.is_ok_and(|input| takes_letters(&input) && !input.value().is_empty())
}

pub(super) fn takes_letters(element: &Element) -> bool {
    match element.dyn_ref::<HtmlInputElement>() {
        Some(input) => !matches!(&*input.type_(), "checkbox" | "radio" | "button" | "range" | "submit"),
        None => element.has_type::<HtmlTextAreaElement>() || element.has_type::<HtmlSelectElement>(),
    }
}
