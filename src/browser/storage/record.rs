//! A room in the list of rooms, as a device keeps it.

use std::{fmt, rc::Rc};

use alongside_peer::{key::RoomSecret, key_rotation::Successor, sealed_key::DeviceSecret};
use alongside_room::{DeviceId, MemberId, Moment, View};
use alongside_wire::RoomId;

use crate::open_room::store::RoomEntry;

/// A room that this device has the key to.
#[derive(Clone, PartialEq)]
pub struct RoomRecord {
    /// Opens it.
    pub secret: RoomSecret,
    /// The member at this device; none until they said who they are.
    pub me: Option<MemberId>,
    /// What this device has for itself in it.
    pub device: DeviceSecret,
    /// The devices in it that this one knows: to no other's word does it follow the room to a new key.
    pub known: Rc<[DeviceId]>,
    /// The rooms that it went on from, until they are gone from the relay.
    pub left: Vec<Left>,
    /// Who changed its key last, as far as this device was there.
    pub moved_by: Option<MemberId>,
    /// When it was last opened here, milliseconds since 1970.
    pub opened: u64,
    /// What the list shows of it.
    pub entry: RoomEntry,
}

/// A room that another one went on from.
#[derive(Clone, PartialEq)]
pub struct Left {
    /// Opens it.
    pub secret: RoomSecret,
    /// When it was left, in room time.
    pub at: Moment,
}

impl RoomRecord {
    /// A room that nothing is known of yet.
    pub fn new(secret: RoomSecret, device: DeviceSecret, me: Option<MemberId>, wall: u64) -> Self {
        let entry = RoomEntry {
            id: secret.room_id(),
            name: "".into(),
            alone: true,
            session: 1,
            planned: None,
            date: None,
            news: 0,
            ended: false,
            since: wall,
        };
        Self { secret, me, device, known: Rc::from([]), left: Vec::new(), moved_by: None, opened: wall, entry }
    }

    /// The room as it goes on under the key that this device is led to.
    #[must_use]
    pub fn led(&self, lead: Successor) -> Self {
        let mut record = self.clone();
        record.left.push(Left { secret: std::mem::replace(&mut record.secret, lead.secret), at: lead.at });
        record.entry.id = record.secret.room_id();
        record.known = lead.kept.into();
        record.moved_by = Some(lead.by);
        record
    }

    /// Whether it went on from this room.
    pub fn went_on_from(&self, room: RoomId) -> bool {
        self.left.iter().any(|left| left.secret.room_id() == room)
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
            ended: view.ended.is_some(),
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
