//! The search.

use crate::strings::words::words;

words! { 11:
    Search = "Search";
    SearchPlaceholder = "Points, notes, tasks";
    SearchNone = "Nothing found.";
    SearchIn = "Found";
    SearchElsewhere = "Found elsewhere";
}
