//! "Ana closed session 3: 2 points and 3 tasks go to session 4 · Next date … · Reopen".

use alongside_room::{MemberId, Moment, Session, SessionsEdit, TimerEdit, TimerState};
use yew::prelude::*;

use crate::{
    browser::{dom, prefs::in_room},
    calendar::{self, Day},
    members::names,
    open_room::{private::ONLY_MINE, room_dialog::RoomDialog, store::Room, tools::use_tools},
    parts::{bar::bar, button::button, date_field::DateField},
    session::{calendar_file, closing_line, date::use_session_date},
    strings::{Key, t, use_language},
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
    use_language();
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
    let open = tools.as_ref().map(|tools| tools.open.clone());
    let put_away = {
        let seen = seen.clone();
        Callback::from(move |()| {
            if let Some(tools) = &tools {
                tools.prefs.set(&pref, &this);
            }
            seen.set(Some(this.clone()));
        })
    };
    bar(content(room, closed, open.as_ref()), &put_away)
}

fn content(room: &Room, closed: &Session, open: Option<&Callback<&'static RoomDialog>>) -> Html {
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
    html! {
        <>
            <span key="said">{ closing_line(room, closed) }</span>
            <NextDate key="date" room={room.clone()} />
            if room.view.session.date.is_some() {
                <CalendarFile key="file" room={room.clone()} />
            } else {
                <span key="days" class="bar-days">{ for next_days(room, closed).map(|(day, date)| day_chip(room, day, date, (by, at))) }</span>
            }
            if let Some(open) = open { { button("", t(Key::ThreeLines), open.reform(|_: MouseEvent| &ONLY_MINE)) } }
            if let Some(stop) = stop(room) { <span key="stop">{ stop }</span> }
            <button key="reopen" type="button" onclick={reopen}>{ t(Key::Reopen) }</button>
        </>
    }
}

/// One and two weeks after the closed session, at the time of day that it had.
fn next_days(room: &Room, closed: &Session) -> impl Iterator<Item = (Day, Option<String>)> {
    let today = Day::read(&room.today).unwrap_or_else(calendar::today);
    let written = closed.date.clone().unwrap_or_default();
    // Sessions that were held late, or early, keep their day of the week.
    let from = Day::read(&written).filter(|day| (day.number() - today.number()).abs() < 7).unwrap_or(today);
    [7, 14].into_iter().map(move |days| {
        let (_, time, zone) = calendar::parts(&written);
        let day = Day::numbered(from.number() + days);
        (day, calendar::join(&day.write(), time, zone))
    })
}

/// A day that one press agrees on.
fn day_chip(room: &Room, day: Day, date: Option<String>, (by, at): (MemberId, Moment)) -> Html {
    let session = room.view.session.id;
    let set = {
        let room = room.clone();
        Callback::from(move |_: MouseEvent| {
            if names::is_past_cooldown(&room, by, at) {
                room.edit(SessionsEdit::SetDate { session, date: date.clone() });
            }
        })
    };
    html! { <button key={day.write()} type="button" onclick={set}>{ day.long(calendar::today()) }</button> }
}

/// A block that still runs goes on into the next session, if nobody stops it.
fn stop(room: &Room) -> Option<Html> {
    let timer = &room.view.timer;
    let is_in = timer.with.iter().any(|member| room.is_mine(*member));
    let block = timer.block.filter(|_| timer.state != TimerState::Idle && is_in)?;
    let room = room.clone();
    let stop = Callback::from(move |event: MouseEvent| {
        dom::focus_in_bar(&event, "button:last-of-type");
        room.edit(TimerEdit::Stop { block });
    });
    Some(button("", t(Key::StopTheClock), stop))
}

/// The field for the day of the session that is open now.
#[component]
fn NextDate(props: &ClosedBarProps) -> Html {
    use_language();
    let date = use_session_date(&props.room);
    let field = format!("next-date-{}", props.room.view.session.id);
    html! {
        <label class="bar-date"><span>{ t(Key::NextDateField) }</span><DateField {field} node={date.day_field} name={t(Key::NextDateField)} value={date.day} change={date.set_day} /></label>
    }
}

/// The open session as a file for a calendar, and whether it names the two.
#[component]
fn CalendarFile(props: &ClosedBarProps) -> Html {
    use_language();
    let (named, is_given, node) = (use_state_eq(|| false), use_state_eq(|| false), use_node_ref());
    // The day that was pressed is gone with its button.
    use_effect_with(node.clone(), dom::focus_if_nowhere);
    let is_framed = use_tools().is_some_and(|tools| !tools.host.is_page());
    let name_it = {
        let named = named.setter();
        Callback::from(move |event: Event| named.set(dom::checked(&event)))
    };
    let give = {
        let (room, with_names, is_given) = (props.room.clone(), *named, is_given.setter());
        Callback::from(move |_: MouseEvent| {
            calendar_file::save(&room, with_names);
            is_given.set(true);
        })
    };
    html! {
        <>
            <button ref={node} type="button" onclick={give}>{ t(Key::CalendarFile) }</button>
            <label class="check"><input type="checkbox" checked={*named} onchange={name_it} />{ t(Key::WithNames) }</label>
            // Nobody tells a page in a frame that the frame may save nothing.
            if *is_given && is_framed { <small role="status">{ t(Key::NoDownload) }</small> }
        </>
    }
}
