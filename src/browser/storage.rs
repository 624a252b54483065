//! What the device stores: rooms with their keys, sealed frames and snapshots, preferences.
//!
//! A write is issued when its method is called, not when the answer is awaited: so writes keep their order, and one
//! can still be issued while the page is closing. [`Disk`] is the browser's database. [`Memory`] is for tests, and
//! for pages whose browser refuses to store anything.

mod disk;
mod interface;
mod memory;
mod record;
#[cfg(test)]
mod tests;

use std::rc::Rc;

use crate::browser::relay_names;

pub use self::{
    disk::Disk,
    interface::{Answer, CLAIM, Existing, KEYRING, OnCleared, Storage, StoredRooms},
    memory::Memory,
    record::{OldRoom, RoomEntry, RoomRecord},
};

/// The device's storage for the relay at this address: the browser's database or, if that is refused, memory that reports
/// every write as failed.
pub async fn open(relay: &str) -> Rc<dyn Storage> {
    match Disk::open(&relay_names::named("alongside", relay)).await {
        Ok(disk) => Rc::new(disk),
        Err(_) => Rc::new(Memory::refused()),
    }
}

/// Asks the browser not to clear this site's storage when space is short. The browser may ask the person, so this is
/// called only once there is a room.
pub fn ask_to_persist() {
    let storage = js_sys::Reflect::get(&gloo::utils::window().navigator(), &"storage".into());
    if storage.is_ok_and(|storage| storage.is_object()) {
        // There is nothing to do about the answer.
        let _ = gloo::utils::window().navigator().storage().persist();
    }
}
