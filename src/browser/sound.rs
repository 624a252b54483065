//! A calm bell.
//!
//! Browsers play no sound until the person did something on the page, so the bell gets ready at the first touch or
//! key. A strike can be scheduled: it then rings on time in a hidden tab, too, whose timers are slowed down.

use std::{cell::RefCell, rc::Rc};

use gloo::{
    events::{EventListener, EventListenerOptions},
    utils::window,
};
use web_sys::{AudioContext, AudioContextState, GainNode};

use crate::browser::BrowserError;

/// A bell. Cheap to clone; clones are the same bell.
#[derive(Clone)]
pub struct Bell(Rc<BellState>);

struct BellState {
    context: Rc<RefCell<Option<AudioContext>>>,
    _gestures: [EventListener; 2],
}

/// A scheduled strike; dropping this cancels it.
pub struct Strike(GainNode);

/// What a strike sounds like.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Bell,
    /// A singing bowl: deep and long.
    Bowl,
    /// A wooden bar: short and dry.
    Wood,
}

/// The partials of a tone: frequency in Hz, loudness, seconds of decay.
type Partials = [(f32, f32, f64); 4];

const BELL: Partials = [(523.25, 0.6, 2.8), (1_046.5, 0.25, 1.9), (1_444.2, 0.12, 1.2), (2_825.6, 0.05, 0.6)];
const BOWL: Partials = [(220.0, 0.6, 6.0), (222.0, 0.3, 6.0), (597.0, 0.2, 4.0), (1_100.0, 0.06, 2.0)];
const WOOD: Partials = [(392.0, 0.8, 0.35), (1_540.6, 0.2, 0.12), (3_606.4, 0.06, 0.06), (784.0, 0.1, 0.2)];

impl Bell {
    /// A bell that is ready from the person's first gesture on.
    pub fn new() -> Self {
        let context = Rc::new(RefCell::new(None));
        let listen = |event: &'static str| {
            let context = Rc::clone(&context);
            // First of all: a guest keeps keys that are typed in it from the page.
            let options = EventListenerOptions::run_in_capture_phase();
            EventListener::new_with_options(&window(), event, options, move |_| unlock(&context))
        };
        let gestures = [listen("pointerdown"), listen("keydown")];
        Self(Rc::new(BellState { context, _gestures: gestures }))
    }

    /// Whether it can be heard.
    pub fn is_ready(&self) -> bool {
        let context = self.0.context.borrow();
        context.as_ref().is_some_and(|context| context.state() == AudioContextState::Running)
    }

    /// Rings in `after` milliseconds, with a loudness from 0 to 1. `None` before the first gesture.
    pub fn ring(&self, after: u64, volume: f32, tone: Tone) -> Option<Strike> {
        let context = self.0.context.borrow();
        strike(context.as_ref()?, after as f64 / 1000.0, volume.clamp(0.0, 1.0), tone).ok()
    }
}

impl Default for Bell {
    fn default() -> Self {
        Self::new()
    }
}

impl PartialEq for Bell {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Drop for BellState {
    fn drop(&mut self) {
        if let Some(context) = self.context.borrow_mut().take() {
            // It closes asynchronously; there is nothing to wait for.
            let _ = context.close();
        }
    }
}

impl Strike {
    /// Lets it ring although this value is dropped.
    pub fn forget(self) {
        std::mem::forget(self);
    }
}

impl Drop for Strike {
    fn drop(&mut self) {
        self.0.gain().set_value(0.0);
        // It may be disconnected already.
        let _ = self.0.disconnect();
    }
}

fn unlock(context: &RefCell<Option<AudioContext>>) {
    let mut context = context.borrow_mut();
    if context.is_none() {
        *context = AudioContext::new().ok();
    }
    if let Some(context) = context.as_ref()
        && context.state() == AudioContextState::Suspended
    {
        // The next gesture tries again.
        let _ = context.resume();
    }
}

fn strike(context: &AudioContext, after: f64, volume: f32, tone: Tone) -> Result<Strike, BrowserError> {
    ring(context, context.current_time() + after, volume, tone).map_err(BrowserError::while_("ringing"))
}

fn ring(context: &AudioContext, at: f64, volume: f32, tone: Tone) -> Result<Strike, wasm_bindgen::JsValue> {
    let whole = context.create_gain()?;
    whole.gain().set_value(volume);
    whole.connect_with_audio_node(&context.destination())?;
    let partials = match tone {
        Tone::Bell => BELL,
        Tone::Bowl => BOWL,
        Tone::Wood => WOOD,
    };
    for (hertz, loudness, seconds) in partials {
        let partial = context.create_oscillator()?;
        let fading = context.create_gain()?;
        partial.frequency().set_value(hertz);
        fading.gain().set_value_at_time(0.0, at)?;
        fading.gain().linear_ramp_to_value_at_time(loudness, at + 0.008)?;
        fading.gain().exponential_ramp_to_value_at_time(0.000_1, at + seconds)?;
        partial.connect_with_audio_node(&fading)?;
        fading.connect_with_audio_node(&whole)?;
        partial.start_with_when(at)?;
        partial.stop_with_when(at + seconds)?;
    }
    Ok(Strike(whole))
}
