//! What the line in a task's row is drawn from.

use std::rc::Rc;

use alongside_room::{Handed, HandoffReply, Task};
use yew::Callback;

/// A task's hand-off for its row, which is drawn again when this is another.
#[derive(Debug, Clone, PartialEq)]
pub struct HandedRow {
    pub handed: Handed,
    /// Whether its receiver is the person at this device.
    pub is_mine: bool,
    /// Who hands it to me, or to whom it is handed.
    pub other: Rc<str>,
    /// Whether what draws it has come.
    pub is_there: bool,
}

/// What the line is drawn from.
pub struct HandedLine<'a> {
    pub task: &'a Task,
    pub row: &'a HandedRow,
    /// Opens the dialog.
    pub open: Callback<()>,
    /// Answers an offer.
    pub answer: Callback<HandoffReply>,
    pub only_read: bool,
}
