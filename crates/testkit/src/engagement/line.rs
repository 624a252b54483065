//! Who does what, and when: one line of the script.

use alongside_room::{Edit, MemberId, Moment, TextField};

pub(super) const MINUTE: u64 = 60_000;

/// One of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Player {
    /// The coach.
    Ana,
    /// The coachee.
    Ben,
}

/// A line of the files.
#[derive(Debug)]
pub struct ScriptLine {
    /// Milliseconds since the session began.
    pub at: u64,
    /// Who does it.
    pub who: Player,
    /// What they do.
    pub action: Action,
    /// File and line.
    pub source: String,
}

/// What a person does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// It is one edit.
    Edit(Edit),
    /// They type in a field.
    Type {
        /// Which field.
        field: TextField,
        /// Where they put the caret first.
        start: Start,
        /// One after the other.
        keys: Vec<Keystroke>,
    },
    /// They take their last edit back.
    Undo,
    /// They do again what they took back.
    Redo,
}

/// Where typing begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Start {
    /// Before everything.
    Beginning,
    /// After everything that they have read there.
    End,
    /// Behind these words.
    After(String),
    /// Over these words, which they select.
    Over(String),
}

/// A key, or what an emoji picker puts in at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keystroke {
    /// What the eye sees as one character.
    Letter(String),
    /// The last one goes.
    Backspace,
}

/// The smallest thing that happens: an action, or one key of typing.
#[derive(Debug, Clone, Copy)]
pub struct Stroke<'e> {
    /// Room time.
    pub at: Moment,
    /// The line it is of.
    pub line: &'e ScriptLine,
    /// Which key, where it is typing.
    pub key: usize,
}

impl Player {
    /// Both.
    pub const BOTH: [Self; 2] = [Self::Ana, Self::Ben];

    /// Their id in every room.
    pub fn id(self) -> MemberId {
        MemberId(match self {
            Self::Ana => *b"ana-ana-",
            Self::Ben => *b"ben-ben-",
        })
    }

    /// What they are called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ana => "Ana",
            Self::Ben => "Ben",
        }
    }

    /// The one across the table.
    pub fn other(self) -> Self {
        match self {
            Self::Ana => Self::Ben,
            Self::Ben => Self::Ana,
        }
    }
}

impl ScriptLine {
    /// When each key goes down, from when the line begins, and how a hand goes about it: letters flow, a new word takes a
    /// breath, a mistake is noticed late and taken back fast.
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
