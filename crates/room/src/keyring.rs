//! The keyring: in a room for one, the keys of all rooms of a person, so that every device which has this room has
//! them all.

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
    /// Removes the key of a room.
    TakeOff { room: KeyringRoomId },
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

/// What the document says about keys; `None` for a room whose key was taken off.
#[derive(Debug, Default)]
pub(crate) struct Keyring(LiteMap<KeyringRoomId, Option<KeyringEntry>>);

impl Concept for Keyring {
    type Edit = KeyringEdit;
    type Change = Infallible;
    type Before = ();

    const ROOTS: &'static [Root] = &[KEYS];

    /// (These edits are not undone.)
    fn undo_name(edit: &KeyringEdit) -> UndoName {
        match edit {
            KeyringEdit::Hold { .. } | KeyringEdit::TakeOff { .. } => UndoName::new(Verb::Set, Target::Room),
        }
    }

    fn read(&mut self, found: &Found<'_, impl ReadTxn>, _: &Context, _: &mut Vec<Infallible>) {
        let Some(room) = schema::wide_id(found.key) else { return };
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
            // The null stays, so that a device which still has the key does not add it again.
            KeyringEdit::TakeOff { room } => writer.write(slot(room), Any::Null),
        }
        Ok(())
    }
}

impl Keyring {
    /// Shows the keys held and the rooms taken off, both in order of ids.
    pub(crate) fn show(&self, _: &Context, keyring: &mut Rc<[KeyringEntry]>, taken_off: &mut Rc<[KeyringRoomId]>) {
        show_list(keyring, self.0.values().flatten().cloned().collect());
        let gone = self.0.iter().filter(|(_, held)| held.is_none());
        show_list(taken_off, gone.map(|(room, _)| *room).collect());
    }
}

fn slot(room: &KeyringRoomId) -> Slot {
    Slot::flat(KEYS, schema::wide_key(room))
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
