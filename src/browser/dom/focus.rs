//! Where the focus is, and moving it.

use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, FocusEvent, FocusOptions, HtmlElement, Node, ShadowRoot};
use yew::NodeRef;

use crate::browser::{dom::fields::takes_letters, hand};

/// Focuses the element, as everything here does only where the person's hand is.
pub fn focus(node: &NodeRef) {
    if let Some(element) = node.cast::<HtmlElement>() {
        focus_on(&element);
    }
}

/// Focuses the first visible element below `root` that this CSS selector matches; returns whether there is one.
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

/// Focuses the element if nothing on the page has the focus.
pub fn focus_if_nowhere(node: &NodeRef) {
    if hand::nothing_has_the_focus() {
        focus(node);
    }
}

/// Whether anything on the page has the focus.
pub fn is_focused_anywhere() -> bool {
    !hand::nothing_has_the_focus()
}

/// The element that had the focus, if one had it.
#[derive(Default)]
pub struct Focused(Option<HtmlElement>);

/// The focused element, if it is within this one.
pub fn focused(node: &NodeRef) -> Focused {
    let inside = node.cast::<Element>().and_then(|root| active(&root).filter(|active| root.contains(Some(active))));
    Focused(inside.and_then(|active| active.dyn_into().ok()))
}

impl Focused {
    /// Whether an element had the focus.
    pub fn is_one(&self) -> bool {
        self.0.is_some()
    }

    /// Restores the focus, unless something else has it now.
    pub fn give_back(&self) {
        if let Some(element) = self.0.as_ref().filter(|element| active(element).is_none()) {
            focus_on(element);
        }
    }
}

/// Whether the focus is within the element.
pub fn has_focus(node: &NodeRef) -> bool {
    node.cast::<Element>().is_some_and(|element| active(&element).is_some_and(|active| element.contains(Some(&active))))
}

/// Whether the focus is in something below `root` that takes text.
pub fn is_writing(root: &NodeRef) -> bool {
    root.cast::<Element>()
        .is_some_and(|root| active(&root).is_some_and(|active| root.contains(Some(&active)) && takes_letters(&active)))
}

/// Whether the focus is within something that this CSS selector matches.
pub fn focus_is_in(root: &NodeRef, selector: &str) -> bool {
    root.cast::<Element>()
        .and_then(|root| active(&root))
        .is_some_and(|active| active.closest(selector).ok().flatten().is_some())
}

/// Whether the focus, on leaving one element, goes into this one.
pub fn goes_into(event: &FocusEvent, node: &NodeRef) -> bool {
    let to = event.related_target().and_then(|target| target.dyn_into::<Node>().ok());
    to.is_some_and(|to| node.get().is_some_and(|node| node.contains(Some(&to))))
}

/// Whether the focus, on leaving one element, goes to one that this CSS selector matches.
pub fn goes_to(event: &FocusEvent, selector: &str) -> bool {
    let to = event.related_target().and_then(|target| target.dyn_into::<Element>().ok());
    to.is_some_and(|to| to.matches(selector).unwrap_or(false))
}

/// Focuses the first `selector` within the `scope` around this element, before the element disappears; answers whether there is one.
pub fn focus_around(node: &NodeRef, scope: &str, selector: &str) -> bool {
    let scope = node.cast::<Element>().and_then(|element| element.closest(scope).ok().flatten());
    let found = scope.and_then(|scope| scope.query_selector(selector).ok().flatten());
    let found = found.and_then(|found| found.dyn_into::<HtmlElement>().ok());
    found.is_some_and(|found| {
        focus_on(&found);
        true
    })
}

/// Focuses what follows the element among what `selector` finds in the closest element around it that `scope` matches, if that is
/// visible.
pub fn focus_next(node: &NodeRef, scope: &str, selector: &str) {
    let Some(element) = node.cast::<Element>() else { return };
    let scope = element.closest(scope).ok().flatten();
    let Some(found) = scope.and_then(|scope| scope.query_selector_all(selector).ok()) else { return };
    let all = (0..found.length()).filter_map(|at| found.item(at)?.dyn_into::<HtmlElement>().ok());
    let mut visible = all.filter(|element| element.get_client_rects().length() > 0);
    if visible.any(|other| other.is_same_node(Some(&element)))
        && let Some(next) = visible.next()
    {
        focus_on(&next);
    }
}

/// Focuses something else in the bar that an event went to: the control that it went to is about to disappear.
pub fn focus_in_bar(event: &Event, selector: &str) {
    let target = event.composed_path().get(0).dyn_into::<Element>().ok();
    let bar = target.and_then(|target| target.closest(".bar").ok().flatten());
    let found = bar.and_then(|bar| bar.query_selector(selector).ok().flatten());
    if let Some(found) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        focus_on(&found);
    }
}

/// Moves the focus out of the bar that an event went to, which is about to disappear: to the button that dismisses
/// the next bar, else the one before, else to the room's heading. Nothing scrolls for this.
pub fn leave_bar(event: &Event) {
    let Some(target) = event.composed_path().get(0).dyn_into::<Element>().ok() else { return };
    let around = |selector: &str| target.closest(selector).ok().flatten();
    let (Some(bar), Some(room)) = (around(".bar"), around(".room")) else { return };
    let Ok(bars) = room.query_selector_all(".bar") else { return };
    let at = (0..bars.length()).find(|at| bars.item(*at).is_some_and(|other| other.is_same_node(Some(&bar))));
    let at = at.unwrap_or_default();
    let away = |at: u32| bars.item(at)?.dyn_into::<Element>().ok()?.query_selector(".icon-button").ok()?;
    let to = (at + 1..bars.length()).chain((0..at).rev()).find_map(away);
    let to = to.or_else(|| room.query_selector("[data-title]").ok().flatten());
    if let Some(to) = to.and_then(|to| to.dyn_into::<HtmlElement>().ok()) {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        // Refused as in `focus_on`. The event has just gone to the bar: the hand is there.
        let _ = to.focus_with_options(&options);
    }
}

pub(super) fn focus_on(element: &HtmlElement) {
    if hand::is_at(element) {
        // A detached element refuses the focus; then there is nothing to focus.
        let _ = element.focus();
    }
}

/// The focused element of this tree.
pub(super) fn active(root: &Element) -> Option<Element> {
    match root.get_root_node().dyn_into::<ShadowRoot>() {
        Ok(shadow) => shadow.active_element(),
        Err(_) => document().active_element(),
    }
}
