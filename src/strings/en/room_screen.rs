//! The screen of a room.

use crate::strings::words::words;

words! { 2:
    Menu = "Menu";
    Undo = "Undo";
    Redo = "Redo";
    More = "More";
    Sections = "Sections";
    SinceAway = "Since {day} {name} {what}.";
    SinceAwayNoDay = "While you were away {name} {what}.";
    Show = "Show";
    DidLine = "{name} {what}";
    SayUndone = "Undone";
    SayRedone = "Redone";
    RefusedGone = "It is no longer there";
    RefusedLong = [One: "Not saved: {n} character too many", Other: "Not saved: {n} characters too many"];
    RefusedEmpty = "Not saved: this cannot be empty";
    RefusedNumber = "Not saved: a whole number from {min} to {max}, please";
    NothingToUndo = "There is nothing to undo";
    NothingToRedo = "There is nothing to redo";
    RefusedReadOnly = "This version can only read the room";
}
