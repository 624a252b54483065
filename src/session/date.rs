//! The open session's date as fields show and change it.

use alongside_room::SessionsEdit;
use yew::prelude::*;

use crate::{
    browser::dom,
    calendar::{self, Day},
    open_room::store::Room,
    parts::cooldown::use_cooldown,
};

/// The date of the open session, as two fields show it.
pub struct SessionDate {
    pub room: Room,
    pub day: String,
    /// Where there is no day (any more), the time that it had: it comes back with the next day.
    pub time: String,
    pub day_field: NodeRef,
    pub set_day: Callback<String>,
    pub set_time: Callback<String>,
    /// Sets it so many days later; nothing without a date.
    pub postpone: Callback<i64>,
}

/// The date of the open session, and the ways to change it.
#[hook]
pub fn use_session_date(room: &Room) -> SessionDate {
    let session = &room.view.session;
    let id = session.id;
    let written = session.date.clone().unwrap_or_default();
    let (day, time, zone) = calendar::parts(&written);
    let kept = use_mut_ref(|| (id, String::new(), String::new()));
    if !day.is_empty() || kept.borrow().0 != id {
        kept.replace((id, time.to_owned(), zone.to_owned()));
    }
    let cooldown = use_cooldown((id, session.date.clone()));
    let set = {
        let (room, cooldown) = (room.clone(), cooldown.clone());
        Callback::from(move |date: Option<String>| {
            cooldown.means((id, date.clone()));
            room.edit(SessionsEdit::SetDate { session: id, date });
        })
    };
    let with_time = {
        let kept = kept.clone();
        move |day: &str| {
            let (_, time, zone) = &*kept.borrow();
            calendar::join(day, time, zone)
        }
    };
    let set_day = {
        let with_time = with_time.clone();
        set.reform(move |day: String| with_time(&day))
    };
    let set_time = {
        let (day, kept, set) = (day.to_owned(), kept.clone(), set.clone());
        Callback::from(move |time: String| {
            let date = calendar::join(&day, &time, &kept.borrow().2);
            match date {
                Some(_) => set.emit(date),
                // The other has cleared the day meanwhile: the time waits for the next one.
                None => kept.borrow_mut().1 = time,
            }
        })
    };
    let day_field = use_node_ref();
    let postpone = {
        let day_field = day_field.clone();
        Callback::from(move |days: i64| {
            // What stands in the field was saved as it was left for this button.
            let Some(from) = Day::read(&dom::input_value(&day_field)) else { return };
            // If the other has just postponed it, both meant one week.
            if cooldown.ready() {
                set.emit(with_time(&Day::numbered(from.number() + days).write()));
            }
        })
    };
    let time = kept.borrow().1.clone();
    SessionDate { room: room.clone(), day: day.to_owned(), time, day_field, set_day, set_time, postpone }
}
