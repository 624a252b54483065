//! The rows of all lists.

use crate::strings::words::words;

words! { lists:
    Title = "Title: {title}";
    MoreActions = "More actions: {title}";
    Actions = "Actions: {title}";
    MoveUp = "Move up";
    MoveDown = "Move down";
    Delete = "Delete";
    OpenRow = "Open";
    NewMark = "new";
    Deleted = "Deleted “{title}”";
    UndoDelete = "Undo delete";
    SayMoved = "{title}, now {n} of {of}";
    SayAdded = "Added {title}";
    SayAddedMany = [One: "Added {n} line", Other: "Added {n} lines"];
    SayDeleted = "Deleted {title}";
    SayRestored = "Restored {title}";
}
