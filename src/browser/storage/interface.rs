//! The trait of every storage.

use std::{future::Future, pin::Pin};

use alongside_peer::io::{Kept, Write};
use alongside_wire::RoomId;
use litemap::LiteMap;

use crate::browser::{BrowserError, storage::RoomRecord};

/// The result of a request, later.
pub type Answer<T> = Pin<Box<dyn Future<Output = Result<T, BrowserError>>>>;

/// A device's storage of its rooms.
pub trait Storage {
    /// Every room whose key is stored, in no order.
    fn rooms(&self) -> Answer<Vec<RoomRecord>>;
    /// Stores a room's record, replacing an earlier one.
    fn put_room(&self, record: &RoomRecord) -> Answer<()>;
    /// Everything stored of a room's content.
    fn load(&self, room: RoomId) -> Answer<Kept>;
    /// Performs these writes, all or none.
    fn write(&self, room: RoomId, writes: &[Write]) -> Answer<()>;
    /// Every preference.
    fn prefs(&self) -> Answer<LiteMap<String, String>>;
    /// Stores a preference; an empty one is removed.
    fn put_pref(&self, name: &str, value: &str) -> Answer<()>;
}
