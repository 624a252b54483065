//! Whether things on the screen may move. What the sheets move, they leave out by themselves where it is unwanted; this is for
//! what waits for a motion.

use gloo::utils::window;

/// Whether the person wants no motion.
pub fn is_unwanted() -> bool {
    let query = window().match_media("(prefers-reduced-motion: reduce)").ok().flatten();
    query.is_some_and(|query| query.matches())
}
