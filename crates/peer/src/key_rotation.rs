//! Key rotation: a room goes on in a successor room under a new secret, and the old room holds a sealed key for each
//! device that is kept. `[P 83–86]`
//!
//! Whoever holds the old secret can write anything into the old room, so a rotation is believed only if its sealed key
//! opens for this device as sealed by a device that this one knew before ([`successor`]). The successor begins with the
//! old room's document; what the document says of keys, it says by ids that only their holders can name ([`KeyId`]).

use alongside_room::{Device, DeviceId, DevicesEdit, Edit, KeyId, KeyRotation, MemberId, Moment, View};

use crate::{
    key::{Keys, RoomSecret},
    sealed_key::{self, DeviceSecret},
};

/// Milliseconds after which an old room may be erased although some kept device has not come to the successor.
const PATIENCE: u64 = 30 * 24 * 60 * 60 * 1_000;

/// The room that a device is to go on in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Successor {
    /// Opens the successor room.
    pub secret: RoomSecret,
    /// The device that rotated the key.
    pub device: DeviceId,
    /// The member whose device that is.
    pub by: MemberId,
    /// In room time.
    pub at: Moment,
    /// The devices that were kept, the rotating one included.
    pub kept: Vec<DeviceId>,
}

/// The edit by which the room of `old` goes on as the room of `new` for these devices; with each come 32 bytes drawn for it
/// alone.
pub fn rotate(old: &Keys, by: &DeviceSecret, kept: Vec<(&Device, DeviceSecret)>, new: &RoomSecret) -> Edit {
    let seal = |(device, drawn): (&Device, DeviceSecret)| {
        let sealed_key = sealed_key::seal(by, &device.key, old.room(), new, drawn).ok()?;
        Some((device.id, sealed_key))
    };
    Edit::Devices(DevicesEdit::RotateKey {
        from: old.id(),
        by: by.id(),
        sealed_keys: kept.into_iter().filter_map(seal).collect(),
    })
}

/// The successor of the room of `old` for this device, if there is one: of the latest rotation that it believes. `known`
/// are the devices that it believes.
pub fn successor(view: &View, old: &Keys, mine: &DeviceSecret, known: &[DeviceId]) -> Option<Successor> {
    let me = mine.id();
    view.key_rotations.iter().rev().filter(|moved| moved.from == old.id()).find_map(|moved| {
        let by = view.devices.iter().find(|device| device.id == moved.device)?;
        let (_, sealed_key) = moved.sealed_keys.iter().find(|(id, _)| *id == me)?;
        if by.id != me && !known.contains(&by.id) {
            return None;
        }
        let secret = sealed_key::open(mine, &by.key, old.room(), sealed_key).ok()?;
        Some(Successor { secret, device: by.id, by: moved.by, at: moved.at, kept: kept(moved) })
    })
}

/// The devices that are in the room under this key and were not known.
pub fn newcomers(view: &View, here: KeyId, known: &[DeviceId]) -> Vec<DeviceId> {
    let in_it = view.devices.iter().filter(|device| device.under == here && !known.contains(&device.id));
    in_it.map(|device| device.id).collect()
}

/// Whether the room of `old` may be erased: every device that was kept is in the room of `here`, or is not `known` there
/// any more; or it had 30 days. `left` is when this device left it.
pub fn may_erase(view: &View, old: KeyId, here: KeyId, known: &[DeviceId], left: Moment, now: Moment) -> bool {
    let has_come = |id: &DeviceId| {
        !known.contains(id) || view.devices.iter().any(|device| device.id == *id && device.under == here)
    };
    let mut moves = view.key_rotations.iter().rev();
    let moved = moves.find(|moved| moved.from == old && known.contains(&moved.device));
    let all_came = moved.is_some_and(|moved| kept(moved).iter().all(has_come));
    all_came || now.0.saturating_sub(left.0) > PATIENCE
}

fn kept(moved: &KeyRotation) -> Vec<DeviceId> {
    moved.sealed_keys.iter().map(|(id, _)| *id).collect()
}
