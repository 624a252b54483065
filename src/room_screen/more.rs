//! What a pair needs less often: for now, the sessions.

use std::rc::Rc;

use alongside_room::view::Session;
use yew::prelude::*;

use crate::{
    members::names,
    open_room::store::Room,
    room_screen::{dialogs::Sheet, header::session_words, tools::Tools},
    strings::{Key, fill, t},
};

/// The section of the rest, with a heading for the focus. On a narrow screen the header has no place for the session's
/// button.
pub fn more(room: &Room, heading: &NodeRef, narrow: bool, tools: &Tools) -> Html {
    let view = &room.view;
    let open = tools.open.reform(|_: MouseEvent| Sheet::Session);
    let date = |session: &Session| session.date.as_deref().map_or_else(|| t(Key::NoDate).to_owned(), names::date);
    html! {
        <section class="more-section" aria-label={t(Key::More)}>
            <div class="head"><h2 ref={heading.clone()} tabindex="-1">{ if narrow { t(Key::More) } else { t(Key::Sessions) } }</h2></div>
            if narrow {
                <button type="button" class="session-open" onclick={open}>
                    <span>{ session_words(room) }</span><small>{ date(&view.session) }</small>
                </button>
            } else {
                <p class="aside">{ session_words(room) }{ " · " }{ date(&view.session) }</p>
            }
            <Earlier room={room.clone()} named={narrow} />
        </section>
    }
}

/// What [`Earlier`] shows.
#[derive(PartialEq, Properties)]
pub struct EarlierProps {
    /// The room.
    pub room: Room,
    /// It is the list of earlier sessions by name, not a copy of it.
    pub named: bool,
}

/// Closed sessions; each opens with its points and notes. There may be hundreds, so they are drawn only when the room is
/// another.
#[component]
pub fn Earlier(props: &EarlierProps) -> Html {
    let view = &props.room.view;
    if view.earlier.is_empty() {
        return html! { if props.named { <p class="aside">{ t(Key::NoEarlier) }</p> } };
    }
    let session = |session: &Rc<Session>| {
        let number = session.number.to_string();
        let when = session.date.as_deref().map(names::date);
        let when = when.or_else(|| session.closed.map(|(_, at)| names::day_of(at))).unwrap_or_default();
        html! {
            <li key={number.clone()}>
                <details>
                    <summary><span>{ fill(Key::SessionN, &[("number", &number)]) }</span><small>{ when }</small></summary>
                    if session.items.is_empty() { <p class="aside">{ t(Key::NoPoints) }</p> }
                    { for session.items.iter().map(|item| html! {
                        <div class="past-item">
                            <b dir="auto">{ names::title(&item.title) }</b>
                            if !item.notes.is_empty() { <p dir="auto">{ &*item.notes }</p> }
                        </div>
                    }) }
                </details>
            </li>
        }
    };
    html! {
        <ul class="earlier" role="list" aria-label={t(Key::EarlierSessions)}>{ for view.earlier.iter().map(session) }</ul>
    }
}
