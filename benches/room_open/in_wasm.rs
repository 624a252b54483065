//! The same, to be called from a page's engine; `run.cjs` holds the clock.

#![allow(unreachable_pub, reason = "reached from outside the module")]

use std::{cell::RefCell, mem::forget};

use wasm_bindgen::prelude::wasm_bindgen;

use crate::opening::{self, Typist};

thread_local! {
    static HELD: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static TYPIST: RefCell<Option<Typist>> = const { RefCell::new(None) };
}

/// Brings bytes into the module, before the clock runs.
#[wasm_bindgen]
pub fn hold(bytes: Vec<u8>) {
    HELD.set(bytes);
}

/// Opens what is held, a snapshot; gives how many things are to be seen.
#[wasm_bindgen]
pub fn open() -> usize {
    let view = HELD.with_borrow(|bytes| opening::open(bytes));
    view.agenda.len() + view.tasks.len() + view.earlier.len()
}

/// Opens what is held, a snapshot, for good; gives how many bytes the module's memory has grown by.
#[wasm_bindgen]
pub fn stay() -> usize {
    let pages = core::arch::wasm32::memory_size::<0>;
    let before = pages();
    forget(HELD.with_borrow(|bytes| opening::keep_open(bytes)));
    (pages() - before) * 65_536
}

/// Opens what is held, a log: before each update its length in four bytes.
#[wasm_bindgen]
pub fn replay() -> usize {
    HELD.with_borrow(|bytes| opening::replay(bytes).tasks.len())
}

/// Loads what is held with yrs alone.
#[wasm_bindgen]
pub fn floor() {
    HELD.with_borrow(|bytes| opening::load_with_yrs(bytes));
}

/// Sits down at what is held.
#[wasm_bindgen]
pub fn sit_down() {
    TYPIST.set(Some(HELD.with_borrow(|bytes| Typist::at(bytes))));
}

/// Presses a key.
#[wasm_bindgen]
pub fn key() {
    TYPIST.with_borrow_mut(|typist| typist.iter_mut().for_each(Typist::key));
}
