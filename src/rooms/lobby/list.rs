//! The list of this device's rooms.

use yew::prelude::*;

use crate::{
    browser::{host::Host, language, storage::RoomEntry},
    parts::{
        badge::{Face, Fill, badge},
        button::button,
        outline::heading,
    },
    rooms::screens::{Lobby, LobbyAction, Screen},
    strings::{Key, count, fill, t},
};

/// The rooms of this device.
pub(super) fn rooms(host: &Host, lobby: &Lobby, title: &NodeRef) -> Html {
    let Lobby { rooms, copied, act, .. } = lobby;
    let entry = |(at, room): (usize, &RoomEntry)| {
        let news = lobby.news.get(at).copied().unwrap_or_default();
        let id = room.id;
        let enter = act.reform(move |event: MouseEvent| {
            event.prevent_default();
            LobbyAction::Enter(id)
        });
        let name = match (&*room.name, room.alone) {
            ("", _) => t(Key::NewRoom).to_owned(),
            (name, true) => fill(Key::NotHereYet, &[("name", name)]),
            (name, false) => name.to_owned(),
        };
        let number = room.session.to_string();
        let session = match room.planned {
            Some(planned) => fill(Key::SessionOf, &[("number", &number), ("planned", &planned.to_string())]),
            None => fill(Key::SessionN, &[("number", &number)]),
        };
        let day = lobby.days.get(at).and_then(Option::as_deref);
        let sub = match (day, &room.date) {
            _ if room.ended => t(Key::RoomEnded).to_owned(),
            (Some(day), Some(_)) => format!("{session} · {day}"),
            (Some(day), None) => fill(Key::StartedOn, &[("day", day)]),
            (None, _) => session,
        };
        let first = room.name.chars().next().unwrap_or('?').to_string();
        let face = Face { initial: language::capital(&first).into(), name: room.name.clone(), place: 1 };
        let fill_of = if room.alone { Fill::Dashed } else { Fill::Full };
        let invite = if *copied == Some(id) { Key::Copied } else { Key::Invite };
        html! {
            <li key={id.to_string()}>
                { badge(&face, fill_of) }
                <a href={format!("#r.{id}")} onclick={enter}><span dir="auto" translate="no">{ name }</span><small>{ sub }if news > 0 { { " · " }<b class="news">{ count(Key::NewThings, news, &[]) }</b> }</small></a>
                if room.alone { { button("", t(invite), act.reform(move |_: MouseEvent| LobbyAction::CopyInvite(id))) } }
            </li>
        }
    };
    html! {
        <>
            <div class="card-head">
                { heading(host, None, Some(title), t(Key::Rooms)) }
                { button("primary", t(Key::StartRoom), act.reform(|_: MouseEvent| LobbyAction::Show(Screen::Start))) }
            </div>
            <ul class="rooms" role="list" aria-label={t(Key::Rooms)}>{ for rooms.iter().enumerate().map(entry) }</ul>
            <div class="card-links">
                { button("link", t(Key::HaveInvite), act.reform(|_: MouseEvent| LobbyAction::Show(Screen::Invite { problem: None }))) }
                { button("link", t(Key::HaveCode), act.reform(|_: MouseEvent| LobbyAction::TypeCode)) }
            </div>
        </>
    }
}
