//! The header: who is here, which session it is, whether everything is saved and sent, and the menu.

use alongside_room::{Edited, Member};
use yew::prelude::*;

use crate::{
    members::{
        dialog::MEMBERS,
        invite::INVITE,
        names::{self, presence, presence_word},
    },
    open_room::{
        dialog::RoomDialog,
        store::{Room, RoomAction},
        tools::Tools,
    },
    parts::{
        badge::{Face, Fill, badge},
        button::button,
        icon::{Glyph, icon},
        outline,
    },
    room_screen::{menu::MENU, undo_words::undo_words},
    session::{dialog::SESSION, session_words},
    strings::{Key, fill, t},
    sync::chip::SyncChip,
};

/// The header. `heading` is the room's heading, for the focus; `dialog` is the one that is open.
pub fn header(
    room: &Room,
    heading: &NodeRef,
    tools: &Tools,
    dialog: &UseStateHandle<Option<&'static RoomDialog>>,
) -> Html {
    let view = &room.view;
    let open = |dialog: &'static RoomDialog| tools.open.reform(move |_: MouseEvent| dialog);
    // Not `disabled`, which would take the focus from a button that was just pressed.
    let act = |can: bool, act: RoomAction| {
        let does = room.act.clone();
        Callback::from(move |_: MouseEvent| {
            if can {
                does.emit(act.clone());
            }
        })
    };
    let names = |words: Key, with: Key, next: Option<Edited>| {
        next.map_or_else(|| t(words).to_owned(), |next| fill(with, &[("what", &undo_words(view, next))]))
    };
    let (undo, redo) = (names(Key::Undo, Key::UndoOf, room.next_undo), names(Key::Redo, Key::RedoOf, room.next_redo));
    let (can_undo, can_redo) = (room.next_undo.is_some(), room.next_redo.is_some());
    let alone = view.members.len() < 2;
    let session = session_words(room);
    let is_menu_open = dialog.is_some_and(|dialog| *dialog == MENU);
    let menu = {
        let dialog = dialog.setter();
        Callback::from(move |_: MouseEvent| dialog.set((!is_menu_open).then_some(&MENU)))
    };
    let heading_words =
        fill(Key::RoomTitle, &[("names", &names::room_name(room)), ("number", &view.session.number.to_string())]);
    html! {
        <header>
            { outline::heading(&tools.host, Some("vh"), Some(heading), &heading_words) }
            <ul class="people" role="list" aria-label={t(Key::Members)}>
                { for view.members.iter().map(|member| person(room, member, &tools.open)) }
            </ul>
            <button type="button" class="quiet session" onclick={open(&SESSION)}>{ session }</button>
            <span class="header-end">
                <SyncChip room={room.clone()} />
                <span class="header-acts">
                    <button type="button" class="icon-button undo" aria-label={t(Key::Undo)} title={undo} aria-disabled={(!can_undo).then_some("true")} onclick={act(can_undo, RoomAction::Undo)}>{ icon(Glyph::Undo) }</button>
                    <button type="button" class="icon-button redo" aria-label={t(Key::Redo)} title={redo} aria-disabled={(!can_redo).then_some("true")} onclick={act(can_redo, RoomAction::Redo)}>{ icon(Glyph::Redo) }</button>
                    if alone { { button("primary invite", t(Key::Invite), open(&INVITE)) } }
                    <button type="button" class="icon-button menu-button" aria-label={t(Key::Menu)} aria-haspopup="dialog" aria-expanded={if is_menu_open { "true" } else { "false" }} onclick={menu}>{ icon(Glyph::More) }</button>
                </span>
            </span>
        </header>
    }
}

/// A member with their presence, which leads to the members.
fn person(room: &Room, member: &Member, open: &Callback<&'static RoomDialog>) -> Html {
    let presence = presence(room, member.id);
    let to_members = open.reform(|_: MouseEvent| &MEMBERS);
    html! {
        <li key={member.id.to_string()}>
            <button type="button" class="quiet" onclick={to_members} title={member.name.to_string()}>
                { badge(&Face::from(member), Fill::from(presence)) }
                <b dir="auto" translate="no">{ names::short(&room.view.members, &member.name) }</b>
                <small>{ " " }{ presence_word(presence) }</small>
            </button>
        </li>
    }
}
