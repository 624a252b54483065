//! The measured functions, exported to node; `run.cjs` measures the time.

#![allow(unreachable_pub, reason = "reached from outside the module")]

use std::{cell::RefCell, mem::forget};

use wasm_bindgen::prelude::wasm_bindgen;

use crate::opening::{self, Typist};

thread_local! {
    static HELD: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static TYPIST: RefCell<Option<Typist>> = const { RefCell::new(None) };
}

/// Copies bytes into the module, before the clock starts.
#[wasm_bindgen]
pub fn hold(bytes: Vec<u8>) {
    HELD.set(bytes);
}

/// Opens the snapshot in these bytes; returns how many things the view shows.
#[wasm_bindgen]
pub fn open() -> usize {
    let view = HELD.with_borrow(|bytes| opening::open(bytes));
    view.agenda.len() + view.tasks.len() + view.earlier.len()
}

/// Opens the snapshot and keeps the room; returns how many bytes the module's memory has grown by.
#[wasm_bindgen]
pub fn stay() -> usize {
    let pages = core::arch::wasm32::memory_size::<0>;
    let before = pages();
    forget(HELD.with_borrow(|bytes| opening::keep_open(bytes)));
    (pages() - before) * 65_536
}

/// Opens a log in these bytes: each update comes after its length in four bytes.
#[wasm_bindgen]
pub fn replay() -> usize {
    HELD.with_borrow(|bytes| opening::replay(bytes).tasks.len())
}

/// Loads the bytes with yrs alone.
#[wasm_bindgen]
pub fn floor() {
    HELD.with_borrow(|bytes| opening::load_with_yrs(bytes));
}

/// Opens a crowded room for typing.
#[wasm_bindgen]
pub fn sit_down() {
    TYPIST.set(Some(HELD.with_borrow(|bytes| Typist::at(bytes))));
}

/// Presses one key.
#[wasm_bindgen]
pub fn key() {
    TYPIST.with_borrow_mut(|typist| typist.iter_mut().for_each(Typist::key));
}
