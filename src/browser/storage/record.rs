//! A room in the list of rooms, as a device keeps it.

use std::{fmt, rc::Rc};

use alongside_peer::{key::RoomSecret, key_rotation::Successor, sealed_key::DeviceSecret};
use alongside_room::{DeviceId, MemberId, Moment, View};
use alongside_wire::RoomId;

/// A room that this device has the key to.
#[derive(Clone, PartialEq)]
pub struct RoomRecord {
    pub secret: RoomSecret,
    /// The member at this device; none until they said who they are.
    pub me: Option<MemberId>,
    /// The secret half of this device's key pair in the room.
    pub device: DeviceSecret,
    /// The devices of the room that this one knows: it follows a key rotation by one of these only.
    pub known: Rc<[DeviceId]>,
    /// The old rooms that it is the successor of, the oldest first, until they are gone from the relay.
    pub old_rooms: Vec<OldRoom>,
    /// Who rotated its key last, if this device followed that rotation.
    pub rotated_by: Option<MemberId>,
    /// When it was last opened here, milliseconds since 1970.
    pub opened: u64,
    /// What the list shows of it.
    pub entry: RoomEntry,
}

/// A room in the list.
#[derive(Debug, Clone, PartialEq)]
pub struct RoomEntry {
    /// Its public id.
    pub id: RoomId,
    /// The other's name, or what the maker typed; empty when neither is known.
    pub name: Rc<str>,
    /// Nobody else has joined.
    pub alone: bool,
    /// Which session is open.
    pub session: u32,
    /// Of how many.
    pub planned: Option<u16>,
    /// When it is.
    pub date: Option<Rc<str>>,
    /// The two are done with it.
    pub ended: bool,
    /// When it was started or joined, milliseconds since 1970.
    pub since: u64,
}

/// A room that another one is the successor of.
#[derive(Clone, PartialEq)]
pub struct OldRoom {
    pub secret: RoomSecret,
    /// When its key was rotated, in room time.
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
            ended: false,
            since: wall,
        };
        Self { secret, me, device, known: Rc::from([]), old_rooms: Vec::new(), rotated_by: None, opened: wall, entry }
    }

    /// The record of the successor that this room goes on in.
    #[must_use]
    pub fn succeeded_by(&self, successor: Successor) -> Self {
        let mut record = self.clone();
        let secret = std::mem::replace(&mut record.secret, successor.secret);
        record.old_rooms.push(OldRoom { secret, at: successor.at });
        record.entry.id = record.secret.room_id();
        record.known = successor.kept.into();
        record.rotated_by = Some(successor.by);
        record
    }

    /// Whether it is the successor, at whatever remove, of this room.
    pub fn is_successor_of(&self, room: RoomId) -> bool {
        self.old_rooms.iter().any(|old| old.secret.room_id() == room)
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
