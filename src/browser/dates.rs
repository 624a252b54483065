//! Days and times as the person's browser writes them.

use alongside_room::Moment;
use js_sys::{Array, Date, Function, Intl::DateTimeFormat, Object, Reflect};
use wasm_bindgen::JsValue;

/// A day of the room (`2026-11-25`, or with a time `2026-11-25T15:00`) in words: "Wed, 25 Nov" or "Wed, 25 Nov, 15:00".
/// As it was typed, if it is none.
pub fn day(date: &str) -> String {
    // Read and written in the same zone: a day of the room is local to nobody.
    let (text, clock) = match date.len() {
        10 => (format!("{date}T00:00:00Z"), false),
        _ => (format!("{date}:00Z"), true),
    };
    let moment = Date::new(&text.into());
    if moment.get_time().is_nan() {
        return date.to_owned();
    }
    let mut options = vec![("weekday", "short"), ("day", "numeric"), ("month", "short"), ("timeZone", "UTC")];
    if clock {
        options.extend(CLOCK);
    }
    if moment.get_utc_full_year() != Date::new_0().get_full_year() {
        options.push(("year", "numeric"));
    }
    format(&options, &moment)
}

/// The day of a moment: "25 Nov 2026".
pub fn day_of(moment: Moment) -> String {
    format(&[("day", "numeric"), ("month", "short"), ("year", "numeric")], &date_of(moment))
}

/// The time of a moment: "9:00".
pub fn time_of(moment: Moment) -> String {
    format(&CLOCK, &date_of(moment))
}

/// The time of a moment, to the second: "9:00:05".
pub fn second_of(moment: Moment) -> String {
    format(&[CLOCK[0], CLOCK[1], ("second", "2-digit")], &date_of(moment))
}

/// Today's day, as a room writes it.
pub fn today() -> String {
    in_days(0)
}

/// The day that many days from today, as a room writes it.
pub fn in_days(days: i32) -> String {
    let date = Date::new_0();
    date.set_date((date.get_date() as i32 + days).max(0) as u32);
    format!("{:04}-{:02}-{:02}", date.get_full_year(), date.get_month() + 1, date.get_date())
}

const CLOCK: [(&str, &str); 2] = [("hour", "numeric"), ("minute", "2-digit")];

fn date_of(moment: Moment) -> Date {
    Date::new(&JsValue::from_f64(moment.0 as f64))
}

fn format(options: &[(&str, &str)], date: &Date) -> String {
    let wanted = Object::new();
    for (name, value) in options {
        // Setting a field of a fresh object does not fail.
        let _ = Reflect::set(&wanted, &(*name).into(), &(*value).into());
    }
    let format: Function = DateTimeFormat::new(&Array::new(), &wanted).format();
    let text = format.call1(&JsValue::NULL, date);
    text.ok().and_then(|text| text.as_string()).unwrap_or_default()
}

/// The day of a moment, as a room writes it.
pub fn written(moment: Moment) -> String {
    let date = date_of(moment);
    format!("{:04}-{:02}-{:02}", date.get_full_year(), date.get_month() + 1, date.get_date())
}
