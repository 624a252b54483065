//! Days and times, as the browser formats them.

use alongside_room::Moment;
use js_sys::{Array, Date, Function, Intl::DateTimeFormat, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// The time of a moment: "9:00".
pub fn time_of(moment: Moment) -> String {
    format(&CLOCK, &date_of(moment))
}

/// The time of a moment, to the second: "9:00:05".
pub fn second_of(moment: Moment) -> String {
    format(&[CLOCK[0], CLOCK[1], ("second", "2-digit")], &date_of(moment))
}

/// Today, in the format of the document.
pub fn today() -> String {
    in_days(0)
}

/// The day so many days from today, in the format of the document.
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

/// The day of a moment, in the format of the document.
pub fn written(moment: Moment) -> String {
    let date = date_of(moment);
    format!("{:04}-{:02}-{:02}", date.get_full_year(), date.get_month() + 1, date.get_date())
}

/// The name of the zone that this device is in: "Europe/Berlin".
pub fn zone() -> String {
    let options = DateTimeFormat::new(&Array::new(), &Object::new()).resolved_options();
    Reflect::get(&options, &"timeZone".into()).ok().and_then(|zone| zone.as_string()).unwrap_or_default()
}

/// How many minutes the wall of this device is ahead of UTC now.
pub fn ahead() -> i32 {
    -(Date::new_0().get_timezone_offset() as i32)
}

/// How many minutes a zone is ahead of UTC at a moment in milliseconds since 1970; none of a zone that the browser does not know.
pub fn offset(zone: &str, at: i64) -> Option<i64> {
    let (date, options) = (Date::new(&JsValue::from_f64(at as f64)), Object::new());
    Reflect::set(&options, &"timeZone".into(), &zone.into()).ok()?;
    // By its name, since what calls it directly does not catch that a zone is unknown.
    let written: Function = Reflect::get(&date, &"toLocaleString".into()).ok()?.dyn_into().ok()?;
    // As Swedes write it: 2026-11-25 15:00:00.
    let text = written.call2(&date, &"sv".into(), &options).ok()?.as_string()?;
    let wall = Date::parse(&(text.replace(' ', "T") + "Z"));
    (!wall.is_nan()).then(|| (wall as i64 - at).div_euclid(60_000))
}
