//! The content of inputs and native lists of choices.

use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, HtmlFormElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, KeyboardEvent,
    SelectionMode,
};
use yew::NodeRef;

/// The value of the field that an event went to.
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

/// Whether the checkbox that an event went to is checked.
pub fn checked(event: &Event) -> bool {
    event.composed_path().get(0).dyn_into::<HtmlInputElement>().is_ok_and(|input| input.checked())
}

/// Whether an event went into a number input whose value is not valid.
pub fn is_out_of_range(event: &Event) -> bool {
    let input = event.composed_path().get(0).dyn_into::<HtmlInputElement>();
    input.is_ok_and(|input| input.type_() == "number" && !input.check_validity())
}

/// Whether an event went into a date of which only a part stands there yet: its value is empty, as if nothing stood there.
pub fn is_incomplete(event: &Event) -> bool {
    let input = event.composed_path().get(0).dyn_into::<HtmlInputElement>();
    input.is_ok_and(|input| input.value().is_empty() && !input.check_validity())
}

/// Whether a key press enters what stands in a field of a form.
pub fn enters(event: &KeyboardEvent) -> bool {
    let plain = !(event.ctrl_key() || event.meta_key() || event.alt_key());
    let input = event.composed_path().get(0).dyn_into::<HtmlInputElement>();
    plain && event.key() == "Enter" && !is_composed(event) && input.is_ok()
}

/// Whether an event went to the button that performs the action of a form.
pub fn submits(event: &Event) -> bool {
    let element = event.composed_path().get(0).dyn_into::<Element>();
    element.is_ok_and(|element| element.closest("button[type=submit]").ok().flatten().is_some())
}

/// Whether the browser finds no fault with the form that an event went into; else it says so beside the field.
pub fn is_valid(event: &Event) -> bool {
    let element = event.composed_path().get(0).dyn_into::<Element>().ok();
    let form = element.and_then(|element| element.closest("form").ok().flatten());
    form.and_then(|form| form.dyn_into::<HtmlFormElement>().ok()).is_none_or(|form| form.report_validity())
}

/// Checks or unchecks the checkbox that an event went to.
pub fn set_checked(event: &Event, on: bool) {
    if let Ok(input) = event.composed_path().get(0).dyn_into::<HtmlInputElement>() {
        input.set_checked(on);
    }
}

/// Whether an event went to a control whose own keys are letters and arrows.
pub fn is_in_choice(event: &Event) -> bool {
    let element = event.composed_path().get(0).dyn_into::<Element>();
    element.is_ok_and(|element| element.matches("input, select, textarea").unwrap_or(false))
}

/// The value of an input.
pub fn input_value(node: &NodeRef) -> String {
    node.cast::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default()
}

/// Sets the value of an input.
pub fn set_input_value(node: &NodeRef, value: &str) {
    if let Some(input) = node.cast::<HtmlInputElement>() {
        input.set_value(value);
    }
}

/// An input's text before and after the selection, which may be empty.
pub fn around_caret(node: &NodeRef) -> (String, String) {
    let Some(input) = node.cast::<HtmlInputElement>() else { return Default::default() };
    // The selection is counted in UTF-16 units.
    let units: Vec<u16> = input.value().encode_utf16().collect();
    let place = |at: Result<Option<u32>, _>| at.ok().flatten().map_or(units.len(), |at| (at as usize).min(units.len()));
    let (start, end) = (place(input.selection_start()), place(input.selection_end()));
    (String::from_utf16_lossy(&units[..start]), String::from_utf16_lossy(&units[end..]))
}

/// Chooses the option with this value in a native list.
pub fn choose(node: &NodeRef, value: &str) {
    if let Some(list) = node.cast::<HtmlSelectElement>().filter(|list| list.value() != value) {
        list.set_value(value);
    }
}

/// Selects the whole text of a field.
pub fn select_all(node: &NodeRef) {
    if let Some(input) = node.cast::<HtmlInputElement>() {
        input.select();
    }
}

/// Inserts a text at an input's caret, replacing the selection.
pub fn insert(node: &NodeRef, text: &str) {
    if let Some(input) = node.cast::<HtmlInputElement>() {
        // Throws only for an input that takes no text.
        let from = input.selection_start().ok().flatten().unwrap_or_default();
        let to = input.selection_end().ok().flatten().unwrap_or(from);
        let _ = input.set_range_text_with_start_and_end_and_selection_mode(text, from, to, SelectionMode::End);
    }
}

/// Whether an input method handles this key. Some report that only by the legacy key code, also for the Enter that
/// accepts a word.
pub fn is_composed(event: &Event) -> bool {
    event.dyn_ref::<KeyboardEvent>().is_some_and(|key| key.is_composing() || key.key_code() == INPUT_METHOD)
}

/// The legacy key code of every key that an input method handles (UI Events, "Legacy key & mouse event attributes").
const INPUT_METHOD: u32 = 229;

/// Whether an event went to an input with a local text, which the browser can undo letter by letter.
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
