//! The modules of concepts: each is loaded when a room uses it or somebody asks for it, and the room reads it from then on.

use std::{future::Future, thread::LocalKey};

use alongside_room::LateKind;
use yew::prelude::*;

use crate::{
    entrance::{Loading, NotLoaded, Slot, use_module_when},
    open_room::store::{Room, RoomAction},
    strings::{Key, t},
};

/// What the module of a concept gives, as soon as it is there and the room reads the concept: loaded when the room uses it, or when it
/// is wanted (beside the concept).
#[hook]
pub fn use_concept<T, F, L, E>(
    room: &Room,
    concept: (LateKind, bool),
    slot: &'static LocalKey<Slot<T>>,
    load: fn() -> L,
    enter: fn() -> E,
) -> Loading<T>
where
    T: Copy + 'static,
    F: 'static,
    L: Future<Output = Result<(), F>> + 'static,
    E: Future<Output = Result<T, NotLoaded>> + 'static,
{
    let (kind, is_wanted) = concept;
    let is_used = room.view.in_use.contains(kind) && room.facts.loaded;
    let loading = use_module_when(is_used || is_wanted, slot, load, enter);
    let is_there = matches!(loading, Loading::There(_));
    let is_read = room.view.read.contains(kind);
    let act = room.act.clone();
    use_effect_with(is_there && !is_read, move |is_new| {
        if *is_new {
            act.emit(RoomAction::Learn);
        }
    });
    if is_there && !is_read { Loading::NotYet { failed: false } } else { loading }
}

/// What stands in a dialog until its module is there.
pub fn loading_words(failed: bool) -> Html {
    let words = if failed { Key::LoadingFailed } else { Key::Loading };
    html! { <p class="aside loading" role={failed.then_some("alert")}>{ t(words) }</p> }
}
