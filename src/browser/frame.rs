//! When the browser has drawn.

use std::{cell::Cell, rc::Rc};

use gloo::{
    render::{AnimationFrame, request_animation_frame},
    timers::callback::Timeout,
};

/// Milliseconds to wait for a frame at most: a widget that is out of sight in its host page is given none.
const LONGEST_WAIT: u32 = 50;

/// A call that comes once the browser has drawn its next frame, unless this is dropped before.
pub struct AfterFrame {
    #[expect(dead_code, reason = "held for its drop")]
    frame: AnimationFrame,
    #[expect(dead_code, reason = "held for its drop")]
    timeout: Timeout,
}

/// Calls back once the next frame is drawn, or after 50 ms where none is.
pub fn after_frame(call: impl FnOnce() + 'static) -> AfterFrame {
    let call = Rc::new(Cell::new(Some(call)));
    let once = move || call.take().map_or((), |call| call());
    let timeout = Timeout::new(LONGEST_WAIT, once.clone());
    // The browser says when it is about to draw; it has drawn when the next turn begins.
    let frame = request_animation_frame(move |_| {
        Timeout::new(0, once).forget();
    });
    AfterFrame { frame, timeout }
}
