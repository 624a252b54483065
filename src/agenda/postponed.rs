//! Postponed points.

use alongside_room::{AgendaEdit, Item};
use yew::prelude::*;

use crate::{
    browser::dom,
    open_room::store::Room,
    parts::badge::{Face, Fill, badge},
    strings::{Key, count, fill, t, titled},
};

/// How many points are postponed; opened, it lists them and brings one back. That row disappears, so the focus goes
/// to `heading`.
pub fn postponed(room: &Room, heading: &NodeRef, say: &Callback<String>) -> Html {
    let postponed = &room.view.postponed;
    if postponed.is_empty() {
        return html! {};
    }
    html! {
        <details class="postponed">
            <summary>{ count(Key::PutOff, postponed.len() as u32, &[]) }</summary>
            <ul role="list">{ for postponed.iter().map(|item| row(room, item, heading, say)) }</ul>
        </details>
    }
}

fn row(room: &Room, item: &Item, heading: &NodeRef, say: &Callback<String>) -> Html {
    let title = titled(&item.title).to_owned();
    let name = fill(Key::BringBackItem, &[("title", &title)]);
    let back = {
        let (room, heading, say, id, title) = (room.clone(), heading.clone(), say.clone(), item.id, title.clone());
        Callback::from(move |_: MouseEvent| {
            dom::focus(&heading);
            room.edit(AgendaEdit::TakeUp { item: id });
            say.emit(fill(Key::SayBack, &[("title", &title)]));
        })
    };
    html! {
        <li key={item.id.to_string()} data-put-off={item.id.to_string()}>
            <span dir="auto" translate="no">{ title }</span>
            if !room.is_only_read() {
                <button type="button" class="link" aria-label={name} onclick={back}>{ t(Key::BringBack) }</button>
            }
            if let Some(raiser) = room.view.member(item.raised_by) {
                { badge(&Face::from(raiser), Fill::Full) }
                <span class="vh">{ fill(Key::RaisedByName, &[("name", &raiser.name)]) }</span>
            }
        </li>
    }
}
