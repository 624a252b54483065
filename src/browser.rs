//! Everything that uses a browser API: one file for each, with values that release the browser's resources when they
//! are dropped.

pub mod agent;
pub mod build;
pub mod click_guard;
pub mod clipboard;
pub mod clock;
pub mod dates;
pub mod direct_connection;
pub mod dom;
pub mod download;
pub mod entropy;
pub mod field;
pub mod foremost;
pub mod frame;
pub mod hand;
pub mod hand_over;
pub mod host;

pub mod language;
pub mod local_storage;
pub mod motion;
pub mod notify;
pub mod page;
pub mod pop_out;
pub mod prefs;
pub mod print;
pub mod printout;
pub mod read_file;
pub mod relay_names;
pub mod share;
pub mod sheets;
pub mod sign_on;
pub mod size;
pub mod socket;
pub mod sound;
pub mod storage;
pub mod tabs;
pub mod translation;

use wasm_bindgen::{JsCast, JsValue};

/// An error of a browser API.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{doing}: {why}")]
pub struct BrowserError {
    /// What was being done.
    pub doing: &'static str,
    /// The name of the browser's own error, such as `QuotaExceededError`.
    pub why: String,
}

impl BrowserError {
    /// For `map_err`: makes a typed error of a thrown value.
    pub fn while_(doing: &'static str) -> impl Fn(JsValue) -> Self {
        move |thrown| Self { doing, why: name_of(&thrown) }
    }
}

fn name_of(thrown: &JsValue) -> String {
    if let Some(exception) = thrown.dyn_ref::<web_sys::DomException>() {
        exception.name()
    } else if let Some(error) = thrown.dyn_ref::<js_sys::Error>() {
        error.name().into()
    } else {
        "unknown".to_owned()
    }
}
