//! Undo of a deletion, below the list in which it was made.

use alongside_room::BinnedThing;
use yew::prelude::*;

use crate::{
    open_room::store::Room,
    parts::{
        button::button,
        list::state::{Deleted, DeletionNews, DeletionWatch, ListAction, ListState},
    },
    strings::{Key, fill, shown, t, titled},
};

/// The row that this person deleted last in this list, while it is in the bin. Each deletion is announced once the
/// room has made it. A row that came back, in whatever way, is forgotten.
#[hook]
pub fn use_deleted(room: &Room, state: &UseReducerHandle<ListState>, say: &Callback<String>) -> Option<Deleted> {
    let last = state.deleted().cloned();
    let is_in_bin = last.as_ref().is_some_and(|last| is_in_my_bin(room, last.thing));
    let watch = use_mut_ref(DeletionWatch::default);
    use_effect_with((last.clone(), is_in_bin), {
        let (state, say) = (state.dispatcher(), say.clone());
        move |(last, is_in_bin): &(Option<Deleted>, bool)| {
            let news = watch.borrow_mut().look(last.as_ref().map(|last| last.thing), *is_in_bin);
            match (news, last) {
                (DeletionNews::Confirmed, Some(last)) => {
                    say.emit(fill(Key::SayDeleted, &[("title", titled(&last.title))]));
                }
                (DeletionNews::Returned, _) => state.dispatch(ListAction::Returned),
                _ => {}
            }
        }
    });
    last.filter(|_| is_in_bin)
}

fn is_in_my_bin(room: &Room, thing: BinnedThing) -> bool {
    room.view.bin.iter().any(|binned| binned.what == thing && room.is_mine(binned.by))
}

/// "Deleted “Growth plan” · Undo delete".
pub fn undelete_line(deleted: &Deleted, undelete: Callback<MouseEvent>) -> Html {
    html! {
        <p class="line">
            <span>{ shown(Key::Deleted, &[("title", titled(&deleted.title))]) }</span>
            { button("link", t(Key::UndoDelete), undelete) }
        </p>
    }
}
