//! The open point.

use crate::strings::words::words;

words! { 10:
    Now = "Now";
    Notes = "Notes";
    NotesHint = "Write together";
    RaisedBy = "Raised by";
    TalkAbout = "Talk about this";
    Next = "Next";
    MovedOn = "{name} moved on to";
    GoThere = "Go there";
    NowEmpty = "Open a point to write about it together.";
    NowNothing = "Add a point to the agenda; its notes are written here.";
    DidMoveOn = "moved on to {title}";
}
