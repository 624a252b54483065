//! The devices in a room, and the room's going on under another key for those of them that are kept.
//!
//! Of two who change the key at once each writes under a key of their own, and the later one counts: what a device is
//! to follow does not depend on what it heard first.

use std::rc::Rc;

use litemap::LiteMap;
use yrs::Any;

use crate::{
    id::{DeviceId, KeyId, MemberId},
    members::Members,
    pen::Pen,
    refused::Refused,
    schema::{self, Root, Slot, of_bytes, of_id, of_number, of_parts, of_text},
    sessions::keep,
    sort, text,
    view::{Device, KeyRotation},
};

/// What people do about their devices and the room's key.
#[derive(Debug, Clone, PartialEq, Eq, strum::VariantNames, strum::IntoStaticStr)]
pub enum DevicesEdit {
    /// This device of mine is in the room.
    Add {
        /// Its public key, which its id follows from.
        key: [u8; 32],
        /// What tells it from others: "Firefox on Linux".
        name: String,
        /// The room's key that it came in with.
        under: KeyId,
    },
    /// The room goes on under another key, and is only read under this one.
    RotateKey {
        /// The key of the old room.
        from: KeyId,
        /// The device of mine that rotates the key.
        by: DeviceId,
        /// The new key for each device that is kept.
        sealed_keys: Vec<(DeviceId, SealedKey)>,
    },
}

/// A room's new secret, sealed to one device. The document does not know what is in it.
pub type SealedKey = [u8; 80];

/// Devices that are kept at most, as far as is read.
const KEPT: usize = 64;

/// What the document says about devices.
#[derive(Debug, Default)]
pub(crate) struct Devices {
    all: LiteMap<DeviceId, Device>,
    rotations: LiteMap<(KeyId, DeviceId), KeyRotation>,
}

impl Devices {
    /// Takes in what stands under a key now.
    pub(crate) fn read(&mut self, key: &str, value: Option<&Any>) {
        let Ok(id) = key.parse() else { return };
        keep(&mut self.all, id, value.and_then(|value| read_device(id, value)));
    }

    /// Takes in what stands under a key of the moves now.
    pub(crate) fn read_rotation(&mut self, key: &str, value: Option<&Any>) {
        let Some((from, device)) = key.split_once('/') else { return };
        let (Ok(from), Ok(device)) = (from.parse(), device.parse()) else { return };
        keep(&mut self.rotations, (from, device), value.and_then(|value| read_rotation(from, device, value)));
    }

    /// Whether the room went on under another key than this one.
    pub(crate) fn has_left(&self, key: KeyId) -> bool {
        self.rotations.keys().any(|(from, _)| *from == key)
    }

    /// In order of coming.
    pub(crate) fn show(&self, members: &Members) -> Vec<Device> {
        let shown = |device: &Device| Device { member: members.person(device.member), ..device.clone() };
        sort::by_key(self.all.values().map(shown), |device| (device.since.0, 0, device.id.0))
    }

    /// The latest last.
    pub(crate) fn show_rotations(&self, members: &Members) -> Vec<KeyRotation> {
        let shown = |rotation: &KeyRotation| KeyRotation { by: members.person(rotation.by), ..rotation.clone() };
        sort::by_key(self.rotations.values().map(shown), |rotation| (rotation.at.0, 0, rotation.device.0))
    }
}

/// A device, if what stands there is one of this id.
fn read_device(id: DeviceId, value: &Any) -> Option<Device> {
    let part = |at| schema::part(value, at);
    let key: [u8; 32] = schema::bytes(part(1))?.try_into().ok()?;
    let name = schema::text(part(3)).filter(|name| text::fits(name, text::NAME).is_ok())?;
    (DeviceId::of(&key) == id).then_some(Device {
        id,
        member: schema::id(part(0)).map(MemberId)?,
        key,
        since: schema::moment(part(2))?,
        name: Rc::from(name),
        under: schema::id(part(4)).map(KeyId)?,
    })
}

fn read_rotation(from: KeyId, device: DeviceId, value: &Any) -> Option<KeyRotation> {
    let part = |at| schema::part(value, at);
    let (sealed_keys, rest) = schema::bytes(part(2))?.as_chunks::<{ 8 + size_of::<SealedKey>() }>();
    if !rest.is_empty() || sealed_keys.len() > KEPT {
        return None;
    }
    let sealed_keys = sealed_keys.iter().filter_map(|bytes| {
        let (id, sealed_key) = bytes.split_first_chunk()?;
        Some((DeviceId(*id), sealed_key.try_into().ok()?))
    });
    Some(KeyRotation {
        from,
        device,
        by: schema::id(part(1)).map(MemberId)?,
        at: schema::moment(part(0))?,
        sealed_keys: sealed_keys.collect(),
    })
}

/// A device is in the room, or is in it under another key than before.
pub(crate) fn add(
    pen: &mut Pen<'_, '_>,
    all: &Devices,
    key: &[u8; 32],
    name: &str,
    under: KeyId,
) -> Result<(), Refused> {
    let name = text::one_line(text::fits(name, text::NAME)?);
    let id = DeviceId::of(key);
    let since = all.all.get(&id).map_or(pen.who.now, |before| before.since);
    let member = of_id(pen.who.me.0);
    let value = of_parts([member, of_bytes(key), of_number(since.0), of_text(&name), of_id(under.0)]);
    pen.write(Slot::flat(Root::Devices, id), value);
    Ok(())
}

/// The room goes on under another key.
pub(crate) fn rotate(
    pen: &mut Pen<'_, '_>,
    all: &Devices,
    from: KeyId,
    by: DeviceId,
    sealed_keys: &[(DeviceId, SealedKey)],
) -> Result<(), Refused> {
    if !all.all.contains_key(&by) || sealed_keys.len() > KEPT {
        return Err(Refused::Gone);
    }
    let bytes: Vec<u8> = sealed_keys.iter().flat_map(|(id, sealed_key)| id.0.into_iter().chain(*sealed_key)).collect();
    let value = of_parts([of_number(pen.who.now.0), of_id(pen.who.me.0), of_bytes(&bytes)]);
    pen.write(Slot::flat(Root::Moves, format!("{from}/{by}")), value);
    Ok(())
}
