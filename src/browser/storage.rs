//! What the device keeps: rooms with their keys, sealed frames and snapshots, preferences.
//!
//! A write is issued when it is asked for, not when its answer is awaited, so writes keep their order and one may be
//! made while the page is going. [`Disk`] is the browser's database; [`Memory`] is its twin for tests, and for pages
//! whose browser refuses to keep anything.

mod disk;
mod interface;
mod memory;
mod record;
#[cfg(test)]
mod tests;

use std::rc::Rc;

pub use self::{
    disk::Disk,
    interface::{Answer, Storage},
    memory::Memory,
    record::{OldRoom, RoomEntry, RoomRecord},
};

/// The device's storage: its database; or, where that is refused, memory that says of every write that it is not kept.
pub async fn open() -> Rc<dyn Storage> {
    match Disk::open("alongside").await {
        Ok(disk) => Rc::new(disk),
        Err(_) => Rc::new(Memory::refused()),
    }
}

/// Asks the browser not to clear this site's storage when space is short. It may ask the person, so it is asked once a
/// room is there.
pub fn ask_to_persist() {
    let storage = js_sys::Reflect::get(&gloo::utils::window().navigator(), &"storage".into());
    if storage.is_ok_and(|storage| storage.is_object()) {
        // Whatever the answer, there is nothing else to do about it.
        let _ = gloo::utils::window().navigator().storage().persist();
    }
}
