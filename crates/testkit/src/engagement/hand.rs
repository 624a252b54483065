//! From a stroke to what a person's copy of the room is given, as the copy stands.

use std::rc::Rc;

use alongside_room::{Edit, TextEdit, TextField};

use super::line::{Action, Keystroke, ScriptLine, Start, Stroke};

/// What a person wants of a copy of the room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PersonInput {
    /// An edit.
    Edit(Edit),
    /// Take the last one back.
    Undo,
    /// Do it again.
    Redo,
}

/// A person's hand at one copy of the room: it remembers where it is typing.
#[derive(Debug, Default)]
pub struct Hand {
    typing: Typing,
}

/// What stands before the caret, as far as it takes to find the caret again when the other's words push it about.
#[derive(Debug, Default)]
struct Typing {
    before: String,
    typed: String,
}

/// What the line wants to do is not to be seen in this copy (yet).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no «{0}» here")]
pub struct NotHere(String);

impl Hand {
    /// Whether a person first reads what is there before they do this: who writes below the other's words has seen them.
    pub fn reads_first(stroke: &Stroke<'_>) -> bool {
        matches!(&stroke.line.action, Action::Type { start: Start::End, .. }) && stroke.key == 0
    }

    /// What a copy is given for a stroke; `text` is what its fields show.
    pub fn does(
        &mut self,
        line: &ScriptLine,
        number: usize,
        text: impl Fn(TextField) -> Option<Rc<str>>,
    ) -> Result<PersonInput, NotHere> {
        let (field, start, keys) = match &line.action {
            Action::Edit(edit) => return Ok(PersonInput::Edit(edit.clone())),
            Action::Undo => return Ok(PersonInput::Undo),
            Action::Redo => return Ok(PersonInput::Redo),
            Action::Type { field, start, keys } => (*field, start, keys),
        };
        let base = text(field).ok_or_else(|| NotHere(format!("{field:?}")))?;
        let (caret, selected) = match number {
            0 => self.begin(start, &base)?,
            _ => (self.typing.caret(&base)?, 0),
        };
        let mut text = base.to_string();
        match &keys[number] {
            Keystroke::Letter(letter) => {
                text.replace_range(caret..caret + selected, letter);
                self.typing.typed.push_str(letter);
            }
            Keystroke::Backspace => {
                let last = self.typing.typed.pop().ok_or_else(|| NotHere("a letter to take back".to_owned()))?;
                text.replace_range(caret - last.len_utf8()..caret, "");
            }
        }
        Ok(PersonInput::Edit(Edit::Text(TextEdit::Retype { field, base: base.to_string(), text, caret: None })))
    }

    /// Puts the caret, and maybe a selection behind it.
    fn begin(&mut self, start: &Start, base: &str) -> Result<(usize, usize), NotHere> {
        let not_here = |words: &str| NotHere(words.to_owned());
        let (caret, selected) = match start {
            Start::Beginning => (0, 0),
            Start::End => (base.len(), 0),
            Start::After(words) => (base.find(words).ok_or_else(|| not_here(words))? + words.len(), 0),
            Start::Over(words) => (base.find(words).ok_or_else(|| not_here(words))?, words.len()),
        };
        let line = base[..caret].trim_end_matches('\n').rfind('\n').unwrap_or(0);
        self.typing = Typing { before: base[line..caret].to_owned(), typed: String::new() };
        Ok((caret, selected))
    }
}

impl Typing {
    fn caret(&self, base: &str) -> Result<usize, NotHere> {
        let anchor = format!("{}{}", self.before, self.typed);
        base.find(&anchor).map(|at| at + anchor.len()).ok_or(NotHere(anchor))
    }
}
