//! A text area whose text others change while a person types in it.

use std::cell::RefCell;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::utils::{document, window};
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{Element, Event, HtmlElement, HtmlTextAreaElement, InputEvent, InputEventInit, ShadowRoot};
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

/// The text before and behind the selection, which may be empty.
pub fn around_caret(node: &NodeRef) -> (String, String) {
    let Some((text, (from, to))) = text(node).zip(selection(node)) else { return Default::default() };
    // The selection is counted in UTF-16 units.
    let units: Vec<u16> = text.encode_utf16().collect();
    let (from, to) = ((from as usize).min(units.len()), (to as usize).min(units.len()));
    (String::from_utf16_lossy(&units[..from]), String::from_utf16_lossy(&units[to..]))
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
    hold_line(&area, &shown, change.start);
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
    insert_over(node, 0, text);
}

/// Inserts a text at the caret, replacing the selection and so many UTF-16 units in front of it.
pub fn insert_over(node: &NodeRef, before: u32, text: &str) {
    if let Some(area) = area(node) {
        let from = area.selection_start().ok().flatten().unwrap_or_default();
        let to = area.selection_end().ok().flatten().unwrap_or(from);
        let from = from.saturating_sub(before);
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

thread_local! {
    /// Areas that changed since the last frame.
    static CHANGED: RefCell<Vec<HtmlTextAreaElement>> = const { RefCell::new(Vec::new()) };
}

/// Keeps the line that the person writes or reads where it is on the screen, when the area is about to change at this place:
/// browsers do that for elements, not for lines of a text area. What has moved is scrolled back before the next frame is
/// painted, which needs a layout in any case.
fn hold_line(area: &HtmlTextAreaElement, shown: &str, at: u32) {
    let is_new = CHANGED.with_borrow_mut(|changed| {
        let is_new = !changed.contains(area);
        if is_new {
            changed.push(area.clone());
        }
        is_new
    });
    let held = scroller(area).and_then(|scroller| Some((held_line(area, &scroller, shown, at)?, scroller)));
    if !is_new {
        return;
    }
    let area = area.clone();
    let restore = Closure::once_into_js(move || {
        CHANGED.with_borrow_mut(|changed| changed.retain(|each| *each != area));
        if let Some((line, scroller)) = held {
            let moved = line.now() - line.before;
            if moved.abs() >= 1.0 {
                scroller.scroll_by_with_x_and_y(0.0, moved);
            }
        }
    });
    // Throws only where there is no window.
    let _ = window().request_animation_frame(restore.unchecked_ref());
}

/// A line, by an edge that keeps its distance to it.
struct HeldLine {
    element: Element,
    is_bottom: bool,
    before: f64,
}

impl HeldLine {
    fn by(element: &Element, is_bottom: bool) -> Self {
        let mut line = Self { element: element.clone(), is_bottom, before: 0.0 };
        line.before = line.now();
        line
    }

    fn now(&self) -> f64 {
        let place = self.element.get_bounding_client_rect();
        if self.is_bottom { place.bottom() } else { place.top() }
    }
}

/// The line that is not to move when the area changes at this place; `None` where all of it stays by itself.
fn held_line(area: &HtmlTextAreaElement, scroller: &Element, shown: &str, at: u32) -> Option<HeldLine> {
    let root: Option<ShadowRoot> = area.get_root_node().dyn_into().ok();
    let focused = root.and_then(|root| root.active_element()).filter(|focused| scroller.contains(Some(focused)));
    match focused {
        Some(focused) if focused == ***area => {
            let is_below = selected(area).is_some_and(|(from, _)| from >= at);
            is_below.then(|| HeldLine::by(area, true))
        }
        Some(focused) => Some(HeldLine::by(&focused, false)),
        None => {
            let edge = scroller.get_bounding_client_rect().top();
            let top = area.get_bounding_client_rect().top();
            (top < edge && top + height_to(area, shown, at)? < edge).then(|| HeldLine::by(area, true))
        }
    }
}

/// How far below the area's top the line is that this place is in, measured by a copy of the text above it.
fn height_to(area: &HtmlTextAreaElement, shown: &str, at: u32) -> Option<f64> {
    let above: Vec<u16> = shown.encode_utf16().take(at as usize).collect();
    let frame = area.parent_element()?;
    let copy: HtmlElement = document().create_element("div").ok()?.dyn_into().ok()?;
    copy.set_class_name("mirror");
    copy.set_text_content(Some(&String::from_utf16_lossy(&above)));
    copy.style().set_property("align-self", "start").ok()?;
    frame.append_child(&copy).ok()?;
    let height = copy.offset_height();
    copy.remove();
    Some(f64::from(height))
}

/// What scrolls around an area; the host page never does.
fn scroller(area: &HtmlTextAreaElement) -> Option<Element> {
    std::iter::successors(area.parent_element(), |element| element.parent_element()).find(|element| {
        let overflow = window().get_computed_style(element).ok().flatten();
        let overflow = overflow.and_then(|style| style.get_property_value("overflow-y").ok());
        overflow.is_some_and(|overflow| overflow == "auto" || overflow == "scroll")
            && element.scroll_height() > element.client_height()
    })
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

/// Asks the text area that an event went to for an undo or a redo, as the browser's menu would. Returns whether a
/// [`HistoryWatch`] has answered.
pub fn ask_history(event: &Event, asked: HistoryEvent) -> bool {
    let Ok(area) = event.composed_path().get(0).dyn_into::<HtmlTextAreaElement>() else { return false };
    let kind = match asked {
        HistoryEvent::Undo => "historyUndo",
        HistoryEvent::Redo => "historyRedo",
    };
    let init = InputEventInit::new();
    init.set_input_type(kind);
    init.set_cancelable(true);
    let Ok(ask) = InputEvent::new_with_event_init_dict("beforeinput", &init) else { return false };
    area.dispatch_event(&ask).is_ok_and(|goes_on| !goes_on)
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
