//! Rows glide where the order changes, and one that another moved has an edge in their colour for a while.

use yew::prelude::*;

use crate::{
    browser::dom::{self, RowTops},
    open_room::store::{News, Room},
    parts::{
        badge::Face,
        list::{frozen_order::ShownRow, model::ListRow},
    },
};

/// Moves the rows of this list from where they stood to where they stand, whenever the order is another one.
#[hook]
pub fn use_row_motion<R: ListRow>(room: &Room, rows: &[ShownRow<R>], list: &NodeRef) {
    let (shown, tops) = (use_mut_ref(Vec::new), use_mut_ref(RowTops::default));
    let ids: Vec<R::Id> = rows.iter().map(|row| row.thing.id()).collect();
    let before = shown.replace(ids.clone());
    // Two renderings may come before the effect: where the rows stood before the first counts.
    if !before.is_empty() && before != ids && tops.borrow().is_empty() {
        tops.replace(dom::row_tops(list));
    }
    use_effect({
        let list = list.clone();
        move || tops.take().glide(&list)
    });
    let newest = room.news.last().map_or(0, |(number, _)| *number);
    let marked = use_mut_ref(|| newest);
    use_effect_with(newest, {
        let (room, list) = (room.clone(), list.clone());
        move |newest| {
            let before = marked.replace(*newest);
            for (_, news) in room.news.iter().filter(|(number, _)| *number > before) {
                for (id, colour) in moved::<R>(&room, news) {
                    if let Some(at) = ids.iter().position(|shown| *shown == id) {
                        dom::mark_mover(&list, at, colour);
                    }
                }
            }
        }
    });
}

/// The rows that another moved, with the colour of who did.
fn moved<'a, R: ListRow>(room: &Room, news: &'a News) -> impl Iterator<Item = (R::Id, &'static str)> + use<'a, R> {
    let (changes, mover) = match news {
        News::Changed(remote) if !remote.while_away => {
            (&*remote.changes, remote.by.filter(|by| !room.is_mine(*by)).and_then(|by| room.view.member(by)))
        }
        _ => (&[][..], None),
    };
    let colour = mover.map(|mover| Face::from(mover).class());
    changes.iter().filter_map(move |change| Some((R::reordered(*change)?, colour?)))
}
