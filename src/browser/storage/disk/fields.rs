//! How keys and records are represented in the database.

use std::rc::Rc;

use alongside_peer::{key::RoomSecret, sealed_key::DeviceSecret};
use alongside_room::{DeviceId, Moment, PairingSecret};
use alongside_wire::{Counter, ReplicaId, RoomId, SnapshotId};
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use zeroize::Zeroizing;

use crate::browser::{
    entropy,
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

/// A room's record as a value of the database.
pub(super) fn record_value(record: &RoomRecord) -> JsValue {
    let RoomRecord { secret, me, device, known, old_rooms, rotated_by, invitation, opened, entry } = record;
    let value = Object::new();
    let set = |name: &str, field: JsValue| {
        // Setting a field of a fresh object does not fail.
        let _ = Reflect::set(&value, &name.into(), &field);
    };
    set("secret", Uint8Array::from(secret.as_bytes().as_slice()).into());
    set("me", me.map_or(JsValue::NULL, |me| me.to_string().into()));
    set("device", Uint8Array::from(device.as_bytes().as_slice()).into());
    set("known", Uint8Array::from(known.iter().flat_map(|id| id.0).collect::<Vec<u8>>().as_slice()).into());
    let old_rooms: Array = old_rooms
        .iter()
        .map(|old| Array::of2(&Uint8Array::from(old.secret.as_bytes().as_slice()), &(old.at.0 as f64).into()))
        .collect();
    set("oldRooms", old_rooms.into());
    set("rotatedBy", rotated_by.map_or(JsValue::NULL, |by| by.to_string().into()));
    let invitation = invitation.map(|(pairing, until)| [&pairing.0[..], &until.0.to_le_bytes()].concat());
    set("invitation", invitation.map_or(JsValue::NULL, |bytes| Uint8Array::from(bytes.as_slice()).into()));
    set("opened", (*opened as f64).into());
    set("name", (*entry.name).into());
    set("alone", entry.alone.into());
    set("session", entry.session.into());
    set("planned", entry.planned.into());
    set("date", entry.date.as_deref().into());
    set("ended", entry.ended.into());
    set("since", (entry.since as f64).into());
    value.into()
}

/// The record in a value of the database; `None` if its room secret is not valid.
pub(super) fn record_of(value: &JsValue) -> Option<RoomRecord> {
    let field = |name: &str| Reflect::get(value, &name.into()).unwrap_or(JsValue::UNDEFINED);
    let number = |name: &str| field(name).as_f64().unwrap_or_default();
    let secret = RoomSecret::from_bytes(secret_of(&field("secret"))?);
    // A device that joined before devices had secrets gets one now.
    let device = secret_of(&field("device")).or_else(|| entropy::seed().ok()).map(DeviceSecret::from_bytes)?;
    let known = field("known").dyn_into::<Uint8Array>().map(|bytes| bytes.to_vec()).unwrap_or_default();
    let old_rooms = field("oldRooms").dyn_into::<Array>().unwrap_or_default().into_iter().filter_map(|old| {
        let old = old.dyn_into::<Array>().ok()?;
        let secret = RoomSecret::from_bytes(secret_of(&old.get(0))?);
        Some(OldRoom { secret, at: Moment(old.get(1).as_f64()? as u64) })
    });
    let entry = RoomEntry {
        id: secret.room_id(),
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
        invitation: invitation_of(&field("invitation")),
        opened: number("opened") as u64,
        entry,
    })
}

fn invitation_of(value: &JsValue) -> Option<(PairingSecret, Moment)> {
    let bytes = Zeroizing::new(value.dyn_ref::<Uint8Array>()?.to_vec());
    let (pairing, until) = bytes.split_first_chunk()?;
    Some((PairingSecret(*pairing), Moment(u64::from_le_bytes(until.try_into().ok()?))))
}

fn secret_of(value: &JsValue) -> Option<[u8; 32]> {
    let bytes = Zeroizing::new(value.dyn_ref::<Uint8Array>()?.to_vec());
    bytes.as_slice().try_into().ok()
}
