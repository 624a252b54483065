//! Days, sessions' dates and their zones: the one place in which dates are read, written and put in words.
//!
//! A due day is a day, in nobody's time zone. A session's time is a time on the wall of a zone, which the document names, so
//! that it stays what was agreed when clocks change; what it is here follows from it. No zone's rules are in here: the
//! browser knows them (`browser::dates`).

use std::rc::Rc;

use alongside_room::{DateParts, Moment, Session};

use crate::{
    browser::{dates, language},
    strings::{self, InLanguage, Key, fill},
};

mod day;
mod form;

pub use day::{Day, weekday};

/// Years in which a day can be meant.
const YEARS: std::ops::RangeInclusive<i32> = 1970..=2199;
/// The first day that a field takes.
pub const FIRST: &str = "1970-01-01";
/// The last.
pub const LAST: &str = "2199-12-31";

const MINUTES_A_DAY: i64 = 24 * 60;

/// What a language calls days, in small letters, and how it orders them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DateNames {
    /// From Monday.
    pub weekdays: Vec<String>,
    pub short_weekdays: Vec<String>,
    pub months: Vec<String>,
    pub short_months: Vec<String>,
    /// "today", "tomorrow", and the day after that, which some languages have a word for.
    pub near: [String; 3],
    /// "next week".
    pub next_week: String,
    /// What stands before a number of days that are to come: "in".
    pub ahead: String,
    /// What days, and weeks, are called behind numbers: "days".
    pub days: Vec<String>,
    pub weeks: Vec<String>,
    /// Whether the day stands before the month in `4/12`.
    pub is_day_first: bool,
    /// Whether dates are written with full stops: `4.12.`
    pub is_dotted: bool,
    /// The weekday with which weeks begin, from Monday: 0.
    pub week_begins: u32,
}

/// What the language of the texts calls days; asked for once.
pub fn names() -> Rc<DateNames> {
    thread_local! {
        static NAMES: InLanguage<DateNames> = const { InLanguage::new() };
    }
    NAMES.with(|names| names.get(read_names))
}

fn read_names() -> DateNames {
    let language = strings::language();
    // A Monday, and a day of each month of a year.
    let monday = Day { year: 2026, month: 6, day: 1 };
    let name = |day: Day, part: &str, options: &[(&str, &str)]| {
        let parts = dates::parts(language, day.number(), options);
        let name = parts.into_iter().find(|(name, _)| name == part).map(|(_, text)| text).unwrap_or_default();
        language::lower(name.trim_end_matches('.'))
    };
    let weekdays = |style: &str| -> Vec<String> {
        let days = (0..7).map(|after| Day::numbered(monday.number() + after));
        days.map(|day| name(day, "weekday", &[("weekday", style)])).collect()
    };
    // With the day's number: many languages have a form of their own for that.
    let months = |style: &str| -> Vec<String> {
        (1..=12).map(|month| name(Day { month, ..monday }, "month", &[("day", "numeric"), ("month", style)])).collect()
    };
    let numbers = dates::parts(language, monday.number(), &[("day", "numeric"), ("month", "numeric")]);
    let place = |part: &str| numbers.iter().position(|(name, _)| name == part);
    let relative = |away: i64, unit: &str| language::lower(&dates::relative(language, away, unit));
    DateNames {
        weekdays: weekdays("long"),
        short_weekdays: weekdays("short"),
        months: months("long"),
        short_months: months("short"),
        near: [relative(0, "day"), relative(1, "day"), relative(2, "day")],
        next_week: relative(1, "week"),
        ahead: counted(relative(3, "day")).0,
        // Some languages have other words for a few, for more and for many.
        days: [3, 11, 100].map(|away| counted(relative(away, "day")).1).into(),
        weeks: [3, 11, 100].map(|away| counted(relative(away, "week")).1).into(),
        is_day_first: place("day") < place("month"),
        is_dotted: numbers.iter().any(|(name, text)| name == "literal" && text.contains('.')),
        week_begins: dates::week_begins(),
    }
}

