//! What the device keeps: rooms with their keys, sealed frames and snapshots, preferences.
//!
//! A write is issued when it is asked for, not when its answer is awaited, so writes keep their order and one may be
//! made while the page is going. [`Disk`] is the browser's database; [`Memory`] is its twin for tests, and for pages
//! whose browser refuses to keep anything.

mod disk;
mod memory;
mod record;
#[cfg(test)]
mod tests;

use std::{future::Future, pin::Pin, rc::Rc};

use alongside_peer::io::{Kept, Write};
use alongside_wire::RoomId;
use litemap::LiteMap;

pub use self::{
    disk::Disk,
    memory::Memory,
    record::{OldRoom, RoomEntry, RoomRecord},
};
use crate::browser::BrowserError;

/// What comes of a request, later.
pub type Answer<T> = Pin<Box<dyn Future<Output = Result<T, BrowserError>>>>;

/// A device's memory of its rooms.
pub trait Storage {
    /// Every room there is a key to, in no order.
    fn rooms(&self) -> Answer<Vec<RoomRecord>>;
    /// Keeps a room in the list, in place of what was kept of it there.
    fn put_room(&self, record: &RoomRecord) -> Answer<()>;
    /// Everything kept of a room's content.
    fn load(&self, room: RoomId) -> Answer<Kept>;
    /// Does these writes, all or none.
    fn write(&self, room: RoomId, writes: &[Write]) -> Answer<()>;
    /// Every preference.
    fn prefs(&self) -> Answer<LiteMap<String, String>>;
    /// Keeps a preference; an empty one is not kept.
    fn put_pref(&self, name: &str, value: &str) -> Answer<()>;
}

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
