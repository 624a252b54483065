//! Files that a person gets from the widget.

use gloo::{timers::callback::Timeout, utils::document};
use js_sys::Array;
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// How long the browser may take to read the file, in milliseconds.
const READ_WITHIN: u32 = 60_000;

/// Gives the browser a file to save. A frame whose `sandbox` lacks `allow-downloads` saves nothing, and nobody is told.
pub fn save(name: &str, kind: &str, text: &str) {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = Array::of1(&text.into());
    let Ok(blob) = Blob::new_with_str_sequence_and_options(&parts, &options) else { return };
    let Ok(address) = Url::create_object_url_with_blob(&blob) else { return };
    let link = document().create_element("a").ok().and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok());
    if let Some(link) = link {
        link.set_href(&address);
        link.set_download(name);
        link.click();
    }
    Timeout::new(READ_WITHIN, move || {
        // An address that is gone is as good.
        let _ = Url::revoke_object_url(&address);
    })
    .forget();
}
