//! The menu: everything that is not needed every minute.

use yew::prelude::*;

use crate::{
    concepts,
    open_room::{
        dialog::{DialogContext, MenuEntry, RoomDialog},
        store::RoomAction,
    },
    parts::button::button,
    strings::{Key, t},
};

/// The dialog of the menu.
pub static MENU: RoomDialog = RoomDialog { name: Key::Menu };

/// The list of rooms, then the entries of the concepts.
pub fn menu(with: &DialogContext) -> Html {
    let rooms = {
        let (room, go) = (with.room.clone(), with.go.clone());
        Callback::from(move |_: MouseEvent| {
            go.emit(None);
            room.act.emit(RoomAction::AllRooms);
        })
    };
    let entry = |entry: &'static MenuEntry| match entry {
        MenuEntry::Separator => html! { <li role="none"><hr role="none" /></li> },
        MenuEntry::Act { words, act } => {
            let (act, with) = (*act, with.clone());
            let chosen = Callback::from(move |_: MouseEvent| {
                act(&with);
                with.go.emit(None);
            });
            html! { <li>{ button("", t(*words), chosen) }</li> }
        }
        MenuEntry::Drawn(draw) => html! { <li>{ draw(with) }</li> },
        MenuEntry::Dialog { is_shown, .. } if !is_shown(&with.room) => html! {},
        MenuEntry::Dialog { dialog, key, danger, .. } => {
            let open = with.go.reform(|_: MouseEvent| Some(*dialog));
            // The key is no part of the entry's name.
            html! {
                <li>
                    <button type="button" class={danger.then_some("danger")} aria-keyshortcuts={*key} onclick={open}>
                        { t(dialog.name) }
                        if let Some(key) = key { <kbd aria-hidden="true">{ *key }</kbd> }
                    </button>
                </li>
            }
        }
    };
    html! {
        <ul class="menu-list" role="list">
            <li>{ button("", t(Key::AllRooms), rooms) }</li>
            { for concepts::MENU.iter().map(entry) }
        </ul>
    }
}
