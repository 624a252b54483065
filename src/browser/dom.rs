//! Focus, dialogs, menus and fields: what components ask of the elements they drew.

use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::{
    DomRect, Element, Event, FocusOptions, HtmlDialogElement, HtmlElement, HtmlInputElement, HtmlSelectElement,
    HtmlTextAreaElement, Node, ScrollIntoViewOptions, ScrollLogicalPosition, ShadowRoot,
};
use yew::NodeRef;

/// What can be focused in a row, in order of the page.
const ROW: &str = "[data-row]";

/// Puts the focus on the element.
pub fn focus(node: &NodeRef) {
    if let Some(element) = node.cast::<HtmlElement>() {
        focus_on(&element);
    }
}

/// Puts the focus on the first element below `root` that this CSS selector finds and that can be seen. Whether there is
/// one.
pub fn focus_first(root: &NodeRef, selector: &str) -> bool {
    let Some(found) = root.cast::<Element>().and_then(|root| root.query_selector_all(selector).ok()) else {
        return false;
    };
    let elements = (0..found.length()).filter_map(|at| found.item(at)?.dyn_into::<HtmlElement>().ok());
    match elements.into_iter().find(|element| element.get_client_rects().length() > 0) {
        Some(element) => {
            focus_on(&element);
            true
        }
        None => false,
    }
}

/// Puts the focus here if nothing on the page has it.
pub fn focus_if_nowhere(node: &NodeRef) {
    if document().active_element().is_none_or(|active| active.tag_name().eq_ignore_ascii_case("body")) {
        focus(node);
    }
}

fn focus_on(element: &HtmlElement) {
    // A detached element refuses; then there is nothing to focus.
    let _ = element.focus();
}

/// What had the focus at some moment, if anything had.
#[derive(Default)]
pub struct Focused(Option<HtmlElement>);

/// What has the focus now, if it is in this element.
pub fn focused(node: &NodeRef) -> Focused {
    let inside = node.cast::<Element>().and_then(|root| active(&root).filter(|active| root.contains(Some(active))));
    Focused(inside.and_then(|active| active.dyn_into().ok()))
}

impl Focused {
    /// Gives it back, if nothing else took it meanwhile.
    pub fn give_back(&self) {
        if let Some(element) = self.0.as_ref().filter(|element| active(element).is_none()) {
            focus_on(element);
        }
    }
}

/// The element of this tree that has the focus.
fn active(root: &Element) -> Option<Element> {
    match root.get_root_node().dyn_into::<ShadowRoot>() {
        Ok(shadow) => shadow.active_element(),
        Err(_) => document().active_element(),
    }
}

/// Whether the focus is in the element.
pub fn has_focus(node: &NodeRef) -> bool {
    node.cast::<Element>().is_some_and(|element| active(&element).is_some_and(|active| element.contains(Some(&active))))
}

/// Whether the focus is in something below `root` that takes letters.
pub fn is_writing(root: &NodeRef) -> bool {
    root.cast::<Element>()
        .is_some_and(|root| active(&root).is_some_and(|active| root.contains(Some(&active)) && takes_letters(&active)))
}

/// Whether an event went into something that takes letters, or to a row itself.
pub fn where_to(event: &Event) -> (bool, bool) {
    let element = event.composed_path().get(0).dyn_into::<Element>();
    element.map_or((false, false), |element| (takes_letters(&element), element.has_attribute("data-row")))
}

fn takes_letters(element: &Element) -> bool {
    match element.dyn_ref::<HtmlInputElement>() {
        Some(input) => !matches!(&*input.type_(), "checkbox" | "radio" | "button" | "range" | "submit"),
        None => element.has_type::<HtmlTextAreaElement>() || element.has_type::<HtmlSelectElement>(),
    }
}

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

/// Presses the first `selector` of the row that has the focus.
pub fn press_in_row(root: &NodeRef, selector: &str) {
    if let Some(found) = in_row(root, selector) {
        found.click();
    }
}

/// Focuses the first `selector` of the row that has the focus.
pub fn focus_in_row(root: &NodeRef, selector: &str) {
    if let Some(found) = in_row(root, selector) {
        focus_on(&found);
    }
}

fn in_row(root: &NodeRef, selector: &str) -> Option<HtmlElement> {
    let row = active(&root.cast::<Element>()?)?.closest(ROW).ok()??;
    row.query_selector(selector).ok()??.dyn_into().ok()
}

/// Opens a `<dialog>` over everything.
pub fn show_modal(node: &NodeRef) {
    if let Some(dialog) = node.cast::<HtmlDialogElement>()
        && !dialog.open()
    {
        // Refused where it is not in the page (any more).
        let _ = dialog.show_modal();
    }
}

