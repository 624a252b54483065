//! Hands a room over from a frame to a window of its own, which has another storage. Both are pages of one origin, and only pages of
//! that origin are given anything: the page around the frame is not one of them.

use gloo::{events::EventListener, utils::window};
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Window};

use crate::browser::page;

/// So many bytes are handed over.
pub const LENGTH: usize = 40;

/// Gives what is handed over to the window that asks, until dropped.
pub struct Giving(#[expect(dead_code, reason = "held for its drop")] EventListener);

/// Waits for what is handed over, until dropped.
pub struct Asking(#[expect(dead_code, reason = "held for its drop")] EventListener);

/// What is being handed over, either way.
#[derive(Default)]
pub struct HandOver {
    pub given: Option<Giving>,
    pub asked: Option<Asking>,
}

/// Opens a page of our own origin in a window, during a person's gesture, and gives it this when it asks. Nothing, where the browser opens
/// none.
pub fn open(address: &str, given: [u8; LENGTH]) -> Option<Giving> {
    let opened = window().open_with_url_and_target(address, "_blank").ok().flatten()?;
    let own = own_origin();
    Some(Giving(EventListener::new(&window(), "message", move |event| {
        if let Some(event) = is_from(event, &opened, &own)
            && event.data().as_string().is_some_and(|said| said == ASKS)
        {
            // Whatever has come into that window meanwhile: another origin gets nothing.
            let _ = opened.post_message(&Uint8Array::from(given.as_slice()), &own);
        }
    })))
}

/// Asks the page that opened this window, if one did.
pub fn ask(given: impl Fn([u8; LENGTH]) + 'static) -> Option<Asking> {
    let opener = window().opener().ok().filter(JsValue::is_object)?;
    // Of another realm, in which nothing is an instance of this page's classes.
    let opener: Window = opener.unchecked_into();
    let own = own_origin();
    let watch = EventListener::new(&window(), "message", {
        let (opener, own) = (opener.clone(), own.clone());
        move |event| {
            let data = is_from(event, &opener, &own).and_then(|event| event.data().dyn_into::<Uint8Array>().ok());
            if let Some(bytes) = data.and_then(|data| data.to_vec().try_into().ok()) {
                // It is needed no more.
                let _ = window().set_opener(&JsValue::NULL);
                given(bytes);
            }
        }
    });
    opener.post_message(&ASKS.into(), &own).ok()?;
    Some(Asking(watch))
}

fn is_from<'a>(event: &'a web_sys::Event, from: &Window, origin: &str) -> Option<&'a MessageEvent> {
    let event = event.dyn_ref::<MessageEvent>()?;
    let is_it = event.source().is_some_and(|source| JsValue::from(source) == JsValue::from(from.clone()));
    (is_it && event.origin() == origin).then_some(event)
}

fn own_origin() -> String {
    page::origin()
}

const ASKS: &str = "alongside: hand the room over";
