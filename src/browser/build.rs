//! The build of the widget that the page runs.

use std::cell::RefCell;

use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static BUILD: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Called by `boot.js` with the name of the module's file, which contains a hash of the content.
#[wasm_bindgen]
pub fn built_as(module: &str) {
    let name = module.trim_end_matches("_bg.wasm");
    BUILD.set(name.rsplit('-').next().unwrap_or(name).to_owned());
}

/// The first 16 digits of the SHA-256 of this program's module and script; empty if `boot.js` did not say.
pub fn build() -> String {
    BUILD.with_borrow(Clone::clone)
}
