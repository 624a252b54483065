//! What is said everywhere.

use crate::strings::words::words;

words! { common:
    ListNext = ", ";
    ListLast = " and ";
    Close = "Close";
    Dismiss = "Dismiss";
    Cancel = "Cancel";
    Untitled = "Untitled";
}
