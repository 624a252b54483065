//! The module of commitments, which is loaded when they are first wanted.

use alongside_room::{LateKind, load_commitments as read_commitments, load_habits as read_habits};
use yew::prelude::*;

use crate::{
    browser::sheets,
    commitments::{commit, look_back},
    entrance::{Loading, NotLoaded, Slot, entrance},
    open_room::{concept_module::use_concept, store::Room},
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
        read_commitments();
        read_habits();
        Ok(DrawnCommitments { look_back: look_back::look_back, commit: commit::commit })
    }
}

thread_local! {
    static DRAWN: Slot<DrawnCommitments> = const { Slot::new(None) };
}

/// What the module gives, as soon as it is there: it is loaded once the room uses it or it is wanted.
#[hook]
pub fn use_commitments(room: &Room, is_wanted: bool) -> Loading<DrawnCommitments> {
    let is_wanted = is_wanted || room.view.in_use.contains(LateKind::Habits) && room.facts.loaded;
    use_concept(room, (LateKind::Commitments, is_wanted), &DRAWN, load_commitments, commitments)
}
