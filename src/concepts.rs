//! What each concept adds to the screen of a room, in the order in which it is shown: one list for each kind of thing. Who
//! adds a concept puts its folder in `lib.rs` and its lines here, and nothing else of the screens needs to know it.

use yew::prelude::*;

use crate::{
    deleted, devices,
    keyboard::{self, Shortcut},
    leaving, members, now,
    open_room::{
        dialog::{MenuEntry, RoomDialog},
        store::Room,
    },
    search, session,
    strings::Key,
    sync, timer,
};

/// The menu.
pub static MENU: &[MenuEntry] = &[
    MenuEntry::to(&members::invite::INVITE),
    MenuEntry::to(&members::dialog::MEMBERS),
    MenuEntry::to_if(&members::dialog::JOIN_NAMES, |room| room.view.members.len() > 1),
    MenuEntry::to(&devices::dialog::DEVICES),
    MenuEntry::Separator,
    MenuEntry::to(&sync::dialog::SYNC),
    MenuEntry::Drawn(|with| sync::direct::choice(&with.room, &with.prefs, &with.again)),
    MenuEntry::to(&search::dialog::SEARCH),
    MenuEntry::to(&timer::sound::SOUND),
    MenuEntry::to(&KEYBOARD),
    MenuEntry::to(&deleted::dialog::BIN),
    MenuEntry::Separator,
    MenuEntry::to_if(&leaving::dialog::END, |room| !room.is_only_read()),
    MenuEntry::to_danger(&leaving::dialog::REMOVE),
    MenuEntry::to_danger(&leaving::dialog::ERASE),
];

/// The lines below the columns.
pub static BARS: &[fn(&Room) -> Html] = &[
    sync::bars::newer_bar,
    devices::bars::moved_bar,
    |room| html! { <devices::bars::KeyBar room={room.clone()} /> },
    leaving::ended_bar::ended_bar,
    sync::bars::trouble_bar,
    |room| html! { <sync::bars::StorageBar room={room.clone()} /> },
    |room| html! { <sync::bars::AskBar room={room.clone()} /> },
    |room| html! { <members::joined_bar::JoinedBar room={room.clone()} /> },
    |room| html! { <session::closed_bar::ClosedBar room={room.clone()} /> },
];

/// The keys, as "Keyboard" lists them.
pub static KEYS: &[&[Shortcut]] = &[
    keyboard::ROWS,
    timer::keys::KEYS,
    now::keys::KEYS,
    keyboard::SECTIONS,
    search::dialog::KEYS,
    keyboard::UNDO,
    &[Shortcut::new(&["?"], Key::KeyList, |_, scene| scene.open.emit(&KEYBOARD))],
];

/// The keys' own dialog. It lists those of all concepts, so it stands above them.
static KEYBOARD: RoomDialog =
    RoomDialog { name: Key::KeysTitle, draw: |with| keyboard::dialog::keys(KEYS, &with.prefs, &with.again) };

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_means_two_things_and_no_dialog_stands_in_the_menu_twice() {
        let mut keys: Vec<_> = KEYS.iter().copied().flatten().flat_map(|shortcut| shortcut.keys).collect();
        let names = MENU.iter().filter_map(|entry| match entry {
            MenuEntry::Dialog { dialog, .. } => Some(crate::strings::t(dialog.name)),
            MenuEntry::Drawn(_) | MenuEntry::Separator => None,
        });
        let mut names: Vec<_> = names.collect();
        let before = (keys.len(), names.len());
        keys.sort_unstable();
        keys.dedup();
        names.sort_unstable();
        names.dedup();
        assert_eq!((keys.len(), names.len()), before);
    }
}
