//! Files that a person gives the widget.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, Event, HtmlInputElement};

/// The largest file that is read, in bytes: more is none of ours.
const LARGEST: f64 = 65_536.0;

/// Reads the file that was chosen in a field, as text; `None` where it is too large or cannot be read. The field is empty again
/// afterwards, so that the same file can be chosen once more.
pub fn read(event: &Event, done: impl FnOnce(Option<String>) + 'static) {
    let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(input) = input else { return };
    let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
    let file: Blob = file.into();
    input.set_value("");
    spawn_local(async move {
        let read = async { if file.size() > LARGEST { None } else { JsFuture::from(file.text()).await.ok() } };
        done(read.await.and_then(|text| text.as_string()));
    });
}
