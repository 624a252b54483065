//! Where somebody types.

use alongside_room::TextField;

/// A caret in shared text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caret {
    /// The text that it is in.
    pub field: TextField,
    /// UTF-16 units before it.
    pub at: u32,
}
