//! Days and times, as the browser knows them.

use alongside_room::Moment;
use js_sys::{Array, Date, Function, Intl::DateTimeFormat, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// What the wall of this device shows at a moment: hour, minute and second.
pub fn clock(moment: Moment) -> (u32, u32, u32) {
    let date = date_of(moment);
    (date.get_hours(), date.get_minutes(), date.get_seconds())
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

fn date_of(moment: Moment) -> Date {
    Date::new(&JsValue::from_f64(moment.0 as f64))
}

#[cfg(target_arch = "wasm32")]
fn wanted(options: &[(&str, &str)]) -> Object {
    let wanted = Object::new();
    for (name, value) in options {
        // Setting a field of a fresh object does not fail.
        let _ = Reflect::set(&wanted, &(*name).into(), &(*value).into());
    }
    wanted
}

/// A day in a language, by its number of days since 1970: the names of its parts (`weekday`, `literal`) and their texts.
#[cfg(target_arch = "wasm32")]
pub fn parts(language: &str, day: i64, options: &[(&str, &str)]) -> Vec<(String, String)> {
    parts_of(&Array::of1(&language.into()), (day * 24 + 12) * 3_600_000, options)
}

/// The same without a browser, in English.
#[cfg(not(target_arch = "wasm32"))]
pub fn parts(_: &str, day: i64, options: &[(&str, &str)]) -> Vec<(String, String)> {
    const WEEKDAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let has = |part: &str| options.iter().any(|(name, _)| *name == part);
    let of = |part: &str, text: &str| has(part).then(|| (part.to_owned(), text.to_owned()));
    // The middle of each month is asked for.
    let month = day.rem_euclid(365) * 12 / 365;
    let weekday = WEEKDAYS[day.rem_euclid(7) as usize];
    [of("weekday", weekday), of("month", MONTHS[month as usize])].into_iter().flatten().collect()
}

#[cfg(target_arch = "wasm32")]
fn parts_of(locales: &Array, at: i64, options: &[(&str, &str)]) -> Vec<(String, String)> {
    let wanted = wanted(options);
    // Setting a field of a fresh object does not fail.
    let _ = Reflect::set(&wanted, &"timeZone".into(), &"UTC".into());
    let parts = DateTimeFormat::new(locales, &wanted).format_to_parts(&Date::new(&JsValue::from_f64(at as f64)));
    let text = |part: &JsValue, name: &str| Reflect::get(part, &name.into()).ok().and_then(|text| text.as_string());
    parts.iter().filter_map(|part| text(&part, "type").zip(text(&part, "value"))).collect()
}

/// The tag of a language as it is in the browser's region: `en-GB`.
#[cfg(target_arch = "wasm32")]
pub fn regional(language: &str) -> String {
    let region = locale().and_then(|locale| Reflect::get(&locale, &"region".into()).ok()?.as_string());
    match region {
        Some(region) if !language.contains('-') => format!("{language}-{region}"),
        _ => language.to_owned(),
    }
}

/// How days (or times, where the options are of times) are written in a language as it is in the browser's region: a text with
/// `{weekday}`, `{day}`, `{month}` and `{year}`, or `{hour}` and `{minute}`, where they stand. `at` is a sample, in milliseconds since 1970.
#[cfg(target_arch = "wasm32")]
pub fn form(language: &str, at: i64, options: &[(&str, &str)]) -> String {
    let parts = parts_of(&Array::of1(&regional(language).into()), at, options).into_iter();
    let written = parts.map(|(name, text)| match &*name {
        "literal" | "dayPeriod" => text,
        // A sample that begins with a nought says that all do.
        "hour" if text.starts_with(['0', '٠']) => "{hours}".to_owned(),
        _ => format!("{{{name}}}"),
    });
    written.collect()
}

/// The same without a browser, in one form.
#[cfg(not(target_arch = "wasm32"))]
pub fn form(_: &str, _: i64, options: &[(&str, &str)]) -> String {
    let has = |part| options.iter().any(|(name, _)| *name == part);
    if has("hour") {
        return "{hour}:{minute}".to_owned();
    }
    let weekday = if has("weekday") { "{weekday} " } else { "" };
    let day = if has("day") { "{day} " } else { "" };
    format!("{weekday}{day}{{month}}{}", if has("year") { " {year}" } else { "" })
}

/// How far a day (or a week: `unit`) is from today, in the language with this tag: "today", "in 3 days".
#[cfg(all(target_arch = "wasm32", not(test)))]
pub fn relative(language: &str, away: i64, unit: &str) -> String {
    let given = [(away as f64).into(), unit.into()];
    crate::browser::language::ask("RelativeTimeFormat", &regional(language), "format", &given).unwrap_or_default()
}

/// The same without a browser, in English.
#[cfg(any(test, not(target_arch = "wasm32")))]
pub fn relative(_: &str, days: i64, unit: &str) -> String {
    match days {
        1 if unit == "week" => "next week".to_owned(),
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        ..0 => format!("{} days ago", -days),
        _ => format!("in {days} days"),
    }
}

/// Whether a day has twelve hours twice or twenty-four where the browser's language is spoken: `h12`, `h23`.
#[cfg(target_arch = "wasm32")]
pub fn hour_cycle() -> String {
    let options = DateTimeFormat::new(&Array::new(), &wanted(&[("hour", "numeric")])).resolved_options();
    let cycle = Reflect::get(&options, &"hourCycle".into()).ok().and_then(|cycle| cycle.as_string());
    cycle.unwrap_or_else(|| "h23".to_owned())
}

/// The same without a browser: twenty-four.
#[cfg(not(target_arch = "wasm32"))]
pub fn hour_cycle() -> String {
    "h23".to_owned()
}

/// The weekday with which weeks begin where the browser's language is spoken, from Monday: 0.
pub fn week_begins() -> u32 {
    locale().and_then(|locale| week_of(&locale)).map_or(0, |first| (first as u32 + 6) % 7)
}

/// The browser's locale, with its likeliest region.
fn locale() -> Option<JsValue> {
    let options = DateTimeFormat::new(&Array::new(), &Object::new()).resolved_options();
    let name = Reflect::get(&options, &"locale".into()).ok()?;
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let maker: Function = Reflect::get(&intl, &"Locale".into()).ok()?.dyn_into().ok()?;
    let locale = Reflect::construct(&maker, &Array::of1(&name)).ok()?;
    let maximize: Function = Reflect::get(&locale, &"maximize".into()).ok()?.dyn_into().ok()?;
    maximize.call0(&locale).ok()
}

/// The first day of its week, from Monday: 1. Where the browser does not know, by the region.
fn week_of(locale: &JsValue) -> Option<f64> {
    let get = |object: &JsValue, name: &str| Reflect::get(object, &name.into()).ok();
    let known = get(locale, "getWeekInfo").and_then(|method| method.dyn_into::<Function>().ok());
    let known = known.and_then(|method| method.call0(locale).ok()).or_else(|| get(locale, "weekInfo"));
    known.and_then(|week| get(&week, "firstDay")?.as_f64()).or_else(|| {
        let region = get(locale, "region")?.as_string()?;
        const SUNDAY: &str = "US CA MX BR JP KR TW HK IL IN PH TH SG ZA SA";
        const SATURDAY: &str = "EG DZ IQ JO KW OM QA SD SY AE BH IR AF";
        let day = if SUNDAY.contains(&region) {
            7.0
        } else if SATURDAY.contains(&region) {
            6.0
        } else {
            1.0
        };
        Some(day)
    })
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
