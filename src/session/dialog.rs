//! The open session: when, where, and its end; and those before it.

use alongside_room::{AboutEdit, SessionsEdit};
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

/// The open session and earlier ones.
pub static SESSION: RoomDialog =
    RoomDialog { name: Key::Session, draw: |with| html! { <SessionContent room={with.room.clone()} /> } };

/// What [`SessionContent`] shows.
#[derive(PartialEq, Properties)]
pub struct SessionProps {
    /// The room.
    pub room: Room,
}

/// Date, call link, and what can be done with the session.
#[component]
pub fn SessionContent(props: &SessionProps) -> Html {
    let room = &props.room;
    let session = &room.view.session;
    let id = session.id;
    let written = session.date.clone().unwrap_or_default();
    let (day, time) = (written.get(..10).unwrap_or_default(), written.get(11..16).unwrap_or_default());
    let dated = use_cooldown((id, session.date.clone()));
    let set = {
        let (room, dated) = (room.clone(), dated.clone());
        move |day: &str, time: &str| {
            let date = match (day.is_empty(), time.is_empty()) {
                (true, _) => None,
                (false, true) => Some(day.to_owned()),
                (false, false) => Some(format!("{day}T{time}")),
            };
            dated.means((id, date.clone()));
            room.edit(SessionsEdit::SetDate { session: id, date });
        }
    };
    let set_day = {
        let (set, time) = (set.clone(), time.to_owned());
        Callback::from(move |event: Event| set(&dom::value(&event), &time))
    };
    let set_time = {
        let (set, day) = (set.clone(), day.to_owned());
        Callback::from(move |event: Event| set(&day, &dom::value(&event)))
    };
    let postpone = {
        let (day, time) = (day.to_owned(), time.to_owned());
        Callback::from(move |_: MouseEvent| {
            let from = Day::read(&day).or_else(|| Day::read(&dates::today()));
            // If the other postponed it just now, once is what both meant.
            if let Some(from) = from.filter(|_| dated.ready()) {
                set(&Day::numbered(from.number() + 7).write(), &time);
            }
        })
    };
    let link = {
        let room = room.clone();
        Callback::from(move |link: String| room.edit(SessionsEdit::SetCallLink { session: id, link }))
    };
    let planned = {
        let room = room.clone();
        Callback::from(move |text: String| {
            let planned = text.trim().parse().ok().filter(|planned| (1..=999).contains(planned));
            if planned.is_some() || text.trim().is_empty() {
                room.edit(AboutEdit::SetPlanned(planned));
            }
        })
    };
    // The other may close or reopen it while my finger comes down: that was not meant for the next one.
    let settled = use_cooldown(id);
    let close = {
        let (room, settled) = (room.clone(), settled.clone());
        Callback::from(move |_: MouseEvent| {
            if settled.ready() {
                room.edit(SessionsEdit::Close { session: id });
            }
        })
    };
    let closed = room.view.earlier.first();
    let reopen = closed.map(|closed| {
        let (room, session) = (room.clone(), closed.id);
        Callback::from(move |_: MouseEvent| {
            if settled.ready() {
                room.edit(SessionsEdit::Reopen { session });
            }
        })
    });
    html! {
        <>
            <fieldset class="part" disabled={room.is_only_read()}>
                <h3>{ session_words(room) }</h3>
                <div class="pair">
                    <label class="labelled">{ t(Key::Date) }<input type="date" class="field" aria-label={t(Key::Date)} value={day.to_owned()} onchange={set_day} /></label>
                    <label class="labelled">{ t(Key::TimeOfDay) }<input type="time" class="field" aria-label={t(Key::TimeOfDay)} value={time.to_owned()} disabled={day.is_empty()} onchange={set_time} /></label>
                </div>
                <label class="labelled">{ t(Key::CallLink) }
                    <Field name={t(Key::CallLink)} kind="url" hint="https://" value={session.call_link.to_string()} change={link}
                        problem={format::is_no_link(&session.call_link).then_some("no-call-link")} />
                    if format::is_no_link(&session.call_link) { <span id="no-call-link">{ t(Key::NoLink) }</span> }
                </label>
                if let Some(link) = format::safe_link(&session.call_link) {
                    <a class="button primary" href={link} target="_blank" rel="noopener noreferrer">{ t(Key::OpenCall) }</a>
                }
                <div class="dialog-actions">
                    { button("", t(Key::Postpone), postpone) }
                    { button("", t(Key::CloseSession), close) }
                </div>
                <p>{ t(Key::PostponeHint) }</p>
                <label class="labelled">{ t(Key::SessionsPlanned) }
                    <Field name={t(Key::SessionsPlanned)} kind="number" min="1" max="999" value={room.view.planned.map(|planned| planned.to_string()).unwrap_or_default()} change={planned} />
                </label>
            </fieldset>
            <div class="part">
                <h3>{ t(Key::EarlierSessions) }</h3>
                if let (Some(closed), Some(reopen), false) = (closed, reopen, room.is_only_read()) {
                    <div class="closing">
                        <p>
                            { fill(Key::SessionClosed, &[("number", &closed.number.to_string())]) }{ " " }{ carried(room).unwrap_or_else(|| fill(Key::ClosingNone, &[("number", &room.view.session.number.to_string())])) }{ " · " }
                            { session.date.as_deref().map_or_else(|| t(Key::NextDateNone).to_owned(), |date| fill(Key::NextDate, &[("date", &names::date(date))])) }
                        </p>
                        { button("", t(Key::Reopen), reopen) }
                    </div>
                }
                <Earlier room={room.clone()} named=true />
            </div>
        </>
    }
}
