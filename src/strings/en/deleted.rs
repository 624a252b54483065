//! The bin.

use crate::strings::words::words;

words! { 12:
    Bin = "Bin";
    BinEmpty = "Nothing was deleted in the last 30 days.";
    BinText = "What was deleted stays here for 30 days.";
    Restore = "Restore";
    RestoreName = "Restore: {title}";
    DeletedBy = "{name} · {day}";
}
