//! Rows that are dragged: where the rows of a list are, what the pointer is over, the key that cancels, and the long press by which touch
//! lifts a row without taking the scrolling away.

use std::{cell::RefCell, rc::Rc};

use gloo::{
    events::{EventListener, EventListenerOptions, EventListenerPhase},
    timers::callback::Timeout,
    utils::window,
};
use wasm_bindgen::JsCast;
use web_sys::{DomRect, Element, Event, HtmlElement, KeyboardEvent, TouchEvent};
use yew::NodeRef;

use crate::browser::dom::{focus::active, overlay::set_length};

/// A place on the screen, in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

/// Where the rows of a list were when a drag began, from the list's top on: rows that make way are elsewhere meanwhile.
pub struct RowPlaces {
    top: f64,
    /// Of each row, its top and its height.
    rows: Vec<(f64, f64)>,
}

impl RowPlaces {
    /// Measures the rows.
    pub fn of(list: &NodeRef) -> Option<Self> {
        let list = list.cast::<Element>()?;
        let top = list.get_bounding_client_rect().top();
        let rows = rows(&list).into_iter().map(|row| row.get_bounding_client_rect());
        Some(Self { top, rows: rows.map(|row| (row.top() - top, row.height())).collect() })
    }

    /// How many rows have their middle above this height.
    pub fn above(&self, list: &NodeRef, y: f64) -> usize {
        let Some(list) = list.cast::<Element>() else { return 0 };
        let y = y - list.get_bounding_client_rect().top();
        self.rows.iter().filter(|(top, height)| top + height / 2.0 < y).count()
    }

    /// Lifts the row at this index by so much, also while the list scrolls, and tells the others how much to make way.
    pub fn lift(&self, list: &NodeRef, index: usize, by: f64) {
        let Some(list) = list.cast::<HtmlElement>() else { return };
        let scrolled = self.top - list.get_bounding_client_rect().top();
        set_length(&list, "--lifted", self.rows.get(index).map_or(0.0, |(_, height)| *height));
        if let Some(row) = rows(&list).get(index) {
            set_length(row, "--drag", by + scrolled);
        }
    }
}

fn rows(list: &Element) -> Vec<HtmlElement> {
    let Ok(rows) = list.query_selector_all("[data-row]") else { return Vec::new() };
    (0..rows.length()).filter_map(|at| rows.item(at)?.dyn_into().ok()).collect()
}

/// Whether a point is in this list, or not far from it.
pub fn is_near(list: &NodeRef, at: Point) -> bool {
    const FAR: f64 = 48.0;
    list.cast::<Element>().is_some_and(|list| holds(&list.get_bounding_client_rect(), at, FAR))
}

/// Whether a point is in what `selector` finds in the room around this list; that is marked while it is, as where a row can be dropped.
pub fn is_over(list: &NodeRef, selector: &str, at: Option<Point>) -> bool {
    let room = list.cast::<Element>().and_then(|list| list.closest(".room").ok().flatten());
    let Some(found) = room.and_then(|room| room.query_selector(selector).ok().flatten()) else { return false };
    let is_over = at.is_some_and(|at| holds(&found.get_bounding_client_rect(), at, 0.0));
    // Throws only for an invalid name.
    let _ = if is_over { found.set_attribute("data-drop", "") } else { found.remove_attribute("data-drop") };
    is_over
}

fn holds(rect: &DomRect, at: Point, margin: f64) -> bool {
    (rect.left() - margin..=rect.right() + margin).contains(&at.x)
        && (rect.top() - margin..=rect.bottom() + margin).contains(&at.y)
}

/// Scrolls what the list scrolls in while the pointer is at one of its edges.
pub fn scroll_at_edge(list: &NodeRef, y: f64) {
    const EDGE: f64 = 40.0;
    let mut around = list.cast::<Element>();
    while let Some(element) = around {
        if element.scroll_height() > element.client_height() && element.matches(".panel, .columns").unwrap_or(false) {
            let rect = element.get_bounding_client_rect();
            let by = if y < rect.top() + EDGE {
                -12
            } else if y > rect.bottom() - EDGE {
                12
            } else {
                0
            };
            return element.set_scroll_top(element.scroll_top() + by);
        }
        around = element.parent_element();
    }
}

