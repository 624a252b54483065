//! What a room for one holds: the keys of a person's rooms, so that a device which has this room has them all.

use std::{convert::Infallible, fmt, rc::Rc};

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

/// What people do, in a room for one, to the keys of their other rooms.
#[derive(Debug, Clone, PartialEq, Eq, strum::VariantNames, strum::IntoStaticStr)]
pub enum KeyringEdit {
    /// This room for one holds the key of another room of mine.
    Hold {
        room: KeyringRoomId,
        secret: KeyringSecret,
        /// Who I am in that room.
        me: MemberId,
        /// What the list calls it.
        name: String,
        /// The old room that it is the successor of, if it is one: a device that has the old room follows from there.
        from: Option<KeyringRoomId>,
    },
    /// It holds that key no longer.
    TakeOff { room: KeyringRoomId },
}

/// A room's secret, as its keyring holds it. It never prints.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct KeyringSecret(pub [u8; 32]);

/// A room's public id, as the keyring names it.
pub type KeyringRoomId = [u8; 16];

/// One room of a keyring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyringEntry {
    /// The room.
    pub room: KeyringRoomId,
    /// Opens it, as far as whoever wrote this down says.
    pub secret: KeyringSecret,
    /// Who the person is in it.
    pub me: MemberId,
    /// What the list calls it; empty when nobody knows yet.
    pub name: Rc<str>,
    /// The room that it went on from under this key, if it did.
    pub from: Option<KeyringRoomId>,
}

/// What the document says about keys: none for a room that was taken off.
#[derive(Debug, Default)]
pub(crate) struct Keyring(LiteMap<KeyringRoomId, Option<KeyringEntry>>);

impl Concept for Keyring {
    type Edit = KeyringEdit;
    type Change = Infallible;
    type Before = ();

    const ROOTS: &'static [Root] = &[KEYS];

    /// (They leave nothing to undo.)
    fn undo_name(edit: &KeyringEdit) -> UndoName {
        match edit {
            KeyringEdit::Hold { .. } | KeyringEdit::TakeOff { .. } => UndoName::new(Verb::Set, Target::Room),
        }
    }

    fn read(&mut self, found: &Found<'_, impl ReadTxn>, _: &Context, _: &mut Vec<Infallible>) {
        let Some(room) = read_id(found.key) else { return };
        match found.value() {
            None => drop(self.0.remove(&room)),
            Some(Any::Null) => drop(self.0.insert(room, None)),
            Some(value) => match read_held(room, value) {
                Some(held) => drop(self.0.insert(room, Some(held))),
                None => drop(self.0.remove(&room)),
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
            // A device that still has it does not put it on again.
            KeyringEdit::TakeOff { room } => writer.write(slot(room), Any::Null),
        }
        Ok(())
    }
}

impl Keyring {
    /// What is on it and what was taken off, both by id.
    pub(crate) fn show(&self, _: &Context, keyring: &mut Rc<[KeyringEntry]>, taken_off: &mut Rc<[KeyringRoomId]>) {
        show_list(keyring, self.0.values().flatten().cloned().collect());
        let gone = self.0.iter().filter(|(_, held)| held.is_none());
        show_list(taken_off, gone.map(|(room, _)| *room).collect());
    }
}

fn read_id(key: &str) -> Option<KeyringRoomId> {
    let (high, low) = key.split_at_checked(16)?;
    let half = |digits: &str| digits.parse().ok().map(|MemberId(bytes)| bytes);
    let (high, low) = (half(high)?, half(low)?);
    let mut id = [0; 16];
    id[..8].copy_from_slice(&high);
    id[8..].copy_from_slice(&low);
    Some(id)
}

fn slot(room: &KeyringRoomId) -> Slot {
    Slot::flat(KEYS, format!("{:032x}", u128::from_be_bytes(*room)))
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
