//! Pointer presses anywhere on the page, and the clicks that follow.

use std::cell::RefCell;

use gloo::{
    events::{EventListener, EventListenerOptions, EventListenerPhase},
    utils::window,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};
use yew::NodeRef;

use crate::browser::clock;

/// Reports pointer events anywhere on the page, until this is dropped.
pub struct PointerWatch(#[expect(dead_code, reason = "held for its drop")] [EventListener; 4]);

/// What a pointer does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PointerPhase {
    /// The main button goes down.
    Down,
    /// The button comes up: a click may follow.
    Up,
    /// The click.
    Click,
    /// The browser uses the press for something else: no click follows.
    Cancelled,
}

impl PointerWatch {
    /// Begins to listen, in the capture phase: before anything on the page is notified.
    pub fn new(pressed: impl Fn(PointerPhase) + Clone + 'static) -> Self {
        let capture = EventListenerOptions::run_in_capture_phase();
        let listen = |event: &'static str, press: PointerPhase| {
            let pressed = pressed.clone();
            EventListener::new_with_options(&window(), event, capture, move |event| {
                let main = event.dyn_ref::<MouseEvent>().is_none_or(|event| event.button() <= 0);
                if press != PointerPhase::Down || main {
                    pressed(press);
                }
            })
        };
        Self([
            listen("pointerdown", PointerPhase::Down),
            listen("pointerup", PointerPhase::Up),
            listen("click", PointerPhase::Click),
            listen("pointercancel", PointerPhase::Cancelled),
        ])
    }
}

/// How far apart two presses at the same place may be, in CSS pixels.
const PLACE: i32 = 12;

/// Prevents the second click of a double click if the first click put another control under the pointer: nobody means
/// a control that was not there when they pressed. Clicks made by keyboard all count as made at the same place.
pub struct ClickGuard(#[expect(dead_code, reason = "held for its drop")] EventListener);

impl ClickGuard {
    /// Guards the controls in this element, if it is in the page, until dropped. `turning` is a CSS selector of the
    /// controls that are replaced by others when clicked; a click within `millis` milliseconds after one on these is
    /// prevented.
    pub fn within(root: &NodeRef, turning: &'static str, millis: u64) -> Option<Self> {
        let root = root.cast::<Element>()?;
        let last = RefCell::new(None::<(u64, (i32, i32), Element)>);
        let capture = EventListenerOptions { phase: EventListenerPhase::Capture, passive: false };
        Some(Self(EventListener::new_with_options(&root, "click", capture, move |event| {
            let target = event.composed_path().get(0).dyn_into::<Element>().ok();
            let Some(control) = target.and_then(|target| target.closest("button, label").ok().flatten()) else {
                return;
            };
            let place = event.dyn_ref::<MouseEvent>().map(|event| (event.client_x(), event.client_y()));
            let (now, place) = (clock::mono(), place.unwrap_or_default());
            let is_second = |(at, before, other): &(u64, (i32, i32), Element)| {
                let near = (place.0 - before.0).abs() <= PLACE && (place.1 - before.1).abs() <= PLACE;
                near && *other != control && now.saturating_sub(*at) < millis
            };
            let mut last = last.borrow_mut();
            if last.as_ref().is_some_and(is_second) {
                event.prevent_default();
                event.stop_propagation();
            } else if control.matches(turning).unwrap_or_default() {
                *last = Some((now, place, control));
            }
        })))
    }
}
