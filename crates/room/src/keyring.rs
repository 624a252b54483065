//! The keyring: in a room for one, the keys of all rooms of a person, so that every device which has this room has
//! them all; and parcels, in which private lines go from one device to another.

use std::{convert::Infallible, fmt, rc::Rc, sync::Arc};

use litemap::LiteMap;
use yrs::{Any, ReadTxn};

use crate::{
    concept::{Concept, Found, show_list},
    context::Context,
    id::MemberId,
    schema::{self, Root, Slot, of_bytes, of_id, of_parts, of_text},
    text,
    values::{Refused, Target, UndoName, Verb},
    writer::Writer,
};

const KEYS: Root = Root::new(11, "keys");
const PARCELS: Root = Root::new(21, "parcels");

/// The bytes of every parcel, whatever is in it: with what stands around it in a frame, that pads to 8 KiB. `[P 158]`
pub const PARCEL: usize = 7_900;
/// How many parcels of one room there are.
pub const PARCELS_OF_ROOM: u8 = 4;

/// What a person does, in a room for one, with the keys of their other rooms.
#[derive(Debug, Clone, PartialEq, Eq, strum::VariantNames, strum::IntoStaticStr)]
pub enum KeyringEdit {
    /// Adds the key of another room of mine.
    Hold {
        room: KeyringRoomId,
        secret: KeyringSecret,
        /// Who I am in that room.
        me: MemberId,
        /// What my list of rooms calls it.
        name: String,
        /// The old room that it succeeds, if it does: a device that has the old room finds the successor by key
        /// rotation.
        from: Option<KeyringRoomId>,
    },
    /// Removes the key of a room, and its parcels.
    TakeOff { room: KeyringRoomId },
    /// Puts a parcel in the place of another.
    PutParcel { room: KeyringRoomId, at: u8, parcel: Vec<u8> },
}

/// A room's secret in a keyring. `Debug` never prints it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct KeyringSecret(pub [u8; 32]);

/// A room's public id in a keyring.
pub type KeyringRoomId = [u8; 16];

/// One room of a keyring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyringEntry {
    pub room: KeyringRoomId,
    /// Opens the room, if the entry is genuine.
    pub secret: KeyringSecret,
    /// Who the person is in it.
    pub me: MemberId,
    /// What the list of rooms calls it; empty when not known yet.
    pub name: Rc<str>,
    /// The old room that it succeeds under this key, if it does.
    pub from: Option<KeyringRoomId>,
}

/// Some of a person's private lines of one room, on their way to another device of theirs; or nothing, as many bytes long.
#[derive(Clone, PartialEq, Eq)]
pub struct Parcel {
    pub room: KeyringRoomId,
    /// Which of the room's parcels it is.
    pub at: u8,
    /// [`PARCEL`] bytes.
    pub bytes: Arc<[u8]>,
}

/// What the document says about keys (`None` for a room whose key was taken off), and the parcels.
#[derive(Debug, Default)]
pub(crate) struct Keyring {
    keys: LiteMap<KeyringRoomId, Option<KeyringEntry>>,
    parcels: LiteMap<(KeyringRoomId, u8), Arc<[u8]>>,
}

impl Concept for Keyring {
    type Edit = KeyringEdit;
    type Change = Infallible;
    type Before = ();

    const ROOTS: &'static [Root] = &[KEYS, PARCELS];

    /// (These edits are not undone.)
    fn undo_name(edit: &KeyringEdit) -> UndoName {
        match edit {
            KeyringEdit::Hold { .. } | KeyringEdit::TakeOff { .. } | KeyringEdit::PutParcel { .. } => {
                UndoName::new(Verb::Set, Target::Room)
            }
        }
    }

