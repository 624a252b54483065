//! "Last time · 14 Nov": what was written about a point of the same title in an earlier session.

use std::rc::Rc;

use alongside_room::{Item, Session};
use yew::prelude::*;

use crate::{
    browser::language,
    calendar,
    open_room::store::Room,
    strings::{Key, fill, t},
};

/// The notes of the same point's last time, folded; nothing if there are none.
pub fn last_time(room: &Room, item: &Item) -> Html {
    let Some((session, earlier)) = find(&room.view.earlier, item) else { return html! {} };
    let day = session.date.as_deref().map(calendar::date);
    let day = day.or_else(|| session.closed.map(|(_, at)| calendar::day_of(at))).unwrap_or_default();
    html! {
        <details class="last-time" key={earlier.id.to_string()}>
            <summary title={fill(Key::SessionN, &[("number", &session.number.to_string())])}>{ fill(Key::LastTime, &[("day", &day)]) }</summary>
            <p dir="auto" translate="no" aria-label={t(Key::LastNotes)} role="note">{ &*earlier.notes }</p>
        </details>
    }
}

/// The latest point of this title with notes in an earlier session, and that session.
fn find<'a>(earlier: &'a [Rc<Session>], item: &Item) -> Option<(&'a Session, &'a Item)> {
    let title = language::lower(item.title.trim());
    if title.is_empty() {
        return None;
    }
    let is_same = |other: &Item| other.id != item.id && language::lower(other.title.trim()) == title;
    earlier.iter().find_map(|session| {
        let found = session.items.iter().find(|other| !other.notes.trim().is_empty() && is_same(other))?;
        Some((&**session, &**found))
    })
}
