//! A room's going on under another key: who is led there, and when what was left may go.
//!
//! Whoever holds the old key can write anything into the old room, so a move is believed only if it opens for this
//! device as sealed by a device that this one knew before ([`lead`]). The new room has the old one's document; what the
//! document says of keys, it says by ids that only their holders can name ([`KeyId`]).

use alongside_room::{DeviceId, Edit, KeyId, MemberId, Moment, View, view::Device, view::Move};

use crate::{
    key::{Keys, RoomSecret},
    pointer::{self, DeviceSecret},
};

/// Milliseconds after which a room that was left goes, whoever has not come.
const PATIENCE: u64 = 30 * 24 * 60 * 60 * 1_000;

/// Where a device is led.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lead {
    /// Opens the room as it goes on.
    pub secret: RoomSecret,
    /// The device that moved it.
    pub device: DeviceId,
    /// Whose that is.
    pub by: MemberId,
    /// When.
    pub at: Moment,
    /// The devices that were kept, the mover's own included.
    pub kept: Vec<DeviceId>,
}

/// The edit that leads these devices from the room of `old` to that of `new`; with each come 32 bytes drawn for it alone.
pub fn leave(old: &Keys, by: &DeviceSecret, kept: Vec<(&Device, DeviceSecret)>, new: &RoomSecret) -> Edit {
    let seal = |(device, drawn): (&Device, DeviceSecret)| {
        let pointer = pointer::seal(by, &device.key, old.room(), new, drawn).ok()?;
        Some((device.id, pointer))
    };
    Edit::Move { from: old.id(), by: by.id(), pointers: kept.into_iter().filter_map(seal).collect() }
}

/// Where this device is led from the room of `old`, if it is: by the latest move that it believes. `known` are the
/// devices that it believes.
pub fn lead(view: &View, old: &Keys, mine: &DeviceSecret, known: &[DeviceId]) -> Option<Lead> {
    let me = mine.id();
    view.moves.iter().rev().filter(|moved| moved.from == old.id()).find_map(|moved| {
        let by = view.devices.iter().find(|device| device.id == moved.device)?;
        let (_, pointer) = moved.pointers.iter().find(|(id, _)| *id == me)?;
        if by.id != me && !known.contains(&by.id) {
            return None;
        }
        let secret = pointer::open(mine, &by.key, old.room(), pointer).ok()?;
        Some(Lead { secret, device: by.id, by: moved.by, at: moved.at, kept: kept(moved) })
    })
}

/// The devices that are in the room under this key and were not known.
pub fn newcomers(view: &View, here: KeyId, known: &[DeviceId]) -> Vec<DeviceId> {
    let in_it = view.devices.iter().filter(|device| device.under == here && !known.contains(&device.id));
    in_it.map(|device| device.id).collect()
}

/// Whether the room of `old` may go: every device that was kept is in the room of `here`, or is not `known` there any
/// more; or it had 30 days. `left` is when this device left it.
pub fn may_go(view: &View, old: KeyId, here: KeyId, known: &[DeviceId], left: Moment, now: Moment) -> bool {
    let has_come = |id: &DeviceId| {
        !known.contains(id) || view.devices.iter().any(|device| device.id == *id && device.under == here)
    };
    let mut moves = view.moves.iter().rev();
    let moved = moves.find(|moved| moved.from == old && known.contains(&moved.device));
    let all_came = moved.is_some_and(|moved| kept(moved).iter().all(has_come));
    all_came || now.0.saturating_sub(left.0) > PATIENCE
}

fn kept(moved: &Move) -> Vec<DeviceId> {
    moved.pointers.iter().map(|(id, _)| *id).collect()
}
