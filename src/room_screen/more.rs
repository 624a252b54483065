//! What a pair needs less often: at present, the sessions.

use alongside_room::Session;
use yew::prelude::*;

use crate::{
    calendar,
    open_room::{store::Room, tools::Tools},
    session::{
        dialog::{Earlier, SESSION},
        session_words,
    },
    strings::{Key, t},
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
        </section>
    }
}
