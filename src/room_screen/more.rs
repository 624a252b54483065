//! What a pair needs less often: the sessions, and what they use of an engagement.

use alongside_room::Session;
use yew::prelude::*;

use crate::{
    calendar, concepts,
    open_room::{dialog::MoreEntry, store::Room, tools::Tools},
    parts::button::button,
    session::{
        dialog::{Earlier, SESSION},
        session_words,
    },
    strings::{Key, fill, t},
};

/// The section "More", with a heading for the focus. On a narrow screen the header has no place for the session's
/// button.
pub fn more(room: &Room, heading: &NodeRef, narrow: bool, tools: &Tools) -> Html {
    let view = &room.view;
    let open = tools.open.reform(|_: MouseEvent| &SESSION);
    let date = |session: &Session| session.date.as_deref().map_or_else(|| t(Key::NoDate).to_owned(), calendar::date);
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
            { for concepts::MORE.iter().filter_map(|entry| region(room, entry, tools)) }
            { offered(room, tools) }
        </section>
    }
}

/// What the pair uses, and the way to the whole of it.
fn region(room: &Room, entry: &'static MoreEntry, tools: &Tools) -> Option<Html> {
    let summary = (entry.summary)(room)?;
    let open = tools.open.reform(|_: MouseEvent| entry.dialog);
    let name = t(entry.dialog.name);
    let said = fill(Key::OpenItem, &[("title", name)]);
    Some(html! {
        <section key={name} class="region" aria-label={name}>
            <div class="head"><h2>{ name }</h2>
                <button type="button" class="quiet" aria-label={said} onclick={open}>{ t(Key::OpenRow) }</button>
            </div>
            { summary }
        </section>
    })
}

/// What the pair may begin to use, a button each.
fn offered(room: &Room, tools: &Tools) -> Html {
    let is_new = |entry: &&MoreEntry| (entry.is_offered)(room) && (entry.summary)(room).is_none();
    let mut entries = concepts::MORE.iter().filter(is_new).peekable();
    if entries.peek().is_none() || room.is_only_read() {
        return html! {};
    }
    let entry = |entry: &'static MoreEntry| {
        button("quiet", t(entry.dialog.name), tools.open.reform(|_: MouseEvent| entry.dialog))
    };
    html! { <div class="more-entries">{ for entries.map(entry) }</div> }
}