/// Closes a `<dialog>`; the browser gives the focus back to its opener.
pub fn close(node: &NodeRef) {
    if let Some(dialog) = node.cast::<HtmlDialogElement>() {
        dialog.close();
    }
}

/// Whether the focus, on leaving something, goes into this element.
pub fn goes_into(event: &web_sys::FocusEvent, node: &NodeRef) -> bool {
    let to = event.related_target().and_then(|target| target.dyn_into::<Node>().ok());
    to.is_some_and(|to| node.get().is_some_and(|node| node.contains(Some(&to))))
}

/// Whether an event went to this very element, not to something in it.
pub fn is_on(event: &Event, node: &NodeRef) -> bool {
    let target = event.composed_path().get(0).dyn_into::<Node>().ok();
    target.is_some_and(|target| node.get().is_some_and(|node| node.is_same_node(Some(&target))))
}

/// Shows a popover beside the element that opened it, wherever there is room.
pub fn show_beside(popover: &NodeRef, opener: &NodeRef) {
    let (Some(popover), Some(opener)) = (popover.cast::<HtmlElement>(), opener.cast::<Element>()) else { return };
    // Without popovers it lies in the flow of its row, which does.
    if popover.show_popover().is_err() {
        return;
    }
    let (menu, button) = (popover.get_bounding_client_rect(), opener.get_bounding_client_rect());
    let page = document().document_element();
    let (width, height) =
        page.map_or((0.0, 0.0), |page| (f64::from(page.client_width()), f64::from(page.client_height())));
    const GAP: f64 = 4.0;
    let left = (button.right() - menu.width()).clamp(GAP, (width - menu.width() - GAP).max(GAP));
    let below = button.bottom() + GAP;
    let above = button.top() - GAP - menu.height();
    let top = if below + menu.height() <= height { below } else { above.max(GAP.min(height - menu.height())).max(GAP) };
    property(&popover, "--menu-left", &format!("{left:.0}px"));
    property(&popover, "--menu-top", &format!("{top:.0}px"));
}

/// Sets a custom property, which a strict content security policy lets pass where a style attribute is refused.
pub fn set_property(node: &NodeRef, name: &str, value: &str) {
    if let Some(element) = node.cast::<HtmlElement>() {
        property(&element, name, value);
    }
}

fn property(element: &HtmlElement, name: &str, value: &str) {
    // Throws only where the element's style is read-only, which none of ours is.
    let _ = element.style().set_property(name, value);
}

/// Moves the focus among the items of a menu, tab list or the like: the ones `selector` finds in `list`.
pub fn step_item(list: &NodeRef, selector: &str, step: Step) {
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
        (Step::First, _) | (Step::Next, None) => 0,
        (Step::Last, _) | (Step::Before, None) => count - 1,
        (Step::Next, Some(at)) => (at + 1) % count,
        (Step::Before, Some(at)) => (at + count - 1) % count,
    };
    if let Some(item) = items.item(next).and_then(|item| item.dyn_into::<HtmlElement>().ok()) {
        focus_on(&item);
    }
}

/// Where to, among items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The one after, round the end.
    Next,
    /// The one before, round the beginning.
    Before,
    /// The first.
    First,
    /// The last.
    Last,
}

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

