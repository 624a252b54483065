//! Finding something.

use crate::strings::words::words;

words! { search:
    Search = "Search";
    SearchPlaceholder = "Points, notes, tasks";
    SearchNone = "Nothing found.";
    SearchIn = "Found";
    SearchElsewhere = "Found elsewhere";
}
