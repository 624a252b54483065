//! The open session: date, call link and closing it; and earlier sessions.

use std::rc::Rc;

use alongside_room::{AboutEdit, Session, SessionId, SessionsEdit};
use yew::prelude::*;

use crate::{
    agenda::row::past_item,
    browser::{dom, printout},
    calendar, format,
    open_room::{
        dialog::{DialogContext, RoomDialog},
        store::Room,
    },
    parts::{button::button, cooldown::use_cooldown, field::Field, link::ExternalLink},
    session::{closing_line, session_title, when::When},
    strings::{Key, fill, t, titled, use_language},
};

/// The dialog of the sessions.
pub static SESSION: RoomDialog = RoomDialog { name: Key::Session };

/// What is in the dialog; `beside` leads to more about the session.
pub fn session(with: &DialogContext, beside: Html) -> Html {
    html! { <SessionContent room={with.room.clone()} opened_in={with.opened_in} {beside} /> }
}

/// The heading of the dialog that was opened while this session was the open one.
pub fn heading(room: &Room, opened_in: SessionId) -> String {
    match closed_since(room, opened_in) {
        Some(closed) => fill(Key::SessionIsClosed, &[("number", &closed.number.to_string())]),
        None => session_title(room),
    }
}

/// The session that the dialog is about, if it was closed while the dialog is open.
fn closed_since(room: &Room, opened_in: SessionId) -> Option<&Rc<Session>> {
    room.view.earlier.first().filter(|closed| closed.id == opened_in)
}

/// Properties of [`SessionContent`].
#[derive(PartialEq, Properties)]
pub struct SessionProps {
    pub room: Room,
    /// The session that was open when the dialog was opened.
    pub opened_in: SessionId,
    /// Leads to more about the session.
    pub beside: Html,
}

/// Date, call link, and what can be done with the session. One that is closed meanwhile, by whomever, stays what the dialog is
/// about: what was pressed on the one is not meant for the next.
#[component]
pub fn SessionContent(props: &SessionProps) -> Html {
    use_language();
    let SessionProps { room, opened_in, beside } = props;
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
    let reopen = room.view.earlier.first().filter(|_| !room.is_only_read());
    let reopen = reopen.map(|closed| guarded(SessionsEdit::Reopen { session: closed.id }));
    let closed = closed_since(room, *opened_in);
    let said = use_node_ref();
    use_effect_with(closed.is_some(), {
        let said = said.clone();
        // The button that closed it is gone.
        move |_| dom::focus_if_nowhere(&said)
    });
    let parts = match closed {
        Some(closed) => closing(room, closed, said, reopen.clone()),
        None => html! {
            <fieldset key="open" class="part" disabled={room.is_only_read()}>
                <When room={room.clone()} postpones=true />
                { call(room) }
                <div class="planned">
                    { planned(room) }
                    { beside.clone() }
                    { button("quiet", t(Key::Print), Callback::from(|_: MouseEvent| printout::print())) }
                </div>
            </fieldset>
        },
    };
    html! {
        <>
            { parts }
            <div key="earlier" class="part">
                <h3>{ t(Key::EarlierSessions) }</h3>
                <Earlier room={room.clone()} named=true reopen={reopen.filter(|_| closed.is_none())} />
            </div>
            if closed.is_none() && !room.is_only_read() {
                <div key="foot" class="foot">
                    <p>{ t(Key::CloseHint) }</p>
                    { button("", t(Key::CloseSession), close) }
                </div>
            }
        </>
    }
}

/// What became of the session that was closed while the dialog is open, the way back, and when the next one is.
fn closing(room: &Room, closed: &Session, said: NodeRef, reopen: Option<Callback<MouseEvent>>) -> Html {
    html! {
        <div key="closed" class="part">
            <div class="closing">
                <p ref={said} class="lead" tabindex="-1">{ closing_line(room, closed) }</p>
                if let Some(reopen) = reopen { { button("", t(Key::Reopen), reopen) } }
            </div>
            <fieldset class="part" disabled={room.is_only_read()}>
                <h3>{ fill(Key::SessionN, &[("number", &room.view.session.number.to_string())]) }</h3>
                <When room={room.clone()} />
            </fieldset>
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

/// What a session was about, as far as a line says it: its points; and below, the first line that was written of one.
fn first_lines(session: &Session) -> Html {
    let titles: Vec<&str> = session.items.iter().map(|item| titled(&item.title)).take(4).collect();
    let notes = session.items.iter().find_map(|item| item.notes.lines().map(str::trim).find(|line| !line.is_empty()));
    html! {
        <>
            { first_line("first-line", titles.join(" · ")) }
            if let Some(notes) = notes { { first_line("first-line of-notes", notes.to_owned()) } }
        </>
    }
}

fn first_line(class: &'static str, words: String) -> Html {
    html! { <span {class} dir="auto" translate="no" title={words.clone()}>{ words }</span> }
}

/// Properties of [`Earlier`].
#[derive(PartialEq, Properties)]
pub struct EarlierProps {
    pub room: Room,
    /// Whether it is the list with an accessible name, not a second one.
    pub named: bool,
    /// Opens the one that was closed last again.
    #[prop_or_default]
    pub reopen: Option<Callback<MouseEvent>>,
}

/// Closed sessions; each opens to show its points and notes. There may be hundreds, so they are rendered only when
/// the room has changed.
#[component]
pub fn Earlier(props: &EarlierProps) -> Html {
    use_language();
    let view = &props.room.view;
    if view.earlier.is_empty() {
        return html! { if props.named { <p class="aside">{ t(Key::NoEarlier) }</p> } };
    }
    let session = |(at, session): (usize, &Rc<Session>)| {
        let reopen = props.reopen.clone().filter(|_| at == 0);
        let number = session.number.to_string();
        let when = calendar::day_held(session);
        html! {
            <li key={number.clone()}>
                <details>
                    <summary>
                        <span>{ fill(Key::SessionN, &[("number", &number)]) }</span>
                        <small>{ when }</small>
                        { first_lines(session) }
                    </summary>
                    if session.items.is_empty() { <p class="aside">{ t(Key::NoPoints) }</p> }
                    { for session.items.iter().map(|item| past_item(item, view)) }
                </details>
                if let Some(reopen) = reopen { { button("quiet", t(Key::Reopen), reopen) } }
            </li>
        }
    };
    html! {
        <ul class="earlier" role="list" aria-label={t(Key::EarlierSessions)}>{ for view.earlier.iter().enumerate().map(session) }</ul>
    }
}
