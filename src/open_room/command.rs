//! What a person can do, or go to, as values: the dialog "Commands" lists them.

use yew::prelude::*;

use crate::{browser::language, open_room::room_dialog::RoomDialog};

/// Something to do or to go to.
#[derive(Clone)]
pub struct Command {
    pub words: AttrValue,
    /// What it is done to, or where it is; empty if the words say it.
    pub about: AttrValue,
    /// The key that does it without the dialog; empty if there is none.
    pub key: &'static str,
    /// What was typed stands in a text of it that is not shown.
    pub is_found: bool,
    pub chosen: Chosen,
}

/// What comes of choosing a [`Command`].
#[derive(Clone)]
pub enum Chosen {
    /// Done in the room, when the dialog of the commands is closed.
    Act(Callback<()>),
    /// Another dialog, when this is done.
    ActThenOpens(Callback<()>, &'static RoomDialog),
    /// Another dialog.
    Opens(&'static RoomDialog),
}

impl Command {
    /// Something that is done in the room.
    pub fn act(words: impl Into<AttrValue>, act: Callback<()>) -> Self {
        Self { words: words.into(), about: AttrValue::default(), key: "", is_found: false, chosen: Chosen::Act(act) }
    }

    /// A way to another dialog.
    pub fn opens(words: impl Into<AttrValue>, dialog: &'static RoomDialog) -> Self {
        Self {
            words: words.into(),
            about: AttrValue::default(),
            key: "",
            is_found: false,
            chosen: Chosen::Opens(dialog),
        }
    }

    /// The same, found by a text that is not shown.
    #[must_use]
    pub fn found(self) -> Self {
        Self { is_found: true, ..self }
    }

    /// The same, said to be done to something or to be somewhere.
    #[must_use]
    pub fn about(self, about: impl Into<AttrValue>) -> Self {
        Self { about: about.into(), ..self }
    }

    /// The same, with its key.
    #[must_use]
    pub fn by(self, key: &'static str) -> Self {
        Self { key, ..self }
    }
}

/// Whether each of these words (in lower case) stands in one of the texts; not if there is no word.
pub fn stand_in<'a>(words: &str, texts: impl IntoIterator<Item = &'a str>) -> bool {
    if words.is_empty() {
        return false;
    }
    let texts: Vec<String> = texts.into_iter().map(language::lower).collect();
    words.split_whitespace().all(|word| texts.iter().any(|text| text.contains(word)))
}
