//! Earlier sessions.

use std::rc::Rc;

use alongside_room::Session;
use yew::prelude::*;

use crate::{
    agenda::row::past_item,
    calendar,
    open_room::store::Room,
    strings::{Key, fill, t},
};

/// Properties of [`Earlier`].
#[derive(PartialEq, Properties)]
pub struct EarlierProps {
    pub room: Room,
    /// Whether it is the list with an accessible name, not a second one.
    pub named: bool,
}

/// Closed sessions; each opens to show its points and notes. There may be hundreds, so they are rendered only when
/// the room has changed.
#[component]
pub fn Earlier(props: &EarlierProps) -> Html {
    let view = &props.room.view;
    if view.earlier.is_empty() {
        return html! { if props.named { <p class="aside">{ t(Key::NoEarlier) }</p> } };
    }
    let session = |session: &Rc<Session>| {
        let number = session.number.to_string();
        let when = session.date.as_deref().map(calendar::date);
        let when = when.or_else(|| session.closed.map(|(_, at)| calendar::day_of(at))).unwrap_or_default();
        html! {
            <li key={number.clone()}>
                <details>
                    <summary><span>{ fill(Key::SessionN, &[("number", &number)]) }</span><small>{ when }</small></summary>
                    if session.items.is_empty() { <p class="aside">{ t(Key::NoPoints) }</p> }
                    { for session.items.iter().map(|item| past_item(item, view)) }
                </details>
            </li>
        }
    };
    html! {
        <ul class="earlier" role="list" aria-label={t(Key::EarlierSessions)}>{ for view.earlier.iter().map(session) }</ul>
    }
}