/// What stands before the number and behind it: "in 3 days".
fn counted(text: String) -> (String, String) {
    let words: Vec<&str> = text.split_whitespace().collect();
    let number = words.iter().position(|word| word.chars().all(char::is_numeric)).unwrap_or(words.len());
    (words[..number].join(" "), words.get(number + 1..).map(|behind| behind.join(" ")).unwrap_or_default())
}

/// The time of a moment: "9:00", "9:00 AM".
pub fn time_of(moment: Moment) -> String {
    let (hour, minute, _) = dates::clock(moment);
    form::time(hour, minute, None)
}

/// The time of a moment, to the second: "9:00:05".
pub fn second_of(moment: Moment) -> String {
    let (hour, minute, second) = dates::clock(moment);
    form::time(hour, minute, Some(second))
}

/// Today, on this device.
pub fn today() -> Day {
    Day::read(&dates::today()).unwrap_or(Day { year: 1970, month: 1, day: 1 })
}

/// The day of a moment, relative to today: "today", "28 Nov".
pub fn day_of(moment: Moment) -> String {
    let day = Day::read(&dates::written(moment)).unwrap_or(Day { year: 1970, month: 1, day: 1 });
    let today = today();
    if (-1..=0).contains(&(day.number() - today.number())) { day.short(today) } else { day.plain(today) }
}

/// When a session was: its date, else the day on which it was closed; empty while neither is known.
pub fn day_held(session: &Session) -> String {
    let day = session.date.as_deref().map(date);
    day.or_else(|| session.closed.map(|(_, at)| day_of(at))).unwrap_or_default()
}

/// A day from the document, short: "Mon", "28 Nov".
pub fn due(written: &str) -> String {
    Day::read(written).map_or_else(|| written.to_owned(), |day| day.short(today()))
}

/// A session's date, formatted: "Wed 25 Nov, 15:00 Berlin · 9:00 here".
pub fn date(written: &str) -> String {
    in_words(written, today(), &dates::zone(), &dates::offset)
}

/// The same in words that are right tomorrow, too: for what is said once and stays.
pub fn lasting_date(written: &str) -> String {
    let today = today();
    in_words_with(written, |day, _| day.with_weekday(today), &dates::zone(), &dates::offset)
}

/// The same with the year: for paper.
pub fn full_date(written: &str) -> String {
    in_words_with(written, |day, _| day.full(), &dates::zone(), &dates::offset)
}

/// A day of the document with weekday and year: "Wed 25 Nov 2026".
pub fn full_day(written: &str) -> String {
    Day::read(written).map_or_else(String::new, Day::full)
}

/// What a field for a date comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entered {
    /// This is meant; empty for no date.
    Date(String),
    /// Half a year, which is still being typed.
    Unfinished,
    /// Nobody can have meant this year.
    NoYear,
}

/// What stands in a field for a day, while the person is in it or as they leave it. A year of two digits is one of this century.
pub fn entered(text: &str, is_left: bool) -> Entered {
    if text.is_empty() {
        return Entered::Date(String::new());
    }
    match Day::read(text) {
        Some(day) if YEARS.contains(&day.year) => Entered::Date(day.write()),
        Some(Day { year: ..1000, .. }) if !is_left => Entered::Unfinished,
        Some(day @ Day { year: 0..100, .. }) => Entered::Date(Day { year: day.year + 2000, ..day }.write()),
        _ => Entered::NoYear,
    }
}

/// A session's date in parts: day, time of day, and the name of the zone that the time is in. Empty where it has none.
pub fn parts(written: &str) -> (&str, &str, &str) {
    let zone = written.get(16..).and_then(|rest| rest.strip_prefix('[')).and_then(|rest| rest.strip_suffix(']'));
    let day = if Day::read(written).is_some() { written.get(..10).unwrap_or_default() } else { "" };
    (day, written.get(11..16).unwrap_or_default(), zone.unwrap_or_default())
}

