//! What people do at a page: every kind of edit, undo and redo, and moving the caret.

use std::{fmt, str::FromStr};

use alongside_peer::{Input, Now, Peer, io::Caret};
use serde::{Deserialize, Serialize};

use super::copy;
use crate::{
    chance::{Chance, Choices},
    edits::{EditKind, NoSuchEdit, Reach, Screen, draw, draw_field},
};

/// A kind of action; as text `undo`, or the name of the edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Action {
    Edit(EditKind),
    Undo,
    Redo,
    PointAt,
}

impl Action {
    /// All actions, with the relative frequency of each.
    pub fn all() -> Vec<(Self, u64)> {
        let others = [(Self::Undo, 14), (Self::Redo, 8), (Self::PointAt, 6)];
        let edits = EditKind::all().into_iter().map(|kind| (Self::Edit(kind), often(kind)));
        others.into_iter().chain(edits).filter(|(_, often)| *often > 0).collect()
    }

    /// An action drawn at random.
    pub fn drawn(chance: &mut Chance) -> Self {
        let all = Self::all();
        let mut rest = chance.below(all.iter().map(|(_, often)| often).sum());
        for (action, often) in &all {
            match rest.checked_sub(*often) {
                Some(less) => rest = less,
                None => return *action,
            }
        }
        Self::Undo
    }

    /// The peer's input for this action, given what the screen shows; `None` if there is nothing to apply it to.
    pub fn input(self, chance: &mut Chance, peer: &mut Peer, now: Now) -> Option<Input> {
        match self {
            Self::Undo => Some(Input::Undo),
            Self::Redo => Some(Input::Redo),
            Self::PointAt => {
                let caret =
                    draw_field(&peer.view(now), chance).map(|field| Caret { field, at: chance.below(9) as u32 });
                Some(Input::Caret(caret))
            }
            Self::Edit(kind) => {
                let me = peer.me()?;
                let (view, pair) = (peer.view(now), [copy::member(0), copy::member(1)]);
                let screen = Screen { me, view: &view, pair: &pair };
                draw(kind, &screen, Reach::Screen, chance).map(Input::from)
            }
        }
    }
}

/// The relative frequency of an edit: three, unless it is listed.
fn often(kind: EditKind) -> u64 {
    let name = kind.to_string();
    OFTEN.iter().find(|(other, _)| *other == name).map_or(3, |(_, often)| *often)
}

const OFTEN: &[(&str, u64)] = &[
    ("Agenda::Add", 60),
    ("Text::Retype", 50),
    ("Tasks::Add", 12),
    ("Agenda::SetDiscussed", 8),
    ("Agenda::Reorder", 8),
    ("Agenda::SetMinutes", 8),
    ("Agenda::SetCurrent", 8),
    ("Timer::Start", 8),
    ("Agenda::WrapUp", 1),
    ("Agenda::Delete", 6),
    ("Tasks::SetStatus", 6),
    // In a room that was ended few edits apply.
    ("About::End", 1),
    ("About::Reopen", 12),
    // A room that went on under another key cannot be edited any more.
    ("Devices::RotateKey", 0),
];

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Edit(kind) => kind.fmt(f),
            Self::Undo => f.write_str("undo"),
            Self::Redo => f.write_str("redo"),
            Self::PointAt => f.write_str("point_at"),
        }
    }
}

impl FromStr for Action {
    type Err = NoSuchEdit;

    fn from_str(name: &str) -> Result<Self, NoSuchEdit> {
        match name {
            "undo" => Ok(Self::Undo),
            "redo" => Ok(Self::Redo),
            "point_at" => Ok(Self::PointAt),
            _ => name.parse().map(Self::Edit),
        }
    }
}

impl From<Action> for String {
    fn from(action: Action) -> Self {
        action.to_string()
    }
}

impl TryFrom<String> for Action {
    type Error = NoSuchEdit;

    fn try_from(name: String) -> Result<Self, NoSuchEdit> {
        name.parse()
    }
}
