//! What every storage of a device does.

use std::{future::Future, pin::Pin};

use alongside_peer::io::{Kept, Write};
use alongside_wire::RoomId;
use litemap::LiteMap;

use crate::browser::{BrowserError, storage::RoomRecord};

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
