//! "Last time · 14 Nov": what was written about a point of the same title in an earlier session.

use std::rc::Rc;

use alongside_room::{Item, Session};
use yew::prelude::*;

use crate::{
    calendar,
    open_room::store::Room,
    strings::{Key, fill, t},
};

/// The notes of the same point's last time, folded; nothing if there are none.
pub fn last_time(room: &Room, item: &Item) -> Html {
    let Some((session, earlier)) = find(&room.view.earlier, item) else { return html! {} };
    let day = calendar::day_held(session);
    html! {
        <details class="last-time" key={earlier.id.to_string()}>
            <summary title={fill(Key::SessionN, &[("number", &session.number.to_string())])}>{ fill(Key::LastTime, &[("day", &day)]) }</summary>
            <p dir="auto" translate="no" aria-label={t(Key::LastNotes)} role="note">{ &*earlier.notes }</p>
        </details>
    }
}

/// The latest point of this title with notes in an earlier session, and that session. Asked at each rendering, so letters beyond
/// ASCII count with their case: the browser, which would know better, would be called for every point there ever was.
fn find<'a>(earlier: &'a [Rc<Session>], item: &Item) -> Option<(&'a Session, &'a Item)> {
    let title = item.title.trim();
    if title.is_empty() {
        return None;
    }
    let is_same = |other: &Item| other.id != item.id && other.title.trim().eq_ignore_ascii_case(title);
    earlier.iter().find_map(|session| {
        let found = session.items.iter().find(|other| !other.notes.trim().is_empty() && is_same(other))?;
        Some((&**session, &**found))
    })
}
