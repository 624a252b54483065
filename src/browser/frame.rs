//! When the browser has painted.

use std::{cell::Cell, rc::Rc};

use gloo::{
    render::{AnimationFrame, request_animation_frame},
    timers::callback::Timeout,
};

/// The longest wait for a frame, in milliseconds: a widget that is scrolled out of view in its host page gets no
/// frames.
const LONGEST_WAIT: u32 = 50;

/// A call after the browser's next frame; dropping this cancels it.
pub struct AfterFrame {
    #[expect(dead_code, reason = "held for its drop")]
    frame: AnimationFrame,
    #[expect(dead_code, reason = "held for its drop")]
    timeout: Timeout,
}

/// Calls back after the next frame, or after 50 ms if there is none.
pub fn after_frame(call: impl FnOnce() + 'static) -> AfterFrame {
    let call = Rc::new(Cell::new(Some(call)));
    let once = move || call.take().map_or((), |call| call());
    let timeout = Timeout::new(LONGEST_WAIT, once.clone());
    // The browser calls back before it paints; it has painted when the next task begins.
    let frame = request_animation_frame(move |_| {
        Timeout::new(0, once).forget();
    });
    AfterFrame { frame, timeout }
}
