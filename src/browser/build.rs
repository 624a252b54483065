//! Which build of the widget the page runs.

use std::cell::RefCell;

use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static BUILD: RefCell<String> = const { RefCell::new(String::new()) };
}

/// `boot.js` tells the module's file, which is named after what is in it.
#[wasm_bindgen]
pub fn built_as(module: &str) {
    let name = module.trim_end_matches("_bg.wasm");
    BUILD.set(name.rsplit('-').next().unwrap_or(name).to_owned());
}

/// The first 16 digits of the SHA-256 of this program's module and script; empty where nobody said.
pub fn build() -> String {
    BUILD.with_borrow(Clone::clone)
}
