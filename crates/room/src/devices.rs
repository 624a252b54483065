//! The devices in a room, and the room's going on under another key for those of them that are kept.
//!
//! Of two who change the key at once each writes under a key of their own, and the later one counts: what a device is
//! to follow does not depend on what it heard first.

use std::rc::Rc;

use litemap::LiteMap;
use yrs::Any;

use crate::{
    edit::Pointer,
    id::{DeviceId, KeyId, MemberId},
    members::Members,
    pen::Pen,
    refused::Refused,
    schema::{self, Root, Slot, of_bytes, of_id, of_number, of_parts, of_text},
    sessions::keep,
    sort, text,
    view::{Device, Move},
};

/// Devices that are kept at most, as far as is read.
const KEPT: usize = 64;

/// What the document says about devices.
#[derive(Debug, Default)]
pub(crate) struct Devices {
    all: LiteMap<DeviceId, Device>,
    moves: LiteMap<(KeyId, DeviceId), Move>,
}

impl Devices {
    /// Takes in what stands under a key now.
    pub(crate) fn read(&mut self, key: &str, value: Option<&Any>) {
        let Ok(id) = key.parse() else { return };
        keep(&mut self.all, id, value.and_then(|value| read_device(id, value)));
    }

    /// Takes in what stands under a key of the moves now.
    pub(crate) fn read_move(&mut self, key: &str, value: Option<&Any>) {
        let Some((from, device)) = key.split_once('/') else { return };
        let (Ok(from), Ok(device)) = (from.parse(), device.parse()) else { return };
        keep(&mut self.moves, (from, device), value.and_then(|value| read_move(from, device, value)));
    }

    /// Whether the room went on under another key than this one.
    pub(crate) fn has_left(&self, key: KeyId) -> bool {
        self.moves.keys().any(|(from, _)| *from == key)
    }

    /// In order of coming.
    pub(crate) fn show(&self, members: &Members) -> Vec<Device> {
        let shown = |device: &Device| Device { member: members.person(device.member), ..device.clone() };
        sort::by_key(self.all.values().map(shown), |device| (device.since.0, 0, device.id.0))
    }

    /// The latest last.
    pub(crate) fn show_moves(&self, members: &Members) -> Vec<Move> {
        let shown = |moved: &Move| Move { by: members.person(moved.by), ..moved.clone() };
        sort::by_key(self.moves.values().map(shown), |moved| (moved.at.0, 0, moved.device.0))
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

fn read_move(from: KeyId, device: DeviceId, value: &Any) -> Option<Move> {
    let part = |at| schema::part(value, at);
    let (pointers, rest) = schema::bytes(part(2))?.as_chunks::<{ 8 + size_of::<Pointer>() }>();
    if !rest.is_empty() || pointers.len() > KEPT {
        return None;
    }
    let pointers = pointers.iter().filter_map(|bytes| {
        let (id, pointer) = bytes.split_first_chunk()?;
        Some((DeviceId(*id), pointer.try_into().ok()?))
    });
    Some(Move {
        from,
        device,
        by: schema::id(part(1)).map(MemberId)?,
        at: schema::moment(part(0))?,
        pointers: pointers.collect(),
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
pub(crate) fn go(
    pen: &mut Pen<'_, '_>,
    all: &Devices,
    from: KeyId,
    by: DeviceId,
    pointers: &[(DeviceId, Pointer)],
) -> Result<(), Refused> {
    if !all.all.contains_key(&by) || pointers.len() > KEPT {
        return Err(Refused::Gone);
    }
    let bytes: Vec<u8> = pointers.iter().flat_map(|(id, pointer)| id.0.into_iter().chain(*pointer)).collect();
    let value = of_parts([of_number(pen.who.now.0), of_id(pen.who.me.0), of_bytes(&bytes)]);
    pen.write(Slot::flat(Root::Moves, format!("{from}/{by}")), value);
    Ok(())
}
