//! Texts for all concepts: dialogs, days, the rows of lists.

use crate::strings::words::words;

words! { 0:
    ListNext = ", ";
    ListLast = " and ";
    Close = "Close";
    Dismiss = "Dismiss";
    Cancel = "Cancel";
    Untitled = "Untitled";
    Weekdays = "Mon Tue Wed Thu Fri Sat Sun";
    Months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec";
    Title = "Title: {title}";
    MoreActions = "More actions: {title}";
    Actions = "Actions: {title}";
    MoveUp = "Move up";
    MoveDown = "Move down";
    MoveToTop = "Move to top";
    Delete = "Delete";
    OpenRow = "Open";
    NewMark = "new";
    LinkBlocked = "This page opens no links. The address, to copy";
    Deleted = "Deleted “{title}”";
    UndoDelete = "Undo delete";
    MonthBefore = "Previous month";
    MonthAfter = "Next month";
    AddBelow = "Add below: {title}";
    ChipDue = "due {day}";
    ChipOwner = "for {name}";
    ChipLetters = "Keep as letters: {what}";
    SayChips = "Read as {what}";
    SayLetters = "Kept as letters";
    DidMoveOne = "moved ‘{title}’";
    DidRemoveOne = "removed ‘{title}’";
    DidChangeOne = "changed ‘{title}’";
    SayMoved = "{title}, now {n} of {of}";
    SayAdded = "Added {title}";
    SayAddedMany = [One: "Added {n} line", Other: "Added {n} lines"];
    SayDeleted = "Deleted {title}";
    SayRestored = "Restored {title}";
    ThereAndHere = "{there} {city} · {here} here";
    SessionN = "Session {number}";
    SessionOf = "Session {number} of {planned}";
    CopyLink = "Copy link";
    Somebody = "Somebody";
    Copied = "Copied";
    SignedOut = "You are signed out of this server.";
    Opening = "Opening the room…";
    AllRooms = "All rooms";
    HasMoved = "This room has moved";
    DeviceOn = "{browser} on {system}";
    DeviceUnknown = "A browser";
}
