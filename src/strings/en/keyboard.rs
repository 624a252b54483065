//! Keyboard shortcuts.

use crate::strings::words::words;

words! { 14:
    SingleKeys = "Single-key shortcuts";
    KeysTitle = "Keyboard";
    KeysHint = "They work outside of text fields.";
    KeyAdd = "Add";
    KeyTick = "Tick";
    KeyRowNext = "Next row";
    KeyRowBefore = "Previous row";
    KeyEdit = "Edit / leave the row";
    KeyReorder = "Move the row";
    KeyTimer = "Start or pause";
    KeyFiveMore = "5 minutes more";
    KeyFiveFewer = "5 minutes fewer";
    KeyNext = "Next point";
    KeyToAgenda = "Go to the agenda";
    KeyToNow = "Go to the open point";
    KeyToTasks = "Go to the tasks";
    KeyToMore = "Go to more";
    KeyShowLast = "Go to what the other did last";
    KeyCommands = "Search and commands";
    KeyCommandsAnywhere = "The same, in a field too";
    KeyLineTask = "In the notes: make the line a task";
    KeyNextOpen = "Next point, this one stays open";
    KeyList = "Keyboard shortcuts";
}
