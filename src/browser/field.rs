//! A text area whose text others change while somebody types in it.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlTextAreaElement, InputEvent};
use yew::NodeRef;

use crate::browser::dom;

/// What a text area shows.
pub fn text(node: &NodeRef) -> Option<String> {
    Some(area(node)?.value())
}

/// Where its caret is, in UTF-16 units; none while it lacks the focus.
pub fn caret(node: &NodeRef) -> Option<u32> {
    let area = area(node)?;
    dom::has_focus(node).then(|| area.selection_end().ok().flatten()).flatten()
}

/// What is selected, in UTF-16 units; where nothing is, both ends are the caret. None while it lacks the focus.
pub fn selection(node: &NodeRef) -> Option<(u32, u32)> {
    let area = area(node)?;
    dom::has_focus(node).then(|| selected(&area)).flatten()
}

/// Shows another text by changing only where the two differ, so that caret and selection stay where they are in the
/// words. Of equal letters side by side the two texts do not tell which is new: whoever knows where the selection stands
/// in the other text says it. Nothing of the layout is asked for: it would be made anew at once, which takes longer than all the rest.
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
        // Throws only for an element that has no text.
        let _ = area.set_selection_range_with_direction(from, to, &direction);
    }
    mirror(&area, text);
}

/// Puts a text where the caret is, over what is selected.
pub fn insert(node: &NodeRef, text: &str) {
    if let Some(area) = area(node) {
        let from = area.selection_start().ok().flatten().unwrap_or_default();
        let to = area.selection_end().ok().flatten().unwrap_or(from);
        // Throws only where the range is none.
        let _ = area.set_range_text_with_start_and_end_and_mode(text, from, to, "end");
    }
}

/// Lets the area's frame know its text, by which browsers without `field-sizing` make it as high as that.
pub fn tell_frame(node: &NodeRef) {
    if let Some(area) = area(node) {
        mirror(&area, &area.value());
    }
}

fn mirror(area: &HtmlTextAreaElement, text: &str) {
    if let Some(frame) = area.parent_element() {
        // Throws only for a name that is none.
        let _ = frame.set_attribute("data-text", text);
    }
}

/// What an input method (or dictation) does in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CompositionEvent {
    /// It begins to compose.
    Begun,
    /// A key went to it.
    Key,
    /// It is done; or a plain key or a lost focus shows that it is, which not every input method tells.
    Ended,
}

/// Tells what input methods do in a field, until dropped.
pub struct CompositionWatch(#[expect(dead_code, reason = "held for its drop")] [EventListener; 4]);

impl CompositionWatch {
    /// Begins to listen. Yew lists no composition events, so this goes to the element itself.
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

/// Tells when the browser is asked to take back or do again what was typed in a field, by its menu or by a gesture, until
/// dropped. The browser does not do it: it knows nothing of what others typed.
pub struct HistoryWatch(#[expect(dead_code, reason = "held for its drop")] EventListener);

/// Which way.
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

/// The one place where two texts differ, in UTF-16 units of the first.
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
