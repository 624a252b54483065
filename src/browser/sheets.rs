//! Style sheets: constructed once a page, and adopted by every element's shadow root. They need no inline style and
//! no request, so a strict content security policy allows them.

use std::cell::OnceCell;

use js_sys::{Array, Reflect};
use wasm_bindgen::JsValue;
use web_sys::{CssStyleSheet, ShadowRoot};

use crate::browser::BrowserError;

thread_local! {
    static ADOPTED: OnceCell<Array> = const { OnceCell::new() };
}

/// Constructs the sheets, if that was not done yet, and lets the root adopt them.
pub fn adopt(root: &ShadowRoot, texts: &[&str]) -> Result<(), BrowserError> {
    ADOPTED.with(|made| {
        let sheets = made.get_or_init(|| texts.iter().filter_map(|text| sheet(text).ok()).collect());
        // Assigned, not pushed to: some browsers froze the array.
        Reflect::set(root, &JsValue::from_str("adoptedStyleSheets"), sheets)
            .map(|_| ())
            .map_err(BrowserError::while_("adopting sheets"))
    })
}

fn sheet(text: &str) -> Result<CssStyleSheet, BrowserError> {
    let sheet = CssStyleSheet::new().map_err(BrowserError::while_("making a sheet"))?;
    sheet.replace_sync(text).map_err(BrowserError::while_("filling a sheet"))?;
    Ok(sheet)
}
