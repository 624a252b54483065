//! The trait of every storage.

use std::{
    future::Future,
    pin::Pin,
    rc::{Rc, Weak},
};

use alongside_peer::io::{Kept, Write};
use alongside_wire::RoomId;
use litemap::LiteMap;

use crate::browser::{BrowserError, storage::RoomRecord};

/// The result of a request, later.
pub type Answer<T> = Pin<Box<dyn Future<Output = Result<T, BrowserError>>>>;

/// A device's storage of its rooms.
pub trait Storage {
    /// Every room whose key is stored, in no order.
    fn rooms(&self) -> Answer<StoredRooms>;
    /// Stores a room's record.
    fn put_room(&self, record: &RoomRecord, existing: Existing) -> Answer<()>;
    /// Stores what differs between two records of one room, in the record that is stored now: another tab may have changed
    /// something else of it. Where none is stored, the second is.
    fn change_room(&self, before: &RoomRecord, after: &RoomRecord) -> Answer<()>;
    /// Everything stored of a room's content.
    fn load(&self, room: RoomId) -> Answer<Kept>;
    /// Performs these writes, all or none.
    fn write(&self, room: RoomId, writes: &[Write]) -> Answer<()>;
    /// Every preference.
    fn prefs(&self) -> Answer<LiteMap<String, String>>;
    /// Stores a preference; an empty one is removed.
    fn put_pref(&self, name: &str, value: &str, existing: Existing) -> Answer<()>;
    /// Calls this whenever what was stored may be gone, because the browser cleared or closed the storage under the page:
    /// whoever holds something then stores it again.
    fn watch(&self, _cleared: &Rc<OnCleared>) {}
    /// Whether the keys that are stored are guarded by a key of the browser's that no script can read.
    fn guards_keys(&self) -> bool {
        true
    }
}

/// What is done when the storage may have been cleared.
pub type OnCleared = dyn Fn();

/// Those who are told that the storage may have been cleared.
pub(super) type Watchers = Vec<Weak<OnCleared>>;

/// What is stored of the rooms of a device.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoredRooms {
    pub records: Vec<RoomRecord>,
    /// More of them, whose secrets do not open: the wrapping key that they were stored under is gone.
    pub locked: Vec<RoomId>,
}

/// What becomes of an existing value when another is stored under its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    /// It is replaced.
    Replaced,
    /// It stays, and nothing is stored.
    Stays,
}

/// The preference that holds this device's keyring, as it is printed.
pub const KEYRING: &str = "keyring";
/// The preference that holds the claimant of an invitation that this device is taking, behind its mailbox.
pub const CLAIM: &str = "claim";
/// The preferences that are secrets.
pub(super) const SECRET_PREFS: [&str; 2] = [KEYRING, CLAIM];