    fn read(&mut self, found: &Found<'_, impl ReadTxn>, _: &Context, _: &mut Vec<Infallible>) {
        if found.root == PARCELS {
            let Some((room, at)) = found.key.split_once('/') else { return };
            let (Some(room), Some(at)) = (schema::wide_id(room), read_place(at)) else { return };
            return schema::keep(&mut self.parcels, (room, at), found.value().and_then(read_parcel));
        }
        let Some(room) = schema::wide_id(found.key) else { return };
        match found.value() {
            None => drop(self.keys.remove(&room)),
            Some(Any::Null) => drop(self.keys.insert(room, None)),
            Some(value) => match read_held(room, value) {
                Some(held) => drop(self.keys.insert(room, Some(held))),
                None => drop(self.keys.remove(&room)),
            },
        }
    }

    fn before(&self, _: &Context) {}

    fn perform(&self, writer: &mut Writer<'_, '_>, _: &Context, edit: &KeyringEdit) -> Result<(), Refused> {
        match edit {
            KeyringEdit::Hold { room, secret, me, name, from } => {
                let name = text::one_line(text::fits(name, text::NAME)?);
                let from = from.map_or(Any::Null, |from| of_bytes(&from));
                writer.write(slot(room), of_parts([of_bytes(&secret.0), of_id(me.0), of_text(&name), from]));
            }
            // The null stays, so that a device which still has the key does not add it again.
            KeyringEdit::TakeOff { room } => {
                writer.write(slot(room), Any::Null);
                (0..PARCELS_OF_ROOM).for_each(|at| writer.write(parcel_slot(room, at), Any::Null));
            }
            KeyringEdit::PutParcel { room, at, parcel } => {
                if parcel.len() != PARCEL {
                    return Err(Refused::Text { length: parcel.len(), most: PARCEL });
                }
                // A room that was taken off is gone, or went on under another key.
                if *at >= PARCELS_OF_ROOM || matches!(self.keys.get(room), Some(None)) {
                    return Err(Refused::Gone);
                }
                writer.write(parcel_slot(room, *at), of_bytes(parcel));
            }
        }
        Ok(())
    }
}

impl Keyring {
    /// Shows the keys held and the rooms taken off, both in order of ids; and the parcels, in order of rooms and places.
    pub(crate) fn show(
        &self,
        _: &Context,
        keyring: &mut Rc<[KeyringEntry]>,
        taken_off: &mut Rc<[KeyringRoomId]>,
        parcels: &mut Rc<[Parcel]>,
    ) {
        show_list(keyring, self.keys.values().flatten().cloned().collect());
        let gone = self.keys.iter().filter(|(_, held)| held.is_none());
        show_list(taken_off, gone.map(|(room, _)| *room).collect());
        let all =
            self.parcels.iter().map(|((room, at), bytes)| Parcel { room: *room, at: *at, bytes: Arc::clone(bytes) });
        show_list(parcels, all.collect());
    }
}

fn slot(room: &KeyringRoomId) -> Slot {
    Slot::flat(KEYS, schema::wide_key(room))
}

fn parcel_slot(room: &KeyringRoomId, at: u8) -> Slot {
    Slot::flat(PARCELS, format!("{}/{at}", schema::wide_key(room)))
}

fn read_place(text: &str) -> Option<u8> {
    let place = text.parse().ok().filter(|place| *place < PARCELS_OF_ROOM)?;
    // One way to write each.
    (text.len() == 1).then_some(place)
}

fn read_parcel(value: &Any) -> Option<Arc<[u8]>> {
    match value {
        Any::Buffer(bytes) if bytes.len() == PARCEL => Some(Arc::clone(bytes)),
        _ => None,
    }
}

fn read_held(room: KeyringRoomId, value: &Any) -> Option<KeyringEntry> {
    let part = |at| schema::part(value, at);
    let name = schema::text(part(2)).filter(|name| text::fits(name, text::NAME).is_ok())?;
    Some(KeyringEntry {
        room,
        secret: KeyringSecret(schema::bytes(part(0))?.try_into().ok()?),
        me: schema::id(part(1)).map(MemberId)?,
        name: Rc::from(name),
        from: schema::bytes(part(3)).and_then(|from| from.try_into().ok()),
    })
}

impl fmt::Debug for KeyringSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyringSecret(…)")
    }
}

impl fmt::Debug for Parcel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parcel").field("at", &self.at).finish_non_exhaustive()
    }
}
