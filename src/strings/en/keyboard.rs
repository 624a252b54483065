//! Keyboard shortcuts.

use crate::strings::words::words;

words! { 14:
    SingleKeys = "Single keys";
    KeysTitle = "Keyboard";
    KeysHint = "Single keys work outside of fields.";
    KeyAdd = "Add";
    KeyTick = "Tick";
    KeyRowNext = "Next row";
    KeyRowBefore = "Previous row";
    KeyEdit = "Edit the row, leave it";
    KeyReorder = "Move the row";
    KeyTimer = "Start or pause";
    KeyFiveMore = "5 minutes more";
    KeyFiveFewer = "5 minutes fewer";
    KeyNext = "Next item";
    KeyToAgenda = "Go to the agenda";
    KeyToNow = "Go to the open point";
    KeyToTasks = "Go to the tasks";
    KeyToMore = "Go to more";
    KeyCommands = "Search and commands";
    KeyCommandsAnywhere = "The same, in a field too";
    KeyList = "Keyboard shortcuts";
}