/// A session's date from its parts; a time stands only behind a day. A time without a zone is in the zone of this device.
pub fn join(day: &str, time: &str, zone: &str) -> Option<String> {
    let zone = if zone.is_empty() { dates::zone() } else { zone.to_owned() };
    match (day, time) {
        ("", _) => None,
        (day, "") => Some(day.to_owned()),
        (day, time) => {
            let time = time.get(..5).unwrap_or(time);
            let written = format!("{day}T{time}[{zone}]");
            // A browser that names no zone, or one in a way of its own.
            let is_date = DateParts::read(&written).is_some();
            Some(if is_date { written } else { format!("{day}T{time}") })
        }
    }
}

/// Where the time of day is another here: "15:00 Berlin · 9:00 here".
pub fn elsewhere(written: &str) -> Option<String> {
    there_and_here(written, &dates::zone(), &dates::offset).map(|(_, words)| words)
}

/// The moment of a session's date, in milliseconds since 1970; none where it has no time, or one in no zone that is known.
pub fn moment(written: &str) -> Option<i64> {
    let (_, _, zone) = parts(written);
    moment_of(wall(written)?, |at| dates::offset(zone, at))
}

/// A session's time as the wall there counts it, in minutes since 1970.
fn wall(written: &str) -> Option<i64> {
    let (_, time, _) = parts(written);
    let (hours, minutes) = time.split_once(':')?;
    Some(Day::read(written)?.number() * MINUTES_A_DAY + hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?)
}

/// How many minutes a zone is ahead of UTC at a moment in milliseconds since 1970; none of a zone that is not known.
type Offsets<'a> = &'a dyn Fn(&str, i64) -> Option<i64>;

fn in_words(written: &str, today: Day, here: &str, offset: Offsets<'_>) -> String {
    // Where it is another day here, which day is "today" there and here would be two.
    let day_in_words = |day: Day, is_other| if is_other { day.with_weekday(today) } else { day.long(today) };
    in_words_with(written, day_in_words, here, offset)
}

/// `day_in_words` is given the day there, and whether it is another day here.
fn in_words_with(written: &str, day_in_words: impl Fn(Day, bool) -> String, here: &str, offset: Offsets<'_>) -> String {
    let Some(day) = Day::read(written) else { return written.to_owned() };
    let (_, time, _) = parts(written);
    match there_and_here(written, here, offset) {
        Some((is_other, times)) => format!("{}, {times}", day_in_words(day, is_other)),
        None if time.is_empty() => day_in_words(day, false),
        None => format!("{}, {}", day_in_words(day, false), wall_time(time)),
    }
}

/// A time of day of the document, as the person's region writes it.
fn wall_time(time: &str) -> String {
    let parts = time.split_once(':').and_then(|(hour, minute)| Some((hour.parse().ok()?, minute.parse().ok()?)));
    parts.map_or_else(|| time.to_owned(), |(hour, minute)| form::time(hour, minute, None))
}

/// The time there and here, where they differ, and whether it is another day here.
fn there_and_here(written: &str, here: &str, offset: Offsets<'_>) -> Option<(bool, String)> {
    let (_, time, zone) = parts(written);
    if zone.is_empty() || zone == here {
        return None;
    }
    let (day, wall) = (Day::read(written)?, wall(written)?);
    let moment = moment_of(wall, |at| offset(zone, at))?;
    let wall_here = moment / 60_000 + offset(here, moment)?;
    if wall_here == wall {
        return None;
    }
    let (day_here, minute) = (wall_here.div_euclid(MINUTES_A_DAY), wall_here.rem_euclid(MINUTES_A_DAY));
    let is_other_day = day_here != day.number();
    let mut time_here = form::time(minute as u32 / 60, minute as u32 % 60, None);
    if is_other_day {
        time_here = format!("{} {time_here}", Day::numbered(day_here).weekday());
    }
    let city = zone.rsplit('/').next().unwrap_or(zone).replace('_', " ");
    Some((is_other_day, fill(Key::ThereAndHere, &[("there", &wall_time(time)), ("city", &city), ("here", &time_here)])))
}