/// The value of an input.
pub fn input_value(node: &NodeRef) -> String {
    node.cast::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default()
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

/// Another value for an input.
pub fn set_input_value(node: &NodeRef, value: &str) {
    if let Some(input) = node.cast::<HtmlInputElement>() {
        input.set_value(value);
    }
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

/// The text that a paste brings.
pub fn pasted(event: &Event) -> Option<String> {
    event.dyn_ref::<web_sys::ClipboardEvent>()?.clipboard_data()?.get_data("text/plain").ok()
}

/// Keeps sending a pointer's moves to this element until it is lifted.
pub fn capture_pointer(node: &NodeRef, pointer: i32) {
    if let Some(element) = node.cast::<Element>() {
        // Refused when the pointer is gone already.
        let _ = element.set_pointer_capture(pointer);
    }
}

/// How many rows of this list lie above a height on the screen: where something dropped there would go.
pub fn rows_above(list: &NodeRef, y: f64) -> usize {
    let Some(rows) = list.cast::<Element>().and_then(|list| list.query_selector_all(ROW).ok()) else { return 0 };
    let middle = |rect: DomRect| rect.top() + rect.height() / 2.0;
    (0..rows.length())
        .filter_map(|at| rows.item(at)?.dyn_into::<Element>().ok())
        .filter(|row| middle(row.get_bounding_client_rect()) < y)
        .count()
}

/// Ticks or unticks the box that an event went to.
pub fn set_checked(event: &Event, on: bool) {
    if let Ok(input) = event.composed_path().get(0).dyn_into::<HtmlInputElement>() {
        input.set_checked(on);
    }
}

/// Puts the focus on the row of this list at this index, if there is one.
pub fn focus_row_at(list: &NodeRef, at: usize) {
    let rows = list.cast::<Element>().and_then(|list| list.query_selector_all(ROW).ok());
    let row = rows.and_then(|rows| rows.item(u32::try_from(at).ok()?)?.dyn_into::<HtmlElement>().ok());
    if let Some(row) = row {
        focus_on(&row);
    }
}

/// Puts the focus on the last row of this list. Whether there is one.
pub fn focus_last_row(list: &NodeRef) -> bool {
    let Some(rows) = list.cast::<Element>().and_then(|list| list.query_selector_all(ROW).ok()) else { return false };
    let last = rows.length().checked_sub(1).and_then(|at| rows.item(at)?.dyn_into::<HtmlElement>().ok());
    last.is_some_and(|last| {
        focus_on(&last);
        true
    })
}

/// Puts the focus on the first `selector` within the `scope` around this element, before the element itself goes.
pub fn focus_around(node: &NodeRef, scope: &str, selector: &str) {
    let scope = node.cast::<Element>().and_then(|element| element.closest(scope).ok().flatten());
    let found = scope.and_then(|scope| scope.query_selector(selector).ok().flatten());
    if let Some(found) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        focus_on(&found);
    }
}

/// Takes the focus from the bar that an event went into, which is about to go: to the button that puts the next bar away,
/// else the one before, else to the room's heading. Nothing scrolls for it.
pub fn leave_bar(event: &Event) {
    let Some(target) = event.composed_path().get(0).dyn_into::<Element>().ok() else { return };
    let around = |selector: &str| target.closest(selector).ok().flatten();
    let (Some(bar), Some(room)) = (around(".bar"), around("main")) else { return };
    let Ok(bars) = room.query_selector_all(".bar") else { return };
    let at = (0..bars.length()).find(|at| bars.item(*at).is_some_and(|other| other.is_same_node(Some(&bar))));
    let at = at.unwrap_or_default();
    let away = |at: u32| bars.item(at)?.dyn_into::<Element>().ok()?.query_selector(".icon-button").ok()?;
    let to = (at + 1..bars.length()).chain((0..at).rev()).find_map(away);
    let to = to.or_else(|| room.query_selector("h1").ok().flatten());
    if let Some(to) = to.and_then(|to| to.dyn_into::<HtmlElement>().ok()) {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        // As in `focus_on`.
        let _ = to.focus_with_options(&options);
    }
}

/// Closes the dialog around this element at once: the browser gives the focus back to its opener, and from there it can
/// go on.
pub fn close_around(node: &NodeRef) {
    let dialog = node.cast::<Element>().and_then(|element| element.closest("dialog").ok().flatten());
    if let Some(dialog) = dialog.and_then(|dialog| dialog.dyn_into::<HtmlDialogElement>().ok()) {
        dialog.close();
    }
}

/// Whether the room around this element shows a row of this name in the part that `part` finds.
pub fn has_row(node: &NodeRef, part: &str, name: &str) -> bool {
    row_named(node, part, name).is_some()
}

/// Puts the focus on that row.
pub fn focus_row(node: &NodeRef, part: &str, name: &str) {
    if let Some(row) = row_named(node, part, name) {
        focus_on(&row);
    }
}

fn row_named(node: &NodeRef, part: &str, name: &str) -> Option<HtmlElement> {
    let rows = node.cast::<Element>()?.closest("main").ok()??.query_selector_all(&format!("{part} {ROW}")).ok()?;
    (0..rows.length())
        .filter_map(|at| rows.item(at)?.dyn_into::<HtmlElement>().ok())
        .find(|row| row.get_attribute("aria-label").as_deref() == Some(name))
}

/// Presses the first element below `root` that this CSS selector finds.
pub fn press(root: &NodeRef, selector: &str) {
    let found = root.cast::<Element>().and_then(|root| root.query_selector(selector).ok().flatten());
    if let Some(found) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        found.click();
    }
}

/// Whether the focus is within something that this CSS selector finds.
pub fn focus_is_in(root: &NodeRef, selector: &str) -> bool {
    root.cast::<Element>()
        .and_then(|root| active(&root))
        .is_some_and(|active| active.closest(selector).ok().flatten().is_some())
}

/// Whether an event went into an input with a text of its own, which the browser can take back letter by letter.
pub fn is_local_text(event: &Event) -> bool {
    let input = event.composed_path().get(0).dyn_into::<HtmlInputElement>();
    input.is_ok_and(|input| takes_letters(&input) && !input.value().is_empty())
}

/// Whether an event went to a button or into a menu.
pub fn is_in_control(event: &Event) -> bool {
    let element = event.composed_path().get(0).dyn_into::<Element>();
    element.is_ok_and(|element| element.closest("button, [role=menu]").ok().flatten().is_some())
}
