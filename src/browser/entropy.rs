//! Randomness from the operating system. No other file draws it.

use crate::browser::BrowserError;

/// 32 random bytes.
pub fn seed() -> Result<[u8; 32], BrowserError> {
    bytes()
}

/// A random id for a new thing in a room.
pub fn id() -> Result<[u8; 8], BrowserError> {
    bytes()
}

/// What a device takes an invitation under.
pub fn claimant() -> Result<[u8; 16], BrowserError> {
    bytes()
}

/// So many random bytes.
pub fn bytes<const N: usize>() -> Result<[u8; N], BrowserError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)
        .map_err(|error| BrowserError { doing: "drawing randomness", why: error.to_string() })?;
    Ok(bytes)
}
