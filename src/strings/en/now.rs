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
    DidMoveOn = "moved on to {title}";
}
