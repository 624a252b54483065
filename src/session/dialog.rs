//! The open session: date, call link and closing it; and earlier sessions.

use std::rc::Rc;

use alongside_room::{AboutEdit, Session, SessionsEdit};
use yew::prelude::*;

use crate::{
    agenda::row::past_item,
    browser::dom,
    calendar, format,
    open_room::{
        dialog::{DialogContext, RoomDialog},
        store::Room,
    },
    parts::{
        button::button,
        cooldown::use_cooldown,
        date_field::DateField,
        field::Field,
        icon::Glyph,
        link::ExternalLink,
        row_menu::{RowMenu, RowMenuEntry},
    },
    session::{
        carried,
        date::{SessionDate, use_session_date},
    },
    strings::{Key, fill, t, titled},
};

/// The dialog of the sessions.
pub static SESSION: RoomDialog = RoomDialog { name: Key::Session };

/// What is in the dialog.
pub fn session(with: &DialogContext) -> Html {
    html! { <SessionContent room={with.room.clone()} /> }
}

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
                { when(&date) }
                { postponing(&date) }
                { call(room) }
                { planned(room) }
            </fieldset>
            <div class="part">
                <h3>{ t(Key::EarlierSessions) }</h3>
                if let Some(closed) = closed { { closing(room, closed, guarded(SessionsEdit::Reopen { session: closed.id })) } }
                <Earlier room={room.clone()} named=true />
            </div>
            if !room.is_only_read() {
                <div class="foot">
                    <p>{ t(Key::CloseHint) }</p>
                    { button("", t(Key::CloseSession), close) }
                </div>
            }
        </>
    }
}

/// "Postpone", by a week, and what else that can be.
fn postponing(date: &SessionDate) -> Html {
    let (postpone, day_field) = (date.postpone.clone(), date.day_field.clone());
    let entries = Callback::from(move |()| {
        let pick = {
            let day_field = day_field.clone();
            Callback::from(move |()| dom::focus(&day_field))
        };
        vec![
            RowMenuEntry::new(Key::ByAWeek, postpone.reform(|()| 7)),
            RowMenuEntry::new(Key::ByTwoWeeks, postpone.reform(|()| 14)),
            RowMenuEntry::new(Key::PickDate, pick),
        ]
    });
    html! {
        <div class="dialog-actions">
            <span class="split">
                { button("", t(Key::Postpone), date.postpone.reform(|_: MouseEvent| 7)) }
                <RowMenu name={t(Key::PostponeBy)} about={t(Key::Postpone)} {entries} glyph={Glyph::Down} />
            </span>
            <small class="aside">{ t(if date.day.is_empty() { Key::PostponeNoDate } else { Key::PostponeHint }) }</small>
        </div>
    }
}

/// The fields for day and time, and what the time is here where it is another.
fn when(date: &SessionDate) -> Html {
    let SessionDate { room, day, time, day_field, set_day, set_time, .. } = date;
    let session = &room.view.session;
    let (day_name, time_name) = (format!("session-day-{}", session.id), format!("session-time-{}", session.id));
    html! {
        <>
            <div class="pair">
                <label class="labelled">{ t(Key::Date) }<DateField node={day_field.clone()} field={day_name} class="field" name={t(Key::Date)} value={day.clone()} change={set_day} /></label>
                <label class="labelled">{ t(Key::TimeOfDay) }<DateField is_time=true field={time_name} class="field" name={t(Key::TimeOfDay)} value={time.clone()} disabled={day.is_empty()} change={set_time} /></label>
            </div>
            if let Some(elsewhere) = session.date.as_deref().and_then(calendar::elsewhere) { <p>{ elsewhere }</p> }
        </>
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
                <ExternalLink class="button primary" href={link} words={t(Key::OpenCall)} />
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
        <label class="inline-field">{ t(Key::SessionsPlanned) }
            <Field field="planned" name={t(Key::SessionsPlanned)} kind="number" min="1" max="999" {value} {change} />
        </label>
    }
}

/// The session that was closed last, what carried over from it, and reopening it.
fn closing(room: &Room, closed: &Session, reopen: Callback<MouseEvent>) -> Html {
    let session = &room.view.session;
    let carried = carried(room).unwrap_or_else(|| fill(Key::ClosingNone, &[("number", &session.number.to_string())]));
    let next = match session.date.as_deref() {
        Some(date) => fill(Key::NextDate, &[("date", &calendar::date(date))]),
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

/// What a session was about, as far as one line says it: its points.
fn first_line(session: &Session) -> String {
    let titles: Vec<&str> = session.items.iter().map(|item| titled(&item.title)).take(4).collect();
    titles.join(" · ")
}

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
        let when = calendar::day_held(session);
        html! {
            <li key={number.clone()}>
                <details>
                    <summary><span>{ fill(Key::SessionN, &[("number", &number)]) }</span><span class="first-line" dir="auto" translate="no">{ first_line(session) }</span><small>{ when }</small></summary>
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
