//! Keyboard shortcuts.

use crate::strings::words::words;

words! { 14:
    SingleKeys = "Single keys";
    KeysTitle = "Keyboard";
    KeysHint = "Single keys work outside of fields.";
    KeyAdd = "Add";
    KeyTick = "Tick";
    KeyRows = "Next row, row before";
    KeyEdit = "Edit the row, back to it";
    KeyReorder = "Move the row";
    KeyTimer = "Start or pause";
    KeyFive = "Five minutes more or less";
    KeyNext = "Next item";
    KeySections = "Go to a section";
    KeySearch = "Search";
    KeyUndo = "Undo, redo";
    KeyList = "This list";
}
