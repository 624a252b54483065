//! The open point.

use crate::strings::words::words;

words! { 10:
    Now = "Now";
    Notes = "Notes";
    NotesHint = "Write together";
    NotesLinks = "Links in the notes";
    LastTime = "Last time · {day}";
    LastNotes = "Notes of last time";
    SayNoLine = "There is nothing in this line to make a task of";
    SayNoTaskOfLine = "There is no task with these words any more";
    RaisedBy = "Raised by";
    TalkAbout = "Talk about this";
    NextTo = "Next: {title}";
    WrapUp = "Wrap up";
    LeaveOpen = "Leave it open";
    Ticked = "✓ {title}";
    GoneBy = "{name} took this off the agenda";
    GoneByMe = "You took this off the agenda";
    GoneClosed = "This went with the session that was closed";
    PutBack = "Put it back";
    SayNext = "On to {title}";
    AddMinutes = "Add minutes";
    MovedOn = "{name} moved on to";
    GoThere = "Go there";
    NowEmpty = "Open a point to write about it together.";
    NowNothing = "Add a point to the agenda; its notes are written here.";
    NotesHistory = "History of the notes";
    NotesHistoryText = "What each of you wrote, by the hour, and what was taken out. What you bring back counts as yours.";
    NotesHistoryEmpty = "Nothing was written here yet.";
    Wrote = "{name} wrote";
    WroteMe = "You wrote";
    TookOut = "{name} took out";
    TookOutMe = "You took out";
    WrittenEarlier = "Earlier";
    BringPassageBack = "Bring this back";
    BringPassageBackName = "Bring this back: {text}";
    ForgetForGood = "Delete for good";
    ForgetName = "Delete for good: {text}";
    ForgetAsk = "For both of you, without undo?";
    KeepIt = "Keep it";
    KeepItName = "Keep it: {text}";
    DidMoveOn = "moved on to {title}";
}
