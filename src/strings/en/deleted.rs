//! What was deleted.

use crate::strings::words::words;

words! { deleted:
    Bin = "Bin";
    BinEmpty = "Nothing was deleted in the last 30 days.";
    BinText = "What was deleted stays here for 30 days.";
    Restore = "Restore";
    RestoreName = "Restore: {title}";
    DeletedBy = "{name} · {day}";
}
