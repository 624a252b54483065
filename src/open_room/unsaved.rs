//! What stands in fields and not in the room: texts that the room did not take, or that are none of what it takes there. Each
//! stays with the person who wrote it, on this device, until the room takes it or the person gives it up; the sync chip counts
//! them all. Nothing here knows of elements: fields show it (`parts::refused`).

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use alongside_peer::facts::Sync;
use alongside_room::{Refused, map_of};
use alongside_wire::RoomId;
use litemap::LiteMap;
use yew::Callback;

use crate::browser::prefs::{Prefs, in_room};

/// The unsaved texts of one room. Cheap to clone; clones share what they hold, and are equal to each other only.
#[derive(Clone)]
pub struct Unsaved(Rc<UnsavedTexts>);

struct UnsavedTexts {
    room: RoomId,
    prefs: Prefs,
    /// By the name of the field.
    texts: RefCell<LiteMap<String, UnsavedText>>,
    /// How many edits were refused until now.
    refusals: Cell<u64>,
    /// Some when a field waits for the answer to its own edit, and says it itself.
    asked: RefCell<Option<Option<Refused>>>,
    /// Told when there are more or fewer texts.
    changed: Callback<()>,
}

/// What the device keeps a text under, before its field's name: as a draft, which goes on with a room that changes its key.
const KEPT_AS: &str = "draft-unsaved-";

/// A text that the room did not take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnsavedText {
    /// What the room had when the text was changed for the first time; a shared text is merged from there.
    pub base: String,
    pub text: String,
    /// Why it was not taken, in words.
    pub why: String,
}

impl Unsaved {
    /// What this device kept of the room's; `changed` is told when there are more or fewer.
    pub fn read(room: RoomId, prefs: Prefs, changed: Callback<()>) -> Self {
        let texts = prefs.texts_in(KEPT_AS, room);
        let texts = map_of(texts.into_iter().filter_map(|(field, kept)| Some((field, UnsavedText::read(&kept)?))));
        Self(Rc::new(UnsavedTexts {
            room,
            prefs,
            texts: RefCell::new(texts),
            refusals: Cell::default(),
            asked: RefCell::default(),
            changed,
        }))
    }

    /// Does something that may come to an edit of the room, and gives why it was refused, if it was: whoever asks says so where
    /// the hand is, and nobody else does.
    pub fn refusal_of(&self, act: impl FnOnce()) -> Option<Refused> {
        let outer = self.0.asked.replace(Some(None));
        act();
        self.0.asked.replace(outer).flatten()
    }

    /// Does something that may come to an edit of the room, and gives whether it was refused, which is told as all news are.
    pub fn was_refused(&self, act: impl FnOnce()) -> bool {
        let before = self.0.refusals.get();
        act();
        self.0.refusals.get() != before
    }

    /// An edit was refused. Gives it back where no field waits for it.
    pub(super) fn hear(&self, refused: Refused) -> Option<Refused> {
        self.0.refusals.set(self.0.refusals.get() + 1);
        match &mut *self.0.asked.borrow_mut() {
            Some(answer) => {
                *answer = Some(refused);
                None
            }
            None => Some(refused),
        }
    }

    /// What stands in this field and not in the room.
    pub fn of(&self, field: &str) -> Option<UnsavedText> {
        self.0.texts.borrow().get(field).cloned()
    }

    /// This stands in the field and not in the room.
    pub fn keep(&self, field: &str, text: UnsavedText) {
        self.0.prefs.set(&self.name(field), &text.write());
        let before = self.0.texts.borrow_mut().insert(field.to_owned(), text);
        if before.is_none() {
            self.0.changed.emit(());
        }
    }

    /// The room has what stands in the field; or the person gave it up.
    pub fn let_go(&self, field: &str) {
        let before = self.0.texts.borrow_mut().remove(field);
        if before.is_some() {
            self.0.prefs.set(&self.name(field), "");
            self.0.changed.emit(());
        }
    }

    /// All of them, by the names of their fields.
    pub fn all(&self) -> Vec<(String, UnsavedText)> {
        self.0.texts.borrow().iter().map(|(field, text)| (field.clone(), text.clone())).collect()
    }

    /// How many there are.
    pub fn count(&self) -> u32 {
        self.0.texts.borrow().len() as u32
    }

    /// What the chip says, by what it would say if there were none.
    pub fn sync(&self, sync: Sync) -> Sync {
        with_unsaved(sync, self.count())
    }

    fn name(&self, field: &str) -> String {
        in_room(&format!("{}{field}", KEPT_AS), self.0.room)
    }
}

impl PartialEq for Unsaved {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

fn with_unsaved(sync: Sync, unsaved: u32) -> Sync {
    match sync {
        sync if unsaved == 0 => sync,
        Sync::Offline { waiting } => Sync::Offline { waiting: waiting.saturating_add(unsaved) },
        Sync::NotSaved { waiting } => Sync::NotSaved { waiting: waiting.saturating_add(unsaved) },
        Sync::SavedHere | Sync::Sent | Sync::HasIt(_) | Sync::Connecting => Sync::NotSaved { waiting: unsaved },
    }
}

impl UnsavedText {
    /// As the device keeps it: the lengths of base and text in bytes, then the three texts.
    fn write(&self) -> String {
        let Self { base, text, why } = self;
        format!("{} {} {base}{text}{why}", base.len(), text.len())
    }

    fn read(kept: &str) -> Option<Self> {
        let (base, rest) = kept.split_once(' ')?;
        let (text, rest) = rest.split_once(' ')?;
        let (base, rest) = rest.split_at_checked(base.parse().ok()?)?;
        let (text, why) = rest.split_at_checked(text.parse().ok()?)?;
        Some(Self { base: base.to_owned(), text: text.to_owned(), why: why.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use alongside_room::MemberId;

    use super::*;

    #[test]
    fn a_text_is_kept_whole_whatever_is_in_it() {
        for [base, text, why] in [["", "", ""], ["12 3", " 4 🙂\n", "Not saved"], ["é", "", "5 5"]] {
            let unsaved = UnsavedText { base: base.into(), text: text.into(), why: why.into() };
            assert_eq!(UnsavedText::read(&unsaved.write()), Some(unsaved));
        }
        assert_eq!(UnsavedText::read("7 7 short"), None);
    }

    #[test]
    fn the_chip_counts_what_stands_in_fields_and_claims_no_device_has_it() {
        let has_it = Sync::HasIt(MemberId([1; 8]));
        assert_eq!(with_unsaved(has_it, 0), has_it);
        for sync in [has_it, Sync::Sent, Sync::SavedHere, Sync::Connecting] {
            assert_eq!(with_unsaved(sync, 2), Sync::NotSaved { waiting: 2 });
        }
        assert_eq!(with_unsaved(Sync::Offline { waiting: 1 }, 2), Sync::Offline { waiting: 3 });
    }
}