/// The moment at which a wall shows this, in minutes since 1970 as the wall counts them: of two, the first; where clocks skip it,
/// as much later as they skip.
fn moment_of(wall: i64, offset: impl Fn(i64) -> Option<i64>) -> Option<i64> {
    let at = |offset: i64| (wall - offset) * 60_000;
    let day = MINUTES_A_DAY * 60_000;
    let (before, after) = (offset(at(0) - day)?, offset(at(0) + day)?);
    let shows = |with: &i64| offset(at(*with)) == Some(*with);
    let moments = [before, after].into_iter().filter(shows).map(at);
    Some(moments.min().unwrap_or_else(|| at(before)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Day = Day { year: 2026, month: 11, day: 21 };

    /// Zones as they are in 2026 and the years beside it.
    fn offset(zone: &str, at: i64) -> Option<i64> {
        let is_between = |from: &str, hour_from: i64, to: &str, hour_to: i64| {
            let at_hour = |day: &str, hour: i64| (Day::read(day).unwrap().number() * 24 + hour) * 3_600_000;
            (at_hour(from, hour_from)..at_hour(to, hour_to)).contains(&at)
        };
        Some(match zone {
            "Europe/Berlin" | "Europe/Paris" => 60 + 60 * i64::from(is_between("2026-03-29", 1, "2026-10-25", 1)),
            "America/New_York" => -300 + 60 * i64::from(is_between("2026-03-08", 7, "2026-11-01", 6)),
            "Asia/Tokyo" => 540,
            "Asia/Kathmandu" => 345,
            "Pacific/Honolulu" => -600,
            "UTC" => 0,
            _ => return None,
        })
    }

    #[test]
    fn a_sessions_time_is_one_moment_said_there_and_here() {
        let cases = [
            // As it was written, where nothing differs.
            ("2026-11-25", "Asia/Tokyo", "Wed 25 Nov"),
            ("2026-11-25T15:00", "Asia/Tokyo", "Wed 25 Nov, 15:00"),
            ("2026-11-25T15:00[Europe/Berlin]", "Europe/Berlin", "Wed 25 Nov, 15:00"),
            ("2026-11-25T15:00[Europe/Berlin]", "Europe/Paris", "Wed 25 Nov, 15:00"),
            ("2026-11-25T15:00[Europe/Berlin]", "America/New_York", "Wed 25 Nov, 15:00 Berlin · 9:00 here"),
            ("2026-11-25T09:05[America/New_York]", "Europe/Berlin", "Wed 25 Nov, 9:05 New York · 15:05 here"),
            ("2026-11-25T15:00[Europe/Berlin]", "Asia/Kathmandu", "Wed 25 Nov, 15:00 Berlin · 19:45 here"),
            // On the wall across a change of clocks: for two weeks Berlin and New York are five hours apart.
            ("2026-03-25T15:00[Europe/Berlin]", "America/New_York", "Wed 25 Mar, 15:00 Berlin · 10:00 here"),
            ("2026-04-01T15:00[Europe/Berlin]", "America/New_York", "Wed 1 Apr, 15:00 Berlin · 9:00 here"),
            ("2026-10-28T15:00[Europe/Berlin]", "America/New_York", "Wed 28 Oct, 15:00 Berlin · 10:00 here"),
            ("2026-10-28T15:00[Europe/Berlin]", "UTC", "Wed 28 Oct, 15:00 Berlin · 14:00 here"),
            ("2026-10-21T15:00[Europe/Berlin]", "UTC", "Wed 21 Oct, 15:00 Berlin · 13:00 here"),
            // Another day here.
            ("2026-11-25T09:00[Asia/Tokyo]", "Europe/Berlin", "Wed 25 Nov, 9:00 Tokyo · 1:00 here"),
            ("2026-11-25T01:00[Asia/Tokyo]", "Europe/Berlin", "Wed 25 Nov, 1:00 Tokyo · Tue 17:00 here"),
            ("2026-11-22T01:00[Asia/Tokyo]", "Europe/Berlin", "Sun 22 Nov, 1:00 Tokyo · Sat 17:00 here"),
            ("2026-11-21T20:00[Pacific/Honolulu]", "Asia/Tokyo", "Sat 21 Nov, 20:00 Honolulu · Sun 15:00 here"),
            ("2026-11-21T20:00[Asia/Tokyo]", "Europe/Berlin", "today, 20:00 Tokyo · 12:00 here"),
            ("2026-12-31T23:00[Pacific/Honolulu]", "Asia/Tokyo", "Thu 31 Dec, 23:00 Honolulu · Fri 18:00 here"),
            // An hour that clocks skip, and one that comes twice.
            ("2026-03-29T02:30[Europe/Berlin]", "UTC", "Sun 29 Mar, 2:30 Berlin · 1:30 here"),
            ("2026-10-25T02:30[Europe/Berlin]", "UTC", "Sun 25 Oct, 2:30 Berlin · 0:30 here"),
            // What is no zone, and no date.
            ("2026-11-25T15:00[Mars/Olympus_Mons]", "UTC", "Wed 25 Nov, 15:00"),
            ("2026-11-25T15:00[Europe/Berlin", "UTC", "Wed 25 Nov, 15:00"),
            ("2026-11-25Tab:cd[Europe/Berlin]", "UTC", "Wed 25 Nov, ab:cd"),
            ("some day", "UTC", "some day"),
        ];
        for (written, here, words) in cases {
            assert_eq!(in_words(written, TODAY, here, &offset), words, "{written} in {here}");
        }
    }

    #[test]
    fn a_date_is_taken_when_it_is_one() {
        let date = |text: &str| Entered::Date(text.to_owned());
        let cases = [
            ("", date(""), date("")),
            ("2027-11-25", date("2027-11-25"), date("2027-11-25")),
            // While 2027 is typed.
            ("0002-11-25", Entered::Unfinished, date("2002-11-25")),
            ("0020-11-25", Entered::Unfinished, date("2020-11-25")),
            ("0202-11-25", Entered::Unfinished, Entered::NoYear),
            ("0026-02-03", Entered::Unfinished, date("2026-02-03")),
            ("1926-02-03", Entered::NoYear, Entered::NoYear),
            ("12026-02-03", Entered::NoYear, Entered::NoYear),
            ("nonsense!!", Entered::NoYear, Entered::NoYear),
        ];
        for (text, typing, left) in cases {
            assert_eq!((entered(text, false), entered(text, true)), (typing, left), "{text}");
        }
    }

    #[test]
    fn a_date_comes_apart_and_together() {
        assert_eq!(parts("2026-11-25T15:00[Europe/Berlin]"), ("2026-11-25", "15:00", "Europe/Berlin"));
        assert_eq!(parts("2026-11-25T15:00"), ("2026-11-25", "15:00", ""));
        assert_eq!(parts("2026-11-25"), ("2026-11-25", "", ""));
        assert_eq!(parts("äöü"), ("", "", ""));
        assert_eq!(join("2026-11-25", "15:00", "Asia/Tokyo").as_deref(), Some("2026-11-25T15:00[Asia/Tokyo]"));
        assert_eq!(join("2026-11-25", "", "Asia/Tokyo").as_deref(), Some("2026-11-25"));
        assert_eq!(join("", "15:00", "Asia/Tokyo"), None);
        assert_eq!(join("2026-11-25", "15:00:30", "Asia/Tokyo").as_deref(), Some("2026-11-25T15:00[Asia/Tokyo]"));
        assert_eq!(join("2026-11-25", "15:00", "no zone").as_deref(), Some("2026-11-25T15:00"));
    }

    #[test]
    fn what_stays_is_said_in_words_that_are_right_tomorrow_too() {
        let full = |written| in_words_with(written, |day, _| day.full(), "America/New_York", &offset);
        assert_eq!(full("2026-11-21"), "Sat 21 Nov 2026");
        assert_eq!(full("2026-11-22T15:00[Europe/Berlin]"), "Sun 22 Nov 2026, 15:00 Berlin · 9:00 here");
        assert_eq!(full_day("2026-11-21"), "Sat 21 Nov 2026");
    }
}
