//! How keys and records are represented in the database.

use std::{cell::Cell, rc::Rc};

use alongside_peer::{key::RoomSecret, sealed_key::DeviceSecret, wrapping::WrappingKey};
use alongside_room::{DeviceId, Moment, PairingSecret};
use alongside_wire::{Counter, ReplicaId, RoomId, SnapshotId};
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use zeroize::Zeroizing;

use crate::browser::{
    BrowserError, entropy,
    storage::{OldRoom, RoomEntry, RoomRecord},
};

/// The key of a frame, and of its mark as unsent.
pub(super) fn frame_key(room: RoomId, replica: ReplicaId, counter: Counter) -> JsValue {
    Array::of3(&room.to_string().into(), &replica.to_string().into(), &JsValue::from_f64(counter.0 as f64)).into()
}

/// The frame that a key stands for within its room.
pub(super) fn frame_of(key: &JsValue) -> Option<(ReplicaId, Counter)> {
    let key = key.dyn_ref::<Array>()?;
    Some((key.get(1).as_string()?.parse().ok()?, Counter(key.get(2).as_f64()? as u64)))
}

/// The key of a snapshot.
pub(super) fn snapshot_key(room: RoomId, id: SnapshotId) -> JsValue {
    Array::of2(&room.to_string().into(), &id.to_string().into()).into()
}

/// The snapshot that a key stands for within its room.
pub(super) fn snapshot_of(key: &JsValue) -> Option<SnapshotId> {
    key.dyn_ref::<Array>()?.get(1).as_string()?.parse().ok()
}

/// The secrets of one room, or the preferences that are secrets, as they stand in the database.
pub(super) struct Wrapped<'a> {
    key: &'a WrappingKey,
    of: String,
    found_plain: Cell<bool>,
}

impl<'a> Wrapped<'a> {
    /// Those of a room.
    pub(super) fn of_room(key: &'a WrappingKey, room: RoomId) -> Self {
        Self { key, of: format!("room {room}"), found_plain: Cell::new(false) }
    }

    /// The preferences.
    pub(super) fn of_pref(key: &'a WrappingKey) -> Self {
        Self { key, of: "preference".to_owned(), found_plain: Cell::new(false) }
    }

    /// Whether a secret was found that an earlier page stored as it was.
    pub(super) fn found_plain(&self) -> bool {
        self.found_plain.get()
    }

    /// A secret as a value of the database.
    pub(super) fn value(&self, name: &str, secret: &[u8]) -> Result<JsValue, BrowserError> {
        let wrapped = self.key.wrap(entropy::bytes()?, &self.name(name), secret);
        Ok(Uint8Array::from(wrapped.as_slice()).into())
    }

    /// The text in a value of the database.
    pub(super) fn text(&self, name: &str, value: &JsValue) -> Option<String> {
        let text = self.key.unwrap(&self.name(name), &bytes(value)?).ok()?;
        std::str::from_utf8(&text).ok().map(str::to_owned)
    }

    /// The secret in a value of the database, wrapped or not: a wrapped one is longer.
    fn secret<const N: usize>(&self, name: &str, value: &JsValue) -> Option<[u8; N]> {
        let stored = Zeroizing::new(bytes(value)?);
        if let Ok(plain) = stored.as_slice().try_into() {
            self.found_plain.set(true);
            return Some(plain);
        }
        self.key.unwrap(&self.name(name), &stored).ok()?.as_slice().try_into().ok()
    }

    fn name(&self, name: &str) -> String {
        format!("{} {name}", self.of)
    }
}

