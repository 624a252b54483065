//! The way to everything that is not needed every minute.

use yew::prelude::*;

use super::Sheet;
use crate::{
    store::{Act, Room},
    strings::{Key, t},
};

/// What [`Menu`] shows.
#[derive(PartialEq, Properties)]
pub struct MenuProps {
    /// The room.
    pub room: Room,
    /// Leads to another dialog.
    pub go: Callback<Option<Sheet>>,
}

/// A list of ways.
#[component]
pub fn Menu(props: &MenuProps) -> Html {
    let MenuProps { room, go } = props;
    let way = |name: Key, sheet: Sheet| {
        html! { <li><button type="button" onclick={go.reform(move |_: MouseEvent| Some(sheet))}>{ t(name) }</button></li> }
    };
    let danger = |name: Key, sheet: Sheet| {
        html! { <li><button type="button" class="danger" onclick={go.reform(move |_: MouseEvent| Some(sheet))}>{ t(name) }</button></li> }
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
            <li><button type="button" onclick={rooms}>{ t(Key::AllRooms) }</button></li>
            { way(Key::Invite, Sheet::Invite) }
            { way(Key::Members, Sheet::Members) }
            if room.view.members.len() > 1 { { way(Key::JoinNames, Sheet::JoinNames) } }
            { way(Key::Devices, Sheet::Devices) }
            <li role="separator"><hr /></li>
            { way(Key::SyncDetails, Sheet::Sync) }
            { way(Key::Search, Sheet::Search) }
            { way(Key::SoundTitle, Sheet::Sound) }
            { way(Key::Keyboard, Sheet::Keyboard) }
            { way(Key::Bin, Sheet::Bin) }
            <li role="separator"><hr /></li>
            { danger(Key::RemoveDevice, Sheet::Remove) }
            { danger(Key::EraseBoth, Sheet::Erase) }
        </ul>
    }
}
