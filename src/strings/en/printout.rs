//! What is printed.

use crate::strings::words::words;

words! { 16:
    Print = "Print";
    Printed = "Printed";
    WasDiscussed = "discussed";
    IsDone = "done";
}
