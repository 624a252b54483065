//! The build of the widget that the page runs.

use std::cell::RefCell;

use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static BUILD: RefCell<String> = const { RefCell::new(String::new()) };
}

/// `boot.js` tells the module's address: its folder is named after what is in it. Where the build is not split, the file is.
#[wasm_bindgen]
pub fn built_as(module: &str) {
    let hash = module.rsplit('/').find_map(|name| Some(name.trim_end_matches("_bg.wasm").rsplit_once('-')?.1));
    BUILD.set(hash.unwrap_or_default().to_owned());
}

/// The first 16 digits of the SHA-256 of this program's module and script; empty if `boot.js` did not say.
pub fn build() -> String {
    BUILD.with_borrow(Clone::clone)
}
