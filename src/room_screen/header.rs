//! Who is here, which session it is, whether everything is safe, and the way to everything else.

use alongside_peer::facts::Presence;
use yew::prelude::*;

use crate::{
    members::names,
    open_room::store::{Act, Room},
    parts::{
        badge::{Face, Fill, badge},
        button::button,
        icon::{Glyph, icon},
    },
    room_screen::{dialogs::Sheet, tools::Tools},
    strings::{Key, fill, t},
    sync::chip::SyncChip,
};

/// The top row. `heading` is the room's own, for the focus.
pub fn header(room: &Room, heading: &NodeRef, tools: &Tools) -> Html {
    let view = &room.view;
    let open = |sheet: Sheet| tools.open.reform(move |_: MouseEvent| sheet);
    // Not `disabled`, which would take the focus from who pressed it last.
    let act = |can: bool, act: Act| {
        let does = room.act.clone();
        Callback::from(move |_: MouseEvent| {
            if can {
                does.emit(act.clone());
            }
        })
    };
    let alone = view.members.len() < 2;
    let session = session_words(room);
    let heading_words =
        fill(Key::RoomTitle, &[("names", &names::room_name(room)), ("number", &view.session.number.to_string())]);
    html! {
        <header>
            <h1 ref={heading.clone()} class="vh" tabindex="-1">{ heading_words }</h1>
            <ul class="people" role="list" aria-label={t(Key::Members)}>
                { for view.members.iter().map(|member| {
                    let presence = presence(room, member.id);
                    html! {
                        <li key={member.id.to_string()}>
                            { badge(&Face::from(member), Fill::from(presence)) }
                            <b dir="auto">{ &*member.name }</b>
                            <small>{ " " }{ presence_word(presence) }</small>
                        </li>
                    }
                }) }
            </ul>
            <button type="button" class="quiet session" onclick={open(Sheet::Session)}>{ session }</button>
            <span class="header-end">
                <SyncChip room={room.clone()} />
                <span class="header-acts">
                    <button type="button" class="icon-button undo" aria-label={t(Key::Undo)} title={t(Key::Undo)} aria-disabled={(!room.can_undo).then_some("true")} onclick={act(room.can_undo, Act::Undo)}>{ icon(Glyph::Undo) }</button>
                    <button type="button" class="icon-button redo" aria-label={t(Key::Redo)} title={t(Key::Redo)} aria-disabled={(!room.can_redo).then_some("true")} onclick={act(room.can_redo, Act::Redo)}>{ icon(Glyph::Redo) }</button>
                    if alone { { button("primary invite", t(Key::Invite), open(Sheet::Invite)) } }
                    <button type="button" class="icon-button menu-button" aria-label={t(Key::Menu)} aria-haspopup="dialog" onclick={open(Sheet::Menu)}>{ icon(Glyph::More) }</button>
                </span>
            </span>
        </header>
    }
}

/// "Session 3 of 5".
pub fn session_words(room: &Room) -> String {
    let number = room.view.session.number.to_string();
    match room.view.planned {
        Some(planned) => fill(Key::SessionOf, &[("number", &number), ("planned", &planned.to_string())]),
        None => fill(Key::SessionN, &[("number", &number)]),
    }
}

/// Whether a member is there; none is offline. I am, as long as I can read this.
pub fn presence(room: &Room, member: alongside_room::MemberId) -> Option<Presence> {
    if names::is_mine(room, member) {
        return Some(Presence::Here);
    }
    let ids = room.view.member(member)?;
    let there = |id| room.facts.present.iter().find(|present| present.member == id).map(|present| present.state);
    there(ids.id).or_else(|| ids.also.iter().find_map(|also| there(*also)))
}

/// The word for it.
pub fn presence_word(presence: Option<Presence>) -> &'static str {
    t(match presence {
        Some(Presence::Here) => Key::Here,
        Some(Presence::Away) => Key::Away,
        None => Key::IsOffline,
    })
}
