//! The module of commitments, which is loaded when they are first wanted.

use yew::prelude::*;

use crate::{
    browser::sheets,
    commitments::{commit, look_back},
    entrance::{Loading, NotLoaded, Slot, entrance, use_module},
    open_room::store::Room,
    styles,
};

/// What the module draws.
#[derive(Clone, Copy)]
pub struct DrawnCommitments {
    /// What came of the last commitments; with `true`, also what was said of earlier ones.
    pub look_back: fn(&Room, bool) -> Html,
    /// The commitments of this session, and the way to another.
    pub commit: fn(&Room) -> Html,
}

entrance! {
    module commitments, loaded by load_commitments;
    /// The functions that draw commitments. Their sheet comes with them.
    fn commitments() -> Result<DrawnCommitments, NotLoaded> {
        sheets::add(styles::COMMITMENTS);
        Ok(DrawnCommitments { look_back: look_back::look_back, commit: commit::commit })
    }
}

thread_local! {
    static DRAWN: Slot<DrawnCommitments> = const { Slot::new(None) };
}

/// What the module gives, as soon as it is there.
#[hook]
pub fn use_commitments() -> Loading<DrawnCommitments> {
    use_module(&DRAWN, load_commitments, commitments)
}
