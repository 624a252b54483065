//! A member's devices: the link for another one, the printed key, and key rotation with the bars about it.

pub mod dialog;
pub mod name;

use yew::prelude::*;

use crate::{
    browser::prefs::in_room,
    members::names,
    open_room::{
        store::{Room, Rotation},
        tools::use_tools,
    },
    parts::bar::{bar, worry},
    strings::{Key, t, use_language},
};

/// "This room has moved. Ask Ana for a new invite."
pub fn moved_bar(room: &Room) -> Html {
    let Some(moved) = room.rotation else { return html! {} };
    let words = match moved {
        Rotation::Following => t(Key::RoomMoving).into(),
        Rotation::LeftOut { by } => names::by_whom(room, by, Key::RoomMoved, Key::RoomMovedByMe),
    };
    worry(html! { <span>{ words }</span> })
}

/// Properties of [`KeyBar`].
#[derive(PartialEq, Properties)]
pub struct KeyBarProps {
    pub room: Room,
}

/// "Ana changed the key of this room.", until dismissed.
#[component]
pub fn KeyBar(props: &KeyBarProps) -> Html {
    use_language();
    let room = &props.room;
    let tools = use_tools();
    let pref = in_room("key", room.id);
    let seen = use_state_eq(|| tools.as_ref().is_some_and(|tools| tools.prefs.is_on(&pref, false)));
    let Some(by) = room.rotated_by.filter(|_| !*seen) else { return html! {} };
    let put_away = {
        let seen = seen.clone();
        Callback::from(move |()| {
            seen.set(true);
            if let Some(tools) = &tools {
                tools.prefs.switch(&pref, true);
            }
        })
    };
    let words = names::by_whom(room, by, Key::KeyChanged, Key::KeyChangedByMe);
    bar(html! { <span>{ words }</span> }, &put_away)
}
