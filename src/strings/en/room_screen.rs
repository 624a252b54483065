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
    ShowThing = "Show: {title}";
    NothingTold = "There is nothing new to go to";
    DidLine = "{name} {what}";
    SayUndone = "Undone: {what}";
    SayRedone = "Redone: {what}";
    SayTypingUndone = "Undone";
    SayTypingRedone = "Redone";
    UndoOf = "Undo: {what}";
    RedoOf = "Redo: {what}";
    UndoAdd = "add ‘{title}’";
    UndoDeleteOf = "delete ‘{title}’";
    UndoRestore = "bring back ‘{title}’";
    UndoType = "typing in ‘{title}’";
    UndoTick = "tick ‘{title}’";
    UndoMove = "move ‘{title}’";
    UndoPutOff = "put off ‘{title}’";
    UndoMakeTask = "make ‘{title}’ a task";
    UndoAnswer = "answer ‘{title}’";
    UndoNext = "on to ‘{title}’";
    UndoChange = "change ‘{title}’";
    UndoClose = "close the session";
    UndoReopen = "reopen the session";
    UndoIntention = "your intention";
    UndoReport = "how it went";
    UndoOther = "your last change";
    NothingToUndoHere = "Nothing more to undo in this text";
    RefusedWritten = "‘{title}’ stays: the other has written in it";
    RefusedGone = "It is no longer there";
    RefusedLong = [One: "Not saved: {n} character too many", Other: "Not saved: {n} characters too many"];
    RefusedEmpty = "Not saved: this cannot be empty";
    RefusedNumber = "Not saved: a whole number from {min} to {max}, please";
    NothingToUndo = "There is nothing to undo";
    NothingToRedo = "There is nothing to redo";
    RefusedReadOnly = "This version can only read the room";
}
