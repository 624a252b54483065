//! "Ended by Ana, 26 Nov. You both keep it to read. · Reopen the room".

use alongside_room::AboutEdit;
use yew::prelude::*;

use crate::{
    browser::dom,
    calendar,
    members::names,
    open_room::store::Room,
    parts::button::button,
    strings::{Key, shown, t},
};

/// The bar that says who ended the room, while it is ended.
pub fn ended_bar(room: &Room) -> Html {
    let Some((by, at)) = room.view.ended.filter(|_| room.rotation.is_none()) else { return html! {} };
    let (name, day) = (names::name(&room.view, by), calendar::day_of(at));
    let key = if room.is_mine(by) { Key::EndedBarByMe } else { Key::EndedBar };
    let reopen = {
        let room = room.clone();
        Callback::from(move |event: MouseEvent| {
            if names::is_past_cooldown(&room, by, at) {
                dom::leave_bar(&event);
                room.edit(AboutEdit::Reopen);
            }
        })
    };
    html! {
        <div class="bar">
            <span>{ shown(key, &[("name", &name), ("day", &day)]) }</span>
            { button("", t(Key::ReopenRoom), reopen) }
        </div>
    }
}
