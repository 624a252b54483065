//! A room in the list of rooms, as a device keeps it.

use std::{fmt, rc::Rc};

use alongside_peer::key::RoomSecret;
use alongside_room::{MemberId, View};

use crate::store::RoomEntry;

/// A room that this device has the key to.
#[derive(Clone, PartialEq)]
pub struct RoomRecord {
    /// Opens it.
    pub secret: RoomSecret,
    /// The member at this device; none until they said who they are.
    pub me: Option<MemberId>,
    /// When it was last opened here, milliseconds since 1970.
    pub opened: u64,
    /// What the list shows of it.
    pub entry: RoomEntry,
}

impl RoomRecord {
    /// A room that nothing is known of yet.
    pub fn new(secret: RoomSecret, me: Option<MemberId>, wall: u64) -> Self {
        let entry = RoomEntry {
            id: secret.room_id(),
            name: "".into(),
            alone: true,
            session: 1,
            planned: None,
            date: None,
            news: 0,
            since: wall,
        };
        Self { secret, me, opened: wall, entry }
    }

    /// Takes from the room what the list shows of it. True if that changed anything.
    pub fn learn(&mut self, view: &View) -> bool {
        let me = self.me.and_then(|me| view.member(me)).map(|member| member.id);
        let other = view.members.iter().find(|member| Some(member.id) != me);
        let entry = RoomEntry {
            name: other.map_or_else(|| Rc::clone(&view.expected), |other| Rc::clone(&other.name)),
            alone: other.is_none(),
            session: view.session.number,
            planned: view.planned,
            date: view.session.date.as_deref().map(Rc::from),
            news: 0,
            ..self.entry.clone()
        };
        let changed = entry != self.entry;
        self.entry = entry;
        changed
    }
}

impl fmt::Debug for RoomRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RoomRecord({}, …)", self.entry.id)
    }
}
