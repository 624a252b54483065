//! Whether a pointer is down anywhere on the page.

use gloo::{
    events::{EventListener, EventListenerOptions},
    utils::window,
};

/// Tells when a pointer goes down (`true`) and comes up, until it is dropped.
pub struct PressWatch(#[expect(dead_code, reason = "held for its drop")] [EventListener; 3]);

impl PressWatch {
    /// Begins to listen, before anything on the page hears of it.
    pub fn new(pressed: impl Fn(bool) + Clone + 'static) -> Self {
        let capture = EventListenerOptions::run_in_capture_phase();
        let listen = |event: &'static str, down: bool| {
            let pressed = pressed.clone();
            EventListener::new_with_options(&window(), event, capture, move |_| pressed(down))
        };
        Self([listen("pointerdown", true), listen("pointerup", false), listen("pointercancel", false)])
    }
}
