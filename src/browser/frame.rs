//! When the browser has drawn.

use std::{cell::Cell, rc::Rc};

use gloo::{
    render::{AnimationFrame, request_animation_frame},
    timers::callback::Timeout,
};

/// Milliseconds after which nobody waits for a frame any more: one that stands out of sight in another page draws none.
const LATE: u32 = 50;

/// A call that is to come once the browser has drawn its next frame; it does not come when this is dropped before.
pub struct AfterFrame {
    #[expect(dead_code, reason = "held for its drop")]
    frame: AnimationFrame,
    #[expect(dead_code, reason = "held for its drop")]
    late: Timeout,
}

/// Calls back once the next frame is drawn, or after 50 ms where none is.
pub fn after_frame(call: impl FnOnce() + 'static) -> AfterFrame {
    let call = Rc::new(Cell::new(Some(call)));
    let once = move || call.take().map_or((), |call| call());
    let late = Timeout::new(LATE, once.clone());
    // The browser says when it is about to draw; it has drawn when the next turn begins.
    let frame = request_animation_frame(move |_| {
        Timeout::new(0, once).forget();
    });
    AfterFrame { frame, late }
}
