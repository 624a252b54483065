//! "Ana closed session 3: 2 points and 3 tasks go to session 4 · Next date … · Reopen".

use alongside_room::{Session, SessionsEdit};
use yew::prelude::*;

use crate::{
    browser::{dom, prefs::in_room},
    members::names,
    open_room::{store::Room, tools::use_tools},
    parts::{bar::bar, button::button, date_field::DateField},
    session::{carried, date::use_session_date},
    strings::{Key, fill, shown, t},
};

/// How long the bar is shown, in milliseconds.
const CLOSED_FOR: u64 = 24 * 60 * 60 * 1000;

/// Properties of [`ClosedBar`].
#[derive(PartialEq, Properties)]
pub struct ClosedBarProps {
    pub room: Room,
}

/// The bar about the session that was closed last, for a day or until dismissed.
#[component]
pub fn ClosedBar(props: &ClosedBarProps) -> Html {
    let room = &props.room;
    let tools = use_tools();
    let pref = in_room("closed", room.id);
    let seen = use_state_eq(|| tools.as_ref().and_then(|tools| tools.prefs.text(&pref)));
    let Some(closed) = room.view.earlier.first().filter(|_| !room.is_only_read()) else { return html! {} };
    let Some((_, at)) = closed.closed else { return html! {} };
    // With the moment, since a reopened session can be closed again.
    let this = format!("{} {}", closed.id, at.0);
    if room.now().0.saturating_sub(at.0) > CLOSED_FOR || seen.as_deref() == Some(&*this) {
        return html! {};
    }
    let put_away = {
        let seen = seen.clone();
        Callback::from(move |()| {
            if let Some(tools) = &tools {
                tools.prefs.set(&pref, &this);
            }
            seen.set(Some(this.clone()));
        })
    };
    bar(content(room, closed), &put_away)
}

fn content(room: &Room, closed: &Session) -> Html {
    let Some((by, at)) = closed.closed else { return html! {} };
    let session = closed.id;
    let reopen = {
        let room = room.clone();
        Callback::from(move |event: MouseEvent| {
            if names::is_past_cooldown(&room, by, at) {
                dom::leave_bar(&event);
                room.edit(SessionsEdit::Reopen { session });
            }
        })
    };
    let key = if room.is_mine(by) { Key::ClosedByMe } else { Key::ClosedBy };
    let what = carried(room)
        .unwrap_or_else(|| fill(Key::ClosingNothing, &[("number", &room.view.session.number.to_string())]));
    let name = names::name(&room.view, by);
    let said = shown(key, &[("name", &name), ("number", &closed.number.to_string()), ("what", &what)]);
    html! {
        <>
            <span>{ said }</span>
            <NextDate room={room.clone()} />
            { button("", t(Key::Reopen), reopen) }
        </>
    }
}

/// The field for the day of the session that is open now.
#[component]
fn NextDate(props: &ClosedBarProps) -> Html {
    let date = use_session_date(&props.room);
    let field = format!("next-date-{}", props.room.view.session.id);
    html! {
        <label class="bar-date"><span>{ t(Key::NextDateField) }</span><DateField {field} node={date.day_field} name={t(Key::NextDateField)} value={date.day} change={date.set_day} /></label>
    }
}
