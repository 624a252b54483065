//! A device's record of a room, for the list of rooms.

use std::{fmt, rc::Rc};

use alongside_peer::{key::RoomSecret, key_rotation::Successor, sealed_key::DeviceSecret};
use alongside_room::{DeviceId, MemberId, Moment, PairingSecret, View};
use alongside_wire::RoomId;

/// A room whose key is stored on this device.
#[derive(Clone, PartialEq)]
pub struct RoomRecord {
    pub secret: RoomSecret,
    /// The member at this device; `None` until they said who they are.
    pub me: Option<MemberId>,
    /// The secret half of this device's key pair in the room.
    pub device: DeviceSecret,
    /// The devices of the room that this device knows: it follows a key rotation by one of these only.
    pub known: Rc<[DeviceId]>,
    /// The rooms that this one is the successor of, the oldest first, until they are erased at the relay.
    pub old_rooms: Vec<OldRoom>,
    /// Who rotated the key last, if this device followed that rotation.
    pub rotated_by: Option<MemberId>,
    /// What the link of its latest invitation carries, and until when somebody may claim it, while nobody is known to have.
    pub invitation: Option<(PairingSecret, Moment)>,
    /// When it was last opened here, milliseconds since 1970.
    pub opened: u64,
    pub entry: RoomEntry,
}

/// What the list of rooms shows of a room.
#[derive(Debug, Clone, PartialEq)]
pub struct RoomEntry {
    pub id: RoomId,
    /// The other's name, or what the room's creator typed; empty if neither is known.
    pub name: Rc<str>,
    /// Whether nobody else has joined.
    pub alone: bool,
    /// The number of the open session.
    pub session: u32,
    /// The number of agreed sessions.
    pub planned: Option<u16>,
    /// The date of the open session.
    pub date: Option<Rc<str>>,
    /// Whether the room was ended.
    pub ended: bool,
    /// When it was started or joined, in milliseconds since 1970.
    pub since: u64,
}

/// A room that has a successor.
#[derive(Clone, PartialEq)]
pub struct OldRoom {
    pub secret: RoomSecret,
    /// When its key was rotated, in room time.
    pub at: Moment,
}

impl RoomRecord {
    /// The record of a room of which nothing else is known yet.
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
        let (known, old_rooms) = (Rc::from([]), Vec::new());
        Self { secret, me, device, known, old_rooms, rotated_by: None, invitation: None, opened: wall, entry }
    }

    /// The record of this room's successor.
    #[must_use]
    pub fn succeeded_by(&self, successor: Successor) -> Self {
        let mut record = self.clone();
        let secret = std::mem::replace(&mut record.secret, successor.secret);
        record.old_rooms.push(OldRoom { secret, at: successor.at });
        record.entry.id = record.secret.room_id();
        record.known = successor.kept.into();
        record.rotated_by = Some(successor.by);
        record.invitation = None;
        record
    }

    /// A record that is stored, with what was changed in this one since it was `before`. Of two changes of one field, this
    /// one's counts.
    #[must_use]
    pub fn changed_in(self, before: &Self, stored: Self) -> Self {
        Self {
            secret: stored.secret,
            device: changed(self.device, &before.device, stored.device),
            me: changed(self.me, &before.me, stored.me),
            known: changed(self.known, &before.known, stored.known),
            old_rooms: changed(self.old_rooms, &before.old_rooms, stored.old_rooms),
            rotated_by: changed(self.rotated_by, &before.rotated_by, stored.rotated_by),
            invitation: changed(self.invitation, &before.invitation, stored.invitation),
            opened: self.opened.max(stored.opened),
            entry: changed(self.entry, &before.entry, stored.entry),
        }
    }

    /// Whether this is the successor of that room, directly or through others.
    pub fn is_successor_of(&self, room: RoomId) -> bool {
        self.old_rooms.iter().any(|old| old.secret.room_id() == room)
    }

    /// Updates what the list shows from the room's view; returns whether that changed anything.
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

/// A field's value now if it was changed, else the stored one.
fn changed<T: PartialEq>(now: T, before: &T, stored: T) -> T {
    if now == *before { stored } else { now }
}

impl fmt::Debug for RoomRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RoomRecord({}, …)", self.entry.id)
    }
}
