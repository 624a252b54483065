//! Turns an event of the script into an input for a person's copy of the room.

use std::rc::Rc;

use alongside_room::{Edit, TextEdit, TextField};

use super::line::{Action, Keystroke, ScriptEvent, ScriptLine, Start};

/// What a person does to a copy of the room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PersonInput {
    Edit(Edit),
    Undo,
    Redo,
}

/// A person who types in one copy of the room. It remembers where.
#[derive(Debug, Default)]
pub struct Typist {
    typing: Typing,
}

/// The text before the caret, enough of it to find the caret again when the other's edits move it.
#[derive(Debug, Default)]
struct Typing {
    before: String,
    typed: String,
}

/// What the line refers to is not in this copy (yet).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no «{0}» in this copy")]
pub struct NotFound(String);

impl Typist {
    /// Whether the person reads the other's text before doing this: who writes below it has seen it.
    pub fn reads_first(event: &ScriptEvent<'_>) -> bool {
        matches!(&event.line.action, Action::Type { start: Start::End, .. }) && event.key == 0
    }

    /// The input for one event of a line; `text` gives the text of a field.
    pub fn input(
        &mut self,
        line: &ScriptLine,
        number: usize,
        text: impl Fn(TextField) -> Option<Rc<str>>,
    ) -> Result<PersonInput, NotFound> {
        let (field, start, keys) = match &line.action {
            Action::Edit(edit) => return Ok(PersonInput::Edit(edit.clone())),
            Action::Undo => return Ok(PersonInput::Undo),
            Action::Redo => return Ok(PersonInput::Redo),
            Action::Type { field, start, keys } => (*field, start, keys),
        };
        let base = text(field).ok_or_else(|| NotFound(format!("{field:?}")))?;
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
                let last = self.typing.typed.pop().ok_or_else(|| NotFound("a letter to take back".to_owned()))?;
                text.replace_range(caret - last.len_utf8()..caret, "");
            }
        }
        Ok(PersonInput::Edit(Edit::Text(TextEdit::Retype { field, base: base.to_string(), text, caret: None })))
    }

    /// Places the caret, or a selection, where the line begins to type.
    fn begin(&mut self, start: &Start, base: &str) -> Result<(usize, usize), NotFound> {
        let not_found = |words: &str| NotFound(words.to_owned());
        let (caret, selected) = match start {
            Start::Beginning => (0, 0),
            Start::End => (base.len(), 0),
            Start::After(words) => (base.find(words).ok_or_else(|| not_found(words))? + words.len(), 0),
            Start::Over(words) => (base.find(words).ok_or_else(|| not_found(words))?, words.len()),
        };
        let line = base[..caret].trim_end_matches('\n').rfind('\n').unwrap_or(0);
        self.typing = Typing { before: base[line..caret].to_owned(), typed: String::new() };
        Ok((caret, selected))
    }
}

impl Typing {
    fn caret(&self, base: &str) -> Result<usize, NotFound> {
        let anchor = format!("{}{}", self.before, self.typed);
        base.find(&anchor).map(|at| at + anchor.len()).ok_or(NotFound(anchor))
    }
}
