//! The way to everything that is not needed every minute.

use yew::prelude::*;

use crate::{
    browser::prefs::Prefs,
    open_room::store::{Act, Room},
    parts::button::button,
    room_screen::dialogs::Sheet,
    strings::{Key, t},
    sync::direct,
};

/// A list of ways; `go` leads to another dialog, `again` draws this one anew.
pub fn menu(room: &Room, prefs: &Prefs, go: &Callback<Option<Sheet>>, again: &UseForceUpdateHandle) -> Html {
    let way = |name: Key, sheet: Sheet| {
        html! { <li>{ button("", t(name), go.reform(move |_: MouseEvent| Some(sheet))) }</li> }
    };
    let danger = |name: Key, sheet: Sheet| {
        html! { <li>{ button("danger", t(name), go.reform(move |_: MouseEvent| Some(sheet))) }</li> }
    };
    let rooms = {
        let (room, go) = (room.clone(), go.clone());
        Callback::from(move |_: MouseEvent| {
            go.emit(None);
            room.act.emit(Act::AllRooms);
        })
    };
    html! {
        <ul class="menu-list" role="list">
            <li>{ button("", t(Key::AllRooms), rooms) }</li>
            { way(Key::Invite, Sheet::Invite) }
            { way(Key::Members, Sheet::Members) }
            if room.view.members.len() > 1 { { way(Key::JoinNames, Sheet::JoinNames) } }
            { way(Key::Devices, Sheet::Devices) }
            <li role="separator"><hr /></li>
            { way(Key::SyncDetails, Sheet::Sync) }
            <li>{ direct::choice(room, prefs, again) }</li>
            { way(Key::Search, Sheet::Search) }
            { way(Key::SoundTitle, Sheet::Sound) }
            { way(Key::Keyboard, Sheet::Keyboard) }
            { way(Key::Bin, Sheet::Bin) }
            <li role="separator"><hr /></li>
            if !room.is_only_read() { { way(Key::EndTogether, Sheet::End) } }
            { danger(Key::RemoveDevice, Sheet::Remove) }
            { danger(Key::EraseBoth, Sheet::Erase) }
        </ul>
    }
}
