//! A pointer that goes down and comes up, anywhere on the page, and the click that follows.

use std::cell::RefCell;

use gloo::{
    events::{EventListener, EventListenerOptions, EventListenerPhase},
    utils::window,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};
use yew::NodeRef;

use crate::browser::clock;

/// Tells what a pointer does, until it is dropped.
pub struct PointerWatch(#[expect(dead_code, reason = "held for its drop")] [EventListener; 4]);

/// What a pointer does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PointerPhase {
    /// It goes down, with its main button.
    Down,
    /// It comes up: a click may follow.
    Up,
    /// That click.
    Click,
    /// It does something else: nothing follows.
    Off,
}

impl PointerWatch {
    /// Begins to listen, before anything on the page hears of it.
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
            listen("pointercancel", PointerPhase::Off),
        ])
    }
}

/// How far apart two presses at one place may be, in CSS pixels.
const PLACE: i32 = 12;

/// Lets a click through only if none at its place, on certain other controls, came so many milliseconds before it, until
/// it is dropped: what these put in their place is not meant by a second press. Keys are all of one place.
pub struct ClickGuard(#[expect(dead_code, reason = "held for its drop")] EventListener);

impl ClickGuard {
    /// Begins to watch what stands in this element, if it is there; `turning` selects those controls.
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
