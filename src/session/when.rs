//! The date of the open session: days that are often meant, a month, and fields that take what is typed; and postponing it.

use alongside_room::Mode;
use yew::prelude::*;

use crate::{
    browser::dom,
    calendar::{self, Day},
    open_room::store::Room,
    parts::{
        date_field::DateField,
        day_grid::DayGrid,
        icon::Glyph,
        row_menu::{RowMenu, RowMenuEntry},
    },
    session::date::{SessionDate, use_session_date},
    strings::{Key, fill, t, use_language},
};

/// Properties of [`When`].
#[derive(PartialEq, Properties)]
pub struct WhenProps {
    pub room: Room,
    /// Whether the session can be postponed here.
    #[prop_or_default]
    pub postpones: bool,
}

/// When the open session is.
#[component]
pub fn When(props: &WhenProps) -> Html {
    use_language();
    let date = use_session_date(&props.room);
    let is_open = use_state_eq(|| false);
    let (month, pick) = (use_node_ref(), use_node_ref());
    use_effect_with(*is_open, {
        let month = month.clone();
        move |is_open| {
            if *is_open {
                dom::focus_first(&month, "td [tabindex='0']");
            }
        }
    });
    let open = {
        let is_open = is_open.setter();
        Callback::from(move |()| is_open.set(true))
    };
    let close = {
        let (is_open, pick) = (is_open.setter(), pick.clone());
        Callback::from(move |()| {
            dom::focus(&pick);
            is_open.set(false);
        })
    };
    let set = {
        let (set_day, close) = (date.set_day.clone(), close.clone());
        Callback::from(move |day: Day| {
            set_day.emit(day.write());
            close.emit(());
        })
    };
    let escape = {
        let close = close.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.prevent_default();
                event.stop_propagation();
                close.emit(());
            }
        })
    };
    let toggle = if *is_open { close } else { open.clone() };
    let today = Day::read(&props.room.today).unwrap_or_else(calendar::today);
    let chosen = Day::read(&date.day);
    html! {
        <>
            <div class="day-chips">
                { for often(today, chosen, props.room.view.kind, &date.set_day) }
                <button ref={pick} type="button" aria-label={t(Key::PickDay)} aria-expanded={if *is_open { "true" } else { "false" }} onclick={toggle.reform(|_: MouseEvent| ())}>{ t(Key::PickDayShort) }</button>
                if props.postpones { { postpone(&date, chosen, today, open) } }
            </div>
            if *is_open {
                <div ref={month} class="month" onkeydown={escape}>
                    <DayGrid {today} {chosen} week_begins={calendar::names().week_begins} pick={set} />
                </div>
            }
            { fields(&date, chosen, today) }
        </>
    }
}

/// The days that are often meant; among them the one that suits what the room is for.
fn often(today: Day, chosen: Option<Day>, kind: Option<Mode>, set_day: &Callback<String>) -> Vec<Html> {
    let chip = |(words, days): (Key, i64)| {
        let day = Day::numbered(today.number() + days);
        let onclick = set_day.reform(move |_: MouseEvent| day.write());
        let is_chosen = chosen == Some(day);
        html! { <button type="button" aria-pressed={if is_chosen { "true" } else { "false" }} aria-description={day.with_weekday(today)} {onclick}>{ t(words) }</button> }
    };
    let cadence = match kind {
        Some(Mode::Coaching) => Some((Key::InTwoWeeks, 14)),
        Some(Mode::Mentoring) => Some((Key::InFourWeeks, 28)),
        Some(Mode::Leading | Mode::Partners) | None => None,
    };
    [(Key::DueToday, 0), (Key::DueTomorrow, 1), (Key::InAWeek, 7)].into_iter().chain(cadence).map(chip).collect()
}

/// "Postpone", which says to which day it would be; without a date, only a day that is picked.
fn postpone(date: &SessionDate, from: Option<Day>, today: Day, pick: Callback<()>) -> Html {
    let postpone = date.postpone.clone();
    let entries = Callback::from(move |()| {
        let by = |(words, days): (Key, i64)| {
            let day = Day::numbered(from?.number() + days).with_weekday(today);
            let words = fill(Key::ByUntil, &[("by", t(words)), ("day", &day)]);
            Some(RowMenuEntry::saying(words, postpone.reform(move |()| days)))
        };
        let ways = [(Key::ByAWeek, 7), (Key::ByTwoWeeks, 14)].into_iter().filter_map(by);
        ways.chain([RowMenuEntry::new(Key::PickDay, pick.clone())]).collect()
    });
    html! { <RowMenu name={t(Key::Postpone)} about={t(Key::Postpone)} {entries} glyph={Glyph::Down} worded=true /> }
}

/// The fields for day and time, how far that is, and what the time is here where it is another.
fn fields(date: &SessionDate, chosen: Option<Day>, today: Day) -> Html {
    let SessionDate { room, day, time, day_field, set_day, set_time, .. } = date;
    let session = &room.view.session;
    let (day_name, time_name) = (format!("session-day-{}", session.id), format!("session-time-{}", session.id));
    html! {
        <>
            <div class="pair">
                <label class="labelled">{ t(Key::Date) }<DateField node={day_field.clone()} field={day_name} class="field" name={t(Key::Date)} value={day.clone()} change={set_day} /></label>
                <label class="labelled">{ t(Key::TimeOfDay) }<DateField is_time=true field={time_name} class="field" name={t(Key::TimeOfDay)} value={time.clone()} disabled={day.is_empty()} change={set_time} /></label>
            </div>
            if let Some(day) = chosen { <small class="aside">{ day.away(today) }</small> }
            if let Some(elsewhere) = session.date.as_deref().and_then(calendar::elsewhere) { <p>{ elsewhere }</p> }
        </>
    }
}
