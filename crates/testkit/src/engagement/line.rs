//! One line of the script: who does what, and when.

use alongside_room::{Edit, MemberId, Moment, TextField};

pub(super) const MINUTE: u64 = 60_000;

/// One of the two people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Player {
    /// The coach.
    Ana,
    /// The coachee.
    Ben,
}

/// One line of the files.
#[derive(Debug)]
pub struct ScriptLine {
    /// Milliseconds since the session began.
    pub at: u64,
    pub who: Player,
    pub action: Action,
    /// File and line number.
    pub source: String,
}

/// What a person does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Makes an edit.
    Edit(Edit),
    /// Types in a field.
    Type {
        field: TextField,
        /// Where the caret is placed first.
        start: Start,
        /// The keys, one after the other.
        keys: Vec<Keystroke>,
    },
    /// Undoes the last edit.
    Undo,
    /// Redoes what was undone.
    Redo,
}

/// Where typing begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Start {
    /// Before everything.
    Beginning,
    /// After everything that the person has read there.
    End,
    /// Behind these words.
    After(String),
    /// Over these words, which are selected.
    Over(String),
}

/// A key, or what an emoji picker inserts at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keystroke {
    /// One grapheme cluster.
    Letter(String),
    /// Deletes the last letter typed.
    Backspace,
}

/// The smallest event: an action, or one key of typing.
#[derive(Debug, Clone, Copy)]
pub struct ScriptEvent<'e> {
    /// Room time.
    pub at: Moment,
    /// The line that it belongs to.
    pub line: &'e ScriptLine,
    /// The index of the key, if the line types.
    pub key: usize,
}

impl Player {
    pub const BOTH: [Self; 2] = [Self::Ana, Self::Ben];

    /// Their id in every room.
    pub fn id(self) -> MemberId {
        MemberId(match self {
            Self::Ana => *b"ana-ana-",
            Self::Ben => *b"ben-ben-",
        })
    }

    /// Their name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ana => "Ana",
            Self::Ben => "Ben",
        }
    }

    /// The other of the two.
    pub fn other(self) -> Self {
        match self {
            Self::Ana => Self::Ben,
            Self::Ben => Self::Ana,
        }
    }
}

impl ScriptLine {
    /// When each key goes down, counted from the beginning of the line, at a person's pace: letters come quickly, a
    /// new word after a pause, a mistake is noticed late and corrected fast.
    pub(super) fn rhythm<'l>(&self, keys: &'l [Keystroke]) -> impl Iterator<Item = u64> + use<'l> {
        let seed = self.at;
        let (mut at, mut before): (_, Option<&Keystroke>) = (0, None);
        keys.iter().enumerate().map(move |(number, key)| {
            let swing = (seed / 7 + number as u64 * 37) % 60;
            at += swing
                + match (before, key) {
                    (None, _) => 0,
                    (Some(Keystroke::Letter(_)), Keystroke::Backspace) => 280,
                    (Some(Keystroke::Backspace), Keystroke::Backspace) => 70,
                    (Some(Keystroke::Backspace), Keystroke::Letter(_)) => 160,
                    (Some(Keystroke::Letter(letter)), _) if letter == " " => 110,
                    (Some(Keystroke::Letter(letter)), _) if letter == "\n" => 300,
                    (Some(Keystroke::Letter(_)), _) => 80,
                };
            before = Some(key);
            at
        })
    }

    /// When its last key goes down, in milliseconds since the session began.
    pub fn ends(&self) -> u64 {
        match &self.action {
            Action::Type { keys, .. } => self.at + self.rhythm(keys).last().unwrap_or(0),
            _ => self.at,
        }
    }
}
