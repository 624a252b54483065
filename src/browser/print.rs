//! Takes a text out of the browser: as a file, or on paper.

use gloo::utils::document;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, HtmlAnchorElement, HtmlIFrameElement, Url};
use yew::NodeRef;

use crate::browser::BrowserError;

/// Saves a text as a file with this name. The browser may ask the person; the answer is not known here.
pub fn save(name: &str, text: &str) -> Result<(), BrowserError> {
    let refused = BrowserError::while_("saving a file");
    let made = || -> Result<(), JsValue> {
        let blob = Blob::new_with_str_sequence(&Array::of1(&text.into()))?;
        let url = Url::create_object_url_with_blob(&blob)?;
        let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
        link.set_href(&url);
        link.set_download(name);
        link.click();
        Url::revoke_object_url(&url)
    };
    made().map_err(refused)
}

/// Prints a title and lines of text from an empty frame, so that nothing else of the page is printed.
pub fn print(frame: &NodeRef, title: &str, lines: &[&str]) -> Result<(), BrowserError> {
    let refused = BrowserError::while_("printing");
    let made = || -> Option<Result<(), JsValue>> {
        let frame = frame.cast::<HtmlIFrameElement>()?;
        let (sheet, window) = (frame.content_document()?, frame.content_window()?);
        let body = sheet.body()?;
        body.set_text_content(None);
        sheet.set_title(title);
        for (tag, text) in [("h1", title)].into_iter().chain(lines.iter().map(|line| ("p", *line))) {
            let element = sheet.create_element(tag).ok()?;
            element.set_text_content(Some(text));
            body.append_child(&element).ok()?;
        }
        Some(window.print())
    };
    made().unwrap_or_else(|| Err(JsValue::from_str("no frame"))).map_err(refused)
}
