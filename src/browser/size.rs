//! The size of an element, whenever it changes.

use gloo::utils::window;
use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{Element, ResizeObserver, ResizeObserverEntry};

/// Width and height of an element's content, and the size of its text, in CSS pixels.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Size {
    pub width: f64,
    pub height: f64,
    pub text: f64,
}

/// Reports the size of an element, at once and whenever it changes, until dropped. An element that has none, since it is in no page or
/// what is around it is not displayed, has the one that it had.
pub struct SizeWatch {
    observer: Option<ResizeObserver>,
    _changed: Closure<dyn FnMut(Array)>,
}

impl SizeWatch {
    /// Begins to observe.
    pub fn new(element: &Element, changed: impl Fn(Size) + 'static) -> Self {
        let observed = element.clone();
        let report = move |width, height| {
            if (width, height) != (0.0, 0.0) {
                changed(Size { width, height, text: text_size(&observed) });
            }
        };
        // The observer waits for a frame, and a hidden page gets none.
        let rect = element.get_bounding_client_rect();
        report(rect.width(), rect.height());
        let changed = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
            if let Ok(last) = entries.pop().dyn_into::<ResizeObserverEntry>() {
                let rect = last.content_rect();
                report(rect.width(), rect.height());
            }
        });
        let observer = ResizeObserver::new(changed.as_ref().unchecked_ref()).ok();
        if let Some(observer) = &observer {
            observer.observe(element);
        }
        Self { observer, _changed: changed }
    }
}

/// The size of an element's text in CSS pixels; 0 where the browser does not say.
fn text_size(element: &Element) -> f64 {
    let style = window().get_computed_style(element).ok().flatten();
    let size = style.and_then(|style| style.get_property_value("font-size").ok());
    // (The browser reads the number: the standard library's way brings tables of 10 KB.)
    size.map(|size| js_sys::Number::parse_float(&size)).filter(|size| size.is_finite()).unwrap_or_default()
}

impl Drop for SizeWatch {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}
