//! A pointer that goes down and comes up, anywhere on the page, and the click that follows.

use std::cell::RefCell;

use gloo::{
    events::{EventListener, EventListenerOptions, EventListenerPhase},
    utils::window,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};
use yew::NodeRef;

use super::clock;

/// Tells what a pointer does, until it is dropped.
pub struct PressWatch(#[expect(dead_code, reason = "held for its drop")] [EventListener; 4]);

/// What a pointer does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Press {
    /// It goes down, with its main button.
    Down,
    /// It comes up: a click may follow.
    Up,
    /// That click.
    Click,
    /// It does something else: nothing follows.
    Off,
}

impl PressWatch {
    /// Begins to listen, before anything on the page hears of it.
    pub fn new(pressed: impl Fn(Press) + Clone + 'static) -> Self {
        let capture = EventListenerOptions::run_in_capture_phase();
        let listen = |event: &'static str, press: Press| {
            let pressed = pressed.clone();
            EventListener::new_with_options(&window(), event, capture, move |event| {
                let main = event.dyn_ref::<MouseEvent>().is_none_or(|event| event.button() <= 0);
                if press != Press::Down || main {
                    pressed(press);
                }
            })
        };
        Self([
            listen("pointerdown", Press::Down),
            listen("pointerup", Press::Up),
            listen("click", Press::Click),
            listen("pointercancel", Press::Off),
        ])
    }
}

/// Lets a click through only if none on another control came so many milliseconds before it, until it is dropped: what
/// a press put in the place of what was pressed is not meant by a second one.
pub struct OnePress(#[expect(dead_code, reason = "held for its drop")] EventListener);

impl OnePress {
    /// Begins to watch what stands in this element, if it is there.
    pub fn within(root: &NodeRef, millis: u64) -> Option<Self> {
        let root = root.cast::<Element>()?;
        let last = RefCell::new(None::<(u64, Element)>);
        let capture = EventListenerOptions { phase: EventListenerPhase::Capture, passive: false };
        Some(Self(EventListener::new_with_options(&root, "click", capture, move |event| {
            let target = event.composed_path().get(0).dyn_into::<Element>().ok();
            let Some(control) = target.and_then(|target| target.closest("button, label").ok().flatten()) else {
                return;
            };
            let now = clock::mono();
            let mut last = last.borrow_mut();
            if last.as_ref().is_some_and(|(at, other)| *other != control && now.saturating_sub(*at) < millis) {
                event.prevent_default();
                event.stop_propagation();
            } else {
                *last = Some((now, control));
            }
        })))
    }
}
