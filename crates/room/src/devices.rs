//! The devices in a room, and key rotation for those of them that are kept.
//!
//! When two people rotate the key at once, each writes under a key of their own and the later rotation counts: which
//! room a device follows does not depend on which rotation it heard of first.

use std::{convert::Infallible, rc::Rc};

use litemap::LiteMap;
use yrs::{Any, ReadTxn};

use crate::{
    concept::{Concept, Found, show_list},
    context::Context,
    id::{DeviceId, KeyId, MemberId},
    order,
    schema::{self, Root, Slot, keep, of_bytes, of_id, of_number, of_parts, of_text},
    text,
    values::{Moment, Refused, Target, UndoName, Verb},
    writer::Writer,
};

const DEVICES: Root = Root::new(9, "devices");
const MOVES: Root = Root::new(10, "moves");

/// What people do with their devices and the room's key.
#[derive(Debug, Clone, PartialEq, Eq, strum::VariantNames, strum::IntoStaticStr)]
pub enum DevicesEdit {
    /// Adds this device of mine to the room.
    Add {
        /// Its public key; its id is derived from this.
        key: [u8; 32],
        /// A name that tells it from others: "Firefox on Linux".
        name: String,
        /// The room key that it came in with.
        under: KeyId,
    },
    /// Rotates the key: the room goes on under another key, and is only read under this one.
    RotateKey {
        from: KeyId,
        /// The device of mine that rotates the key.
        by: DeviceId,
        /// The new key, sealed to each device that is kept.
        sealed_keys: Vec<(DeviceId, SealedKey)>,
    },
}

/// A room's new secret, sealed to one device. The document does not know its content.
pub type SealedKey = [u8; 80];

/// Sealed keys that are read of one rotation at most.
const KEPT: usize = 64;

/// One browser profile of a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    pub id: DeviceId,
    pub member: MemberId,
    /// Its public key: only this device opens what is sealed to it.
    pub key: [u8; 32],
    /// When it first came in.
    pub since: Moment,
    pub name: Rc<str>,
    /// The room key that it was last in with.
    pub under: KeyId,
}

/// A key rotation: the room went on under another key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRotation {
    /// The key that was given up.
    pub from: KeyId,
    /// The device that rotated the key.
    pub device: DeviceId,
    /// The member of that device.
    pub by: MemberId,
    pub at: Moment,
    /// The new key, sealed to each device that is kept.
    pub sealed_keys: Rc<[(DeviceId, SealedKey)]>,
}

/// What the document says about devices.
#[derive(Debug, Default)]
pub(crate) struct Devices {
    all: LiteMap<DeviceId, Device>,
    rotations: LiteMap<(KeyId, DeviceId), KeyRotation>,
}

impl Concept for Devices {
    type Edit = DevicesEdit;
    type Change = Infallible;
    type Before = ();

    const ROOTS: &'static [Root] = &[DEVICES, MOVES];

    /// (These edits are not undone.)
    fn undo_name(edit: &DevicesEdit) -> UndoName {
        match edit {
            DevicesEdit::Add { .. } | DevicesEdit::RotateKey { .. } => UndoName::new(Verb::Set, Target::Room),
        }
    }

    fn read(&mut self, found: &Found<'_, impl ReadTxn>, _: &Context, _: &mut Vec<Infallible>) {
        if found.root == DEVICES {
            let Ok(id) = found.key.parse() else { return };
            keep(&mut self.all, id, found.value().and_then(|value| read_device(id, value)));
        } else {
            let Some((from, device)) = found.key.split_once('/') else { return };
            let (Ok(from), Ok(device)) = (from.parse(), device.parse()) else { return };
            let rotation = found.value().and_then(|value| read_rotation(from, device, value));
            keep(&mut self.rotations, (from, device), rotation);
        }
    }

    fn before(&self, _: &Context) {}

    fn perform(&self, writer: &mut Writer<'_, '_>, _: &Context, edit: &DevicesEdit) -> Result<(), Refused> {
        let (me, now) = (of_id(writer.who.me.0), writer.who.now);
        match edit {
            // The device may be in the room already, under another key.
            DevicesEdit::Add { key, name, under } => {
                let name = text::one_line(text::fits(name, text::NAME)?);
                let id = DeviceId::of(key);
                let since = self.all.get(&id).map_or(now, |before| before.since);
                let value = of_parts([me, of_bytes(key), of_number(since.0), of_text(&name), of_id(under.0)]);
                writer.write(Slot::flat(DEVICES, id), value);
            }
            DevicesEdit::RotateKey { by, sealed_keys, .. }
                if !self.all.contains_key(by) || sealed_keys.len() > KEPT =>
            {
                return Err(Refused::Gone);
            }
            DevicesEdit::RotateKey { from, by, sealed_keys } => {
                let bytes = sealed_keys.iter().flat_map(|(id, sealed_key)| id.0.into_iter().chain(*sealed_key));
                let value = of_parts([of_number(now.0), me, of_bytes(&bytes.collect::<Vec<u8>>())]);
                writer.write(Slot::flat(MOVES, format!("{from}/{by}")), value);
            }
        }
        Ok(())
    }
}

impl Devices {
    /// Whether the room went on under another key than this one.
    pub(crate) fn has_left(&self, key: KeyId) -> bool {
        self.rotations.keys().any(|(from, _)| *from == key)
    }

    /// Shows devices in the order in which they came, and key rotations, the latest last.
    pub(crate) fn show(&self, context: &Context, devices: &mut Rc<[Device]>, rotations: &mut Rc<[KeyRotation]>) {
        let people = &context.people;
        let all = self.all.values().map(|device| Device { member: people.person(device.member), ..device.clone() });
        show_list(devices, order::by_key(all, |device| (device.since.0, 0, device.id.0)));
        let all = self.rotations.values();
        let all = all.map(|rotation| KeyRotation { by: people.person(rotation.by), ..rotation.clone() });
        show_list(rotations, order::by_key(all, |rotation| (rotation.at.0, 0, rotation.device.0)));
    }
}

/// Reads a device; `None` if the value is malformed or its key does not derive this id.
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
