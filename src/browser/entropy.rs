//! Randomness from the operating system. No other file draws it.

use crate::browser::BrowserError;

/// 32 random bytes.
pub fn seed() -> Result<[u8; 32], BrowserError> {
    let mut seed = [0; 32];
    fill(&mut seed)?;
    Ok(seed)
}

/// A random id for a new thing in a room.
pub fn id() -> Result<[u8; 8], BrowserError> {
    let mut id = [0; 8];
    fill(&mut id)?;
    Ok(id)
}

/// What a device takes an invitation under.
pub fn claimant() -> Result<[u8; 16], BrowserError> {
    let mut claimant = [0; 16];
    fill(&mut claimant)?;
    Ok(claimant)
}

fn fill(bytes: &mut [u8]) -> Result<(), BrowserError> {
    getrandom::fill(bytes).map_err(|error| BrowserError { doing: "drawing randomness", why: error.to_string() })
}
