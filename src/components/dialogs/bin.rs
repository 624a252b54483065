//! What was deleted in the last thirty days.

use alongside_room::{Edit, view::BinnedThing};
use yew::prelude::*;

use crate::{
    components::names,
    store::Room,
    strings::{Key, fill, t},
};

/// A list to take things back from.
pub fn bin(room: &Room) -> Html {
    if room.view.bin.is_empty() {
        return html! { <p>{ t(Key::BinEmpty) }</p> };
    }
    html! {
        <>
            <p>{ t(Key::BinText) }</p>
            <ul class="bin-list" role="list">
                { for room.view.bin.iter().map(|binned| {
                    let restore = {
                        let (room, what) = (room.clone(), binned.what);
                        Callback::from(move |_: MouseEvent| room.edit(match what {
                            BinnedThing::Item(item) => Edit::RestoreItem { item },
                            BinnedThing::Task(task) => Edit::RestoreTask { task },
                        }))
                    };
                    let title = names::title(&binned.title);
                    let by = names::name(&room.view, binned.by);
                    html! {
                        <li>
                            <span dir="auto">{ title }<small>{ fill(Key::DeletedBy, &[("name", &by), ("day", &names::day_of(binned.at))]) }</small></span>
                            <button type="button" aria-label={fill(Key::RestoreName, &[("title", title)])} onclick={restore}>{ t(Key::Restore) }</button>
                        </li>
                    }
                }) }
            </ul>
        </>
    }
}
