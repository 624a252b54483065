//! A text area whose text others change while a person types in it.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlTextAreaElement, InputEvent};
use yew::NodeRef;

use crate::browser::dom;

/// The text in a text area.
pub fn text(node: &NodeRef) -> Option<String> {
    Some(area(node)?.value())
}

/// The caret, in UTF-16 units; `None` while the field is not focused.
pub fn caret(node: &NodeRef) -> Option<u32> {
    let area = area(node)?;
    dom::has_focus(node).then(|| area.selection_end().ok().flatten()).flatten()
}

/// The selection, in UTF-16 units; if it is empty, both ends are the caret. `None` while the field is not focused.
pub fn selection(node: &NodeRef) -> Option<(u32, u32)> {
    let area = area(node)?;
    dom::has_focus(node).then(|| selected(&area)).flatten()
}

/// Changes the text, only where it differs, so that caret and selection stay at the same letters. Of equal letters
/// side by side the two texts do not tell which is new: a caller who knows the selection in the new text passes it.
/// Nothing of the layout is read, since the browser would have to lay out at once, which takes longer than all the
/// rest.
pub fn become_text(node: &NodeRef, text: &str, selection: Option<(u32, u32)>) {
    let Some(area) = area(node) else { return };
    let shown = area.value();
    if shown == text {
        return;
    }
    let change = Splice::between(&shown, text);
    let replaced = area.set_range_text_with_start_and_end_and_mode(change.with, change.start, change.end, "preserve");
    if replaced.is_err() || area.value() != text {
        area.set_value(text);
    }
    if let Some((from, to)) = selection.filter(|selection| selected(&area) != Some(*selection)) {
        let direction = area.selection_direction().ok().flatten().unwrap_or_default();
        // Throws only for an element without text.
        let _ = area.set_selection_range_with_direction(from, to, &direction);
    }
    mirror(&area, text);
}

/// Inserts a text at the caret, replacing the selection.
pub fn insert(node: &NodeRef, text: &str) {
    if let Some(area) = area(node) {
        let from = area.selection_start().ok().flatten().unwrap_or_default();
        let to = area.selection_end().ok().flatten().unwrap_or(from);
        // Throws only for an invalid range.
        let _ = area.set_range_text_with_start_and_end_and_mode(text, from, to, "end");
    }
}

/// Copies the text to the area's frame, which gives the area its height in browsers without `field-sizing`.
pub fn tell_frame(node: &NodeRef) {
    if let Some(area) = area(node) {
        mirror(&area, &area.value());
    }
}

fn mirror(area: &HtmlTextAreaElement, text: &str) {
    if let Some(frame) = area.parent_element() {
        // Throws only for an invalid attribute name.
        let _ = frame.set_attribute("data-text", text);
    }
}

/// What an input method (or dictation) does in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CompositionEvent {
    /// A composition begins.
    Begun,
    /// The input method has handled a key.
    Key,
    /// The composition ends; or another key or a lost focus shows that it has ended, which not every input method
    /// reports.
    Ended,
}

/// Reports what input methods do in a field, until dropped.
pub struct CompositionWatch(#[expect(dead_code, reason = "held for its drop")] [EventListener; 4]);

impl CompositionWatch {
    /// Begins to listen. Yew has no composition events, so the listeners are added to the element itself.
    pub fn new(node: &NodeRef, tell: impl Fn(CompositionEvent) + Clone + 'static) -> Option<Self> {
        let area = area(node)?;
        let listen = |name: &'static str, event: fn(&Event) -> CompositionEvent| {
            let tell = tell.clone();
            EventListener::new(&area, name, move |happened| tell(event(happened)))
        };
        Some(Self([
            listen("compositionstart", |_| CompositionEvent::Begun),
            listen("compositionend", |_| CompositionEvent::Ended),
            listen(
                "keydown",
                |key| if dom::is_composed(key) { CompositionEvent::Key } else { CompositionEvent::Ended },
            ),
            listen("blur", |_| CompositionEvent::Ended),
        ]))
    }
}

/// Reports undo and redo in a field by the browser's menu or by a gesture, until dropped. The browser's own undo is
/// prevented: it knows nothing of what others have typed.
pub struct HistoryWatch(#[expect(dead_code, reason = "held for its drop")] EventListener);

/// Undo or redo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HistoryEvent {
    Undo,
    Redo,
}

impl HistoryWatch {
    /// Begins to listen.
    pub fn new(node: &NodeRef, tell: impl Fn(HistoryEvent) + 'static) -> Option<Self> {
        let options = EventListenerOptions::enable_prevent_default();
        let area = area(node)?;
        Some(Self(EventListener::new_with_options(&area, "beforeinput", options, move |event| {
            let kind = event.dyn_ref::<InputEvent>().map(InputEvent::input_type).unwrap_or_default();
            let asked = match &*kind {
                "historyUndo" => HistoryEvent::Undo,
                "historyRedo" => HistoryEvent::Redo,
                _ => return,
            };
            event.prevent_default();
            tell(asked);
        })))
    }
}

fn selected(area: &HtmlTextAreaElement) -> Option<(u32, u32)> {
    Some((area.selection_start().ok()??, area.selection_end().ok()??))
}

fn area(node: &NodeRef) -> Option<HtmlTextAreaElement> {
    node.get()?.dyn_into().ok()
}

/// The one range where two texts differ, in UTF-16 units of the first.
#[derive(Debug, PartialEq, Eq)]
struct Splice<'a> {
    start: u32,
    end: u32,
    with: &'a str,
}

impl<'a> Splice<'a> {
    fn between(old: &str, new: &'a str) -> Self {
        let front: usize =
            old.chars().zip(new.chars()).take_while(|(a, b)| a == b).map(|(letter, _)| letter.len_utf8()).sum();
        let (old_rest, new_rest) = (&old[front..], &new[front..]);
        let back: usize = old_rest
            .chars()
            .rev()
            .zip(new_rest.chars().rev())
            .take_while(|(a, b)| a == b)
            .map(|(letter, _)| letter.len_utf8())
            .sum();
        let units = |text: &str| text.encode_utf16().count() as u32;
        let start = units(&old[..front]);
        Self { start, end: start + units(&old_rest[..old_rest.len() - back]), with: &new_rest[..new_rest.len() - back] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_covers_only_what_differs() {
        assert_eq!(Splice::between("one two", "one three two"), Splice { start: 5, end: 5, with: "hree t" });
        assert_eq!(Splice::between("abc", "abc"), Splice { start: 3, end: 3, with: "" });
        assert_eq!(Splice::between("abc", ""), Splice { start: 0, end: 3, with: "" });
    }

    #[test]
    fn a_change_counts_units_and_cuts_no_emoji() {
        assert_eq!(Splice::between("🙂a", "🙂b"), Splice { start: 2, end: 3, with: "b" });
        assert_eq!(Splice::between("🙂", "🙃"), Splice { start: 0, end: 2, with: "🙃" });
    }
}