/// Reports Escape anywhere on the page, and keeps it from all others, until this is dropped.
pub struct EscapeWatch(#[expect(dead_code, reason = "held for its drop")] EventListener);

impl EscapeWatch {
    /// Begins to listen.
    pub fn new(pressed: impl Fn() + 'static) -> Self {
        let options = EventListenerOptions { phase: EventListenerPhase::Capture, passive: false };
        Self(EventListener::new_with_options(&window(), "keydown", options, move |event| {
            if event.dyn_ref::<KeyboardEvent>().is_some_and(|event| event.key() == "Escape") {
                event.prevent_default();
                event.stop_propagation();
                pressed();
            }
        }))
    }
}

/// What a finger does with a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum TouchDrag {
    At(Point),
    Dropped(Point),
    Cancelled,
}

/// Reports drags that begin with a long press on an element, until this is dropped.
pub struct LongPress(#[expect(dead_code, reason = "held for its drop")] [EventListener; 5]);

#[derive(Default)]
enum Press {
    #[default]
    None,
    /// A finger is down and has not moved.
    Waiting {
        from: (f64, f64),
        #[expect(dead_code, reason = "held for its drop")]
        lifts: Timeout,
    },
    Lifted(f64, f64),
}

/// How long a finger rests before it lifts a row, in milliseconds.
const LONG: u32 = 350;
/// How far it may move meanwhile, in CSS pixels.
const STILL: f64 = 8.0;

impl LongPress {
    /// Begins to listen.
    pub fn new(node: &NodeRef, tell: impl Fn(TouchDrag) + 'static) -> Option<Self> {
        let element = node.cast::<Element>()?;
        let (press, tell) = (Rc::new(RefCell::new(Press::default())), Rc::new(tell));
        let able = EventListenerOptions { phase: EventListenerPhase::Bubble, passive: false };
        // The start keeps nothing from the browser, which then need not wait for it before it scrolls.
        let passive = EventListenerOptions { passive: true, ..able };
        let listen = |name: &'static str, hear: Box<dyn Fn(&Event)>| {
            let options = if name == "touchstart" { passive } else { able };
            EventListener::new_with_options(&element, name, options, move |event| hear(event))
        };
        let start = {
            let (press, tell) = (press.clone(), tell.clone());
            move |event: &Event| {
                let Some((x, y)) = only_touch(event).filter(|_| may_lift(event)) else {
                    return drop(press.take());
                };
                let lifts = {
                    let (press, tell) = (press.clone(), tell.clone());
                    Timeout::new(LONG, move || {
                        press.replace(Press::Lifted(x, y));
                        tell(TouchDrag::At(Point { x, y }));
                    })
                };
                press.replace(Press::Waiting { from: (x, y), lifts });
            }
        };
        let moved = {
            let (press, tell) = (press.clone(), tell.clone());
            move |event: &Event| {
                let Some((x, y)) = only_touch(event) else { return };
                let is_lifted = match &mut *press.borrow_mut() {
                    Press::Lifted(last_x, last_y) => {
                        (*last_x, *last_y) = (x, y);
                        true
                    }
                    Press::Waiting { from, .. } if (x - from.0).hypot(y - from.1) <= STILL => return,
                    Press::Waiting { .. } | Press::None => false,
                };
                if is_lifted {
                    event.prevent_default();
                    tell(TouchDrag::At(Point { x, y }));
                } else {
                    // The finger scrolls.
                    press.take();
                }
            }
        };
        let ended = |is_drop: bool| {
            let (press, tell) = (press.clone(), tell.clone());
            move |event: &Event| {
                let before = press.take();
                if let Press::Lifted(x, y) = before {
                    event.prevent_default();
                    tell(if is_drop { TouchDrag::Dropped(Point { x, y }) } else { TouchDrag::Cancelled });
                }
            }
        };
        let menu = {
            let press = press.clone();
            move |event: &Event| {
                if !matches!(*press.borrow(), Press::None) {
                    event.prevent_default();
                }
            }
        };
        Some(Self([
            listen("touchstart", Box::new(start)),
            listen("touchmove", Box::new(moved)),
            listen("touchend", Box::new(ended(true))),
            listen("touchcancel", Box::new(ended(false))),
            listen("contextmenu", Box::new(menu)),
        ]))
    }
}

fn only_touch(event: &Event) -> Option<(f64, f64)> {
    let touches = event.dyn_ref::<TouchEvent>()?.touches();
    let touch = touches.item(0).filter(|_| touches.length() == 1)?;
    Some((f64::from(touch.client_x()), f64::from(touch.client_y())))
}

/// A control keeps its own long press, and a title that is written in.
fn may_lift(event: &Event) -> bool {
    let target = event.composed_path().get(0).dyn_into::<Element>();
    target.is_ok_and(|target| {
        let is_control = target.closest("input, a, button:not(.opens), [popover], form").ok().flatten().is_some();
        !is_control && active(&target).is_none_or(|active| active != target)
    })
}
