//! The open session: date, call link and closing it; and earlier sessions.

use std::ops::Range;

use alongside_room::{AboutEdit, Session, SessionsEdit};
use yew::prelude::*;

use crate::{
    browser::{dates, dom},
    format::{self, Day},
    members::names,
    open_room::{dialog::RoomDialog, store::Room},
    parts::{button::button, cooldown::use_cooldown, field::Field},
    session::{
        earlier::Earlier,
        words::{carried, session_words},
    },
    strings::{Key, fill, t},
};

/// The dialog of the sessions.
pub static SESSION: RoomDialog =
    RoomDialog { name: Key::Session, draw: |with| html! { <SessionContent room={with.room.clone()} /> } };

/// Properties of [`SessionContent`].
#[derive(PartialEq, Properties)]
pub struct SessionProps {
    pub room: Room,
}

/// Date, call link, and what can be done with the session.
#[component]
pub fn SessionContent(props: &SessionProps) -> Html {
    let room = &props.room;
    let date = use_session_date(room);
    // The other may close or reopen the session while I click: the click was not meant for the next session.
    let cooldown = use_cooldown(room.view.session.id);
    let guarded = |edit: SessionsEdit| {
        let (room, cooldown) = (room.clone(), cooldown.clone());
        Callback::from(move |_: MouseEvent| {
            if cooldown.ready() {
                room.edit(edit.clone());
            }
        })
    };
    let close = guarded(SessionsEdit::Close { session: room.view.session.id });
    let closed = room.view.earlier.first().filter(|_| !room.is_only_read());
    html! {
        <>
            <fieldset class="part" disabled={room.is_only_read()}>
                <h3>{ session_words(room) }</h3>
                { when(&date) }
                { call(room) }
                <div class="dialog-actions">
                    { button("", t(Key::Postpone), date.postpone) }
                    { button("", t(Key::CloseSession), close) }
                </div>
                <p>{ t(Key::PostponeHint) }</p>
                { planned(room) }
            </fieldset>
            <div class="part">
                <h3>{ t(Key::EarlierSessions) }</h3>
                if let Some(closed) = closed { { closing(room, closed, guarded(SessionsEdit::Reopen { session: closed.id })) } }
                <Earlier room={room.clone()} named=true />
            </div>
        </>
    }
}

/// The date of the open session, as two fields show it.
struct SessionDate {
    day: String,
    time: String,
    set_day: Callback<Event>,
    set_time: Callback<Event>,
    /// Sets it a week later.
    postpone: Callback<MouseEvent>,
}

#[hook]
fn use_session_date(room: &Room) -> SessionDate {
    let session = &room.view.session;
    let id = session.id;
    let written = session.date.clone().unwrap_or_default();
    let part = |range: Range<usize>| written.get(range).unwrap_or_default().to_owned();
    let (day, time) = (part(0..10), part(11..16));
    let cooldown = use_cooldown((id, session.date.clone()));
    let set = {
        let (room, cooldown) = (room.clone(), cooldown.clone());
        Callback::from(move |(day, time): (String, String)| {
            let date = match (day.is_empty(), time.is_empty()) {
                (true, _) => None,
                (false, true) => Some(day),
                (false, false) => Some(day + "T" + &time),
            };
            cooldown.means((id, date.clone()));
            room.edit(SessionsEdit::SetDate { session: id, date });
        })
    };
    let set_day = {
        let time = time.clone();
        set.reform(move |event: Event| (dom::value(&event), time.clone()))
    };
    let set_time = {
        let day = day.clone();
        set.reform(move |event: Event| (day.clone(), dom::value(&event)))
    };
    let postpone = {
        let (day, time) = (day.clone(), time.clone());
        Callback::from(move |_: MouseEvent| {
            let from = Day::read(&day).or_else(|| Day::read(&dates::today()));
            // If the other has just postponed it, both meant one week.
            if let Some(from) = from.filter(|_| cooldown.ready()) {
                set.emit((Day::numbered(from.number() + 7).write(), time.clone()));
            }
        })
    };
    SessionDate { day, time, set_day, set_time, postpone }
}

/// The fields for day and time.
fn when(date: &SessionDate) -> Html {
    let SessionDate { day, time, set_day, set_time, .. } = date;
    html! {
        <div class="pair">
            <label class="labelled">{ t(Key::Date) }<input type="date" class="field" aria-label={t(Key::Date)} value={day.clone()} onchange={set_day} /></label>
            <label class="labelled">{ t(Key::TimeOfDay) }<input type="time" class="field" aria-label={t(Key::TimeOfDay)} value={time.clone()} disabled={day.is_empty()} onchange={set_time} /></label>
        </div>
    }
}

/// The call link, to edit and to open.
fn call(room: &Room) -> Html {
    let session = &room.view.session;
    let no_link = format::is_no_link(&session.call_link);
    let change = {
        let (room, session) = (room.clone(), session.id);
        Callback::from(move |link: String| room.edit(SessionsEdit::SetCallLink { session, link }))
    };
    html! {
        <>
            <label class="labelled">{ t(Key::CallLink) }
                <Field field={format!("call-link-{}", session.id)} name={t(Key::CallLink)} kind="url" hint="https://" value={session.call_link.to_string()} {change} problem={no_link.then_some("no-call-link")} />
                if no_link { <span id="no-call-link">{ t(Key::NoLink) }</span> }
            </label>
            if let Some(link) = format::safe_link(&session.call_link) {
                <a class="button primary" href={link} target="_blank" rel="noopener noreferrer">{ t(Key::OpenCall) }</a>
            }
        </>
    }
}

/// The number of agreed sessions.
fn planned(room: &Room) -> Html {
    let value = room.view.planned.map(|planned| planned.to_string()).unwrap_or_default();
    let room = room.clone();
    let change = Callback::from(move |text: String| {
        let planned = text.trim().parse().ok().filter(|planned| (1..=999).contains(planned));
        if planned.is_some() || text.trim().is_empty() {
            room.edit(AboutEdit::SetPlanned(planned));
        }
    });
    html! {
        <label class="labelled">{ t(Key::SessionsPlanned) }
            <Field field="planned" name={t(Key::SessionsPlanned)} kind="number" min="1" max="999" {value} {change} />
        </label>
    }
}

/// The session that was closed last, what carried over from it, and reopening it.
fn closing(room: &Room, closed: &Session, reopen: Callback<MouseEvent>) -> Html {
    let session = &room.view.session;
    let carried = carried(room).unwrap_or_else(|| fill(Key::ClosingNone, &[("number", &session.number.to_string())]));
    let next = match session.date.as_deref() {
        Some(date) => fill(Key::NextDate, &[("date", &names::date(date))]),
        None => t(Key::NextDateNone).to_owned(),
    };
    html! {
        <div class="closing">
            <p>
                { fill(Key::SessionClosed, &[("number", &closed.number.to_string())]) }{ " " }{ carried }{ " · " }{ next }
            </p>
            { button("", t(Key::Reopen), reopen) }
        </div>
    }
}