/// A room's record as a value of the database.
pub(super) fn record_value(wrapped: &Wrapped, record: &RoomRecord) -> Result<JsValue, BrowserError> {
    let RoomRecord { secret, me, device, known, old_rooms, rotated_by, invitation, opened, entry } = record;
    let value = Object::new();
    let set = |name: &str, field: JsValue| {
        // Setting a field of a fresh object does not fail.
        let _ = Reflect::set(&value, &name.into(), &field);
    };
    set("secret", wrapped.value("secret", secret.as_bytes())?);
    set("me", me.map_or(JsValue::NULL, |me| me.to_string().into()));
    set("device", wrapped.value("device", device.as_bytes())?);
    set("known", Uint8Array::from(known.iter().flat_map(|id| id.0).collect::<Vec<u8>>().as_slice()).into());
    let all = Array::new();
    for old in old_rooms {
        all.push(&Array::of2(&wrapped.value("oldRooms", old.secret.as_bytes())?, &(old.at.0 as f64).into()));
    }
    set("oldRooms", all.into());
    set("rotatedBy", rotated_by.map_or(JsValue::NULL, |by| by.to_string().into()));
    if let Some((pairing, until)) = invitation {
        let bytes = Zeroizing::new([&pairing.0[..], &until.0.to_le_bytes()].concat());
        set("invitation", wrapped.value("invitation", &bytes)?);
    }
    set("opened", (*opened as f64).into());
    set("name", (*entry.name).into());
    set("alone", entry.alone.into());
    set("session", entry.session.into());
    set("planned", entry.planned.into());
    set("date", entry.date.as_deref().into());
    set("ended", entry.ended.into());
    set("since", (entry.since as f64).into());
    Ok(value.into())
}

/// The record of this room in a value of the database; `None` if its room secret does not open. (That it is this room's secret is
/// not looked at: it takes a calculation with the room's keys.)
pub(super) fn record_of(wrapped: &Wrapped, room: RoomId, value: &JsValue) -> Option<RoomRecord> {
    let field = |name: &str| field(value, name);
    let number = |name: &str| field(name).as_f64().unwrap_or_default();
    let secret = RoomSecret::from_bytes(wrapped.secret("secret", &field("secret"))?);
    // A device that joined before devices had secrets gets one now.
    let device = wrapped.secret("device", &field("device")).or_else(|| entropy::seed().ok());
    let device = device.map(DeviceSecret::from_bytes)?;
    let known = bytes(&field("known")).unwrap_or_default();
    let old_rooms = field("oldRooms").dyn_into::<Array>().unwrap_or_default().into_iter().filter_map(|old| {
        let old = old.dyn_into::<Array>().ok()?;
        let secret = RoomSecret::from_bytes(wrapped.secret("oldRooms", &old.get(0))?);
        Some(OldRoom { secret, at: Moment(old.get(1).as_f64()? as u64) })
    });
    let entry = RoomEntry {
        id: room,
        name: Rc::from(field("name").as_string().unwrap_or_default()),
        alone: field("alone").as_bool().unwrap_or(true),
        session: number("session") as u32,
        planned: field("planned").as_f64().map(|planned| planned as u16),
        date: field("date").as_string().map(Rc::from),
        ended: field("ended").as_bool().unwrap_or_default(),
        since: number("since") as u64,
    };
    let member = |name: &str| field(name).as_string().and_then(|id| id.parse().ok());
    Some(RoomRecord {
        secret,
        me: member("me"),
        device,
        known: known.as_chunks().0.iter().map(|id| DeviceId(*id)).collect(),
        old_rooms: old_rooms.collect(),
        rotated_by: member("rotatedBy"),
        invitation: wrapped.secret("invitation", &field("invitation")).and_then(invitation_of),
        opened: number("opened") as u64,
        entry,
    })
}

fn invitation_of(bytes: [u8; 40]) -> Option<(PairingSecret, Moment)> {
    let (pairing, until) = bytes.split_first_chunk()?;
    Some((PairingSecret(*pairing), Moment(u64::from_le_bytes(until.try_into().ok()?))))
}

/// A field of an object; undefined if there is none.
pub(super) fn field(value: &JsValue, name: &str) -> JsValue {
    Reflect::get(value, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

/// The bytes of a value that holds bytes.
pub(super) fn bytes(value: &JsValue) -> Option<Vec<u8>> {
    value.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec)
}
